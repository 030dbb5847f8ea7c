/** No silence: agents are reminded, backups told and askers kept posted, all in working hours. */
import type { Records, Transacting } from '../records/store.ts';
import type { Ticket } from '../records/tickets.ts';
import { agentsOf, hoursOf } from './organization.ts';
import {
  change,
  fieldsOf,
  nameOf,
  type TicketContext,
  TicketError,
  tellAgent,
  tellAskers,
  UNANSWERED,
} from './tickets.ts';
import { afterWorkingHours, isWorking, sayWhen, workingHoursBetween } from './working-time.ts';

/** Working hours after which the agent is reminded, and after which the backup is told. */
export const REMIND_AFTER = [4, 8] as const;

/**
 * Looks at all tickets that wait; run every minute or so, on any number of instances.
 * @returns how many reminders were made
 */
export async function remind(
  store: Pick<Records, 'tickets'> & Transacting,
  contextOf: (records: TicketContext['records'], now: number) => TicketContext,
  now: number,
): Promise<number> {
  let made = 0;
  for (const { id } of await store.tickets.list({ states: UNANSWERED })) {
    try {
      if (await store.transact((records) => remindOf(contextOf(records, now), id))) made++;
    } catch (error) {
      // Another instance, or the agent, was faster.
      if (!(error instanceof TicketError)) throw error;
    }
  }
  return made;
}

/** Which reminder is due: 1 for the agent's, 2 for the backup's, undefined for none. */
export function dueReminder(
  ticket: Ticket,
  context: Pick<TicketContext, 'organization' | 'now'>,
): number | undefined {
  const { waitingSince = ticket.createdAt, waitsForAsker, reminders = 0 } = fieldsOf(ticket);
  const hours = hoursOf(context.organization, ticket.lea);
  if (!UNANSWERED.includes(ticket.state) || waitsForAsker || !isWorking(context.now, hours)) return undefined;
  const waited = workingHoursBetween(waitingSince, context.now, hours);
  const next = waited >= REMIND_AFTER[1] ? 2 : waited >= REMIND_AFTER[0] ? 1 : 0;
  return next > reminders ? next : undefined;
}

async function remindOf(context: TicketContext, id: string): Promise<boolean> {
  const { records, texts, organization, now } = context;
  const ticket = await records.tickets.get(id);
  const which = ticket && dueReminder(ticket, context);
  if (!which) return false;
  const { number, assignee } = ticket;
  const reminded = await change(
    context,
    ticket,
    { fields: { reminders: which } },
    { who: 'assistant', kind: 'reminded', data: { after: REMIND_AFTER[which - 1] } },
  );
  const hours = REMIND_AFTER[which - 1]!;
  await tellAgent(context, reminded, assignee, texts('agent_reminder', { number, hours }), 'reminder');
  if (which < 2) return true;

  const known = agentsOf(organization);
  const backup = fieldsOf(ticket).agents?.find((email) => email !== assignee && known.has(email));
  const who = nameOf(organization, assignee);
  if (backup)
    await tellAgent(context, reminded, backup, texts('agent_backup', { number, hours, who }), 'backup');
  const work = hoursOf(organization, ticket.lea);
  const when = sayWhen(afterWorkingHours(now, organization.answerWithinHours, work), work.timeZone);
  const name = backup && nameOf(organization, backup);
  await tellAskers(context, reminded, { what: 'late', who, backup: name, when });
  return true;
}
