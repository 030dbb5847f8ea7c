/** Corrections ("actually June 10") and what-ifs ("what if we start a week later") on what was given. */
import { addDays, isRealDate } from '../../knowledge/dates.ts';
import { findPhrases, level, numberOf, tokens } from '../slots/tokens.ts';
import { type Given, kindOf } from './inputs.ts';
import type { Reading, RuleTalk } from './schema.ts';

const SHIFT =
  /\b(?:(a|an|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,3})\s+(?:more\s+|calendar\s+)?)(day|week|month)s?\s+(?:\w+\s+)?(later|earlier|sooner|after|before|longer|shorter|more|less|fewer|back|forward)\b/;
const DAYS = { day: 1, week: 7, month: 30 };

/**
 * The inputs that a correction or supposition changes, or undefined when the message is neither.
 * @param read reads a text for the rule; the second argument is the input it is for when no word says so
 */
export function change(
  text: string,
  talk: RuleTalk,
  given: Given,
  read: (text: string, expected?: string) => Given,
  reading: Reading,
): Given | undefined {
  const words = tokens(text);
  if (words.length > 20) return undefined;
  const shifted = shift(text, talk, given);
  if (shifted) return shifted;
  const corrects = findPhrases(words, reading.correct).length > 0;
  const supposes = findPhrases(words.slice(0, 4), reading.suppose).length > 0;
  if (!corrects && !supposes) return undefined;
  const plain = read(text);
  const named = Object.fromEntries(
    Object.entries(plain).filter(([n, r]) => JSON.stringify(given[n]?.value) !== JSON.stringify(r.value)),
  );
  if (Object.keys(named).length) {
    // A bare date that fell to no input corrects the one last given.
    return named;
  }
  const target = lastDated(talk, given);
  return target ? read(text, target) : undefined;
}

/** The date or number that was given last, which is what "actually …" means without a name. */
function lastDated(talk: RuleTalk, given: Given): string | undefined {
  const kinds = new Set(['date', 'moment', 'date_or_moment', 'integer']);
  const dated = Object.keys(given).filter((n) => kinds.has(kindOf(talk, n)));
  return dated.at(-1);
}

function shift(text: string, talk: RuleTalk, given: Given): Given | undefined {
  const plain = level(text);
  const m = plain.match(SHIFT);
  if (!m) return undefined;
  const n = /^an?$/.test(m[1]!) ? 1 : (numberOf(m[1]!) ?? 1);
  const back = /earlier|sooner|before|shorter|less|fewer|back/.test(m[3]!);
  const days = n * DAYS[m[2] as keyof typeof DAYS] * (back ? -1 : 1);
  const words = tokens(plain.replace(SHIFT, ' '));
  const dates = Object.keys(given).filter(
    (name) =>
      /^(date|moment|date_or_moment)$/.test(kindOf(talk, name)) && typeof given[name]?.value === 'string',
  );
  const named = dates.find((name) => findPhrases(words, talk.inputs[name]?.hears ?? []).length);
  const target = named ?? dates.find((name) => talk.inputs[name]?.main) ?? dates[0];
  const value = target ? String(given[target]!.value) : '';
  if (!target || !isRealDate(value.slice(0, 10))) {
    const number = Object.keys(given).find(
      (name) => kindOf(talk, name) === 'integer' && typeof given[name]?.value === 'number',
    );
    return number && m[2] === 'day'
      ? { [number]: { value: Number(given[number]!.value) + days } }
      : undefined;
  }
  return { [target]: { value: addDays(value.slice(0, 10), days) + value.slice(10) } };
}
