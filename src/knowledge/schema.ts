/** The shape of everything in `knowledge/`: what an entry, a contact, a task … must look like. */
import * as z from 'zod';
import { isRealDate } from './dates.ts';

export const ROLES = [
  'lea_coordinator',
  'site_coordinator',
  'test_administrator',
  'test_examiner',
  'other_staff',
] as const;
export type Role = (typeof ROLES)[number];

export const TESTS = [
  'sb_ela',
  'sb_math',
  'cast',
  'caa_ela',
  'caa_math',
  'caa_science',
  'csa',
  'elpac',
  'interim',
] as const;
export type Test = (typeof TESTS)[number];

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be kebab-case, such as window-deadline');
const text = z.string().trim().min(1);
const day = z.string().refine(isRealDate, 'must be a date that exists, written YYYY-MM-DD');
const month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'must be a month written YYYY-MM');
const monthDay = z
  .string()
  .regex(/^(0[1-9]|1[0-2])-\d\d$/, 'must be a month and day written MM-DD')
  .refine((v) => isRealDate(`2024-${v}`), 'must be a day that exists');
const schoolYear = z.string().regex(/^20\d\d-\d\d$/, 'must be a school year such as 2026-27');

/**
 * One date as data. Exactly one of `on` (a day), `from`/`until` (a period), `month`, `yearly` (the same day each
 * year) or `yearly_month` (the same month each year, 1 to 12) is given.
 */
export const DateSpec = z
  .strictObject({
    label: text,
    kind: z.enum(['deadline', 'opens', 'closes', 'event', 'period', 'released']).default('event'),
    on: day.optional(),
    from: day.optional(),
    until: day.optional(),
    month: month.optional(),
    yearly: monthDay.optional(),
    yearly_month: z.number().int().min(1).max(12).optional(),
    school_year: schoolYear.optional(),
  })
  .superRefine((d, ctx) => {
    const given = [d.on, d.from ?? d.until, d.month, d.yearly, d.yearly_month].filter((v) => v !== undefined);
    if (given.length !== 1) ctx.addIssue('needs exactly one of on, from/until, month, yearly, yearly_month');
    if (d.from && d.until && d.from > d.until) ctx.addIssue('from is later than until');
  });
export type DateSpec = z.infer<typeof DateSpec>;

export const SourceRef = z.strictObject({
  document: id,
  section: text,
  /** Line in the copy of the document the entry was written from, for whoever checks it. */
  line: z.union([z.number().int().positive(), z.string()]).optional(),
});
export type SourceRef = z.infer<typeof SourceRef>;
const sources = z.array(SourceRef).min(1, 'needs at least one source (document and section)');

export const Entry = z.strictObject({
  id,
  topic: id,
  title: text.max(75, 'must fit a button: at most 75 characters'),
  /** `answer` answers; `handover` is a subject the documents do not hold; `decline` is one that is refused. */
  outcome: z.enum(['answer', 'handover', 'decline']).default('answer'),
  /** One to three short sentences. `{date-id}` is replaced by that date of `dates`. */
  answer: text.max(700, 'must fit a chat: at most 700 characters before details'),
  /** Said instead of `answer` once the last of `dates` has passed. */
  past: text.max(700).optional(),
  /** The answer for a role where it differs. */
  by_role: z.partialRecord(z.enum(ROLES), text.max(700)).optional(),
  /** True when the answer must not be given before the role is known. */
  ask_role: z.boolean().default(false),
  details: z.array(text.max(320)).default([]),
  steps: z.array(text.max(240)).default([]),
  /** An honest word where the sources disagree or fall silent; always shown. */
  note: text.max(420).optional(),
  /** Ids of known conflicts this entry settles, such as X07. */
  conflicts: z.array(z.string().regex(/^X\d\d$/)).default([]),
  /** For whom the entry holds; none means everyone. */
  roles: z.array(z.enum(ROLES)).default([]),
  dates: z.record(id, DateSpec).default({}),
  holds: z.strictObject({ from: day.optional(), until: day.optional() }).optional(),
  supersedes: z.array(id).default([]),
  /** What the entry is about, for questions that differ in one word only. */
  about: z
    .strictObject({
      tests: z.array(z.enum(TESTS)).default([]),
      months: z.array(z.number().int().min(1).max(12)).default([]),
      school_year: schoolYear.optional(),
    })
    .default({ tests: [], months: [] }),
  contacts: z.array(id).default([]),
  documents: z.array(id).default([]),
  related: z.array(id).default([]),
  /** The calculator that computes this for the reader's own dates. */
  rule: id.optional(),
  /** The form that this entry can start. */
  form: id.optional(),
  sources: z.array(SourceRef).default([]),
  /** How people ask for it, in their own words. */
  questions: z.array(text.max(200)).min(8, 'needs eight or more ways of asking'),
  keywords: z.array(text).default([]),
});
export type Entry = z.infer<typeof Entry>;

