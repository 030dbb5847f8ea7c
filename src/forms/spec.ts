/** What a form is as data: the shape of `intents/forms/*.yaml`. */
import * as z from 'zod';
import { ROLES } from '../knowledge/schema.ts';

const text = z.string().trim().min(1);
const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be kebab-case');
const pattern = z.string().refine(compiles, 'must be a regular expression');

function compiles(source: string): boolean {
  try {
    return new RegExp(source, 'i') instanceof RegExp;
  } catch {
    return false;
  }
}

export const PartSpec = z.strictObject({
  id,
  label: text,
  kind: z.enum(['text', 'known', 'pattern', 'email', 'phone', 'digits', 'number']),
  /** Not asked for when the rest of its field is there. */
  optional: z.boolean().default(false),
  /** Names and the ways of writing each, for `known`. */
  known: z.record(text, pattern).default({}),
  /** A number behind the name is its version. */
  version: z.boolean().default(false),
  /** Other words are taken as they are. */
  free: z.boolean().default(false),
  /** Says nothing of what a message is about unless its field is open. */
  weak: z.boolean().default(false),
  /** Its names are offered as choices; `other` is the one that asks for words. */
  choices: z.boolean().default(false),
  other: text.optional(),
  /** Where the value stands: its first group. */
  find: z.array(pattern).default([]),
  /** Further places, looked at only while the field is open. */
  when_asked: z.array(pattern).default([]),
  cased: z.boolean().default(false),
  upper: z.boolean().default(false),
  /** Words dropped from the front of a text. */
  strip: pattern.optional(),
  digits: z.number().int().positive().optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  /** Only this many last characters are ever shown. */
  tail: z.number().int().positive().optional(),
  /** Why a value is refused, with an example; `{value}` and `{count}` are filled in. */
  fails: text.optional(),
  /** Why ten digits in a row are not taken for a phone number: they may be a student's. */
  doubt: text.optional(),
});
export type PartSpec = z.infer<typeof PartSpec>;

export const FieldSpec = z.strictObject({
  id,
  label: text,
  /** What people call it, longest first. */
  names: z.array(text).min(1),
  /** Said before the question. */
  before: text.optional(),
  question: text,
  help: text.optional(),
  /** Its help where all fields are filled in at once, when that differs. */
  blank_help: text.optional(),
  fails: text,
  /** Words that speak of it, for fields of free text. */
  evidence: pattern.optional(),
  required: z.boolean().default(false),
  /** `all` asks once more for what is missing; `any` is content with one part. */
  needs: z.enum(['all', 'any']).default('all'),
  /** Encrypted where it is kept, taken only while it is asked for, deleted at the end. */
  sensitive: z.boolean().default(false),
  /** Guards that let its answers pass while it is open. */
  permits: z.array(text).default([]),
  /** Said with the question where nothing can be encrypted, and once an answer was not kept. */
  unkept: text.optional(),
  withheld: text.optional(),
  private: pattern.optional(),
  /** Not a step: shown as choices at the end when it is not known. */
  at_end: z.boolean().default(false),
  parts: z.array(PartSpec).min(1),
});
export type FieldSpec = z.infer<typeof FieldSpec>;

export const FormSpec = z.strictObject({
  id,
  title: text.max(75),
  name: text,
  intro: text,
  intro_by_role: z.partialRecord(z.enum(ROLES), text).default({}),
  examples: z.array(text).default([]),
  keywords: z.array(text).default([]),
  fields: z.array(FieldSpec).min(1),
  /** Messages that open it: about its subject, and any of these, unless they ask something else. */
  opens: z
    .strictObject({ about: pattern, any: z.array(pattern).min(1), unless: z.array(pattern).default([]) })
    .optional(),
  /** Texts for what comes out, read by the form's own output. */
  output: z.record(z.string(), z.union([text, z.record(z.string(), text)])).default({}),
});
export type FormSpec = z.infer<typeof FormSpec>;

export const EngineSpec = z.strictObject({
  commands: z.strictObject({
    cancel: z.array(text),
    help: z.array(text),
    show: z.array(text),
    back: z.array(text),
    restart: z.array(text),
    finish: z.array(text),
    again: z.array(text),
    skip: z.array(text),
  }),
  fillers: z.array(text),
  skips: pattern,
  declines: pattern,
  correction: pattern,
  named: text,
  stated: text,
  clear: text,
  lead: pattern,
  asking: pattern,
  says: z.record(z.string(), text),
});
export type EngineSpec = z.infer<typeof EngineSpec>;
export type Command = keyof EngineSpec['commands'];
