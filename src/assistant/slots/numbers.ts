/** Numbers as people write them. */
const NUMBER_WORDS = [
  'zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve',
]; // biome-ignore format: a list of words

/** A number written in digits, as an ordinal or as a word up to twelve: `numberOf('8th')` is `8`. */
export function numberOf(word: string): number | undefined {
  const digits = word.match(/^(\d{1,7})(st|nd|rd|th)?$/);
  if (digits) return Number(digits[1]);
  if (word === 'a' || word === 'an') return undefined;
  const at = NUMBER_WORDS.indexOf(word);
  return at >= 0 ? at : undefined;
}
