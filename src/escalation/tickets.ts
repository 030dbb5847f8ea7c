/** What may happen to a ticket, each as one change in one transaction: state, history, and who is told. */
import { randomUUID } from 'node:crypto';
import type { Role } from '../knowledge/schema.ts';
import type { Records } from '../records/store.ts';
import type { Asker, Ticket, TicketChange, TicketState } from '../records/tickets.ts';
import { refreshCards } from './kept-cards.ts';
import { maskStudents } from './mask.ts';
import { agentDelivery, askerNotice, replyInto, type Told } from './notices.ts';
import { type Agent, agentsOf, isAdministrator, type Organization } from './organization.ts';
import type { Texts } from './texts.ts';

export type TicketFault =
  | 'NOT_FOUND'
  /** Somebody else's. */
  | 'NOT_ALLOWED'
  /** Somebody changed it since it was looked at. */
  | 'CHANGED'
  /** Cannot be done in this state. */
  | 'STATE'
  /** Nothing was written. */
  | 'EMPTY'
  /** Nobody of that address answers questions. */
  | 'NO_AGENT';

export class TicketError extends Error {
  readonly code = 'TICKET';
  readonly fault: TicketFault;

  constructor(fault: TicketFault) {
    super(`Ticket: ${fault}`);
    this.fault = fault;
  }
}

/** What every change works with; `records` are those of the transaction. */
export interface TicketContext {
  records: Pick<Records, 'tickets' | 'outbox' | 'references'>;
  organization: Organization;
  texts: Texts;
  now: number;
  /** Whether a channel or mail takes deliveries of a kind. */
  carries(kind: string): boolean;
}

/** What its makers keep in a ticket's `fields`. */
export interface TicketFields {
  topic?: string;
  /** Emails of those who may act, besides the assignee. */
  agents?: string[];
  /** Since when it waits for the agent; epoch milliseconds. */
  waitingSince?: number;
  /** The agent asked back. */
  waitsForAsker?: boolean;
  /** How often since `waitingSince` it was reminded of. */
  reminders?: number;
}

export const UNANSWERED: readonly TicketState[] = ['open', 'claimed', 'reopened'];

export const fieldsOf = (ticket: Ticket): TicketFields => ticket.fields as TicketFields;

/** Name of an agent, or the address where the organization does not know it any more. */
export function nameOf(organization: Organization, email: string | undefined): string {
  return (email && agentsOf(organization).get(email)?.name) || email || '';
}

export interface Opening {
  number: number;
  question: string;
  offered?: string;
  subject?: string;
  role?: Role;
  lea?: string;
  school?: string;
  topic: string;
  assignee: string;
  backups: string[];
  person: string;
  conversation: string;
}

/** Opens the ticket of a reserved number, or joins it where somebody else opened it first. */
export async function openTicket(context: TicketContext, opening: Opening): Promise<Ticket> {
  const { records, now } = context;
  const { tickets } = records;
  const { number, person, conversation, assignee, backups, topic, ...about } = opening;
  const question = maskStudents(opening.question).text;
  const id = randomUUID();
  const ticket =
    (await tickets.byNumber(number)) ??
    (await tickets.create({
      ...about,
      id,
      number,
      question,
      assignee,
      fields: {
        topic,
        agents: backups,
        waitingSince: now,
      } satisfies TicketFields as Record<string, unknown>,
      at: now,
    }));
  const opened = ticket.id === id;
  const askers = !opened ? await tickets.askers(ticket.id) : [];
  const again = askers.find((a) => a.person === person && a.conversation === conversation && !a.withdrawnAt);
  if (!again) await tickets.addAsker({ ticket: ticket.id, person, conversation, question, at: now });
  const kind = opened ? 'created' : 'joined';
  await tickets.addEvent({ ticket: ticket.id, at: now, who: person, kind, data: {} });
  if (opened) {
    const why = context.texts('agent_opened', { number });
    await tellAgent(context, ticket, ticket.assignee, why, 'opened');
  } else if (!again) await refreshCards(context, ticket.id, `${ticket.version}:joined:${askers.length}`);
  return ticket;
}

/** Tells an agent by email address; one whom the organization does not know any more gets mail. */
export async function tellAgent(
  { records, texts, organization, now, carries }: TicketContext,
  ticket: Ticket,
  email: string | undefined,
  why: string,
  what: string,
  words?: string,
): Promise<void> {
  if (!email) return;
  const agent: Agent = agentsOf(organization).get(email) ?? { name: email, email };
  const key = `ticket:${ticket.id}:${ticket.version}:${what}:${email}`;
  await records.outbox.add(agentDelivery({ ticket, agent, why, words, key }, texts, carries), now);
}

/** Tells everybody who asked and has not withdrawn. */
export async function tellAskers(context: TicketContext, ticket: Ticket, told: Told): Promise<void> {
  const { records, texts, now } = context;
  for (const asker of await records.tickets.askers(ticket.id)) {
    if (asker.withdrawnAt) continue;
    const key = `ticket:${ticket.id}:${ticket.version}:${told.what}:${asker.id}`;
    const reply = askerNotice(ticket, asker, told, texts);
    await records.outbox.add(replyInto(asker.conversation, reply, key, asker.person), now);
  }
}

/** Keeps a change and its line in the history, and has the ticket's cards drawn anew. @throws TicketError CHANGED */
export async function change(
  context: TicketContext,
  ticket: Ticket,
  { fields, ...changes }: Omit<TicketChange, 'fields'> & { fields?: Partial<TicketFields> },
  event: { who: string; kind: string; data?: Record<string, unknown> },
): Promise<Ticket> {
  const { records, now } = context;
  const whole: TicketChange = fields ? { ...changes, fields: { ...ticket.fields, ...fields } } : changes;
  const changed = await records.tickets.update(ticket.id, ticket.version, whole, now);
  if (!changed) throw new TicketError('CHANGED');
  await records.tickets.addEvent({ ticket: ticket.id, at: now, data: {}, ...event });
  await refreshCards(context, ticket.id, String(changed.version));
  return changed;
}

/** Whether an agent may see and work on a ticket. */
export function mayAct(organization: Organization, ticket: Ticket, email: string): boolean {
  const { agents = [] } = fieldsOf(ticket);
  return ticket.assignee === email || agents.includes(email) || isAdministrator(organization, email);
}

/** The asker's own part in a ticket. @throws TicketError NOT_FOUND */
export async function partOf(
  { records }: TicketContext,
  number: number,
  person: string,
): Promise<{ ticket: Ticket; asker: Asker; others: Asker[] }> {
  const ticket = await records.tickets.byNumber(number);
  const askers = ticket ? await records.tickets.askers(ticket.id) : [];
  const asker = askers.find((a) => a.person === person);
  if (!ticket || !asker) throw new TicketError('NOT_FOUND');
  return { ticket, asker, others: askers.filter((a) => a.id !== asker.id && !a.withdrawnAt) };
}
