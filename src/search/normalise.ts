/** From what a person typed to plain words: lower case, no marks, contractions opened, stems. */

/** Longer messages are read up to here; what matters stands in the first pages. */
const LONGEST_TEXT = 6_000;
const LONGEST_WORD = 40;
const LONGEST_MESSAGE_WORDS = 600;

const CONTRACTIONS: Record<string, string> = {
  whats: 'what is',
  wheres: 'where is',
  whens: 'when is',
  whos: 'who is',
  hows: 'how is',
  thats: 'that is',
  theres: 'there is',
  its: 'it is',
  hes: 'he is',
  shes: 'she is',
  dont: 'do not',
  doesnt: 'does not',
  didnt: 'did not',
  isnt: 'is not',
  arent: 'are not',
  wasnt: 'was not',
  cant: 'can not',
  cannot: 'can not',
  couldnt: 'could not',
  wont: 'will not',
  wouldnt: 'would not',
  shouldnt: 'should not',
  havent: 'have not',
  hasnt: 'has not',
  im: 'i am',
  ive: 'i have',
  id: 'id',
  youre: 'you are',
  theyre: 'they are',
  weve: 'we have',
  wanna: 'want to',
  gonna: 'going to',
  gotta: 'have to',
  gimme: 'give me',
  lemme: 'let me',
  kinda: 'kind of',
  whatre: 'what are',
  wheretheres: 'where there is',
  yall: 'you all',
  aint: 'is not',
  dunno: 'do not know',
  u: 'you',
  ur: 'your',
  r: 'are',
  n: 'and',
  b4: 'before',
  pls: 'please',
  plz: 'please',
  thx: 'thanks',
  ppl: 'people',
  w: 'with',
  wo: 'without',
  bc: 'because',
  cuz: 'because',
  tmrw: 'tomorrow',
  rn: 'right now',
};
const ENDINGS: [RegExp, string][] = [
  [/n't\b/g, ' not'],
  [/'(?:re)\b/g, ' are'],
  [/'(?:ve)\b/g, ' have'],
  [/'(?:ll)\b/g, ' will'],
  [/'(?:d)\b/g, ' would'],
  [/\b(what|where|when|who|how|that|there|it|he|she|here)'s\b/g, '$1 is'],
  [/\bi'm\b/g, 'i am'],
  [/\bcan't\b/g, 'can not'],
  [/\bwon't\b/g, 'will not'],
  [/'s\b/g, ''],
  [/'/g, ''],
];

/** Printable, and without the backtick, which stands for an apostrophe. */
const ONLY_ASCII = /^[ -_a-~]*$/;

/** Lower case without accents, typographic quotes or control characters; punctuation stays. */
export function plainText(text: string): string {
  const read = text.slice(0, LONGEST_TEXT);
  // Nearly every message: nothing in it to make plain but its capitals.
  if (ONLY_ASCII.test(read)) return read.toLowerCase();
  return read
    .toWellFormed()
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[\u2018\u2019\u02bc`]/g, "'")
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\p{C}+/gu, ' ')
    .toLowerCase();
}

/**
 * The words of a text: runs of letters and digits, contractions opened, possessives dropped.
 * @example words("What's the LEA's cutoff?") // ['what', 'is', 'the', 'lea', 'cutoff']
 */
export function words(text: string): string[] {
  const known = read.get(text);
  if (known) return known;
  const found = wordsOf(text);
  if (read.size >= REMEMBERED) read.clear();
  if (text.length <= LONGEST_REMEMBERED) read.set(text, found);
  return found;
}

/** A message is read by the search, the facets and the slots alike: once is enough. Nobody changes what they get. */
const read = new Map<string, string[]>();
const REMEMBERED = 200;
const LONGEST_REMEMBERED = 600;

function wordsOf(text: string): string[] {
  let plain = plainText(text).replaceAll('%', ' percent ').replaceAll('&', ' and ');
  if (plain.includes("'")) for (const [ending, open] of ENDINGS) plain = plain.replace(ending, open);
  const found: string[] = [];
  for (const [word] of plain.matchAll(/[\p{L}\p{N}]+/gu)) {
    if (word.length > LONGEST_WORD) continue;
    // "constructor" is a word, and no contraction.
    const open = Object.hasOwn(CONTRACTIONS, word) ? CONTRACTIONS[word] : undefined;
    if (open) found.push(...open.split(' '));
    else found.push(word);
    if (found.length >= LONGEST_MESSAGE_WORDS) break;
  }
  return found;
}

/**
 * A light stem: plural, -ing, -ed, -ly, final -e and -y. It only has to be the same for kin words.
 * @example stem('policies') === stem('policy') // true
 */
export function stem(word: string): string {
  if (word.length < 4 || /\d/.test(word)) return word;
  let w = word;
  if (w.endsWith('sses')) w = w.slice(0, -2);
  else if (w.endsWith('ies') && w.length > 4) w = `${w.slice(0, -3)}y`;
  else if (w.endsWith('s') && !w.endsWith('ss') && !w.endsWith('us') && !w.endsWith('is')) w = w.slice(0, -1);
  if (w.endsWith('ing') && w.length > 5 && hasVowel(w.slice(0, -3))) w = undouble(w.slice(0, -3));
  else if (w.endsWith('ed') && w.length > 4 && hasVowel(w.slice(0, -2))) w = undouble(w.slice(0, -2));
  if (w.endsWith('ly') && w.length > 5) w = w.slice(0, -2);
  if (w.endsWith('e') && w.length > 3) w = w.slice(0, -1);
  if (w.endsWith('y') && w.length > 3) w = `${w.slice(0, -1)}i`;
  return w;
}

function hasVowel(w: string): boolean {
  return /[aeiouy]/.test(w);
}

function undouble(w: string): string {
  return /([bdfgmnprt])\1$/.test(w) ? w.slice(0, -1) : w;
}

/**
 * Sentences of a longer message, so that the question in it can be found among the rest.
 * @example sentences('Hi. When do windows close?') // ['Hi.', 'When do windows close?']
 */
export function sentences(text: string): string[] {
  return text
    .slice(0, LONGEST_TEXT)
    .split(/(?<=[.!?])\s+|\n+/)
    .map((s) => s.trim())
    .filter(Boolean);
}
