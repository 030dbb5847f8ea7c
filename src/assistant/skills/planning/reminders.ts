/** "Remind me …", "my reminders", "cancel reminder 2". */
import { sayWhen } from '../../../escalation/working-time.ts';
import { isRealDate, sayDay } from '../../../knowledge/dates.ts';
import { remindableAhead } from '../../../planning/ahead.ts';
import { type DatedItem, itemOf, remindable } from '../../../planning/reminder-times.ts';
import {
  cancelReminder,
  hoursOfPerson,
  type KeptReminder,
  remindersOf,
  setReminder,
} from '../../../planning/reminders.ts';
import type { Person } from '../../message.ts';
import { type Part, text } from '../../reply.ts';
import type { Outcome, Turn } from '../../skill.ts';
import { meantItem, namesSomething } from './meant.ts';
import { nowOf, type PlanningServices, planned, said, tell } from './services.ts';

const AHEAD_DAYS = 60;
const MOST_OFFERED = 10;
const MOST_LISTED = 10;
/** Characters of a label in a button. */
const BUTTON = 60;

export const offerItem = (label: string, item: DatedItem) =>
  planned(label.slice(0, BUTTON * 2), `remind:${remindable(item)}`);

export function remind(turn: Turn, services: PlanningServices): Promise<Outcome> | Outcome {
  const { texts, world } = services;
  const meant = meantItem(turn, world);
  if (meant) return set(turn, { ...meant, label: meant.label || texts('remind_unnamed') }, services);
  const named = namesSomething(turn.text);
  return offerAhead(turn, services, texts(named ? 'remind_unknown' : 'remind_which'));
}

export function remindPressed(turn: Turn, pressed: string, services: PlanningServices) {
  const item = itemOf(pressed);
  return item && isRealDate(item.date) ? set(turn, item, services) : offerAhead(turn, services);
}

/** What lies ahead, to choose from. */
export function offerAhead(
  turn: Turn,
  { texts, world }: PlanningServices,
  words = texts('remind_which'),
): Outcome {
  const items = remindableAhead(world, turn.today, AHEAD_DAYS).slice(0, MOST_OFFERED);
  if (!items.length) return tell(texts('remind_nothing'));
  const choices = items.map((item) => offerItem(`${item.label}: ${sayDay(item.date)}`, item));
  return said('ask', text(words), { type: 'choices', choices });
}

async function set(turn: Turn, item: DatedItem, services: PlanningServices): Promise<Outcome> {
  const { store, texts } = services;
  const { message, today } = turn;
  const words = { label: item.label, day: sayDay(item.date) };
  if (item.date < today) return tell(texts('remind_past', words));
  const { person, conversation } = message;
  const hours = await hoursOfPerson(person, services);
  const moments = await setReminder(store, {
    person,
    conversation: (await services.privately(person.id)) ?? conversation,
    item,
    hours,
    now: nowOf(turn),
  });
  if (!moments.length) return tell(texts('remind_too_near', words));
  return said(
    'ask',
    {
      type: 'list',
      title: texts('remind_set', words),
      items: moments.map((at) => sayWhen(at, hours.timeZone)),
    },
    { type: 'choices', choices: [planned(texts('see_reminders'), 'reminders')] },
  );
}

export async function listReminders({ message }: Turn, services: PlanningServices): Promise<Outcome> {
  return said('ask', ...(await listed(message.person, services)));
}

async function listed(person: Person, { store, texts }: PlanningServices): Promise<Part[]> {
  const own = (await remindersOf(store, person)).slice(0, MOST_LISTED);
  if (!own.length) return [text(texts('reminders_none'))];
  const items = own.map(({ dueAt, zone, label, on }) =>
    texts('reminder_line', { moment: sayWhen(dueAt, zone), label, day: sayDay(on) }),
  );
  const choices = own.map(({ id, label }, i) =>
    planned(texts('reminder_cancel', { number: i + 1, label: label.slice(0, BUTTON) }), `unremind:${id}`),
  );
  return [
    { type: 'list', title: texts('reminders'), items },
    { type: 'choices', choices },
  ];
}

/** @param which the number in the list, "all", or nothing where there is but one */
export async function cancelByNumber(
  turn: Turn,
  which: string | undefined,
  services: PlanningServices,
): Promise<Outcome> {
  const { store, texts } = services;
  const { person } = turn.message;
  const own = await remindersOf(store, person);
  if (which === 'all') {
    for (const { id } of own) await cancelReminder(store, person, id);
    return tell(own.length ? texts('reminders_canceled') : texts('reminders_none'));
  }
  if (!which && own.length !== 1) return listReminders(turn, services);
  return canceled(turn, own[which ? Number(which) - 1 : 0], services);
}

export async function cancelPressed(turn: Turn, id: string, services: PlanningServices): Promise<Outcome> {
  const own = await remindersOf(services.store, turn.message.person);
  return canceled(
    turn,
    own.find((reminder) => reminder.id === id),
    services,
  );
}

/** What is left is shown again, so that the next one can be canceled. */
async function canceled(
  { message }: Turn,
  reminder: KeptReminder | undefined,
  services: PlanningServices,
): Promise<Outcome> {
  const { store, texts } = services;
  const gone = reminder && (await cancelReminder(store, message.person, reminder.id));
  const words = gone ? texts('reminder_canceled', { label: gone.label }) : texts('reminder_unknown');
  return said('ask', text(words), ...(await listed(message.person, services)));
}
