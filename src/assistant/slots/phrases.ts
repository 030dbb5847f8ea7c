/** Phrases among the words of a message, in spite of typing errors; indexed by their first words. */

import { remembered, rememberedOf } from '../../search/remembered.ts';
import { alike } from './alike.ts';
import { numberOf } from './numbers.ts';
import type { Token } from './tokens.ts';

export interface Found {
  start: number;
  end: number;
  /** Index of the first token and the one after the last. */
  from: number;
  to: number;
  /** The number that stands for `#` in the phrase. */
  number?: number;
}

/** A list of phrases, each as its words, the longest first. */
interface Ways {
  all: readonly (readonly string[])[];
  /** First word → places in `all`, rising. */
  byFirst: ReadonlyMap<string, readonly number[]>;
  /** Places of those that begin with any word or number. */
  open: readonly number[];
}

/** Every list so far, by the first words of its phrases: a message is compared with those only that it may hold. */
const byFirstWord = new Map<string, Ways[]>();
let lists = 0;

const wordsOf = remembered(
  (phrase) =>
    phrase
      .toLowerCase()
      .replaceAll("'", '')
      .split(/[\s-]+/)
      .filter(Boolean),
  5_000,
);

const waysOf = rememberedOf((phrases: readonly string[]): Ways => {
  const all = phrases
    .map((p) => ({ words: wordsOf(p), length: wordsOf(p).join(' ').length }))
    .sort((a, b) => b.words.length - a.words.length || b.length - a.length)
    .map((w) => w.words);
  const byFirst = new Map<string, number[]>();
  const open: number[] = [];
  all.forEach(([first = ''], at) => {
    const list = first === '#' || first === '*' ? open : byFirst.get(first);
    if (list) list.push(at);
    else {
      byFirst.set(first, [at]);
      meet(first);
    }
  });
  const ways = { all, byFirst, open };
  for (const first of byFirst.keys()) {
    const others = byFirstWord.get(first);
    if (others) others.push(ways);
    else byFirstWord.set(first, [ways]);
  }
  lists++;
  return ways;
});

/** Every first word of any phrase so far, by its first letter: a typed word is compared with them once. */
const shelves = new Map<string, Set<string>>();
const MOST_HEARD = 5_000;
const heard = new Map<string, readonly string[]>();

function meet(first: string): void {
  const letter = first[0] ?? '';
  const shelf = shelves.get(letter);
  if (shelf?.has(first)) return;
  if (shelf) shelf.add(first);
  else shelves.set(letter, new Set([first]));
  heard.clear();
}

/** The first words that a typed word may be. */
function firstsFor(typed: string): readonly string[] {
  const known = heard.get(typed);
  if (known) return known;
  const found = [...(shelves.get(typed[0] ?? '') ?? [])].filter((first) => alike(typed, first));
  if (heard.size >= MOST_HEARD) heard.clear();
  heard.set(typed, found);
  return found;
}

interface Heard {
  /** How many lists there were when this was worked out. */
  lists: number;
  byToken: readonly (readonly string[])[];
  /** The lists with a phrase that begins with one of the words. */
  ways: ReadonlySet<Ways>;
}

const messages = new WeakMap<readonly Token[], Heard>();

/** What each word of a message may be, worked out once a message. */
function hear(all: readonly Token[]): Heard {
  const before = messages.get(all);
  if (before?.lists === lists) return before;
  const byToken = all.map((t) => firstsFor(t.word));
  const ways = new Set<Ways>();
  for (const first of new Set(byToken.flat()))
    for (const list of byFirstWord.get(first) ?? []) ways.add(list);
  const now = { lists, byToken, ways };
  messages.set(all, now);
  return now;
}

/**
 * Every place where one of the phrases stands, longest first and none inside another. `#` in a phrase stands for a
 * number, `*` for any word. The list of phrases must not change afterwards: its index is kept.
 * @example findPhrases(tokens('175 instuctional days'), ['# instructional days'])[0]?.number // 175
 */
export function findPhrases(
  all: readonly Token[],
  phrases: readonly string[],
  spelling: 'exact' | 'loose' = 'loose',
): Found[] {
  if (!all.length || !phrases.length) return [];
  const ways = waysOf(phrases);
  const { byToken, ways: possible } = hear(all);
  if (!ways.open.length && !possible.has(ways)) return [];
  const exact = spelling === 'exact';
  const found: Found[] = [];
  for (let i = 0; i < all.length; i++) {
    const firsts = exact ? [all[i]!.word] : byToken[i]!;
    for (const at of placesOf(ways, firsts)) {
      const hit = matchAt(all, i, ways.all[at]!, exact);
      if (!hit) continue;
      found.push(hit);
      i = hit.to - 1;
      break;
    }
  }
  return found;
}

const NONE: readonly number[] = [];

/** Places of the ways that may begin with a word, in the order in which they are tried. */
function placesOf(ways: Ways, firsts: readonly string[]): readonly number[] {
  let only: readonly number[] = ways.open;
  let merged: number[] | undefined;
  for (const first of firsts) {
    const list = ways.byFirst.get(first) ?? NONE;
    if (!list.length) continue;
    if (!only.length) only = list;
    else merged = [...(merged ?? only), ...list];
  }
  return merged ? merged.sort((a, b) => a - b) : only;
}

function matchAt(
  all: readonly Token[],
  at: number,
  way: readonly string[],
  exact: boolean,
): Found | undefined {
  let number: number | undefined;
  for (let k = 0; k < way.length; k++) {
    const token = all[at + k];
    if (!token) return undefined;
    if (way[k] === '*') continue;
    if (way[k] === '#') {
      // "Ten days ago" is told in words; counts and grades are typed in digits.
      number = /\d/.test(token.word) ? numberOf(token.word) : undefined;
      if (number === undefined) return undefined;
    } else if (exact ? token.word !== way[k] : !alike(token.word, way[k]!)) return undefined;
  }
  const last = all[at + way.length - 1]!;
  return {
    start: all[at]!.start,
    end: last.end,
    from: at,
    to: at + way.length,
    ...(number === undefined ? {} : { number }),
  };
}
