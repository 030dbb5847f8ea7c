/** Weekdays and weekends of `YYYY-MM-DD` dates, on top of the date helpers of `knowledge`. */
import { addDays, isRealDate, weekday } from '../knowledge/dates.ts';

/**
 * Whether a value is a date that the rules accept: a real one, written YYYY-MM-DD, in 2000 to 2099.
 * @example isDate('2027-02-29') // false
 */
export function isDate(value: unknown): value is string {
  return typeof value === 'string' && value.startsWith('20') && isRealDate(value);
}

/** Saturday or Sunday. */
export function isWeekend(date: string): boolean {
  return weekday(date) === 0 || weekday(date) === 6;
}

/** The date itself, or the Friday before when it is on a weekend: `weekdayOnOrBefore('2029-06-30')` is `'2029-06-29'`. */
export function weekdayOnOrBefore(date: string): string {
  return isWeekend(date) ? weekdayOnOrBefore(addDays(date, -1)) : date;
}

/** The date itself, or the Monday after when it is on a weekend: `weekdayOnOrAfter('2026-11-21')` is `'2026-11-23'`. */
export function weekdayOnOrAfter(date: string): string {
  return isWeekend(date) ? weekdayOnOrAfter(addDays(date, 1)) : date;
}

/** The earlier of two dates. */
export function earlierOf(a: string, b: string): string {
  return a < b ? a : b;
}

/** Every date from `first` to `last`, both included. */
export function* datesFrom(first: string, last: string): Generator<string> {
  for (let date = first; date <= last; date = addDays(date, 1)) yield date;
}
