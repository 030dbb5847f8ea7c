/** A message as tokens with their places. */
import { remembered } from '../../search/remembered.ts';

export { alike } from './alike.ts';
export { numberOf } from './numbers.ts';
export { type Found, findPhrases } from './phrases.ts';

export interface Token {
  word: string;
  start: number;
  end: number;
}

const LONGEST = 3_000;

/** Lower case, plain quotes and dashes; every character keeps its place. */
export function level(text: string): string {
  return leveled(text.slice(0, LONGEST));
}

const leveled = remembered((text) => {
  const plain = text
    .replace(/[\u2018\u2019\u02bc`]/g, "'")
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[\u00a0\u2000-\u200a\u202f]/g, ' ');
  if (!/[^\0-\x7f]/.test(plain)) return plain.toLowerCase();
  return [...plain]
    .map((c) => {
      const low = c.toLowerCase();
      return low.length === c.length ? low : c;
    })
    .join('');
});

/**
 * The words of a text, without possessives and apostrophes.
 * @returns the same list for the same text: not to be changed
 * @example tokens("Grade 5's form") // words: grade, 5, form
 */
export function tokens(text: string): readonly Token[] {
  return tokensOf(level(text));
}

const tokensOf = remembered((plain): readonly Token[] =>
  [...plain.matchAll(/[\p{L}\p{N}][\p{L}\p{N}']*/gu)].map((m) => ({
    word: m[0].replace(/'s$/, '').replaceAll("'", ''),
    start: m.index,
    end: m.index + m[0].length,
  })),
);
