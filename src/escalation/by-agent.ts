/** What an agent can do with a ticket: claim, answer, ask back, note, pass on, close, reopen. */
import type { Ticket } from '../records/tickets.ts';
import { maskStudents } from './mask.ts';
import { agentsOf } from './organization.ts';
import {
  change,
  fieldsOf,
  mayAct,
  nameOf,
  type TicketContext,
  TicketError,
  tellAgent,
  tellAskers,
  UNANSWERED,
} from './tickets.ts';

export const AGENT_ACTS = ['claim', 'answer', 'ask_back', 'note', 'pass_on', 'close', 'reopen'] as const;

export interface AgentAct {
  act: (typeof AGENT_ACTS)[number];
  /** The ticket's id. */
  ticket: string;
  /** Email of the agent, as the channel has proved it. */
  agent: string;
  /** The answer, the question back, the note, or a word with the closing. */
  words?: string;
  /** Email of the agent that it is passed on to. */
  to?: string;
  /** The version that the agent saw: when it is another now, nothing happens. */
  seen?: number;
  /** Names this very press: the second time nothing more happens. */
  once?: string;
}

const WITH_WORDS: readonly string[] = ['answer', 'ask_back', 'note'];

/**
 * Does it, keeps it in the history, and tells those who asked where they asked.
 * @throws TicketError
 */
export async function actAsAgent(context: TicketContext, given: AgentAct): Promise<Ticket> {
  const { records, organization, now } = context;
  const agent = given.agent.trim().toLowerCase();
  const ticket = await records.tickets.get(given.ticket);
  if (!ticket) throw new TicketError('NOT_FOUND');
  if (!mayAct(organization, ticket, agent)) throw new TicketError('NOT_ALLOWED');
  const { act, once } = given;
  if (once && (await records.tickets.events(ticket.id)).some((e) => e.data.once === once)) return ticket;
  if (given.seen !== undefined && given.seen !== ticket.version) throw new TicketError('CHANGED');
  const words = given.words?.trim() ? maskStudents(given.words.trim()).text : undefined;
  if (!words && WITH_WORDS.includes(act)) throw new TicketError('EMPTY');
  const who = nameOf(organization, agent);
  const event = (kind: string, data: Record<string, unknown> = {}) => ({
    who: agent,
    kind,
    data: { ...data, ...(once ? { once } : {}) },
  });

  switch (act) {
    case 'note':
      return change(context, ticket, {}, event('note', { text: words }));
    case 'claim': {
      if (!UNANSWERED.includes(ticket.state) || (ticket.state === 'claimed' && ticket.assignee === agent))
        throw new TicketError('STATE');
      const agents = withAgent(ticket, ticket.assignee);
      const claimed = await change(
        context,
        ticket,
        { state: 'claimed', assignee: agent, fields: { agents } },
        event('claimed'),
      );
      await tellAskers(context, claimed, { what: 'claimed', who });
      return claimed;
    }
    case 'answer': {
      if (ticket.state === 'closed') throw new TicketError('STATE');
      const answered = await change(
        context,
        ticket,
        { state: 'answered', answer: words, fields: { waitsForAsker: false } },
        event('answered', { text: words }),
      );
      await tellAskers(context, answered, { what: 'answer', who, words: words! });
      return answered;
    }
    case 'ask_back': {
      if (ticket.state === 'closed') throw new TicketError('STATE');
      const asked = await change(
        context,
        ticket,
        { state: 'claimed', fields: { waitsForAsker: true } },
        event('asked_back', { text: words }),
      );
      await tellAskers(context, asked, { what: 'ask_back', who, words: words! });
      return asked;
    }
    case 'pass_on':
      return passOn(context, ticket, agent, given.to, words, event);
    case 'close': {
      if (ticket.state === 'closed') throw new TicketError('STATE');
      const closed = await change(
        context,
        ticket,
        { state: 'closed' },
        event('closed', words ? { text: words } : {}),
      );
      await tellAskers(context, closed, { what: 'closed', who, words });
      return closed;
    }
    case 'reopen': {
      if (UNANSWERED.includes(ticket.state)) throw new TicketError('STATE');
      const fields = { waitingSince: now, reminders: 0, waitsForAsker: false };
      const reopened = await change(context, ticket, { state: 'reopened', fields }, event('reopened'));
      await tellAskers(context, reopened, { what: 'reopened', who });
      return reopened;
    }
  }
}

async function passOn(
  context: TicketContext,
  ticket: Ticket,
  agent: string,
  to: string | undefined,
  words: string | undefined,
  event: (kind: string, data: Record<string, unknown>) => { who: string; kind: string },
): Promise<Ticket> {
  const { organization, texts, now } = context;
  const next = to && agentsOf(organization).get(to.trim().toLowerCase());
  if (!next) throw new TicketError('NO_AGENT');
  if (next.email === ticket.assignee || ticket.state === 'closed') throw new TicketError('STATE');
  const fields = { agents: withAgent(ticket, agent, ticket.assignee), waitingSince: now, reminders: 0 };
  const state = ticket.state === 'claimed' ? 'open' : ticket.state;
  const passed = await change(
    context,
    ticket,
    { assignee: next.email, state, fields },
    event('passed_on', { from: ticket.assignee, to: next.email, ...(words ? { text: words } : {}) }),
  );
  const why = texts('agent_passed', { who: nameOf(organization, agent), number: ticket.number });
  await tellAgent(context, passed, next.email, why, 'passed_on', words);
  await tellAskers(context, passed, { what: 'passed_on', who: next.name });
  return passed;
}

function withAgent(ticket: Ticket, ...emails: (string | undefined)[]): string[] {
  return [...new Set([...(fieldsOf(ticket).agents ?? []), ...emails.filter((e) => e !== undefined)])];
}
