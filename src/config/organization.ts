/** The organization file: read, checked, every fault named by its place in the file. */
import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import * as z from 'zod';
import {
  type Agent,
  agentsOf,
  DEFAULT_HOURS,
  type Hours,
  type Lea,
  NO_ORGANIZATION,
  type Organization,
} from '../escalation/organization.ts';
import { isRealDate } from '../knowledge/dates.ts';
import { ROUTE_TOPICS } from '../rules/facts.ts';
import { SettingsError } from './settings.ts';

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

const name = z.string('must be a name').trim().min(1, 'must not be empty');
const email = z.email('must be an email address such as sam@example.org').transform((e) => e.toLowerCase());
const day = z
  .string('must be a day written 2026-11-26')
  .refine(isRealDate, 'must be a day that exists, written 2026-11-26');
const time = z
  .string('must be a time in quotes, such as "08:00"')
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time in quotes, such as "08:00"');
const cds = z
  .union([z.string(), z.number()])
  .transform((code) => String(code).replaceAll('-', ''))
  .refine((code) => /^(\d{7}|\d{14})$/.test(code), 'must be a CDS code of 7 or 14 digits, in quotes');
const timeZone = z.string().refine((zone) => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
}, 'must be a time zone such as America/Los_Angeles');

const place = z
  .string()
  .regex(/^[a-z]+:\S+$/, 'must be a conversation of a channel, such as slack:T0123:C0456:');

const PersonSchema = z.strictObject({
  name,
  email,
  phone: z.string().optional(),
  chat: place.optional(),
});

const DayOff = z.union([
  day.transform((on) => ({ from: on, until: on })),
  z
    .strictObject({ from: day, until: day })
    .refine((off) => off.from <= off.until, 'from must not be later than until'),
]);

const HoursSchema = z
  .strictObject({ days: z.array(z.enum(DAYS)).min(1).optional(), from: time, until: time })
  .refine((hours) => hours.from < hours.until, 'from must be earlier than until');

const LeaSchema = z.strictObject({
  name,
  cds,
  time_zone: timeZone.default(DEFAULT_HOURS.timeZone),
  working_hours: HoursSchema.optional(),
  days_off: z.array(DayOff).default([]),
  success_agent: PersonSchema.optional(),
  backups: z.array(PersonSchema).default([]),
  coordinators: z.array(PersonSchema).default([]),
  schools: z
    .array(z.strictObject({ name, cds: cds.optional(), coordinators: z.array(PersonSchema).default([]) }))
    .default([]),
});

const Schema = z
  .strictObject({
    leas: z.array(LeaSchema).min(1, 'needs at least one LEA'),
    administrators: z.array(email).default([]),
    announcements: z.array(place).default([]),
    topics: z.partialRecord(z.enum(ROUTE_TOPICS), PersonSchema).default({}),
    answer_within_hours: z.number().positive().max(200).default(NO_ORGANIZATION.answerWithinHours),
  })
  .superRefine(({ leas }, context) => {
    double(
      leas.map((lea) => lea.name.toLowerCase()),
      (i) => context.addIssue({ code: 'custom', path: ['leas', i, 'name'], message: 'is there twice' }),
    );
    leas.forEach((lea, i) => {
      double(
        lea.schools.map((school) => school.name.toLowerCase()),
        (j) =>
          context.addIssue({
            code: 'custom',
            path: ['leas', i, 'schools', j, 'name'],
            message: 'is there twice',
          }),
      );
    });
  });

function double(names: readonly string[], report: (index: number) => void): void {
  names.forEach((one, i) => {
    if (names.indexOf(one) < i) report(i);
  });
}

/**
 * @throws SettingsError with a line for each fault, such as `organization.yaml: leas.0.cds: must be …`
 * @example parseOrganization('leas: [{ name: Oak Unified, cds: "1964212" }]', 'organization.yaml').leas[0]?.hours.from // '08:00'
 */
export function parseOrganization(yaml: string, file: string): Organization {
  const document = parseDocument(yaml, { schema: 'core' });
  if (document.errors.length)
    throw new SettingsError(
      document.errors.map((e) => `${file}: line ${e.linePos?.[0].line ?? '?'}: ${e.message.split('\n')[0]}`),
    );
  const parsed = Schema.safeParse(document.toJS() ?? {});
  if (!parsed.success)
    throw new SettingsError(
      parsed.error.issues.map((i) => `${file}: ${i.path.join('.') || 'the file'}: ${i.message}`),
    );
  const { leas, administrators, announcements, topics, answer_within_hours } = parsed.data;
  const organization = {
    leas: leas.map(toLea),
    administrators,
    announcements: [...new Set(announcements)],
    topics: topics as Organization['topics'],
    answerWithinHours: answer_within_hours,
  };
  const faults = contradictions(organization).map((fault) => `${file}: ${fault}`);
  if (faults.length) throw new SettingsError(faults);
  return organization;
}

function toLea({
  time_zone,
  working_hours,
  days_off,
  success_agent,
  ...lea
}: z.infer<typeof LeaSchema>): Lea {
  const hours: Hours = {
    timeZone: time_zone,
    days: working_hours?.days?.map((d) => DAYS.indexOf(d) + 1) ?? DEFAULT_HOURS.days,
    from: working_hours?.from ?? DEFAULT_HOURS.from,
    until: working_hours?.until ?? DEFAULT_HOURS.until,
    daysOff: days_off,
  };
  return { ...lea, hours, successAgent: success_agent };
}

/** The same address must be the same person, or mail goes to one in the name of the other. */
function contradictions(organization: Organization): string[] {
  const known = agentsOf(organization);
  const all: Agent[] = organization.leas.flatMap((lea) => [
    ...lea.coordinators,
    ...lea.backups,
    ...(lea.successAgent ? [lea.successAgent] : []),
    ...lea.schools.flatMap((school) => school.coordinators),
  ]);
  const names = new Set(
    all
      .filter((agent) => known.get(agent.email)?.name !== agent.name)
      .map(
        (agent) => `${agent.email} is "${agent.name}" and "${known.get(agent.email)?.name}": use one name`,
      ),
  );
  return [...names];
}

/** @param file ORGANIZATION_FILE; without one nobody is configured */
export function loadOrganization(file: string | undefined): Organization {
  if (!file) return NO_ORGANIZATION;
  let yaml: string;
  try {
    yaml = readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new SettingsError([
      `ORGANIZATION_FILE=${file} cannot be read (${code}). Correct the path; organization.example.yaml shows what belongs in it.`,
    ]);
  }
  return parseOrganization(yaml, file);
}
