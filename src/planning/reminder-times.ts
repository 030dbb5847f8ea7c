/** When somebody is reminded of a day: 7 days and 1 day before, in their working hours. Pure. */
import type { Hours } from '../escalation/organization.ts';
import { isWorkday, momentOf } from '../escalation/working-time.ts';
import { addDays } from '../knowledge/dates.ts';

export interface DatedItem {
  label: string;
  /** YYYY-MM-DD */
  date: string;
}

const DAYS_BEFORE = [7, 1];
const MORNING = '09:00';
/** Longer than any holidays: then the day itself is taken. */
const MOST_DAYS_OFF = 30;

/** What tells one thing to be reminded of from another. */
export function remindable({ label, date }: DatedItem): string {
  return `${date} ${label}`;
}

/** The item behind `remindable`, or undefined for what is none. */
export function itemOf(remindable: string): DatedItem | undefined {
  const [, date = '', label = ''] = remindable.match(/^(\d{4}-\d\d-\d\d) (.+)$/s) ?? [];
  return date ? { date, label } : undefined;
}

/**
 * The moments, in epoch milliseconds, that are still ahead: at nine in the morning of the working day on which or
 * before which it falls, or at the beginning or the last hour of work where nine is outside.
 * @param hours the person's, in their own time zone
 * @example remindersFor('2026-12-01', DEFAULT_HOURS, Date.parse('2026-11-21T10:00:00-08:00'))
 * // 2026-11-24 and 2026-11-30, 9:00 in Los Angeles
 */
export function remindersFor(date: string, hours: Hours, now: number): number[] {
  const time = MORNING >= hours.from && MORNING < hours.until ? MORNING : hours.from;
  const moments = DAYS_BEFORE.map((days) =>
    momentOf(workdayBefore(addDays(date, -days), hours), time, hours.timeZone),
  );
  return [...new Set(moments)].filter((at) => at > now).sort((a, b) => a - b);
}

/** The day itself, or the last day of work before it. */
function workdayBefore(day: string, hours: Hours): string {
  for (let back = 0; back < MOST_DAYS_OFF; back++) {
    const date = addDays(day, -back);
    if (isWorkday(date, hours)) return date;
  }
  return day;
}
