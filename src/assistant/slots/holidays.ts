/** School holidays by name, with the rule of their date kept as data. */
import * as z from 'zod';
import { addDays, weekday } from '../../knowledge/dates.ts';
import type { DateMention } from './dates.ts';
import { findPhrases, type Token } from './tokens.ts';

export const Holiday = z.strictObject({
  name: z.string().min(1),
  /** How it is written, lower case. */
  ways: z.array(z.string().min(1)).min(1),
  month: z.int().min(1).max(12).optional(),
  /** A fixed day; on a weekend it is observed on the Friday before or the Monday after. */
  day: z.int().min(1).max(31).optional(),
  /** Or the nth such weekday of the month (0 is Sunday; -1 is the last). */
  weekday: z.int().min(0).max(6).optional(),
  nth: z.int().min(-1).max(5).optional(),
  /** Or so many days after another. */
  after: z.strictObject({ name: z.string(), days: z.int() }).optional(),
  /** Or so many days from Easter Sunday. */
  easter: z.int().optional(),
});
export type Holiday = z.infer<typeof Holiday>;

/** The day off of a holiday in a calendar year: Memorial Day of 2027 is `2027-05-31`. */
export function dateOf(holiday: Holiday, year: number, all: readonly Holiday[]): string {
  if (holiday.after) {
    const other = all.find((h) => h.name === holiday.after?.name);
    return other ? addDays(dateOf(other, year, all), holiday.after.days) : `${year}-01-01`;
  }
  if (holiday.easter !== undefined) return addDays(easter(year), holiday.easter);
  const month = String(holiday.month ?? 1).padStart(2, '0');
  if (holiday.day) {
    const date = `${year}-${month}-${String(holiday.day).padStart(2, '0')}`;
    return weekday(date) === 6 ? addDays(date, -1) : weekday(date) === 0 ? addDays(date, 1) : date;
  }
  const first = `${year}-${month}-01`;
  const offset = ((holiday.weekday ?? 1) - weekday(first) + 7) % 7;
  const nth = holiday.nth ?? 1;
  if (nth > 0) return addDays(first, offset + (nth - 1) * 7);
  let date = addDays(first, offset);
  while (addDays(date, 7).slice(5, 7) === month) date = addDays(date, 7);
  return date;
}

/** Whether a day is one of the holidays: `isHoliday('2027-05-31', all)` is true, Memorial Day. */
export function isHoliday(date: string, all: readonly Holiday[]): boolean {
  return all.some((h) => dateOf(h, Number(date.slice(0, 4)), all) === date);
}

function easter(year: number): string {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const n = h + l - 7 * Math.floor((a + 11 * h + 22 * l) / 451) + 114;
  return `${year}-${String(Math.floor(n / 31)).padStart(2, '0')}-${String((n % 31) + 1).padStart(2, '0')}`;
}

/** Holidays named in a message; one written with its date ("Memorial Day, May 31") is one mention with the date. */
export function withHolidays(
  found: readonly DateMention[],
  text: string,
  words: readonly Token[],
  all: readonly Holiday[],
): DateMention[] {
  const dates = [...found];
  for (const holiday of all)
    for (const at of findPhrases(words, holiday.ways)) {
      if (dates.some((d) => d.holiday && d.start < at.end && at.start < d.end)) continue;
      const beside = dates.findIndex((d) => !d.holiday && isBeside(text, d, at) && fits(holiday, d, all));
      if (beside >= 0) {
        const d = dates[beside]!;
        dates[beside] = {
          ...d,
          holiday: holiday.name,
          start: Math.min(d.start, at.start),
          end: Math.max(d.end, at.end),
        };
      } else
        dates.push({
          start: at.start,
          end: at.end,
          said: text.slice(at.start, at.end),
          holiday: holiday.name,
        });
    }
  return dates.sort((a, b) => a.start - b.start);
}

function isBeside(text: string, d: DateMention, at: { start: number; end: number }): boolean {
  if (d.start >= at.end)
    return /^[\s,(]*(is |on |which is |falls on )?(the |on )?$/.test(
      text.slice(at.end, d.start).toLowerCase(),
    );
  return (
    d.end <= at.start &&
    /^[\s(]*(is |for |which is )?(the )?$/.test(text.slice(d.end, at.start).toLowerCase())
  );
}

/** Whether the holiday can fall on that date, in its year or in any. */
function fits(holiday: Holiday, d: DateMention, all: readonly Holiday[]): boolean {
  const years = d.year ? [d.year] : Array.from({ length: 12 }, (_, i) => 2022 + i);
  const monthDay = `${String(d.month).padStart(2, '0')}-${String(d.day).padStart(2, '0')}`;
  return years.some((y) => dateOf(holiday, y, all).slice(5) === monthDay);
}
