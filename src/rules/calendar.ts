/** The calendar of one school or track: read, checked, and turned into its list of instructional days. */
import type { ErrorCode, WarningCode } from './codes.ts';
import { datesFrom, isDate, isWeekend } from './days.ts';
import { isInCalendarOf, readSchoolYear } from './school-year.ts';

export interface Calendar {
  /** First calendar year of its school year. */
  year: number;
  /** Every instructional day in order, at least one. */
  days: readonly string[];
  warnings: WarningCode[];
}

/** 163, 175 and 180 are the usual California minimums; fewer or far more deserves a look. Background, not in the documents. */
const USUAL_DAYS = { least: 163, most: 200 };

type Raw = Readonly<Record<string, unknown>>;
type Days = readonly string[] | ErrorCode;

/**
 * Reads a calendar object: either `{ school_year, instructional_days }` or `{ school_year, first_day, last_day,
 * noninstructional_days?, extra_instructional_days? }`, where the days are all Monday to Friday dates from first to
 * last without the former and with the latter. Returns the first fault as its code.
 */
export function readCalendar(value: unknown): Calendar | ErrorCode {
  if (!isObject(value)) return 'BAD_VALUE';
  if (isMissing(value.school_year)) return 'INCOMPLETE_CALENDAR';
  const year = readSchoolYear(value.school_year);
  if (year === null) return 'BAD_SCHOOL_YEAR';
  const found = isMissing(value.instructional_days)
    ? daysOfRange(value)
    : daysOfList(value.instructional_days);
  if (typeof found === 'string') return found;
  const days = found.toSorted();
  if (days.length === 0) return 'EMPTY_CALENDAR';
  if (!days.every((d) => isInCalendarOf(d, year))) return 'CALENDAR_OUTSIDE_YEAR';
  const warnings: WarningCode[] = [];
  if (days.some(isWeekend)) warnings.push('WEEKEND_INSTRUCTIONAL_DAY');
  if (days.length < USUAL_DAYS.least || days.length > USUAL_DAYS.most) warnings.push('UNUSUAL_DAY_COUNT');
  return { year, days, warnings };
}

/** The last instructional day. */
export function lastDayOf(calendar: Calendar): string {
  return calendar.days.at(-1) as string;
}

/** How many instructional days lie from `start` to `end`, both included. */
export function countDays(calendar: Calendar, start: string, end: string): number {
  return calendar.days.filter((d) => d >= start && d <= end).length;
}

function daysOfList(list: unknown): Days {
  if (!Array.isArray(list)) return 'BAD_VALUE';
  if (!list.every(isDate)) return 'BAD_DATE';
  return new Set(list).size < list.length ? 'DUPLICATE_INSTRUCTIONAL_DAY' : list;
}

function daysOfRange(raw: Raw): Days {
  const { first_day: first, last_day: last } = raw;
  if (isMissing(first) || isMissing(last)) return 'INCOMPLETE_CALENDAR';
  if (!isDate(first) || !isDate(last)) return 'BAD_DATE';
  if (first > last) return 'CALENDAR_REVERSED';
  const offDays = raw.noninstructional_days ?? [];
  const extraDays = raw.extra_instructional_days ?? [];
  if (!Array.isArray(offDays) || !Array.isArray(extraDays)) return 'BAD_VALUE';
  if (!offDays.every(isDate) || !extraDays.every(isDate)) return 'BAD_DATE';
  const off = new Set(offDays);
  if (extraDays.some((d) => off.has(d))) return 'CALENDAR_CONFLICT';
  if (extraDays.some((d) => d < first || d > last)) return 'EXTRA_DAY_OUTSIDE';
  const taught = [...datesFrom(first, last)].filter((d) => !isWeekend(d) && !off.has(d));
  return [...new Set([...taught, ...extraDays])];
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null;
}

export function isObject(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
