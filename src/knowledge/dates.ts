/** Calendar dates as `YYYY-MM-DD` strings: whole Los Angeles days, never instants. */
import { addDays as addDaysFns } from 'date-fns/addDays';
import { differenceInCalendarDays } from 'date-fns/differenceInCalendarDays';
import { format } from 'date-fns/format';
import { getDay } from 'date-fns/getDay';
import { isValid } from 'date-fns/isValid';
import { parseISO } from 'date-fns/parseISO';

/**
 * Whether a text is a real date written YYYY-MM-DD.
 * @example isRealDate('2027-02-29') // false
 */
export function isRealDate(value: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(value) && real(value, () => isValid(parseISO(value)));
}

/** A school year is gone through day by day, over and over: what was worked out for a date is kept for a while. */
function remembering<T>(): (key: string, work: () => T) => T {
  const known = new Map<string, T>();
  return (key, work) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size >= REMEMBERED) known.clear();
    const value = work();
    known.set(key, value);
    return value;
  };
}

const REMEMBERED = 5_000;
const shifted = remembering<string>();
const weekdays = remembering<number>();
const real = remembering<boolean>();

/** The date `days` whole days later (earlier when negative): `addDays('2026-11-21', 10)` is `'2026-12-01'`. */
export function addDays(date: string, days: number): string {
  return shifted(`${date} ${days}`, () => format(addDaysFns(parseISO(date), days), 'yyyy-MM-dd'));
}

/** Whole days from `from` to `to`: `daysBetween('2026-11-21', '2026-12-01')` is `10`. */
export function daysBetween(from: string, to: string): number {
  return differenceInCalendarDays(parseISO(to), parseISO(from));
}

/** Day of the week, 0 for Sunday to 6 for Saturday. */
export function weekday(date: string): number {
  return weekdays(date, () => getDay(parseISO(date)));
}

/** `sayDate('2026-12-01')` is `'December 1, 2026'`. */
export function sayDate(date: string): string {
  return format(parseISO(date), 'MMMM d, yyyy');
}

/** `sayDay('2026-12-01')` is `'Tuesday, December 1, 2026'`. */
export function sayDay(date: string): string {
  return format(parseISO(date), 'EEEE, MMMM d, yyyy');
}

/** `sayMonth('2027-01')` is `'January 2027'`. */
export function sayMonth(month: string): string {
  return format(parseISO(`${month}-01`), 'MMMM yyyy');
}

/** The school year a date lies in, July to June: `schoolYearOf('2027-05-10')` is `'2026-27'`. */
export function schoolYearOf(date: string): string {
  const year = Number(date.slice(0, 4));
  const first = Number(date.slice(5, 7)) >= 7 ? year : year - 1;
  return `${first}-${String((first + 1) % 100).padStart(2, '0')}`;
}
