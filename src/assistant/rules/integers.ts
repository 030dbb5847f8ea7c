/** Reads whole numbers for the inputs of a rule: a number belongs to the word it stands with, and to no other. */
import { type Found, findPhrases, numberOf, type Token } from '../slots/tokens.ts';
import { kindOf, type ReadContext } from './inputs.ts';
import type { InputTalk } from './schema.ts';

/** Stands for a number that belongs to another input. */
const TAKEN = '·';

/**
 * The number that a message gives for an input.
 * @param asked whether the input was just asked for, so that a bare number is its value
 * @example "Form 2 grades" gives the form 2, and no grade: the number stands with "form".
 */
export function readInteger(
  words: readonly Token[],
  name: string,
  input: InputTalk,
  asked: boolean,
  c: ReadContext,
): number | undefined {
  if (!asked && !words.some((w) => /^\d/.test(w.word))) return undefined;
  const others = numbersOfOthers(words, name, c);
  const open = others.size ? words.map((w, i) => (others.has(i) ? { ...w, word: TAKEN } : w)) : words;
  const own = findPhrases(open, waysOf(input).all).filter(
    (f) => f.number !== undefined && !countsOther(open, f, input, c),
  );
  const compared = own.find((f) => isBound(words, f.from, c));
  if (compared && own.length === 1) {
    // "More than 25 days, 31": the number that is given beside the one it is measured by.
    const given = words.find(
      (w, i) => numberOf(w.word) !== undefined && isFree(i, compared) && !others.has(i),
    );
    if (given && numbersIn(words) === 2) return numberOf(given.word);
  }
  const sure = own.length > 1 ? own.filter((f) => !isBound(words, f.from, c)) : own;
  const beside = sure.find(
    (f) => asked || f.to - f.from > 2 || isUsual(f.number!, words[f.to - 1]?.word ?? '', input),
  );
  if (beside) return beside.number;
  if (!asked) return undefined;
  const counted = new Set(findPhrases(words, c.reading.counts).map((f) => f.from));
  const bare = words.find((w, i) => numberOf(w.word) !== undefined && !others.has(i) && !counted.has(i));
  return bare && numberOf(bare.word);
}

/** Whether words such as "more than" stand before: the number is what another is measured by. */
function isBound(words: readonly Token[], at: number, { reading }: ReadContext): boolean {
  return findPhrases(words, reading.bounds).some((f) => f.to === at);
}

function isFree(at: number, { from, to }: Found): boolean {
  return at < from || at >= to;
}

function numbersIn(words: readonly Token[]): number {
  return words.filter((w) => /^\d/.test(w.word)).length;
}

/** Where the number of a phrase stands. */
function placeOf(words: readonly Token[], f: Found): number {
  for (let i = f.from; i < f.to; i++) if (numberOf(words[i]!.word) === f.number) return i;
  return f.from;
}

/** Places of the numbers that a word before them gives to another input: "form 2", "day 120". */
function numbersOfOthers(words: readonly Token[], name: string, c: ReadContext): Set<number> {
  const places = new Set<number>();
  for (const [other, talk] of Object.entries(c.talk.inputs)) {
    if (other === name || kindOf(c.talk, other) !== 'integer') continue;
    for (const f of findPhrases(words, waysOf(talk).leading)) places.add(placeOf(words, f));
  }
  return places;
}

interface NumberWays {
  all: readonly string[];
  /** Those in which a word stands before the number. */
  leading: readonly string[];
}

const known = new WeakMap<InputTalk, NumberWays>();

/** The phrases of an input that hold a number: the same lists each time, because their index is kept. */
function waysOf(input: InputTalk): NumberWays {
  const before = known.get(input);
  if (before) return before;
  const all = input.hears.filter((h) => h.includes('#'));
  const ways = { all, leading: all.filter((h) => h.includes(' #')) };
  known.set(input, ways);
  return ways;
}

/** "25 days of holidays" counts holidays, and "3 grades" are so many grades. */
function countsOther(words: readonly Token[], f: Found, input: InputTalk, { reading }: ReadContext): boolean {
  const last = words[f.to - 1]!.word;
  const next = words[f.to]?.word === 'of' ? words[f.to + 1] : words[f.to];
  if (next && f.to - f.from === 2 && reading.off_words.includes(next.word)) return true;
  const several = last.endsWith('s') && /^\d+$/.test(words[f.to - 2]?.word ?? '');
  const ends = (end: string) => input.hears.some((h) => h.endsWith(` ${end}`));
  return several && !ends(last) && ends(last.slice(0, -1));
}

/** "180 days" may be the school year, "10 days" is not; "0 instructional days" is said on purpose. */
function isUsual(n: number, last: string, input: InputTalk): boolean {
  return !input.usual || !/^(days?|total|\d+)$/.test(last) || (n >= input.usual[0] && n <= input.usual[1]);
}
