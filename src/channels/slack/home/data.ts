/** What the Home tab of a person tells, ready to be drawn. */
import type { Person } from '../../../assistant/message.ts';
import { NO_ORGANIZATION } from '../../../escalation/organization.ts';
import { localDate } from '../../../escalation/working-time.ts';
import { sayDay, sayMonth } from '../../../knowledge/dates.ts';
import type { Role } from '../../../knowledge/schema.ts';
import { overviewOf } from '../../../planning/overview.ts';
import { type DatedItem, remindable, remindersFor } from '../../../planning/reminder-times.ts';
import { hoursOfPerson } from '../../../planning/reminders.ts';
import type { SlackContext } from '../context.ts';

export interface HomeData {
  role?: Role;
  school?: string;
  /** `remind` is what a button of it carries: none where a reminder is set, or the day is too near or not known. */
  dates: { label: string; when: string; remind?: string }[];
  month: string;
  tasks: { said: string; remind?: string }[];
  reminders: { id: string; label: string; when: string }[];
  questions: { number: number; question: string }[];
  hasDraft: boolean;
  /** For agents: theirs that wait. */
  tickets: { number: number; question: string }[];
  /** For administrators. */
  admin?: {
    failed: number;
    failures: { kind: string; why: string; at: number }[];
    misses: { question: string; count: number }[];
  };
  downtimes: { system: string; from: number; until?: number; note?: string }[];
}

export async function homeData(
  team: string,
  user: string,
  { people, tools }: SlackContext,
): Promise<HomeData> {
  const person = await people.person(team, user);
  const all = await overviewOf(person, tools, tools.now());
  const { role, school, questions, hasDraft, tickets, downtimes, oversight } = all;
  const isInTime = await inTime(person, tools);
  const remind = (item: DatedItem | undefined, reminded: boolean) =>
    item && !reminded && isInTime(item) ? remindable(item) : undefined;
  return {
    role,
    school,
    dates: all.dates.map(({ label, date, when, reminded, vague }) => ({
      label,
      when,
      remind: remind({ label, date }, reminded || vague),
    })),
    month: sayMonth(all.month),
    tasks: all.tasks.map(({ said, item, reminded }) => ({
      said,
      remind: remind(item, reminded),
    })),
    reminders: all.reminders.map(({ id, label, dueAt, zone }) => ({
      id,
      label,
      when: sayDay(localDate(dueAt, zone)),
    })),
    questions,
    hasDraft,
    tickets,
    downtimes,
    admin: oversight && {
      failed: oversight.failed,
      failures: oversight.failures,
      misses: oversight.misses.map(({ questions: [question = ''], count }) => ({ question, count })),
    },
  };
}

/** Whether a reminder of something would still come; without a store none does. */
async function inTime(
  person: Person,
  { store, organization = NO_ORGANIZATION, now }: SlackContext['tools'],
): Promise<(item: DatedItem) => boolean> {
  if (!store) return () => false;
  const hours = await hoursOfPerson(person, { store, organization });
  const at = Date.parse(now());
  return ({ date }) => remindersFor(date, hours, at).length > 0;
}
