/** What is marked in the picture of a year: days and windows, with what they are called. */
import { addDays } from '../knowledge/dates.ts';
import type { SchoolCalendar } from './school-calendar.ts';

export const POINT_STYLES = ['sixty_six', 'first_day', 'last_day', 'june_30'] as const;
export type PointStyle = (typeof POINT_STYLES)[number];
export const WINDOW_STYLES = ['allowed', 'proposed', 'refused'] as const;
export type WindowStyle = (typeof WINDOW_STYLES)[number];

export interface PointMark {
  style: PointStyle;
  date: string;
}

export interface WindowMark {
  style: WindowStyle;
  from: string;
  to: string;
}

export interface Marks {
  points: PointMark[];
  window?: WindowMark;
}

/**
 * The marks for the answer of a window rule: its result fields, and the window that was proposed.
 * @param result such as `{ earliest_start: '2027-03-02', latest_end: '2027-06-04' }`; other fields are passed over
 * @param inputs such as `{ start: '2027-04-12', end: '2027-05-28' }`
 */
export function marksOf(
  { calendar }: SchoolCalendar,
  result: Readonly<Record<string, unknown>>,
  inputs: Readonly<Record<string, unknown>> = {},
): Marks {
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  const june30 = `${Number(calendar.school_year.slice(0, 4)) + 1}-06-30`;
  const earliest = text(result.earliest_start);
  const latest = text(result.latest_end);
  const [start, end] = [text(inputs.start), text(inputs.end)];
  const points: PointMark[] = [
    { style: 'first_day', date: calendar.first_day },
    ...(earliest ? [{ style: 'sixty_six' as const, date: earliest }] : []),
    { style: 'last_day', date: calendar.last_day },
    { style: 'june_30', date: june30 },
  ];
  if (start && end && start <= end)
    return {
      points,
      window: { style: result.valid === false ? 'refused' : 'proposed', from: start, to: end },
    };
  if (earliest && latest && earliest <= latest)
    return { points, window: { style: 'allowed', from: earliest, to: latest } };
  return { points };
}

/** The first days of the months to draw, from the month of July (or the first day) on; at most 13. */
export function monthsOf({ calendar }: SchoolCalendar): string[] {
  const year = Number(calendar.school_year.slice(0, 4));
  const last = calendar.last_day > `${year + 1}-06-30` ? calendar.last_day : `${year + 1}-06-30`;
  const months: string[] = [];
  for (let m = `${year}-07-01`; m <= last; m = `${addDays(m, 31).slice(0, 7)}-01`) months.push(m);
  return months;
}
