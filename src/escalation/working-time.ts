/** Working hours of people in their own time zone: what a promise and a reminder are counted in. */
import { addDays, weekday } from '../knowledge/dates.ts';
import type { Hours } from './organization.ts';

const HOUR = 3_600_000;
/** Longer holidays than this are a fault of the file. */
const MOST_DAYS = 400;

const formats = new Map<string, Intl.DateTimeFormat>();

function partsAt(at: number, timeZone: string): Record<string, string> {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(timeZone, format);
  }
  return Object.fromEntries(format.formatToParts(at).map((p) => [p.type, p.value]));
}

/** The local date of a moment, such as 2026-11-21. */
export function localDate(at: number, timeZone: string): string {
  const p = partsAt(at, timeZone);
  return `${p.year}-${p.month}-${p.day}`;
}

/** How far the zone is ahead of UTC at a moment, in milliseconds. */
function offsetAt(at: number, timeZone: string): number {
  const p = partsAt(at, timeZone);
  const local = Date.UTC(+p.year!, +p.month! - 1, +p.day!, +p.hour!, +p.minute!, +p.second!);
  return local - Math.floor(at / 1000) * 1000;
}

/** The moment of a local date and time; where the clock skips it, the moment as long after. */
export function momentOf(date: string, time: string, timeZone: string): number {
  const local = Date.parse(`${date}T${time}:00Z`);
  const guess = local - offsetAt(local, timeZone);
  return local - offsetAt(guess, timeZone);
}

/** Whether people work on a local date at all. */
export function isWorkday(date: string, { days, daysOff }: Hours): boolean {
  // `weekday` counts from Sunday as 0.
  const day = weekday(date) || 7;
  return days.includes(day) && !daysOff.some((off) => off.from <= date && date <= off.until);
}

/** Spans of work from a moment on, each `[from, until)` in epoch milliseconds. */
function* spansFrom(at: number, hours: Hours): Generator<[number, number]> {
  let date = localDate(at, hours.timeZone);
  for (let i = 0; i < MOST_DAYS; i++, date = addDays(date, 1)) {
    if (!isWorkday(date, hours)) continue;
    const until = momentOf(date, hours.until, hours.timeZone);
    if (until > at) yield [Math.max(at, momentOf(date, hours.from, hours.timeZone)), until];
  }
}

/** Whether people are at work at a moment. */
export function isWorking(at: number, hours: Hours): boolean {
  const date = localDate(at, hours.timeZone);
  return (
    isWorkday(date, hours) &&
    at >= momentOf(date, hours.from, hours.timeZone) &&
    at < momentOf(date, hours.until, hours.timeZone)
  );
}

/**
 * The moment at which so many working hours have gone by.
 * @example afterWorkingHours(friday4pm, 4, hours) // Monday 11:00, where work ends at 17:00 and begins at 8:00
 */
export function afterWorkingHours(at: number, count: number, hours: Hours): number {
  let left = count * HOUR;
  for (const [from, until] of spansFrom(at, hours)) {
    if (until - from >= left) return from + left;
    left -= until - from;
  }
  return at + MOST_DAYS * 24 * HOUR;
}

/** Working hours between two moments, as a number with a fraction. */
export function workingHoursBetween(from: number, until: number, hours: Hours): number {
  let sum = 0;
  for (const [begin, end] of spansFrom(from, hours)) {
    if (begin >= until) break;
    sum += Math.min(end, until) - begin;
  }
  return sum / HOUR;
}

/** @example sayWhen(moment, 'America/Los_Angeles') // 'Monday, November 23, 11:00 AM' */
export function sayWhen(at: number, timeZone: string): string {
  const options = { timeZone, weekday: 'long', month: 'long', day: 'numeric' } as const;
  const day = new Intl.DateTimeFormat('en-US', options).format(at);
  const time = new Intl.DateTimeFormat('en-US', { timeZone, hour: 'numeric', minute: '2-digit' }).format(at);
  return `${day}, ${time.replace(/\u202f/g, ' ')}`;
}