export const Topic = z.strictObject({ id, title: text });
export type Topic = z.infer<typeof Topic>;

/** One of the documents that all knowledge comes from. */
export const SourceDocument = z.strictObject({
  id,
  title: text,
  publisher: text.optional(),
  /** A day, a month (YYYY-MM) or nothing for an undated page. */
  dated: z.union([day, month]).nullable(),
  /** How the date is said in a source line, such as "July 2026" or "undated". */
  dated_label: text,
  standing: z.enum(['current', 'earlier', 'history', 'undated']),
  school_year: schoolYear.nullable(),
  /** Said with every answer that rests on this document alone; none for the current one. */
  caution: text.optional(),
});
export type SourceDocument = z.infer<typeof SourceDocument>;

export const Contact = z.strictObject({
  id,
  name: text,
  for: text,
  for_roles: z.array(z.enum(ROLES)).default([]),
  ways: z.array(
    z.strictObject({
      by: z.enum(['phone', 'email', 'web', 'local', 'chat', 'in person']),
      value: text,
      note: text.optional(),
    }),
  ),
  hours: text.optional(),
  standing: z.enum(['current', 'earlier', 'history', 'undated']),
  note: text.optional(),
  aliases: z.array(text).default([]),
  sources,
});
export type Contact = z.infer<typeof Contact>;

export const Term = z.strictObject({
  short: text,
  long: text,
  /** Other spellings of the short form. */
  also: z.array(text).default([]),
  note: text.optional(),
  /** What took the place of a retired name. */
  replaced_by: text.optional(),
  sources,
});
export type Term = z.infer<typeof Term>;

export const System = z.strictObject({
  id,
  name: text,
  short: text.optional(),
  purpose: text,
  where: text.optional(),
  aliases: z.array(text).default([]),
  replaced_by: text.optional(),
  sources,
});
export type System = z.infer<typeof System>;

export const ReferenceDocument = z.strictObject({
  id,
  title: text,
  kind: z.enum([
    'guide',
    'web page',
    'form',
    'report',
    'video',
    'email',
    'tool',
    'quick reference guide',
    'letter template',
    'course',
    'other',
  ]),
  about: text,
  where: text.optional(),
  aliases: z.array(text).default([]),
  sources,
});
export type ReferenceDocument = z.infer<typeof ReferenceDocument>;

export const Task = z.strictObject({
  id,
  title: text.max(160),
  category: text,
  /** `ongoing`, `testing`, or a month such as 2026-11. */
  month: z.union([z.literal('ongoing'), z.literal('testing'), month]),
  due: day.optional(),
  roles: z.array(z.enum(ROLES)).default(['lea_coordinator']),
  optional: z.boolean().default(false),
  /** The entry that says more. */
  entry: id.optional(),
  note: text.optional(),
  sources,
});
export type Task = z.infer<typeof Task>;

export const Event = z
  .strictObject({
    id,
    title: text,
    on: day.optional(),
    from: day.optional(),
    until: day.optional(),
    month: month.optional(),
    time: text.optional(),
    about: text,
    audience: z.array(z.enum(ROLES)).default([]),
    registration: text.optional(),
    entry: id.optional(),
    sources,
  })
  .refine(
    (e) => [e.on, e.from ?? e.until, e.month].filter(Boolean).length === 1,
    'needs one of on, from/until, month',
  );
export type Event = z.infer<typeof Event>;
