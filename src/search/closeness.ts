/** How close a question comes to one subject: the nearest of its phrasings, and what of the question it lacks. */

/** The terms of every phrasing: subject c has the phrasings `ofSubject[c] … ofSubject[c + 1]`. */
export interface Phrasebook {
  ofSubject: Uint32Array;
  /** Phrasing p has the terms `ofPhrasing[p] … ofPhrasing[p + 1]`. */
  ofPhrasing: Uint32Array;
  terms: Uint32Array;
}

export interface Closeness {
  /** Rarity shared with the nearest phrasing, as a share of both together, 0 to 1. */
  nearest: number;
  /** Share of the question's rarity that the subject's texts hold, 0 to 1. */
  covered: number;
  /** Rarity of the rarest word of the question that the subject lacks. */
  missing: number;
}

/** @param subjects for each subject the terms of each of its phrasings, by number */
export function createPhrasebook(subjects: readonly (readonly number[])[][]): Phrasebook {
  const phrasings = subjects.flat();
  const ofSubject = new Uint32Array(subjects.length + 1);
  const ofPhrasing = new Uint32Array(phrasings.length + 1);
  subjects.forEach((list, c) => {
    ofSubject[c + 1] = ofSubject[c]! + list.length;
  });
  phrasings.forEach((list, p) => {
    ofPhrasing[p + 1] = ofPhrasing[p]! + list.length;
  });
  return { ofSubject, ofPhrasing, terms: Uint32Array.from(phrasings.flat()) };
}

/** The summed weight of each phrasing, by its number. */
export function weighPhrasings(book: Phrasebook, weights: Float32Array): Float64Array {
  const sums = new Float64Array(book.ofPhrasing.length - 1);
  for (let p = 0; p < sums.length; p++)
    for (let i = book.ofPhrasing[p]!; i < book.ofPhrasing[p + 1]!; i++) sums[p]! += weights[book.terms[i]!]!;
  return sums;
}

/**
 * Share of rarity that a question has in common with the nearest phrasing of a subject.
 * @param asked weight of each term of the question, by term number; 0 for the terms that it does not have
 * @param total weight of the whole question, unknown words included
 * @param whole weight of each phrasing, as `weighPhrasings` gives it
 */
export function nearestPhrasing(
  book: Phrasebook,
  subject: number,
  asked: Float64Array,
  total: number,
  whole: Float64Array,
): number {
  const { ofSubject, ofPhrasing, terms } = book;
  let best = 0;
  const last = ofSubject[subject + 1]!;
  for (let p = ofSubject[subject]!; p < last; p++) {
    let common = 0;
    const end = ofPhrasing[p + 1]!;
    for (let i = ofPhrasing[p]!; i < end; i++) common += asked[terms[i]!]!;
    const share = common / (total + whole[p]! - common || 1);
    if (share > best) best = share;
  }
  return best;
}

/** Whether a subject stands in a sorted stretch of a posting list. */
export function stands(list: Uint32Array, from: number, to: number, subject: number): boolean {
  let low = from;
  let high = to - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const at = list[middle]!;
    if (at === subject) return true;
    if (at < subject) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}
