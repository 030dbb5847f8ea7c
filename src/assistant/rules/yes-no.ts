/** Yes and no, in the words people use. */
import { findPhrases, level, type Token } from '../slots/tokens.ts';
import type { Reading } from './schema.ts';

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
