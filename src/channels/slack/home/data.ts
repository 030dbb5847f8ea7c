/** What the Home tab of a person tells, gathered from the knowledge and the store. */
import { personKey } from '../../../assistant/person.ts';
import { isAdministrator } from '../../../escalation/organization.ts';
import { addDays, sayDay, sayMonth } from '../../../knowledge/dates.ts';
import type { Role } from '../../../knowledge/schema.ts';
import { place, sayWhere } from '../../../knowledge/timing.ts';
import type { SlackContext } from '../context.ts';
import { type DatedItem, remindable } from '../reminders/when.ts';

const AHEAD_DAYS = 30;
const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

export interface HomeData {
  role?: Role;
  school?: string;
  dates: (DatedItem & { when: string; reminded: boolean })[];
  month: string;
  tasks: string[];
  reminders: { id: string; label: string; when: string }[];
  questions: { number: number; question: string }[];
  hasDraft: boolean;
  /** For agents: theirs that wait. */
  tickets: { number: number; question: string }[];
  /** For administrators. */
  admin?: { failures: number; misses: number };
  downtimes: { system: string; from: number; until?: number }[];
}

export async function homeData(
  team: string,
  user: string,
  { people, tools }: SlackContext,
): Promise<HomeData> {
  const person = await people.person(team, user);
  const { store, world } = tools;
  const today = tools.now().slice(0, 10);
  const now = Date.parse(tools.now());
  const month = today.slice(0, 7);
  const key = personKey(person);
  const [reminders = [], tickets = [], drafts = [], downtimes = []] = store
    ? await Promise.all([
        store.reminders.ofPerson(key),
        store.tickets.ofPerson(person.id),
        store.drafts.ofPerson(key),
        store.downtimes.current(now),
      ])
    : [];
  const reminded = new Set(reminders.map((r) => r.about.date));
  const tasks = world.library?.knowledge.tasks.filter((t) => t.month === month) ?? [];
  return {
    role: person.role,
    school: person.school,
    dates: (world.datesAhead?.(today, addDays(today, AHEAD_DAYS)) ?? []).map((d) => {
      const placed = place(d.date, today);
      const item = { label: d.label, date: placed.from };
      return { ...item, when: sayWhere(placed), reminded: reminded.has(remindable(item)) };
    }),
    month: sayMonth(month),
    tasks: tasks.map((t) => (t.due ? `${t.title} (${sayDay(t.due)})` : t.title)),
    reminders: reminders.map((r) => ({
      id: r.id,
      label: String(r.about.label ?? ''),
      when: sayDay(new Date(r.dueAt).toISOString().slice(0, 10)),
    })),
    questions: tickets
      .filter((t) => t.state !== 'closed' && t.state !== 'answered')
      .map(({ number, question }) => ({ number, question })),
    tickets: person.email && tools.desk ? await tools.desk.openOf(person.email.toLowerCase()) : [],
    admin: await forAdministrators(person.email, now, tools),
    hasDraft: drafts.some((d) => d.expiresAt > now),
    downtimes,
  };
}

/** What they have to look after; counts only. */
async function forAdministrators(
  email: string | undefined,
  now: number,
  { store, organization }: SlackContext['tools'],
): Promise<HomeData['admin']> {
  if (!email || !store || !organization || !isAdministrator(organization, email)) return undefined;
  const [{ failed }, { escalate = 0 }] = await Promise.all([
    store.outbox.count(),
    store.questions.outcomes(now - WEEK_MS),
  ]);
  return { failures: failed, misses: escalate };
}
