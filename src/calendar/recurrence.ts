/**
 * The days of a recurring event. Every day up to a bound is tested against the rule, so that no rule, however
 * contradictory, can run on without end.
 */
import { fromNumber, toNumber, weekdayOf } from './day-number.ts';

export interface Recurrence {
  freq: 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';
  interval: number;
  count?: number;
  /** Last day, `YYYY-MM-DD`. */
  until?: string;
  /** Such as `MO`, `4TH` or `-1FR`. */
  byDay?: readonly string[];
  byMonthDay?: readonly number[];
  byMonth?: readonly number[];
  bySetPos?: readonly number[];
  /** First day of the week, 0 for Sunday; Monday unless told otherwise. */
  weekStart?: number;
}

const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

/**
 * The days on which an event begins, its first one included.
 * @param range days that matter: none after `until` is given; before `from` they may be left out
 * @example
 * occurrences('2026-09-07', { freq: 'WEEKLY', interval: 2 }, { from: '2026-07-01', until: '2026-10-01' })
 * // ['2026-09-07', '2026-09-21']
 */
export function occurrences(
  first: string,
  rule: Recurrence,
  range: { from: string; until: string },
): string[] {
  const start = toNumber(first);
  const last = toNumber(rule.until && rule.until < range.until ? rule.until : range.until);
  // A rule with a count has to be counted from its beginning.
  const from = rule.count ? start : Math.max(start, toNumber(range.from));
  const matches = matcher(start, rule);
  const found: string[] = [];
  for (let day = from; day <= last && found.length < (rule.count ?? Infinity); day++)
    if (day === start || matches(day)) found.push(fromNumber(day));
  return found;
}

interface Parts {
  year: number;
  month: number;
  date: number;
  weekday: number;
  /** Days in its month and year, and its place in the year. */
  monthDays: number;
  yearDay: number;
  yearDays: number;
}

function partsOf(day: number): Parts {
  const at = new Date(day * 86_400_000);
  const year = at.getUTCFullYear();
  const month = at.getUTCMonth() + 1;
  const newYear = Date.UTC(year, 0, 1) / 86_400_000;
  return {
    year,
    month,
    date: at.getUTCDate(),
    weekday: weekdayOf(day),
    monthDays: new Date(Date.UTC(year, month, 0)).getUTCDate(),
    yearDay: day - newYear + 1,
    yearDays: Date.UTC(year + 1, 0, 1) / 86_400_000 - newYear,
  };
}

function matcher(start: number, rule: Recurrence): (day: number) => boolean {
  const begin = partsOf(start);
  const { weekStart = 1, interval } = rule;
  const week = (day: number) => Math.floor((day - ((weekdayOf(day) - weekStart + 7) % 7)) / 7);
  const periods = (day: number, p: Parts): number => {
    if (rule.freq === 'DAILY') return day - start;
    if (rule.freq === 'WEEKLY') return week(day) - week(start);
    if (rule.freq === 'MONTHLY') return (p.year - begin.year) * 12 + p.month - begin.month;
    return p.year - begin.year;
  };
  const chosen = (p: Parts) =>
    (!rule.byMonth || rule.byMonth.includes(p.month)) &&
    matchesMonthDay(p, rule, begin) &&
    matchesDay(p, rule, begin);
  const plain = (day: number) => {
    const p = partsOf(day);
    return periods(day, p) % interval === 0 && chosen(p);
  };
  if (!rule.bySetPos) return plain;
  const places = rule.bySetPos;
  return (day) => {
    if (!plain(day)) return false;
    const [from, to] = periodOf(day, rule.freq, weekStart);
    const set: number[] = [];
    for (let d = from; d <= to; d++) if (chosen(partsOf(d))) set.push(d);
    const at = set.indexOf(day);
    return places.some((n) => (n > 0 ? n - 1 === at : set.length + n === at));
  };
}

function matchesMonthDay(p: Parts, rule: Recurrence, begin: Parts): boolean {
  if (rule.byMonthDay) return rule.byMonthDay.some((d) => (d > 0 ? d : p.monthDays + d + 1) === p.date);
  if (rule.byDay || rule.freq === 'DAILY' || rule.freq === 'WEEKLY') return true;
  return (
    p.date === begin.date && (rule.freq === 'MONTHLY' || Boolean(rule.byMonth) || p.month === begin.month)
  );
}

function matchesDay(p: Parts, rule: Recurrence, begin: Parts): boolean {
  if (!rule.byDay) return rule.freq !== 'WEEKLY' || p.weekday === begin.weekday;
  return rule.byDay.some((text) => {
    if (text.slice(-2) !== WEEKDAYS[p.weekday]) return false;
    const nth = Number(text.slice(0, -2));
    if (!nth || rule.freq === 'DAILY' || rule.freq === 'WEEKLY') return true;
    const inYear = rule.freq === 'YEARLY' && !rule.byMonth;
    const place = inYear ? p.yearDay : p.date;
    const length = inYear ? p.yearDays : p.monthDays;
    return nth > 0 ? Math.ceil(place / 7) === nth : Math.ceil((length - place + 1) / 7) === -nth;
  });
}

function periodOf(day: number, freq: Recurrence['freq'], weekStart: number): [number, number] {
  const p = partsOf(day);
  if (freq === 'DAILY') return [day, day];
  if (freq === 'MONTHLY') return [day - p.date + 1, day - p.date + p.monthDays];
  if (freq === 'YEARLY') return [day - p.yearDay + 1, day - p.yearDay + p.yearDays];
  const from = day - ((weekdayOf(day) - weekStart + 7) % 7);
  return [from, from + 6];
}
