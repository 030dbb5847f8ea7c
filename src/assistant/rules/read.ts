/** Reads the inputs of a rule from a message: each date and number goes to the input whose words stand beside it. */
import { addDays } from '../../knowledge/dates.ts';
import { isWeekend } from '../../rules/days.ts';
import { RULES } from '../../rules/index.ts';
import type { FacetFinder } from '../../search/facets.ts';
import { type DateMention, readDates } from '../slots/dates.ts';
import { withHolidays } from '../slots/holidays.ts';
import { readRelative, readTimes } from '../slots/relative.ts';
import { findPhrases, level, numberOf, type Token, tokens } from '../slots/tokens.ts';
import { readSchoolYears, type Settled, settle, type YearHint } from '../slots/years.ts';
import { claimMentions } from './claims.ts';
import { readPlan, readTomsField } from './fields.ts';
import { readCoordinators, readPacks, readRanges } from './lists.ts';
import type { InputTalk, Reading, RuleTalk } from './schema.ts';

/** A value as read, and what is worth saying about the reading. */
export interface Read {
  value: unknown;
  /** Ends of a month or year that was named instead of a day. */
  between?: [string, string];
  /** The year was not written. */
  yearTaken?: boolean;
  /** A weekday was written that does not fit: 0 to 6. */
  otherWeekday?: number;
  /** Days off are known only up to this day. */
  until?: string;
  /** No word beside it says that it is this one. */
  bare?: boolean;
  /** As it was written, when it is no real date. */
  impossible?: string;
}
export type Given = Record<string, Read>;

export interface ReadContext {
  talk: RuleTalk;
  reading: Reading;
  finder: FacetFinder;
  today: string;
  now: string;
  /** What is known already, for years. */
  before: Given;
  /** The input that was just asked for. */
  expected?: string;
}

/** The kind of an input: the rule's, or what the intents say of an input of their own. */
export function kindOf(talk: RuleTalk, name: string): string {
  return talk.inputs[name]?.own ?? RULES[talk.id]?.inputs.find((i) => i.name === name)?.kind ?? 'text';
}

/** Everything a message says about the inputs of a rule. */
export function readInputs(text: string, context: ReadContext): Given {
  const words = tokens(text);
  const given: Given = {};
  readDateInputs(text, words, context, given);
  for (const [name, input] of Object.entries(context.talk.inputs)) {
    if (given[name]) continue;
    const read = readOther(text, words, name, input, context);
    // "Last year" may be said in passing; a label such as 2023-24 is not.
    const bare = kindOf(context.talk, name) === 'school_year' && !/\d\d/.test(text);
    if (read !== undefined) given[name] = { value: read, ...(bare ? { bare } : {}) };
  }
  return given;
}

function readOther(
  text: string,
  words: readonly Token[],
  name: string,
  input: InputTalk,
  c: ReadContext,
): unknown {
  const kind = kindOf(c.talk, name);
  const asked = c.expected === name;
  if (name === 'plan' || name === 'documented_in') {
    const plan = readPlan(words, asked ? text : '');
    if (plan) return name === 'documented_in' && plan === 'both' ? 'iep' : plan;
  }
  if (kind === 'toms_yes_no' || name === 'primary_disability_code')
    return readTomsField(words, input.hears, name === 'primary_disability_code', asked, c.reading);
  if (kind === 'school_year') {
    // Where today's school year is meant unless told otherwise, "last year" is said of something else.
    const years = input.default === 'school_year' && !/\d\d/.test(text) ? [] : readSchoolYears(text, c.today);
    const beside = name === 'request_school_year' ? undefined : years[0];
    if (input.hears.length && !asked) return findPhrases(words, input.hears).length ? years[0] : undefined;
    return beside ?? years[0];
  }
  if (kind === 'integer') return readInteger(words, input, asked);
  if (kind === 'object_list') return readList(name, text, c);
  const chosen = readChoice(words, text, input, name, c);
  if (chosen !== undefined) return kind === 'enums' ? [chosen].flat() : chosen;
  if (kind === 'enum' || kind === 'enums') return undefined;
  if (kind === 'boolean') return asked ? readYesNo(text, words, c.reading) : undefined;
  if (name === 'primary_language') return readLanguage(words, c.reading, asked ? text : '');
  return undefined;
}

function readList(name: string, text: string, c: ReadContext): unknown {
  if (name === 'lines') return readPacks(text);
  return name === 'windows' ? readRanges(text, c.today) : readCoordinators(text, c.today);
}

