/** The facts that the rules receive: `knowledge/rule-facts.yaml`, validated, and read once. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import { WARNING_CODES } from './codes.ts';
import { isDate } from './days.ts';
import { readSchoolYear, schoolYearLabel } from './school-year.ts';

const text = z.string().trim().min(1);
const day = z.string().refine(isDate, 'must be a date that exists, written YYYY-MM-DD');
const monthDay = z
  .string()
  .refine((v) => isDate(`2024-${v}`), 'must be a month and day that exist, written MM-DD');
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time written HH:MM');
const yearLabel = z
  .string()
  .refine(
    (v) => v === schoolYearLabel(readSchoolYear(v) ?? 0),
    'must be a school year written such as 2026-27',
  );
const byYear = <T extends z.ZodType>(value: T) => z.record(yearLabel, value);

export const ROUTE_TOPICS = [
  'technical_or_administration',
  'policy',
  'moodle',
  'educator_opportunities',
  'charter_newsletter',
  'spotlight_subscription',
  'window_not_set',
  'apportionment',
] as const;
export const ROUTE_ROLES = [
  'lea_coordinator',
  'site_coordinator',
  'test_administrator',
  'test_examiner',
  'other_school_staff',
  'superintendent',
  'technology_coordinator',
  'parent',
] as const;

const Route = z.strictObject({
  contact: text,
  channel: text,
  address: text.nullable(),
  file: text.nullable(),
  warning: z.enum(WARNING_CODES).optional(),
});

export const RuleFacts = z.strictObject({
  checklist_year: yearLabel,
  yearly: z.strictObject({
    window_setting_deadline: monthDay,
    testing_ends: monthDay,
    newcomer_entry_cutoff: monthDay,
    coordinator_designation: monthDay,
    legacy_browser_cutoff: monthDay,
    toms_rollover: monthDay,
  }),
  caa_science_opens: byYear(day),
  toms_rollovers: byYear(day),
  interims: z.strictObject({
    closing: byYear(z.strictObject({ until: day, may_be_carried_over: z.boolean().default(false) })),
    opening_unknown: byYear(z.strictObject({ not_before: day, open_from: day, open_until: day })),
    opened: byYear(day),
  }),
  second_scoring: z.strictObject({ assessment: text, form: z.int(), grades: z.array(z.int()).min(1) }),
  ppt_packs: z.strictObject({ changed_in: yearLabel, size: z.int().min(1), size_before: z.int().min(1) }),
  ssr_languages: z.strictObject({
    always: text,
    also: z.record(text, text),
    uncertain: z.record(text, text),
  }),
  demographic_fields: z.strictObject({
    lock_at_first_summative: z.array(text),
    do_not_lock: z.array(text),
    may_lock_with_elpac: z.array(text),
  }),
  toms: z.strictObject({ condition_code: text, unlisted_resources: text }),
  support_hours: z.strictObject({ opens: time, closes: time }),
  well_known_holidays: z.array(day),
  contacts: z.strictObject({
    for_everyone: z.partialRecord(z.enum(ROUTE_TOPICS), Route),
    for_school_staff: z.partialRecord(z.enum(ROUTE_ROLES), Route),
    for_lea_coordinator: z.strictObject({
      policy: Route,
      window_not_set: Route,
      apportionment: Route,
      otherwise: Route,
    }),
    not_in_documents: z.partialRecord(z.enum(ROUTE_ROLES), Route),
  }),
});
export type RuleFacts = z.infer<typeof RuleFacts>;
export type Route = z.infer<typeof Route>;

const FILE = new URL('../../knowledge/rule-facts.yaml', import.meta.url);

/**
 * Validates the text of a facts file.
 * @throws with one line a fault when the file is not as the rules need it
 */
export function parseFacts(yaml: string): RuleFacts {
  const parsed = RuleFacts.safeParse(parse(yaml, { schema: 'core' }));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((i) => `${i.path.join('.') || 'the file'}: ${i.message}`);
  throw new Error(`knowledge/rule-facts.yaml is not as the rules need it.\n${faults.join('\n')}`);
}

let loaded: RuleFacts | undefined;

/** The facts of this installation. */
export function loadFacts(): RuleFacts {
  loaded ??= parseFacts(readFileSync(FILE, 'utf8'));
  return loaded;
}

/** The value of a record under a key that comes from outside; never an inherited property. */
export function lookUp<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
