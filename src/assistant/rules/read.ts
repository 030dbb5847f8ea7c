/** Reads the inputs of a rule from a message: each date and number goes to the input whose words stand beside it. */
import { rememberedOf } from '../../search/remembered.ts';
import { findPhrases, type Token, tokens } from '../slots/tokens.ts';
import { readSchoolYears } from '../slots/years.ts';
import { readPlan, readTomsField } from './fields.ts';
import { type Given, kindOf, type ReadContext } from './inputs.ts';
import { readInteger } from './integers.ts';
import { readCoordinators, readPacks, readRanges } from './lists.ts';
import { readDateInputs } from './read-dates.ts';
import type { InputTalk, Reading } from './schema.ts';

type Choice = InputTalk['choices'][number];

import { readYesNo } from './yes-no.ts';

/** Everything a message says about the inputs of a rule. */
export function readInputs(text: string, context: ReadContext): Given {
  const words = tokens(text);
  const given: Given = {};
  readDateInputs(text, words, context, given);
  for (const [name, input] of Object.entries(context.talk.inputs)) {
    if (given[name]) continue;
    const read = readOther(text, words, name, input, context);
    // "Last year" may be said in passing; a label such as 2023-24 is not.
    const bare = kindOf(context.talk, name) === 'school_year' && !/\d\d/.test(text);
    if (read !== undefined) given[name] = { value: read, ...(bare ? { bare } : {}) };
  }
  return given;
}

function readOther(
  text: string,
  words: readonly Token[],
  name: string,
  input: InputTalk,
  c: ReadContext,
): unknown {
  const kind = kindOf(c.talk, name);
  const asked = c.expected === name;
  if (name === 'plan' || name === 'documented_in') {
    const plan = readPlan(words, asked ? text : '');
    if (plan) return name === 'documented_in' && plan === 'both' ? 'iep' : plan;
  }
  if (kind === 'toms_yes_no' || name === 'primary_disability_code')
    return readTomsField(words, input.hears, name === 'primary_disability_code', asked, c.reading);
  if (kind === 'school_year') {
    // Where today's school year is meant unless told otherwise, "last year" is said of something else.
    const years = input.default === 'school_year' && !/\d\d/.test(text) ? [] : readSchoolYears(text, c.today);
    const beside = name === 'request_school_year' ? undefined : years[0];
    if (input.hears.length && !asked) return findPhrases(words, input.hears).length ? years[0] : undefined;
    return beside ?? years[0];
  }
  if (kind === 'integer') return readInteger(words, name, input, asked, c);
  if (kind === 'object_list') return readList(name, text, c);
  const chosen = readChoice(words, text, input, name, c);
  if (chosen !== undefined) return kind === 'enums' ? [chosen].flat() : chosen;
  if (kind === 'enum' || kind === 'enums') return undefined;
  if (kind === 'boolean') return asked ? readYesNo(text, words, c.reading) : undefined;
  if (name === 'primary_language') return readLanguage(words, c.reading, asked ? text : '');
  return undefined;
}

function readList(name: string, text: string, c: ReadContext): unknown {
  if (name === 'lines') return readPacks(text);
  return name === 'windows' ? readRanges(text, c.today) : readCoordinators(text, c.today);
}

/** How each choice of an input is said. */
function waysOf(choices: readonly Choice[], also: (choice: Choice) => readonly string[]) {
  const ways = choices.flatMap((choice) =>
    [...choice.hears, ...also(choice)].map((way) => ({
      choice,
      only: [way],
      plain: way.toLowerCase().replaceAll("'", '').replaceAll('-', ' '),
    })),
  );
  return { ways, all: ways.flatMap(({ only }) => only) };
}
const waysToSay = rememberedOf(({ choices }: InputTalk) => waysOf(choices, () => []));
/** The answer to a question may also be what stands on the button, or in the specification. */
const waysWhenAsked = rememberedOf(({ choices }: InputTalk) =>
  waysOf(choices, ({ label, value }) => [label, String(value).replaceAll('_', ' ')]),
);

/** The value whose words are named; of several the one named most, then the last, unless the input takes several. */
function readChoice(
  words: readonly Token[],
  text: string,
  input: InputTalk,
  name: string,
  c: ReadContext,
): unknown {
  const kind = kindOf(c.talk, name);
  if (name === 'assessment' || name === 'assessments') {
    const tests = c.finder.find(text, c.today).tests.filter((t) => t !== 'interim');
    const values = tests.filter((t) => kind === 'enums' || t !== 'elpac') as string[];
    if (!values.length) return undefined;
    return name === 'assessments' ? values : values[0];
  }
  const { all, ways } = c.expected === name ? waysWhenAsked(input) : waysToSay(input);
  const found = findPhrases(words, all).map((f) => {
    const part = words.slice(f.from, f.to);
    const said = part.map((t) => t.word).join(' ');
    return (
      ways.find((x) => x.plain === said)?.choice ??
      ways.find((x) => findPhrases(part, x.only)[0]?.to === part.length)?.choice
    );
  });
  const named = found.filter((o) => o !== undefined);
  const times = (o: (typeof named)[number]) => named.filter((n) => n === o).length;
  return named.reduce((best, o) => (!best || times(o) >= times(best) ? o : best), named[0])?.value;
}

function readLanguage(words: readonly Token[], reading: Reading, answer: string): string | undefined {
  const found = findPhrases(words, reading.languages)[0];
  if (found)
    return words
      .slice(found.from, found.to)
      .map((t) => t.word)
      .join(' ');
  const only = answer.trim();
  return /^[\p{L} ()-]{3,40}$/u.test(only) && words.length <= 3 ? only : undefined;
}
