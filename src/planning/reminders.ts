/** Reminders that people ask for: set once however often they ask, listed and canceled by themselves only. */
import { createHash } from 'node:crypto';
import type { Person } from '../assistant/message.ts';
import { personKey } from '../assistant/person.ts';
import { maskStudents } from '../escalation/mask.ts';
import { type Hours, hoursOf, type Organization } from '../escalation/organization.ts';
import type { Reminder } from '../records/planning.ts';
import type { Records } from '../records/store.ts';
import { type DatedItem, remindable, remindersFor } from './reminder-times.ts';

const LONGEST_LABEL = 200;

/** When a person works: as the organization says of their LEA, in the time zone that their channel knows. */
export async function hoursOfPerson(
  { id, lea }: Pick<Person, 'id' | 'lea'>,
  { store, organization }: { store: Pick<Records, 'people'>; organization: Organization },
): Promise<Hours> {
  const hours = hoursOf(organization, lea);
  const zone = (await store.people.get(id))?.fields.timeZone;
  return isZone(zone) ? { ...hours, timeZone: zone } : hours;
}

function isZone(zone: unknown): zone is string {
  if (typeof zone !== 'string' || !zone) return false;
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
}

export interface ReminderRequest {
  person: Person;
  /** Where it is said: a private place. */
  conversation: string;
  item: DatedItem;
  hours: Hours;
  now: number;
}

/**
 * Kept under names of their own: asked for twice, there is still one of each.
 * @returns its moments; none when the day is too near
 */
export async function setReminder(
  store: Pick<Records, 'reminders'>,
  { person, conversation, item, hours, now }: ReminderRequest,
): Promise<number[]> {
  const label = maskStudents(item.label.replace(/\s+/g, ' ').trim()).text.slice(0, LONGEST_LABEL);
  const date = remindable({ label, date: item.date });
  const moments = remindersFor(item.date, hours, now);
  for (const dueAt of moments) {
    const id = createHash('sha256').update(`${person.id} ${date} ${dueAt}`).digest('base64url').slice(0, 32);
    const about = { date, label, on: item.date, zone: hours.timeZone, lea: person.lea };
    await store.reminders.add({ id, person: personKey(person), conversation, about, dueAt, createdAt: now });
  }
  return moments;
}

/** A reminder as people read of it. */
export interface KeptReminder {
  id: string;
  label: string;
  /** The day it is about. */
  on: string;
  dueAt: number;
  zone: string;
  /** What tells one thing to be reminded of from another. */
  item: string;
}

export function readReminder({ id, about, dueAt }: Reminder): KeptReminder {
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  const zone = isZone(about.zone) ? about.zone : 'America/Los_Angeles';
  return { id, label: text(about.label), on: text(about.on), item: text(about.date), dueAt, zone };
}

/** A person's, the soonest first. */
export async function remindersOf(
  store: Pick<Records, 'reminders'>,
  person: Pick<Person, 'id' | 'email'>,
): Promise<KeptReminder[]> {
  return (await store.reminders.ofPerson(personKey(person))).map(readReminder);
}

/** Only one's own: the id in a button proves nothing. @returns what was canceled */
export async function cancelReminder(
  store: Pick<Records, 'reminders'>,
  person: Pick<Person, 'id' | 'email'>,
  id: string,
): Promise<KeptReminder | undefined> {
  const own = (await remindersOf(store, person)).find((reminder) => reminder.id === id);
  return own && (await store.reminders.remove(id)) ? own : undefined;
}
