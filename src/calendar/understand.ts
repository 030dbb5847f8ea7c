/** From the events of a file to the calendar of one school year, or to the reason why there is none. */
import { type Calendar, readCalendar } from '../rules/calendar.ts';
import { readSchoolYear, schoolYearLabel } from '../rules/school-year.ts';
import { classify, type Placed } from './classify.ts';
import { type CalendarEvent, type Remark, remark } from './event.ts';
import { breaksFromMarkers, offDays, timeOff } from './off-days.ts';
import type { CalendarObject, SchoolCalendar } from './school-calendar.ts';
import { onlyTrack, tracksIn } from './tracks.ts';
import type { Words } from './words.ts';
import { findEnds } from './year-ends.ts';

export interface UnderstandOptions {
  words: Words;
  /** The school year that is wanted, such as `2026-27`; else the one of today, or the only one in the file. */
  schoolYear?: string;
  /** `YYYY-MM-DD`, to choose among several school years. */
  today?: string;
  /** Only what concerns this track, such as `A`. */
  track?: string;
  /** Holidays on which schools are closed: a school day on one of them is pointed out. */
  wellKnownHolidays?: readonly string[];
}

export interface Understood {
  school: SchoolCalendar;
  /** Events that words could not place; they change nothing. */
  unplaced: CalendarEvent[];
  /** What to look at before it is stored. */
  remarks: Remark[];
}

/** Fewer or more instructional days than any California school has: the file lacks something. */
const SENSIBLE_DAYS = { least: 130, most: 230 };

/**
 * Understands the events of one calendar file.
 * @returns the calendar with remarks, or the reason why it makes no sense
 */
export function understand(
  events: readonly CalendarEvent[],
  options: UnderstandOptions,
): Understood | { refused: Remark } {
  const { words, track } = options;
  const ours = track ? events.filter((e) => onlyTrack(e.title, track)) : events;
  const all = classify(ours, words);
  const year = chooseYear(all, options);
  if (typeof year !== 'number') return { refused: year };
  const span = { from: `${year}-07-01`, to: `${year + 1}-07-31` };
  const placed = all.filter((e) => e.to >= span.from && e.from <= span.to);

  const ends = findEnds(placed, year, tracksIn(ours.map((e) => e.title)));
  if ('refused' in ends) return ends;
  const { first, last } = ends;
  const markers = breaksFromMarkers(placed, first, last);
  const off = [...placed, ...markers.breaks].filter((e) => OFF.has(e.kind));
  const closed =
    off.find((e) => e.from <= first && e.to >= first) ?? off.find((e) => e.from <= last && e.to >= last);
  if (closed)
    return {
      refused: remark(closed.from <= first && closed.to >= first ? 'FIRST_DAY_OFF' : 'LAST_DAY_OFF', {
        date: closed.from <= first && closed.to >= first ? first : last,
        title: closed.title,
      }),
    };

  const extra = extraDays(placed, first, last);
  const calendar: CalendarObject = {
    school_year: schoolYearLabel(year),
    first_day: first,
    last_day: last,
    noninstructional_days: offDays(off, first, last).filter((d) => !extra.includes(d)),
    extra_instructional_days: extra,
  };
  const read = readCalendar(calendar);
  if (typeof read === 'string') return { refused: remark('NOT_A_SCHOOL_CALENDAR', { reason: read }) };
  const total = read.days.length;
  if (total < SENSIBLE_DAYS.least || total > SENSIBLE_DAYS.most)
    return {
      refused: remark(total < SENSIBLE_DAYS.least ? 'TOO_FEW_DAYS' : 'TOO_MANY_DAYS', { total, first, last }),
    };
  const school: SchoolCalendar = {
    calendar,
    total,
    months: byMonth(read),
    off: timeOff(off, first, last),
    minimum_days: minimumDays(placed, read),
  };
  // What lies wholly in a break or on a weekend could change nothing anyway.
  const matters = (e: Placed) => read.days.some((d) => e.from <= d && e.to >= d);
  const unplaced = placed
    .filter((e) => e.kind === 'possible' || ((e.kind === 'unplaced' || e.kind === 'unsure') && matters(e)))
    .sort((a, b) => (a.from < b.from ? -1 : 1));
  const remarks = [...ends.remarks, ...markers.remarks, ...warnings(read, school, placed, options)];
  return { school, unplaced: unplaced.map(({ kind: _kind, ...event }) => event), remarks };
}

const OFF: ReadonlySet<string> = new Set(['break', 'holiday', 'staff', 'no_school']);

/** The school year: the one asked for, else that of today, else the only one with a first day of school. */
function chooseYear(all: readonly Placed[], { schoolYear, today }: UnderstandOptions): number | Remark {
  if (schoolYear !== undefined)
    return readSchoolYear(schoolYear) ?? remark('BAD_SCHOOL_YEAR', { given: schoolYear });
  const begun = all.filter((e) => e.kind === 'first_day');
  const firsts = begun.length ? begun : all.filter((e) => e.kind === 'first_day_perhaps');
  const years = [...new Set(firsts.map((e) => yearOf(e.from)))].sort();
  if (!years.length) return remark('NO_FIRST_DAY');
  const now = today ? yearOf(today) : undefined;
  if (now !== undefined && years.includes(now)) return now;
  if (years.length === 1) return years[0]!;
  return remark('SEVERAL_YEARS', { years: years.map(schoolYearLabel).join(', ') });
}

function yearOf(date: string): number {
  return Number(date.slice(0, 4)) - (date.slice(5) < '07-01' ? 1 : 0);
}

/** Days of school that are no Monday to Friday, or that are taught although they stand in a break. */
function extraDays(placed: readonly Placed[], first: string, last: string): string[] {
  const days = placed.filter((e) => e.kind === 'extra' && e.from === e.to && e.from > first && e.from < last);
  return [...new Set(days.map((e) => e.from))].sort();
}

function byMonth({ days }: Calendar): SchoolCalendar['months'] {
  const counts = new Map<string, number>();
  for (const d of days) counts.set(d.slice(0, 7), (counts.get(d.slice(0, 7)) ?? 0) + 1);
  return [...counts].map(([month, n]) => ({ month, days: n }));
}

function minimumDays(placed: readonly Placed[], { days }: Calendar): string[] {
  const spans = placed.filter((e) => e.kind === 'minimum');
  return days.filter((d) => spans.some((e) => e.from <= d && e.to >= d));
}

function warnings(
  read: Calendar,
  { calendar, total }: SchoolCalendar,
  placed: readonly Placed[],
  { wellKnownHolidays = [] }: UnderstandOptions,
): Remark[] {
  const taught = wellKnownHolidays.filter((d) => read.days.includes(d));
  const extra = calendar.extra_instructional_days;
  const outside = placed.filter(
    (e) =>
      e.kind === 'extra' && (e.from <= calendar.first_day || e.from >= calendar.last_day || e.from !== e.to),
  );
  return [
    ...(read.warnings.includes('UNUSUAL_DAY_COUNT') ? [remark('UNUSUAL_DAY_COUNT', { total })] : []),
    ...taught.map((date) => remark('HOLIDAY_TAUGHT', { date })),
    ...(extra.length ? [remark('EXTRA_DAYS', { count: extra.length, dates: extra.join(',') })] : []),
    ...(outside.length
      ? [remark('EXTRA_LEFT_OUT', { title: outside[0]!.title, date: outside[0]!.from })]
      : []),
  ];
}
