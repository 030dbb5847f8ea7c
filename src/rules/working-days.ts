/**
 * Working days of a district office: Monday to Friday without the days it is closed, and weekend dates it works.
 * The documents do not define the word; the office calendar decides.
 */
import { addDays } from '../knowledge/dates.ts';
import { isWeekend } from './days.ts';

export interface OfficeCalendar {
  closed: readonly string[];
  /** Weekend dates on which the office works. */
  extra: readonly string[];
}

export const WEEKENDS_ONLY: OfficeCalendar = { closed: [], extra: [] };
/** How far ahead a working day is looked for. */
const MAX_DAYS = 800;

export function isWorkingDay(date: string, office: OfficeCalendar): boolean {
  return office.extra.includes(date) || (!isWeekend(date) && !office.closed.includes(date));
}

/**
 * The nth working day on or after a date, which itself counts; null when there is none within 800 days.
 * @example nthWorkingDay('2027-05-25', 20, { closed: ['2027-05-31', '2027-06-18'], extra: [] }) // '2027-06-23'
 */
export function nthWorkingDay(from: string, n: number, office: OfficeCalendar): string | null {
  let left = n;
  for (let i = 0, date = from; i < MAX_DAYS; i++, date = addDays(date, 1))
    if (isWorkingDay(date, office) && --left === 0) return date;
  return null;
}
