/** Reads the dates and moments of a message for the inputs of a rule. */
import { addDays } from '../../knowledge/dates.ts';
import { isWeekend } from '../../rules/days.ts';
import type { DateMention } from '../slots/dates.ts';
import { isHoliday } from '../slots/holidays.ts';
import { dateMentions } from '../slots/mentions.ts';
import { readTimes } from '../slots/relative.ts';
import { isPast } from '../slots/tense.ts';
import { findPhrases, level, type Token } from '../slots/tokens.ts';
import { type Settled, settle, type YearHint } from '../slots/years.ts';
import { claimMentions } from './claims.ts';
import { type Given, kindOf, type Read, type ReadContext } from './inputs.ts';
import type { InputTalk } from './schema.ts';
import { readYesNo } from './yes-no.ts';

/** How far a day may lie that is told only as before or after another. */
const OPEN_DAYS = 366;

/** Dates and moments: claimed by the words beside them, settled in their year. */
export function readDateInputs(text: string, words: readonly Token[], c: ReadContext, given: Given): void {
  const { talk, reading } = c;
  const all = dateMentions(text, c.now, reading.holidays);
  const mentions = withTimes(sameDay(all, text), text, c);
  const claims = claimMentions(text, words, mentions, c);
  const explicit = mentions.find((m) => m.year && m.month);
  const own = explicit && settle(explicit, { base: c.today }, reading.holidays)?.from;
  const order = Object.entries(talk.inputs).sort(
    ([, a], [, b]) => Number(a.year.includes(':')) - Number(b.year.includes(':')),
  );
  for (const [name, input] of order) {
    const kind = kindOf(talk, name);
    const mine = claims.of.get(name) ?? [];
    const past = kind !== 'dates' && mine[0] !== undefined && isPast(text, mine[0]);
    const hint = hintFor(input, { ...c.before, ...given }, own ?? c.today, c.today, past);
    if (kind === 'dates') readDays(text, words, mine, input, hint, c, given, name);
    else if (mine[0]) {
      const read = asRead(mine[0], hint, kind, input, c);
      if (read) given[name] = claims.bare.has(name) ? { ...read, bare: true } : read;
    }
  }
}

function hintFor(input: InputTalk, known: Given, base: string, today: string, past: boolean): YearHint {
  const [mode, other] = input.year.split(':');
  if (mode === 'past' || (mode === 'school_year' && past && base === today)) return { base, notAfter: today };
  const value = other ? known[other]?.value : undefined;
  if (typeof value === 'string')
    return mode === 'from'
      ? { base: value, from: value.slice(0, 10) }
      : { base: value, near: value.slice(0, 10) };
  return { base };
}

function asRead(
  m: DateMention,
  hint: YearHint,
  kind: string,
  input: InputTalk,
  c: ReadContext,
): Read | undefined {
  const s = settle(m, hint, c.reading.holidays);
  if (!s) return { value: m.said, impossible: m.said };
  const extra = extras(s);
  if (m.side && s.from === s.to) return beside(s.from, m.side, m.said, input, extra, c);
  if (kind === 'moment' || kind === 'date_or_moment')
    return { value: m.time ? `${s.from}T${m.time}` : s.from, ...extra };
  return {
    value: s.from,
    ...(s.from === s.to ? {} : { between: [s.from, s.to] as [string, string] }),
    ...extra,
  };
}

/** "Before Christmas" is not Christmas: a last day is the last weekday before it, any other day is still open. */
function beside(
  date: string,
  side: 'before' | 'after' | 'by',
  said: string,
  input: InputTalk,
  extra: Partial<Read>,
  { reading }: ReadContext,
): Read {
  if (side === 'after')
    return {
      value: addDays(date, 1),
      between: [addDays(date, 1), addDays(date, OPEN_DAYS)],
      side: { of: date, on: 'after' },
      ...extra,
    };
  let last = addDays(date, -1);
  if (input.ends) {
    while (isWeekend(last) || isHoliday(last, reading.holidays)) last = addDays(last, -1);
    return { value: last, told: `${side} ${said}`, ...extra };
  }
  if (side === 'by') last = date;
  return {
    value: last,
    between: [addDays(date, -OPEN_DAYS), last],
    side: { of: date, on: 'before' },
    ...extra,
  };
}

