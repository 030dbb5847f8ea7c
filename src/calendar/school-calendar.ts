/** The calendar of one school or track as it is understood, shown and stored. */
import * as z from 'zod';
import { isDate } from '../rules/days.ts';

const day = z.string().refine(isDate, 'must be a date that exists, written YYYY-MM-DD');
const text = z.string().min(1).max(300);

/** The calendar object of the rules, in its form with a range. */
export const CalendarObject = z.strictObject({
  school_year: z.string(),
  first_day: day,
  last_day: day,
  noninstructional_days: z.array(day),
  extra_instructional_days: z.array(day),
});
export type CalendarObject = z.infer<typeof CalendarObject>;

export const OFF_KINDS = ['break', 'holiday', 'staff', 'no_school'] as const;

/** Days without school in the school's year, with the name that the district gives them. */
export const TimeOff = z.strictObject({
  kind: z.enum(OFF_KINDS),
  label: text,
  from: day,
  to: day,
  /** How many Monday to Friday days of the school year it takes. */
  weekdays: z.int().min(1),
});
export type TimeOff = z.infer<typeof TimeOff>;

export const SchoolCalendar = z.strictObject({
  calendar: CalendarObject,
  /** Number of instructional days. */
  total: z.int().min(1),
  /** Instructional days of each month, such as `{ month: '2026-08', days: 14 }`. */
  months: z.array(z.strictObject({ month: z.string(), days: z.int() })),
  off: z.array(TimeOff),
  /** Short days, which are instructional days. */
  minimum_days: z.array(day),
});
export type SchoolCalendar = z.infer<typeof SchoolCalendar>;
