/** Which year a date without one means, and school years as people write them. */
import { addDays, isRealDate, schoolYearOf, weekday } from '../../knowledge/dates.ts';
import type { DateMention } from './dates.ts';
import { dateOf, type Holiday } from './holidays.ts';
import { awayFrom } from './sides.ts';
import { level } from './tokens.ts';

/** How the year of a date is found when it is not written. */
export interface YearHint {
  /** Any date of the school year that the message speaks of. */
  base: string;
  /** The latest that is not after this day. */
  notAfter?: string;
  /** The first on or after this day. */
  from?: string;
  /** The nearest to this day. */
  near?: string;
}

export interface Settled {
  from: string;
  /** The same as `from`, or the end of the month or year that was named. */
  to: string;
  /** The year was not written and has been taken. */
  yearTaken: boolean;
  /** The weekday written with it is another one. */
  otherWeekday?: number;
}

/** Settles the year of a mention; undefined when no such date exists. */
export function settle(d: DateMention, hint: YearHint, holidays: readonly Holiday[]): Settled | undefined {
  if (d.away !== undefined || d.fromDay !== undefined) {
    const { away: _away, fromDay: _fromDay, weekday: _weekday, ...anchor } = d;
    const s = settle(anchor, hint, holidays);
    return s && { from: awayFrom(s.from, d), to: awayFrom(s.to, d), yearTaken: s.yearTaken };
  }
  if (d.date) return { from: d.date, to: d.date, yearTaken: false };
  if (d.impossible) return undefined;
  const holiday =
    d.month === undefined && d.day === undefined ? holidays.find((h) => h.name === d.holiday) : undefined;
  if (!holiday && d.month === undefined && d.day === undefined && d.year)
    return { from: `${d.year}-01-01`, to: `${d.year}-12-31`, yearTaken: false };
  const month = d.month ?? Number((hint.notAfter ?? hint.base).slice(5, 7));
  const inYear = (year: number): [string, string] | undefined => {
    if (holiday) {
      const date = dateOf(holiday, year, holidays);
      return [date, date];
    }
    const m = `${year}-${pad(month)}`;
    if (d.day === undefined)
      return [`${m}-01`, addDays(`${month === 12 ? year + 1 : year}-${pad((month % 12) + 1)}-01`, -1)];
    const date = `${m}-${pad(d.day)}`;
    return isRealDate(date) ? [date, date] : undefined;
  };
  if (d.year) {
    const found = inYear(d.year);
    return found && { from: found[0], to: found[1], yearTaken: false, ...mismatch(found[0], d) };
  }
  const start = Number(hint.base.slice(0, 4));
  const all = [-2, -1, 0, 1, 2].flatMap((n) => {
    const found = inYear(start + n);
    return found ? [found] : [];
  });
  // A weekday that fits in only some of the years decides among them.
  const fitting = d.weekday === undefined ? [] : all.filter(([from]) => weekday(from) === d.weekday);
  const best = choose(fitting.length ? fitting : all, hint);
  return best && { from: best[0], to: best[1], yearTaken: true, ...mismatch(best[0], d) };
}

function choose(all: [string, string][], { base, notAfter, from, near }: YearHint) {
  if (notAfter) return [...all].reverse().find(([start]) => start <= notAfter) ?? all[0];
  if (from) return all.find(([, end]) => end >= from) ?? all.at(-1);
  const inYear = near ? undefined : all.find(([start]) => schoolYearOf(start) === schoolYearOf(base));
  return inYear ?? [...all].sort((a, b) => gap(a[0], near ?? base) - gap(b[0], near ?? base))[0];
}

function gap(a: string, b: string): number {
  return Math.abs(Date.parse(a) - Date.parse(b));
}

function mismatch(date: string, d: DateMention): { otherWeekday?: number } {
  return d.weekday !== undefined && weekday(date) !== d.weekday ? { otherWeekday: d.weekday } : {};
}

function pad(n: number): string {
  return String(n).padStart(2, '0');
}

/**
 * School years in a text: labels in every form, "spring 2027", "this year", "last year", "next year".
 * @example readSchoolYears('the 23-24 file', '2026-11-21') // ['2023-24']
 */
export function readSchoolYears(text: string, today: string): string[] {
  const plain = level(text);
  const label = (first: number) => `${first}-${pad((first + 1) % 100)}`;
  const found: { at: number; year: string }[] = [];
  for (const m of plain.matchAll(/(?<!\d\s?[-/]\s?)\b(?:20)?(\d\d)\s*[-/]\s*(?:20)?(\d\d)\b(?![-/]\d)/g))
    if (Number(m[2]) === Number(m[1]) + 1 && Number(m[1]) > 12)
      found.push({ at: m.index, year: label(2000 + Number(m[1])) });
  for (const m of plain.matchAll(/\b(spring|fall|winter|summer)(?: of)? (20\d\d)\b/g))
    found.push({ at: m.index, year: label(Number(m[2]) - (m[1] === 'fall' ? 0 : 1)) });
  const first = Number(schoolYearOf(today).slice(0, 4));
  for (const m of plain.matchAll(
    /\b(this|last|next|current|previous|prior|upcoming) (?:school |administration )?year(?!'?s? (?:secure|browser))\b/g,
  ))
    found.push({
      at: m.index,
      year: label(first + (/last|prev|prior/.test(m[1]!) ? -1 : /next|upcoming/.test(m[1]!) ? 1 : 0)),
    });
  return [...new Set(found.sort((a, b) => a.at - b.at).map((f) => f.year))];
}
