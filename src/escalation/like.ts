/** Which questions are alike: for joining tickets, and for grouping what was not answered. */
import { stem, words } from '../search/normalise.ts';

/** Words that carry no subject. */
const EMPTY = new Set(
  `a an the and or but so if of to in on at by for from with about as is are was were be been am do does did done can could will would should shall may might must have has had i me my we us our you your it its he she they them their this that these those there here what which who whom whose when where why how not no yes please help hi hello hey thanks thank today now right again still just really anyone anybody someone everyone else get got getting go going know tell say need want like also any some all more very too`.split(
    /\s+/,
  ),
);
/** From this share of common words on two questions are one. */
const ALIKE_FROM = 0.6;

/** The words that a question is about, stemmed, each once, in order of the alphabet. */
export function gist(question: string): string[] {
  const all = words(question).map((w) => w.toLowerCase());
  const telling = all.filter((w) => !EMPTY.has(w) && w !== 'student' && w !== 'name');
  return [...new Set((telling.length ? telling : all).map(stem))].sort();
}

/** What questions of the very same words have in common: `likeKey('Is TOMS down?')` is `'down tom'`. */
export function likeKey(question: string): string {
  return gist(question).join(' ');
}

/** Share of common words, 0 to 1. */
export function likeness(a: readonly string[], b: readonly string[]): number {
  const other = new Set(b);
  const common = a.filter((w) => other.has(w)).length;
  const all = a.length + b.length - common;
  return all ? common / all : 0;
}

/** @example areAlike('TOMS is down', 'is toms down for you too??') // true */
export function areAlike(a: string, b: string): boolean {
  return likeness(gist(a), gist(b)) >= ALIKE_FROM;
}
