/** What a text looks like to the ranking: words, neighbouring pairs and letter groups, each with a weight. */
import type { Concepts } from './concepts.ts';
import { stem, words } from './normalise.ts';
import type { Spelling } from './spelling.ts';

/** A text, read: its words as corrected, their stems with synonyms made one, and the concepts named in it. */
export interface Reading {
  words: string[];
  stems: string[];
  concepts: string[];
}

/** Shares of the three kinds of feature in a text's vector. */
const PAIR_WEIGHT = 0.3;
const LETTERS_WEIGHT = 0.5;

/**
 * Reads a text.
 * @param spelling left out for the knowledge's own texts, which are spelt as they are meant
 */
export function read(text: string, concepts: Concepts, spelling?: Spelling): Reading {
  const plain = words(text);
  const corrected = spelling ? plain.map((w) => spelling.correct(w)) : plain;
  const stems = corrected.map((w) => concepts.canonical(stem(w)));
  return { words: corrected, stems, concepts: concepts.find(stems) };
}

export type Weigh = (feature: string) => number;

/**
 * The vector of a reading: feature → weight, of length 1. A block (words, pairs, letter groups) is first made of
 * length 1 by itself, so that long words do not drown the rest.
 * @param weigh how much a feature says: its rarity among the phrasings and in general English
 */
export function vector(reading: Reading, weigh: Weigh): Map<string, number> {
  const single = new Map<string, number>();
  for (const s of reading.stems) single.set(s, weigh(s));
  for (const c of reading.concepts) single.set(c, weigh(c));
  const pairs = new Map<string, number>();
  const edged = ['^', ...reading.stems, '$'];
  for (let i = 1; i < edged.length; i++) {
    const [a, b] = [edged[i - 1]!, edged[i]!];
    pairs.set(`${a} ${b}`, ((a === '^' ? 0.3 : weigh(a)) + (b === '$' ? 0.3 : weigh(b))) / 2);
  }
  const letters = new Map<string, number>();
  for (let i = 0; i < reading.words.length; i++) {
    const w = `_${reading.words[i]}_`;
    const weight = weigh(reading.stems[i]!);
    if (weight < 0.15) continue;
    for (let n = 3; n <= 4; n++)
      for (let k = 0; k + n <= w.length; k++) {
        const gram = `#${w.slice(k, k + n)}`;
        letters.set(gram, Math.max(letters.get(gram) ?? 0, weight));
      }
  }
  const whole = new Map<string, number>();
  join(whole, single, 1);
  join(whole, pairs, PAIR_WEIGHT);
  join(whole, letters, LETTERS_WEIGHT);
  const length = norm(whole) || 1;
  for (const [f, v] of whole) whole.set(f, v / length);
  return whole;
}

function join(into: Map<string, number>, block: Map<string, number>, share: number): void {
  const length = norm(block);
  if (length === 0) return;
  for (const [f, v] of block) if (v > 0) into.set(f, (v / length) * share);
}

function norm(m: Map<string, number>): number {
  let sum = 0;
  for (const v of m.values()) sum += v * v;
  return Math.sqrt(sum);
}
