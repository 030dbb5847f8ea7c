/** Fills the sentences of `intents/rules/` with what was computed. */
import { addDays, sayDate, sayDay } from '../../knowledge/dates.ts';
import { weekdayOnOrAfter } from '../../rules/days.ts';
import type { Reading, RuleTalk, Saying } from './schema.ts';

export type Facts = Record<string, unknown>;

const DATE = /^\d{4}-\d\d-\d\d$/;
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** Whether a sentence holds: `set`, `unset`, `some` and `none` speak of presence, `>0` and `<0` compare. */
export function holds(saying: Saying, facts: Facts): boolean {
  return Object.entries(saying.when).every(([field, wanted]) => {
    const value = facts[field];
    return [wanted].flat().some((w) => {
      if (w === 'set') return value !== undefined && value !== null;
      if (w === 'unset') return value === undefined || value === null;
      if (w === 'some') return Array.isArray(value) ? value.length > 0 : Boolean(value);
      if (w === 'none') return Array.isArray(value) ? value.length === 0 : !value;
      if (w === '>0') return typeof value === 'number' && value > 0;
      if (w === '<0') return typeof value === 'number' && value < 0;
      return Array.isArray(value) ? value.includes(w) : value === w;
    });
  });
}

/** The sentences that hold, filled; one with `each` once for every item of its list. */
export function sayAll(list: readonly Saying[], facts: Facts, talk: RuleTalk, reading: Reading): string[] {
  return list
    .filter((s) => holds(s, facts))
    .flatMap((s) => {
      if (!s.each) return [fill(s.text, facts, talk, reading)];
      const items = facts[s.each];
      if (!Array.isArray(items)) return [];
      return items.map((item) =>
        fill(s.text, { ...facts, item, ...(typeof item === 'object' ? item : {}) }, talk, reading),
      );
    })
    .filter(Boolean);
}

/** The first sentence that holds. */
export function sayFirst(list: readonly Saying[], facts: Facts, talk: RuleTalk, reading: Reading): string {
  const s = list.find((x) => holds(x, facts));
  return s ? fill(s.text, facts, talk, reading) : '';
}

/**
 * Fills `{field}` and `{field|how}`; how is short, days, minutes, percent, packs, and or sentence.
 * @example fill('By {deadline|short}.', { deadline: '2027-06-14' }, talk, reading) // 'By June 14, 2027.'
 */
export function fill(text: string, facts: Facts, talk: RuleTalk, reading: Reading): string {
  return (
    text
      .replace(/\{(\w+)(?:\|(\w+))?\}/g, (_, field: string, how?: string) =>
        sayValue(facts[field], how, field, talk, reading),
      )
      // "9:20 a.m.." at the end of a sentence.
      .replace(/\.\.(?!\.)/g, '.')
  );
}

function sayValue(
  value: unknown,
  how: string | undefined,
  field: string,
  talk: RuleTalk,
  reading: Reading,
): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) {
    const dates = value.every((v) => typeof v === 'string' && DATE.test(v));
    const items = dates ? sayDays(value) : value.map((v) => sayValue(v, undefined, field, talk, reading));
    return how || dates || field === 'left_out' ? joined(items) : items.join(', ');
  }
  if (typeof value === 'number') return sayNumber(value, how);
  const s = String(value);
  if (DATE.test(s)) return how === 'short' ? sayDate(s) : sayDay(s);
  if (MOMENT.test(s)) return sayMoment(s);
  const option = talk.inputs[field]?.choices.find((o) => String(o.value) === s);
  return option?.said ?? reading.labels[s] ?? option?.label ?? s;
}

function sayNumber(n: number, how?: string): string {
  const size = Math.abs(n);
  if (how === 'days') return `${size} ${size === 1 ? 'day' : 'days'}`;
  if (how === 'packs') return `${size} ${size === 1 ? 'pack' : 'packs'}`;
  if (how === 'percent') return (n / 100).toFixed(2);
  if (how === 'minutes') {
    const hours = Math.floor(size / 60);
    return [
      hours ? `${hours} ${hours === 1 ? 'hour' : 'hours'}` : '',
      size % 60 ? `${size % 60} minutes` : '',
    ]
      .filter(Boolean)
      .join(' ');
  }
  return String(n);
}

/** `sayMoment('2027-03-18T09:20:00-07:00')` is `'Thursday, March 18, 2027, 9:20 a.m.'`. */
export function sayMoment(moment: string): string {
  const hour = Number(moment.slice(11, 13));
  const minute = moment.slice(14, 16);
  const clock = `${hour % 12 || 12}:${minute} ${hour < 12 ? 'a.m.' : 'p.m.'}`;
  return `${sayDay(moment.slice(0, 10))}, ${clock}`;
}

/** Days in runs: five weekdays in a row are said as their first and last. */
function sayDays(days: readonly string[]): string[] {
  const runs: [string, string][] = [];
  for (const day of days.toSorted()) {
    const last = runs.at(-1);
    if (last && weekdayOnOrAfter(addDays(last[1], 1)) >= day) last[1] = day;
    else runs.push([day, day]);
  }
  return runs.map(([from, to]) => (from === to ? sayDate(from) : `${sayDate(from)} – ${sayDate(to)}`));
}

/** `joined(['a', 'b', 'c'])` is `'a, b and c'`. */
export function joined(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
