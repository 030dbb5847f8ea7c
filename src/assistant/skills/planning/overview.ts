/** "My overview": what the Home tab of Slack shows, as a reply for every channel. */
import { isAdministrator } from '../../../escalation/organization.ts';
import { sayDay, sayMonth } from '../../../knowledge/dates.ts';
import { sayDowntime } from '../../../planning/downtime-words.ts';
import { type Overview, overviewOf } from '../../../planning/overview.ts';
import type { Texts } from '../../../planning/texts.ts';
import { sayRole } from '../../hand-over.ts';
import { type Choice, notice, type Part, text } from '../../reply.ts';
import type { Outcome, Turn } from '../../skill.ts';
import { offerItem } from './reminders.ts';
import { nowOf, type PlanningServices, planned, said } from './services.ts';

/** A message is read at once: of each list the first ones. */
const MOST = 5;
const MOST_REMINDS = 3;
const LINE = 140;

export async function overview(turn: Turn, services: PlanningServices): Promise<Outcome> {
  const { texts, organization } = services;
  const { person, at } = turn.message;
  const data = await overviewOf({ ...person, role: turn.role }, services, at);
  const now = nowOf(turn);
  const parts: Part[] = [
    text([texts('overview', { day: sayDay(turn.today) }), sayWho(data, texts)].filter(Boolean).join(' ')),
    ...data.downtimes
      .slice(0, MOST)
      .map((d) => notice(sayDowntime(d, now, texts), d.from <= now ? 'warning' : 'info')),
    ...lists(data, texts),
  ];
  if (data.hasDraft) parts.push(text(texts('overview_draft')));
  const choices = choicesOf(data, texts);
  if (person.email && isAdministrator(organization, person.email))
    choices.push(planned(texts('see_misses'), 'misses'), planned(texts('see_failures'), 'failures'));
  if (choices.length) parts.push({ type: 'choices', choices });
  return said('ask', ...parts);
}

function sayWho({ role, school }: Overview, texts: Texts): string {
  if (!role) return '';
  const words = { role: sayRole(role), school: school ?? '' };
  return texts(school ? 'overview_role_school' : 'overview_role', words);
}

function lists(data: Overview, texts: Texts): Part[] {
  const list = (title: string, items: readonly string[]): Part[] =>
    items.length ? [{ type: 'list', title, items: items.slice(0, MOST).map(cut) }] : [];
  const numbered = ({ number, question }: { number: number; question: string }) =>
    texts('overview_ticket', { number, question });
  const more = data.tasks.length - MOST;
  const tasks = data.tasks.map(({ said }) => said).slice(0, MOST);
  const dates = data.dates.map(({ label, when }) => `${label}: ${when}`);
  return [
    ...(dates.length ? list(texts('overview_dates'), dates) : [text(texts('overview_no_dates'))]),
    ...list(texts('overview_tasks', { month: sayMonth(data.month) }), tasks),
    ...(more > 0 ? [text(texts('overview_more', { n: more }))] : []),
    ...list(texts('overview_reminders'), [
      ...new Set(data.reminders.map(({ label, on }) => `${label}: ${sayDay(on)}`)),
    ]),
    ...list(texts('overview_questions'), data.questions.map(numbered)),
    ...list(texts('overview_tickets'), data.tickets.map(numbered)),
  ];
}

function choicesOf(data: Overview, texts: Texts): Choice[] {
  const items = [
    ...data.dates.filter(({ reminded, vague }) => !reminded && !vague),
    ...data.tasks.flatMap(({ item, reminded }) => (item && !reminded ? [item] : [])),
  ];
  const remind = items
    .slice(0, MOST_REMINDS)
    .map((item) => offerItem(texts('overview_remind', { label: item.label }), item));
  return [
    ...remind,
    ...(data.reminders.length ? [planned(texts('see_reminders'), 'reminders')] : []),
    ...(data.hasDraft ? [{ label: texts('overview_draft_open'), action: 'form:caltac:continue' }] : []),
  ];
}

const cut = (line: string) => (line.length > LINE ? `${line.slice(0, LINE - 2).toWellFormed()} …` : line);
