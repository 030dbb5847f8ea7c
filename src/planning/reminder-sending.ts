/** Sends the reminders that are due: each once, whichever instance looks first, and only while the person works. */
import { type Reply, text } from '../assistant/reply.ts';
import { channelOf, replyInto } from '../escalation/notices.ts';
import { hoursOf, type Organization } from '../escalation/organization.ts';
import { isWorking, localDate } from '../escalation/working-time.ts';
import { daysBetween, sayDay } from '../knowledge/dates.ts';
import type { Reminder } from '../records/planning.ts';
import type { Records, Transacting } from '../records/store.ts';
import { readReminder } from './reminders.ts';
import type { Texts } from './texts.ts';

/** More than are ever late at once. */
const MOST = 1_000;

export interface SendingOptions {
  store: Pick<Records, 'reminders'> & Transacting;
  organization: Organization;
  texts: Texts;
  /** Whether a channel takes deliveries of a kind. */
  carries(kind: string): boolean;
  /** Epoch milliseconds, from when on deliveries are due. */
  clock?: () => number;
}

/**
 * Looks at all that are due; run every minute or so, on any number of instances.
 * @returns how many were sent
 */
export async function sendDue(options: SendingOptions, now: number): Promise<number> {
  const { store, organization, texts, carries, clock = Date.now } = options;
  let sent = 0;
  for (const reminder of await store.reminders.due(now, MOST)) {
    const { id, conversation, about } = reminder;
    const { on, zone } = readReminder(reminder);
    const today = localDate(now, zone);
    // After the day itself it would only be a nuisance.
    const over = on < today;
    const lea = typeof about.lea === 'string' ? about.lea : undefined;
    const hours = { ...hoursOf(organization, lea), timeZone: zone };
    if (!over && (!carries(channelOf(conversation)) || !isWorking(now, hours))) continue;
    await store.transact(async (records) => {
      if (!(await records.reminders.remove(id)) || over) return;
      const reply: Reply = { kind: 'ask', parts: [text(sayReminder(reminder, today, texts))] };
      await records.outbox.add(replyInto(conversation, reply, `reminder:${id}`), clock());
      sent++;
    });
  }
  return sent;
}

function sayReminder(reminder: Reminder, today: string, texts: Texts): string {
  const { label, on } = readReminder(reminder);
  const n = daysBetween(today, on);
  const far = n <= 0 ? texts('today') : n === 1 ? texts('tomorrow') : texts('in_days', { n });
  return texts('reminder_due', { label, when: `${sayDay(on)} (${far})` });
}
