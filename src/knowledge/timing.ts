/** Dates of an entry, seen from a day: when they fall, whether they have passed, and how that is said. */
import { addDays, daysBetween, sayDate, sayDay, sayMonth, schoolYearOf } from './dates.ts';
import type { DateSpec, Entry } from './schema.ts';

export interface Placed {
  /** First and last day of it. */
  from: string;
  until: string;
  /** How it is written in a sentence: "December 1, 2026", "January 2027", "August 26 to September 11, 2016". */
  said: string;
  state: 'past' | 'now' | 'ahead';
  /** From today to its first day when ahead, from its last day to today when past. */
  days: number;
  /** True when a whole month is all that is known. */
  vague: boolean;
}

/**
 * Where a date lies, seen from `today`. A yearly date is the next one that has not passed.
 * @example place({ label: 'Designation', kind: 'deadline', yearly: '07-01' }, '2026-11-21').said // 'July 1, 2027'
 */
export function place(date: DateSpec, today: string): Placed {
  const { from, until, said, vague } = span(date, today);
  const state = today < from ? 'ahead' : today > until ? 'past' : 'now';
  const days =
    state === 'ahead' ? daysBetween(today, from) : state === 'past' ? daysBetween(until, today) : 0;
  return { from, until, said, state, days, vague };
}

function span(date: DateSpec, today: string): { from: string; until: string; said: string; vague: boolean } {
  if (date.on) return { from: date.on, until: date.on, said: sayDate(date.on), vague: false };
  if (date.month) return { ...monthSpan(date.month), vague: true };
  if (date.yearly) {
    const on = [0, 1].map((n) => `${Number(today.slice(0, 4)) + n}-${date.yearly}`).find((d) => d >= today)!;
    return { from: on, until: on, said: sayDate(on), vague: false };
  }
  if (date.yearly_month) {
    const month = String(date.yearly_month).padStart(2, '0');
    const year = Number(today.slice(0, 4)) + (today.slice(5, 7) > month ? 1 : 0);
    return { ...monthSpan(`${year}-${month}`), vague: true };
  }
  const from = date.from ?? '0000-01-01';
  const until = date.until ?? '9999-12-31';
  const said =
    date.from && date.until
      ? sayPeriod(date.from, date.until)
      : date.from
        ? `from ${sayDate(date.from)}`
        : `until ${sayDate(date.until!)}`;
  return { from, until, said, vague: false };
}

function monthSpan(month: string) {
  const next = addDays(`${month}-28`, 5).slice(0, 7);
  return { from: `${month}-01`, until: addDays(`${next}-01`, -1), said: sayMonth(month) };
}

function sayPeriod(from: string, until: string): string {
  const sameYear = from.slice(0, 4) === until.slice(0, 4);
  return `${sameYear ? sayDate(from).replace(/, \d{4}$/, '') : sayDate(from)} to ${sayDate(until)}`;
}

/**
 * The line under an answer that tells a reader where a date lies.
 * @example sayWhere(place({ label: 'x', kind: 'deadline', on: '2026-12-01' }, '2026-11-21')) // 'Tuesday, December 1, 2026 (in 10 days)'
 */
export function sayWhere(p: Placed): string {
  const when = p.from === p.until ? sayDay(p.from) : p.said;
  if (p.vague && p.state === 'ahead') return when;
  return `${when} (${distance(p)})`;
}

function distance(p: Placed): string {
  if (p.state === 'now') return p.from === p.until ? 'today' : 'now';
  const many = (n: number) =>
    n === 1
      ? '1 day'
      : n <= 99
        ? `${n} days`
        : n < 700
          ? `${Math.round(n / 30.4)} months`
          : `${Math.round(n / 365.25)} years`;
  return p.state === 'ahead'
    ? p.days === 1
      ? 'tomorrow'
      : `in ${many(p.days)}`
    : p.days === 1
      ? 'passed yesterday'
      : `passed ${many(p.days)} ago`;
}

/** Whether everything an entry dates lies behind: then its `past` is what is true. */
export function isOver(entry: Entry, today: string): boolean {
  if (entry.holds?.until && entry.holds.until < today) return true;
  const dated = Object.values(entry.dates);
  return dated.length > 0 && dated.every((d) => place(d, today).state === 'past');
}

/** Fills `{date-id}` in a text with the dates of the entry. */
export function fillDates(text: string, entry: Entry, today: string): string {
  return text.replace(/\{([a-z0-9-]+)\}/g, (whole, id: string) => {
    const date = entry.dates[id];
    return date ? place(date, today).said : whole;
  });
}

/** "2026–27" when a date belongs to another school year than today's, else nothing. */
export function otherYear(date: DateSpec, today: string): string | undefined {
  return date.school_year && date.school_year !== schoolYearOf(today)
    ? date.school_year.replace('-', '–')
    : undefined;
}

/**
 * Of the editions of one entry the one that holds on a day: the newest whose time it is, else the newest that has
 * begun, else the oldest.
 * @param editions oldest first
 */
export function editionOn(editions: readonly Entry[], today: string): Entry {
  const begun = editions.filter((e) => !e.holds?.from || e.holds.from <= today);
  const holding = begun.filter((e) => !e.holds?.until || e.holds.until >= today);
  return holding.at(-1) ?? begun.at(-1) ?? editions[0]!;
}