/** Whether a short message says yes or no: `readYesNo('nope', …)` is false. */
export function readYesNo(text: string, words: readonly Token[], reading: Reading): boolean | undefined {
  const plain = level(text)
    .replace(/[^a-z' ]+/g, ' ')
    .trim();
  const starts = (list: readonly string[]) => list.some((w) => plain === w || plain.startsWith(`${w} `));
  if (starts(reading.no)) return false;
  if (starts(reading.yes)) return true;
  if (words.length > 12) return undefined;
  if (findPhrases(words, reading.no).length) return false;
  return findPhrases(words, reading.yes).length ? true : undefined;
}

function readInteger(words: readonly Token[], input: InputTalk, asked: boolean): number | undefined {
  const beside = findPhrases(
    words,
    input.hears.filter((h) => h.includes('#')),
  ).find(
    (f) =>
      f.number !== undefined &&
      (asked || f.to - f.from > 2 || isUsual(f.number, words[f.to - 1]?.word ?? '', input)),
  );
  if (beside) return beside.number;
  if (!asked) return undefined;
  const bare = words.map((w) => numberOf(w.word)).find((n) => n !== undefined);
  return bare;
}

/** "180 days" may be the school year, "10 days" is not; "0 instructional days" is said on purpose. */
function isUsual(n: number, last: string, input: InputTalk): boolean {
  return !input.usual || !/^(days?|total|\d+)$/.test(last) || (n >= input.usual[0] && n <= input.usual[1]);
}

/** The value whose words are named; of several the one named most, then the last, unless the input takes several. */
function readChoice(
  words: readonly Token[],
  text: string,
  input: InputTalk,
  name: string,
  c: ReadContext,
): unknown {
  const kind = kindOf(c.talk, name);
  if (name === 'assessment' || name === 'assessments') {
    const tests = c.finder.find(text, c.today).tests.filter((t) => t !== 'interim');
    const values = tests.filter((t) => kind === 'enums' || t !== 'elpac') as string[];
    if (!values.length) return undefined;
    return name === 'assessments' ? values : values[0];
  }
  const ways = input.choices.flatMap((o) =>
    [...o.hears, ...(c.expected === name ? [o.label, String(o.value).replaceAll('_', ' ')] : [])].map(
      (w) => ({ w, o }),
    ),
  );
  const found = findPhrases(
    words,
    ways.map((x) => x.w),
  ).map((f) => {
    const said = words
      .slice(f.from, f.to)
      .map((t) => t.word)
      .join(' ');
    return (
      ways.find((x) => x.w.toLowerCase().replaceAll("'", '').replaceAll('-', ' ') === said)?.o ??
      ways.find((x) => findPhrases(words.slice(f.from, f.to), [x.w])[0]?.to === f.to - f.from)?.o
    );
  });
  const named = found.filter((o) => o !== undefined);
  const times = (o: (typeof named)[number]) => named.filter((n) => n === o).length;
  return named.reduce((best, o) => (!best || times(o) >= times(best) ? o : best), named[0])?.value;
}

function readLanguage(words: readonly Token[], reading: Reading, answer: string): string | undefined {
  const found = findPhrases(words, reading.languages)[0];
  if (found)
    return words
      .slice(found.from, found.to)
      .map((t) => t.word)
      .join(' ');
  const only = answer.trim();
  return /^[\p{L} ()-]{3,40}$/u.test(only) && words.length <= 3 ? only : undefined;
}

/** Dates and moments: claimed by the words beside them, settled in their year. */
function readDateInputs(text: string, words: readonly Token[], c: ReadContext, given: Given): void {
  const { talk, reading } = c;
  const absolute = withHolidays(readDates(text), text, words, reading.holidays);
  const all = [...absolute, ...readRelative(text, c.now, absolute)].sort((a, b) => a.start - b.start);
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
    const hint = hintFor(input, { ...c.before, ...given }, own ?? c.today, c.today);
    if (kind === 'dates') readDays(text, words, mine, input, hint, c, given, name);
    else if (mine[0]) {
      const read = asRead(mine[0], hint, kind, c);
      if (read) given[name] = claims.bare.has(name) ? { ...read, bare: true } : read;
    }
  }
}

function hintFor(input: InputTalk, known: Given, base: string, today: string): YearHint {
  const [mode, other] = input.year.split(':');
  if (mode === 'past') return { base, notAfter: today };
  const value = other ? known[other]?.value : undefined;
  if (typeof value === 'string')
    return mode === 'from'
      ? { base: value, from: value.slice(0, 10) }
      : { base: value, near: value.slice(0, 10) };
  return { base };
}

function asRead(m: DateMention, hint: YearHint, kind: string, c: ReadContext): Read | undefined {
  const s = settle(m, hint, c.reading.holidays);
  if (!s) return { value: m.said, impossible: m.said };
  const extra = extras(s);
  if (kind === 'moment' || kind === 'date_or_moment')
    return { value: m.time ? `${s.from}T${m.time}` : s.from, ...extra };
  return {
    value: s.from,
    ...(s.from === s.to ? {} : { between: [s.from, s.to] as [string, string] }),
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
function sameDay(all: DateMention[], text: string): DateMention[] {
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
