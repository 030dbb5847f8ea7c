/** How the rules are spoken of: `intents/rules/`, one item a rule, and the words that reading shares. */
import * as z from 'zod';
import { Holiday } from '../slots/holidays.ts';

const text = z.string().trim().min(1);
const id = z.string().regex(/^[a-z0-9-]+$/);
const words = z.array(text).default([]);
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** A value that an input can have, with its label on a button and the words that mean it. */
export const Option = z.strictObject({
  value: z.union([z.string(), z.number(), z.boolean()]),
  label: text.max(75),
  hears: words,
  /** How it is said within a sentence; the label in lower case when absent. */
  said: text.optional(),
});
export type Option = z.infer<typeof Option>;

/** One input of a rule, or something people can say in its place. */
export const InputTalk = z.strictObject({
  /** The question. */
  ask: text,
  /** Its name within a sentence: "the date received". */
  name: text,
  help: text.optional(),
  example: text.optional(),
  /** Words beside a value that say it is this one; `#` stands for a number. */
  hears: words,
  /** Words that mean "none", for lists of dates. */
  none: words,
  choices: z.array(Option).default([]),
  /** What is taken when nothing was said. */
  default: z
    .union([
      z.enum(['today', 'now', 'school_year', 'role', 'next_designation', 'oldest_kept']),
      z.strictObject({ value: scalar }),
    ])
    .optional(),
  /** Only when one of these is said. */
  default_when: words,
  /** How a year that was not written is found: in the school year, or in the past, or from or near another input. */
  year: z
    .string()
    .regex(/^(school_year|past|from:\w+|near:\w+)$/)
    .default('school_year'),
  /** It is the last of several days: "before Memorial Day" means the last weekday before it. */
  ends: z.boolean().default(false),
  /** The value that a date or number without any hint is taken for. */
  main: z.boolean().default(false),
  /** Numbers outside this range are not taken from loose words such as "# days". */
  usual: z.tuple([z.int(), z.int()]).optional(),
  /** It is no input of the rule itself but helps to build one. */
  own: z.enum(['date', 'dates', 'integer', 'boolean', 'anchor']).optional(),
});
export type InputTalk = z.infer<typeof InputTalk>;

/** A sentence and when it is said: field → the values for which it holds. */
export const Saying = z.strictObject({
  /** Said once for each item of this list. */
  each: z.string().optional(),
  when: z.record(z.string(), z.union([scalar, z.array(scalar)])).default({}),
  text,
});
export type Saying = z.infer<typeof Saying>;

export const RuleTalk = z.strictObject({
  id,
  title: text.max(75),
  group: z.enum(['window', 'reports', 'students', 'operations']),
  /** Label of the button under the general answer; none when it is not offered there. */
  button: text.max(75).optional(),
  /** The knowledge entry with the general answer, and others on the same matter. */
  entry: id,
  entries: z.array(id).default([]),
  examples: z.array(text).min(10),
  keywords: words,
  /** What a message is about: of each list one must be named. */
  about: z.array(z.array(text).min(1)).min(1),
  /** Not when one of these is named. */
  unless: words,
  /** Inputs that, once read from the words, start the rule unasked: any of these groups. */
  opens: z.array(z.array(text).min(1)),
  /** Words with which the rule starts though nothing else is known. */
  starts: words,
  /** The fields of the result that matter: what they do not depend on is not asked. */
  decides: z.array(text).min(1),
  /** The two inputs that a range of dates gives. */
  range: z.tuple([text, text]).optional(),
  inputs: z.record(z.string(), InputTalk),
  say: z.array(Saying).min(1),
  working: z.array(Saying).default([]),
  assumes: z.array(Saying).default([]),
  /** Said with a question, from what is known already. */
  partly: z.array(Saying).default([]),
  /** For an input that nobody types, such as a calendar, what is asked instead: the first not yet known. */
  instead: z.record(z.string(), z.array(text)).default({}),
  /** Warnings that the sentences say already. */
  quiet: words,
});
export type RuleTalk = z.infer<typeof RuleTalk>;

export const WarningTalk = z.strictObject({
  code: text,
  level: z.enum(['info', 'warning']).default('info'),
  text,
});
export type WarningTalk = z.infer<typeof WarningTalk>;

export const Reading = z.strictObject({
  holidays: z.array(Holiday),
  languages: z.array(text),
  yes: words,
  no: words,
  skip: words,
  unknown: words,
  correct: words,
  suppose: words,
  cancel: words,
  compute: words,
  what_can: words,
  also: words,
  filler: words,
  /** Numbers that count people or time: not the bare answer to a question for another number. */
  counts: words,
  /** Words before a number that another number is measured by: "more than 25 days, 31". */
  bounds: words,
  /** What days may be besides days of instruction: "25 days off". */
  off_words: words,
  labels: z.record(z.string(), z.string()),
  voice: z.record(z.string(), text),
  groups: z.array(z.strictObject({ id: text, label: text })),
});
export type Reading = z.infer<typeof Reading>;
