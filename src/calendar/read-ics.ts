/** An iCalendar file (`.ics`) as events on Los Angeles days. */
import ICAL from 'ical.js';
import { schoolYearOf } from '../knowledge/dates.ts';
import { fromNumber, toNumber } from './day-number.ts';
import {
  type CalendarEvent,
  cleanTitle,
  fault,
  MOST_EVENTS,
  type Reading,
  type Remark,
  remark,
} from './event.ts';
import { instantToLosAngeles, isZone, toLosAngelesWall, type WallMinutes } from './los-angeles.ts';
import { occurrences } from './recurrence.ts';
import { recurrenceOf } from './recurrence-ics.ts';
import { allDay, timed } from './span.ts';

/** Recurrences are followed through the last school year of the file, and so many years back. */
const YEARS_BACK = 3;
/** Recurring events are worked out day by day; more of them than this is no school calendar. */
const MOST_RECURRING = 2_000;

interface Read extends CalendarEvent {
  component: ICAL.Component;
  uid: string;
  /** Day of the series that this one replaces. */
  replaces?: string;
}

/**
 * Reads the text of an `.ics` file. Recurrences without end are cut at the end of the last school year in the file.
 * Never throws: a file that cannot be read gives its fault.
 */
export function readIcs(text: string): Reading {
  // Counted before parsing, which is the costly part.
  if ((text.match(/^BEGIN:VEVENT/gim) ?? []).length > MOST_EVENTS) return fault('TOO_MANY_EVENTS');
  let components: ICAL.Component[];
  try {
    const parsed: unknown = ICAL.parse(text);
    const roots = Array.isArray(parsed) && Array.isArray(parsed[0]) ? (parsed as unknown[]) : [parsed];
    components = roots
      .map((r) => new ICAL.Component(r as unknown[] as never))
      .filter((c) => c.name === 'vcalendar')
      .flatMap((c) => c.getAllSubcomponents('vevent'));
  } catch {
    return fault('BROKEN_ICS');
  }
  const remarks: Remark[] = [];
  const read = components.flatMap((component) => {
    try {
      return readEvent(component) ?? [];
    } catch {
      return [];
    }
  });
  const unreadable = components.filter((c) => !isCancelled(c)).length - read.length;
  if (unreadable > 0) remarks.push(remark('UNREADABLE_EVENTS', { count: unreadable }));
  if (!read.length) return fault('NO_EVENTS');
  return expand(read, remarks);
}

function isCancelled(component: ICAL.Component): boolean {
  return String(component.getFirstPropertyValue('status') ?? '').toUpperCase() === 'CANCELLED';
}

function readEvent(component: ICAL.Component): Read | undefined {
  if (isCancelled(component)) return undefined;
  const title = cleanTitle(String(component.getFirstPropertyValue('summary') ?? ''));
  const start = component.getFirstProperty('dtstart');
  if (!title || !start) return undefined;
  const from = timeOf(start);
  const ends = component.getFirstProperty('dtend');
  const duration = component.getFirstPropertyValue('duration');
  const replaced = component.getFirstProperty('recurrence-id');
  const about = {
    title,
    component,
    uid: String(component.getFirstPropertyValue('uid') ?? ''),
    replaces: replaced ? dayOf(timeOf(replaced)) : undefined,
  };
  const seconds = duration instanceof ICAL.Duration ? duration.toSeconds() : 0;
  if (typeof from === 'string') {
    const end = ends ? dayOf(timeOf(ends)) : fromNumber(toNumber(from) + Math.max(1, seconds / 86_400));
    return { ...about, ...allDay(from, end) };
  }
  const end = ends ? timeOf(ends) : from + seconds / 60;
  return { ...about, ...timed(from, typeof end === 'string' ? toNumber(end) * 1440 : end) };
}

/** A date as it is, a moment as Los Angeles wall time. */
function timeOf(property: ICAL.Property, time: unknown = property.getFirstValue()): string | WallMinutes {
  if (!(time instanceof ICAL.Time)) throw new Error('not a time');
  const { year, month, day, hour, minute } = time;
  const wall = Date.UTC(year, month - 1, day, hour, minute) / 60_000;
  if (!(year >= 1970 && year <= 2099) || Number.isNaN(wall)) throw new Error('not a time of ours');
  if (time.isDate) return fromNumber(wall / 1440);
  if (time.zone === ICAL.Timezone.utcTimezone) return instantToLosAngeles(wall * 60_000);
  const zone = String(property.getParameter('tzid') ?? '');
  if (isZone(zone)) return toLosAngelesWall(wall, zone);
  // A zone that the file itself describes, such as Outlook's "Pacific Standard Time"; else the wall time as it stands.
  return time.zone && time.zone !== ICAL.Timezone.localTimezone
    ? instantToLosAngeles(time.toUnixTime() * 1_000)
    : wall;
}

function dayOf(time: string | WallMinutes): string {
  return typeof time === 'string' ? time : fromNumber(Math.floor(time / 1440));
}

function expand(read: Read[], remarks: Remark[]): Reading {
  const recurring = read.filter((e) => e.component.hasProperty('rrule') || e.component.hasProperty('rdate'));
  if (recurring.length > MOST_RECURRING) return fault('TOO_MANY_EVENTS');
  const year = lastYearOf(read);
  const range = { from: `${year - YEARS_BACK}-07-01`, until: `${year + 1}-07-31` };
  const replaced = new Set(read.flatMap((e) => (e.replaces ? [`${e.uid} ${e.replaces}`] : [])));
  const events: CalendarEvent[] = [];
  let endless = 0;
  for (const e of read) {
    const { title, from, to, hours } = e;
    if (!recurring.includes(e)) {
      events.push({ title, from, to, hours });
      continue;
    }
    const series = daysOf(e, range);
    if (!series) remarks.push(remark('UNKNOWN_RECURRENCE', { title }));
    if (series?.endless) endless += 1;
    const length = toNumber(to) - toNumber(from);
    for (const day of series?.days ?? [from]) {
      if (replaced.has(`${e.uid} ${day}`)) continue;
      events.push({ title, from: day, to: fromNumber(toNumber(day) + length), hours });
      if (events.length > MOST_EVENTS) return fault('TOO_MANY_EVENTS');
    }
  }
  if (endless) remarks.push(remark('ENDLESS_RECURRENCE', { count: endless, until: range.until }));
  return { events, remarks };
}

/** The last school year that holds a fair share of the events: one event far off does not count. */
function lastYearOf(read: readonly Read[]): number {
  const counts = new Map<number, number>();
  for (const e of read) {
    const year = Number(schoolYearOf(e.from).slice(0, 4));
    counts.set(year, (counts.get(year) ?? 0) + 1);
  }
  const fair = Math.max(...counts.values()) / 10;
  return Math.max(...[...counts].filter(([, n]) => n >= fair).map(([year]) => year));
}

function daysOf(e: Read, range: { from: string; until: string }) {
  try {
    const rules = e.component.getAllProperties('rrule').map((p) => recurrenceOf(p.getFirstValue()));
    if (rules.some((r) => !r)) return undefined;
    const days = new Set(rules.length ? [] : [e.from]);
    for (const rule of rules) for (const day of occurrences(e.from, rule!, range)) days.add(day);
    for (const p of e.component.getAllProperties('rdate'))
      for (const value of p.getValues()) days.add(dayOf(timeOf(p, value)));
    for (const p of e.component.getAllProperties('exdate'))
      for (const value of p.getValues()) days.delete(dayOf(timeOf(p, value)));
    return { days: [...days].sort(), endless: rules.some((r) => r && !r.count && !r.until) };
  } catch {
    return undefined;
  }
}
