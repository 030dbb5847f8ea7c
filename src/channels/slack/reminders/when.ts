/** When somebody is reminded of a day: 7 days and 1 day before, in their working hours. Pure. */
import { addDays, weekday } from '../../../knowledge/dates.ts';

export interface DatedItem {
  label: string;
  /** YYYY-MM-DD */
  date: string;
}

const DAYS_BEFORE = [7, 1];
const MORNING = '09:00';
const SATURDAY = 6;
const SUNDAY = 0;

/** What tells one thing to be reminded of from another. */
export function remindable({ label, date }: DatedItem): string {
  return `${date} ${label}`;
}

/**
 * The moments, in epoch milliseconds, that are still ahead: at nine in the morning of a working day.
 * @param zone the person's, such as America/Los_Angeles
 * @example remindersFor('2026-12-01', 'America/Los_Angeles', Date.parse('2026-11-21T10:00:00-08:00'))
 * // 2026-11-24 and 2026-11-30, 9:00 there
 */
export function remindersFor(date: string, zone: string, now: number): number[] {
  const moments = DAYS_BEFORE.map((days) => instantOf(workingDay(addDays(date, -days)), MORNING, zone));
  return [...new Set(moments)].filter((at) => at > now).sort((a, b) => a - b);
}

/** The day itself, or the Friday before a weekend. */
function workingDay(day: string): string {
  if (weekday(day) === SATURDAY) return addDays(day, -1);
  if (weekday(day) === SUNDAY) return addDays(day, -2);
  return day;
}

/** A wall-clock time of a zone as an instant; the clocks' change on that day is taken into account. */
export function instantOf(day: string, time: string, zone: string): number {
  const guess = Date.parse(`${day}T${time}:00Z`);
  const first = guess - offsetAt(guess, zone);
  return guess - offsetAt(first, zone);
}

function offsetAt(instant: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    timeZoneName: 'longOffset',
  }).formatToParts(instant);
  const [, sign, hours = '0', minutes = '0'] =
    parts.find((p) => p.type === 'timeZoneName')?.value.match(/GMT([+-])(\d{2}):(\d{2})/) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
