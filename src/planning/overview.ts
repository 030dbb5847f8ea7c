/** Everything of a person at a glance: role, dates, tasks, reminders, questions, drafts, downtimes; and what they look after. */
import type { Person } from '../assistant/message.ts';
import { personKey } from '../assistant/person.ts';
import type { Desk } from '../escalation/desk.ts';
import { isAdministrator, type Organization } from '../escalation/organization.ts';
import type { Role } from '../knowledge/schema.ts';
import type { Downtime } from '../records/planning.ts';
import type { Records } from '../records/store.ts';
import { type Ahead, datesAhead, type Known, type MonthTask, tasksOf } from './ahead.ts';
import { type Oversight, oversee } from './oversight.ts';
import { remindable } from './reminder-times.ts';
import { type KeptReminder, remindersOf } from './reminders.ts';

const AHEAD_DAYS = 30;

interface Reminded {
  /** Whether a reminder of it is set. */
  reminded: boolean;
}

export interface Overview {
  role?: Role;
  school?: string;
  /** Of the next 30 days. */
  dates: (Ahead & Reminded)[];
  /** Such as 2026-11. */
  month: string;
  tasks: (MonthTask & Reminded)[];
  reminders: KeptReminder[];
  /** Theirs that wait for a person. */
  questions: { number: number; question: string }[];
  hasDraft: boolean;
  downtimes: Downtime[];
  /** For agents: theirs that wait. */
  tickets: { number: number; question: string }[];
  /** For administrators. */
  oversight?: Oversight;
}

export interface OverviewSources {
  store?: Records;
  organization?: Organization;
  desk?: Pick<Desk, 'openOf'>;
  world: Known;
}

/** @param now Los Angeles wall time with offset */
export async function overviewOf(
  person: Person,
  { store, organization, desk, world }: OverviewSources,
  now: string,
): Promise<Overview> {
  const today = now.slice(0, 10);
  const at = Date.parse(now);
  const email = person.email?.toLowerCase();
  const administers = email && organization && isAdministrator(organization, email);
  const [reminders = [], asked = [], drafts = [], downtimes = [], tickets = [], oversight] = store
    ? await Promise.all([
        remindersOf(store, person),
        store.tickets.ofPerson(person.id),
        store.drafts.ofPerson(personKey(person)),
        store.downtimes.current(at),
        email && desk ? desk.openOf(email) : [],
        administers ? oversee(store, at) : undefined,
      ])
    : [];
  const set = new Set(reminders.map(({ item }) => item));
  return {
    role: person.role,
    school: person.school,
    dates: datesAhead(world, today, AHEAD_DAYS).map((d) => ({ ...d, reminded: set.has(remindable(d)) })),
    month: today.slice(0, 7),
    tasks: tasksOf(world, today).map((t) => ({ ...t, reminded: !!t.item && set.has(remindable(t.item)) })),
    reminders,
    questions: asked
      .filter(({ state }) => state !== 'closed' && state !== 'answered')
      .map(({ number, question }) => ({ number, question })),
    hasDraft: drafts.some(({ expiresAt }) => expiresAt > at),
    downtimes,
    tickets,
    oversight,
  };
}
