/** Words that are the same but for a slip of the finger. */
import { distance } from '../../search/spelling.ts';

/** Whether two words are the same but for one slip in a longer one, two in a very long one. */
export function alike(typed: string, meant: string): boolean {
  if (typed === meant) return true;
  if (meant.length < 5 || Math.abs(typed.length - meant.length) > 2 || typed.length < 4) return false;
  if (typed[0] !== meant[0] || /\d/.test(typed)) return false;
  const most = meant.length >= 9 ? 2 : 1;
  // A slip changes at most two of the letters that a word is made of: most pairs need no closer look.
  return bits(letters(typed) ^ letters(meant)) <= 2 * most && distance(typed, meant, most) <= most;
}

/** The letters of a word as bits of a number; a few share one. */
function letters(word: string): number {
  let set = 0;
  for (let i = 0; i < word.length; i++) set |= 1 << (word.charCodeAt(i) & 31);
  return set;
}

function bits(set: number): number {
  let count = 0;
  for (let left = set; left !== 0; left &= left - 1) count++;
  return count;
}
