/** Plans and TOMS fields as people tell them: "no IEP, no 504", "Special Education is Yes and the code is blank". */
import { rememberedOf } from '../../search/remembered.ts';
import { findPhrases, level, type Token } from '../slots/tokens.ts';
import type { Reading } from './schema.ts';

const NOT = /^(no|not|without|wo|nor|neither|isnt|doesnt|dont|hasnt|never|zero|none|lacks|w\/o)$/;

const NO_PLAN = [
  'no plan',
  'no plans',
  'no plan at all',
  'neither',
  'without a plan',
  'without any plan',
  'no formal plan',
  'not have a plan',
  'doesnt have a plan',
  'no kind of plan',
];
const IEP = ['iep', 'ieps'];
const PLAN_504 = ['504', '504s', '504 plan'];

/** `'none'`, `'iep'`, `'504'` or `'both'`; undefined when the words do not settle it. */
export function readPlan(
  words: readonly Token[],
  answer: string,
): 'none' | 'iep' | '504' | 'both' | undefined {
  if (findPhrases(words, NO_PLAN).length) return 'none';
  if (/^\W*none\b/i.test(answer)) return 'none';
  if (/^\W*both\b/i.test(answer)) return 'both';
  const iep = told(words, IEP);
  const s504 = told(words, PLAN_504);
  if (iep === false && s504 === false) return 'none';
  if (iep && s504) return 'both';
  if (iep) return 'iep';
  if (s504) return '504';
  return undefined;
}

/** Whether a thing is said to be there (true) or not (false). */
function told(words: readonly Token[], ways: readonly string[]): boolean | undefined {
  const found = findPhrases(words, ways);
  if (!found.length) return undefined;
  const negative = found.some((f) => {
    const before = words.slice(Math.max(0, f.from - 4), f.from).map((t) => t.word);
    // "No IEP or 504" denies both; "no IEP but a 504" only the first.
    const stop = before.findLastIndex((w) => /^(but|just|only|has|have|yes|with)$/.test(w));
    const no = before.findLastIndex((w) => NOT.test(w));
    return no >= 0 && (no > stop || (stop === no + 1 && /^(has|have)$/.test(before[stop]!)));
  });
  return !negative;
}

const YES = /^(yes|y|true|checked|set|present|filled|entered|there|on|has|have|populated|listed)$/;
const NO = /^(no|n|false|blank|empty|missing|unset|unchecked|not|nothing|none|isnt|without|off)$/;
const REACH = 6;
const blankWays = rememberedOf(({ no }: Reading) => [...no, 'blank', 'empty']);

/**
 * A Yes/No field of TOMS, or the disability code: true and a text when present, false and null when blank.
 * Undefined when the message does not speak of it.
 */
export function readTomsField(
  words: readonly Token[],
  hears: readonly string[],
  isCode: boolean,
  asked: boolean,
  reading: Reading,
): boolean | string | null | undefined {
  const result = (v: boolean) => (isCode ? (v ? 'present' : null) : v);
  for (const f of findPhrases(words, hears)) {
    // "calpads special education" is another field than "special education".
    if (words[f.from - 1]?.word === 'calpads' && !hears.some((h) => h.startsWith('calpads'))) continue;
    const before = words[f.from - 1]?.word ?? '';
    if (/^(no|without|blank|empty|missing|lacks)$/.test(before)) return result(false);
    const after = words.slice(f.to, f.to + REACH);
    for (const { word } of after) {
      if (NO.test(word)) return result(false);
      if (YES.test(word) || (isCode && /^\d{3}$/.test(word))) return result(true);
    }
  }
  if (!asked) return undefined;
  const plain = level(words.map((w) => w.word).join(' '));
  if (findPhrases(words, blankWays(reading)).length) return result(false);
  if (findPhrases(words, reading.yes).length || (isCode && /^\w{2,4}$/.test(plain))) return result(true);
  return undefined;
}