function extras(s: Settled): Partial<Read> {
  return {
    ...(s.yearTaken ? { yearTaken: true } : {}),
    ...(s.otherWeekday === undefined ? {} : { otherWeekday: s.otherWeekday }),
  };
}

/** Days off: single dates, ranges and holidays, or the words that there are none. */
function readDays(
  text: string,
  words: readonly Token[],
  mine: readonly DateMention[],
  input: InputTalk,
  hint: YearHint,
  c: ReadContext,
  given: Given,
  name: string,
): void {
  const days: string[] = [];
  let until: string | undefined;
  let impossible: string | undefined;
  let taken = false;
  const none = findPhrases(words, input.none);
  for (let i = 0; i < mine.length; i++) {
    const m = mine[i]!;
    const s = settle(m, hint, c.reading.holidays);
    if (!s) {
      impossible = m.said;
      continue;
    }
    taken ||= s.yearTaken;
    const negative = none.some(
      (n) =>
        n.end <= m.start &&
        m.start - n.end < 30 &&
        /^\s*(until|before|till|til|through|up to|between now and)/.test(level(text.slice(n.end, m.start))),
    );
    if (negative) {
      until = s.from;
      if (m.holiday) days.push(s.from);
      continue;
    }
    const next = m.opensRange ? mine[i + 1] : undefined;
    const end = next && settle(next, { base: s.from, from: s.from }, c.reading.holidays);
    if (end && end.to >= s.from && end.to <= addDays(s.from, 60)) {
      for (let d = s.from; d <= end.to; d = addDays(d, 1)) if (!isWeekend(d)) days.push(d);
      i++;
    } else if (s.from === s.to) days.push(s.from);
  }
  if (!days.length && !none.length && !impossible) {
    if (c.expected === name && readYesNo(words.map((w) => w.word).join(' '), words, c.reading) === false)
      given[name] = { value: [] };
    return;
  }
  given[name] = {
    value: [...new Set(days)].sort(),
    ...(until ? { until } : {}),
    ...(taken ? { yearTaken: true } : {}),
    ...(impossible ? { impossible } : {}),
  };
}

/** "Today, Friday, April 9" is one day written twice. */
function sameDay(all: readonly DateMention[], text: string): DateMention[] {
  const kept: DateMention[] = [];
  for (const m of all) {
    const before = kept.at(-1);
    if (before?.date && !m.date && /^[\s,(]*$/.test(text.slice(before.end, m.start)) && m.day !== undefined)
      kept.pop();
    kept.push(m);
  }
  return kept;
}

/** Times of day, each with the date beside it or with today. */
function withTimes(all: DateMention[], text: string, c: ReadContext): DateMention[] {
  const wants = Object.keys(c.talk.inputs).some((n) => /moment/.test(kindOf(c.talk, n)));
  if (!wants) return all;
  const mentions = [...all];
  for (const t of readTimes(text)) {
    if (mentions.some((m) => !m.date && t.start >= m.start && t.end <= m.end)) continue;
    let best = -1;
    let least = 26;
    mentions.forEach((m, i) => {
      if (m.time) return;
      const away = t.start >= m.end ? t.start - m.end : t.end <= m.start ? m.start - t.end : 0;
      if (away < least) {
        least = away;
        best = i;
      }
    });
    const m = mentions[best];
    if (m)
      mentions[best] = { ...m, time: t.time, start: Math.min(m.start, t.start), end: Math.max(m.end, t.end) };
    else
      mentions.push({
        start: t.start,
        end: t.end,
        said: text.slice(t.start, t.end),
        date: c.today,
        time: t.time,
      });
  }
  return mentions.sort((a, b) => a.start - b.start);
}
