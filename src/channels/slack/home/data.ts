/** What the Home tab of a person tells, ready to be drawn. */
import { localDate } from '../../../escalation/working-time.ts';
import { sayDay, sayMonth } from '../../../knowledge/dates.ts';
import type { Role } from '../../../knowledge/schema.ts';
import { overviewOf } from '../../../planning/overview.ts';
import { type DatedItem, remindable } from '../../../planning/reminder-times.ts';
import type { SlackContext } from '../context.ts';

export interface HomeData {
  role?: Role;
  school?: string;
  /** Without a button where a reminder is set, or only the month is known. */
  dates: (DatedItem & { when: string; reminded: boolean })[];
  month: string;
  /** `remind` is what a button of it carries. */
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
  return {
    role,
    school,
    dates: all.dates.map(({ label, date, when, reminded, vague }) => ({
      label,
      date,
      when,
      reminded: reminded || vague,
    })),
    month: sayMonth(all.month),
    tasks: all.tasks.map(({ said, item, reminded }) => ({
      said,
      remind: item && !reminded ? remindable(item) : undefined,
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
