/** Corrects misspelt words, against the words of the knowledge only. */
import type { English } from './english.ts';

const SHORTEST_CORRECTED = 4;
const TWO_EDITS_FROM = 8;

export interface Spelling {
  /** The nearest word of the knowledge, or the word itself when it is known, common, or near nothing. */
  correct(word: string): string;
}

/**
 * @param counts how often each word stands in the knowledge
 * @example createSpelling(new Map([['window', 9]]), english).correct('wndow') // 'window'
 */
export function createSpelling(counts: ReadonlyMap<string, number>, english: English): Spelling {
  const shelves = new Map<string, { word: string; letters: number }[]>();
  for (const word of counts.keys()) {
    if (word.length < SHORTEST_CORRECTED || /\d/.test(word)) continue;
    const key = `${word[0]}${word.length}`;
    const shelf = shelves.get(key);
    const item = { word, letters: lettersOf(word) };
    if (shelf) shelf.push(item);
    else shelves.set(key, [item]);
  }
  const remembered = new Map<string, string>();

  function nearest(word: string): string {
    const reach = word.length >= TWO_EDITS_FROM ? 2 : 1;
    let best = word;
    let bestCost = Number.POSITIVE_INFINITY;
    const firsts = new Set([word[0], word[1]]);
    const letters = lettersOf(word);
    for (const first of firsts)
      for (let length = word.length - reach; length <= word.length + reach; length++)
        for (const { word: candidate, letters: others } of shelves.get(`${first}${length}`) ?? []) {
          // An edit changes at most two of the letters a word is made of: most words need no closer look.
          if (bits(letters ^ others) > 2 * reach) continue;
          const edits = distance(word, candidate, reach);
          if (edits > reach) continue;
          const cost =
            edits * 10 +
            (candidate[0] === word[0] ? 0 : 4) -
            Math.min(3, Math.log2(1 + (counts.get(candidate) ?? 0)) / 3);
          if (cost < bestCost) {
            best = candidate;
            bestCost = cost;
          }
        }
    return best;
  }

  return {
    correct(word) {
      if (word.length < SHORTEST_CORRECTED || /\d/.test(word) || counts.has(word) || english.isCommon(word))
        return word;
      const before = remembered.get(word);
      if (before !== undefined) return before;
      const found = nearest(word);
      if (remembered.size > 5_000) remembered.clear();
      remembered.set(word, found);
      return found;
    },
  };
}

/** The letters of a word as bits of a number; a few share one. */
function lettersOf(word: string): number {
  let set = 0;
  for (let i = 0; i < word.length; i++) set |= 1 << (word.charCodeAt(i) & 31);
  return set;
}

function bits(set: number): number {
  let count = 0;
  for (let left = set; left !== 0; left &= left - 1) count++;
  return count;
}

/** Damerau–Levenshtein distance (adjacent letters swapped count once); stops counting past `most`. */
export function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let d = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        d = Math.min(d, before[j - 2]! + 1);
      row.push(d);
      least = Math.min(least, d);
    }
    if (least > most) return most + 1;
    before = last;
    last = row;
  }
  return last[b.length]!;
}
