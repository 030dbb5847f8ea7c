/** The desk: tickets for those who answer them, whichever channel they work in, and for those who asked. */
import type { Reply } from '../assistant/reply.ts';
import type { Records, Transacting } from '../records/store.ts';
import type { Asker, Ticket, TicketEvent } from '../records/tickets.ts';
import { type AgentAct, actAsAgent } from './by-agent.ts';
import { type CardWords, loadCardWords } from './card-words.ts';
import { refreshCards } from './kept-cards.ts';
import { maskStudents } from './mask.ts';
import { askerNotice } from './notices.ts';
import { type Agent, agentsOf, type Organization } from './organization.ts';
import type { Texts } from './texts.ts';
import { type TicketCard, ticketCard } from './ticket-card.ts';
import { mayAct, nameOf, type TicketContext, TicketError, tellAgent, UNANSWERED } from './tickets.ts';

/** A change that met another one, or whose outcome nobody knows, is tried again as often as this. */
const MOST_TRIES = 6;

export interface TicketView {
  ticket: Ticket;
  /** Those who still wait for it, the first one first. */
  askers: Asker[];
  events: TicketEvent[];
  assignee: string;
}

export interface DeskOptions {
  store: Pick<Records, 'tickets' | 'outbox'> & Transacting;
  organization: Organization;
  texts: Texts;
  /** Whether mail or a channel takes deliveries of a kind. */
  carries(kind: string): boolean;
  /** A place that only this person of a channel sees, as a target of deliveries. */
  privateWay?(person: string): Promise<string | undefined>;
  /** What stands on cards; read from `intents/` when not given. */
  words?: CardWords;
  /** Epoch milliseconds. */
  now?: () => number;
}

export interface Desk {
  organization: Organization;
  texts: Texts;
  /** @throws TicketError NOT_FOUND, NOT_ALLOWED */
  view(ticket: string, agent: string): Promise<TicketView>;
  /** Unanswered ones of an agent, the oldest first. */
  openOf(agent: string): Promise<Ticket[]>;
  /** Exactly what an asker will see, masked as it will be kept. @throws TicketError EMPTY */
  preview(view: TicketView, agent: string, what: 'answer' | 'ask_back', words: string): Reply;
  /** @throws TicketError */
  act(act: AgentAct): Promise<Ticket>;
  /** Sends an agent the link to another ticket of theirs, at most once a minute. @throws TicketError */
  sendLink(number: number, agent: string): Promise<void>;
  /** To whom a ticket can be passed on. */
  colleagues(ticket: Ticket): Agent[];
  nameOf(email: string | undefined): string;
  /**
   * What a card of the ticket shows now; undefined when there is no such ticket. For places where agents are: whoever
   * acts on it is looked at when they do.
   */
  card(ticket: string, why?: string): Promise<TicketCard | undefined>;
  /** Has all cards of the ticket drawn anew, also those that seem to show the present state. */
  redraw(ticket: string): Promise<void>;
  carries(kind: string): boolean;
  privateWay(person: string): Promise<string | undefined>;
  /** What a change in a transaction of somebody else works with. */
  context(records: TicketContext['records'], now: number): TicketContext;
}

/**
 * @example
 * const desk = createDesk({ store, organization, texts: loadTexts(), carries: (kind) => kind === 'mail' });
 * await desk.act({ act: 'answer', ticket: id, agent: 'sam@oak.org', words: 'Yes, until Friday.', seen: 3, once: 'press-17' });
 */
export function createDesk(options: DeskOptions): Desk {
  const { store, organization, texts, carries, privateWay, now = Date.now } = options;
  const words = options.words ?? loadCardWords();
  const context: Desk['context'] = (records, at) => ({ records, organization, texts, carries, now: at });

  async function view(id: string, agent: string): Promise<TicketView> {
    const ticket = await store.tickets.get(id);
    if (!ticket) throw new TicketError('NOT_FOUND');
    if (!mayAct(organization, ticket, agent)) throw new TicketError('NOT_ALLOWED');
    const askers = (await store.tickets.askers(id)).filter((asker) => !asker.withdrawnAt);
    const events = await store.tickets.events(id);
    return { ticket, askers, events, assignee: nameOf(organization, ticket.assignee) };
  }

  return {
    organization,
    texts,
    context,
    view,
    async openOf(agent) {
      return (await store.tickets.list({ assignee: agent, states: UNANSWERED })).reverse();
    },
    preview({ ticket, askers }, agent, what, words) {
      const said = maskStudents(words.trim()).text;
      if (!said) throw new TicketError('EMPTY');
      const asker = askers[0] ?? { question: ticket.question };
      return askerNotice(ticket, asker, { what, who: nameOf(organization, agent), words: said }, texts);
    },
    act: (act) => again(act, () => store.transact((records) => actAsAgent(context(records, now()), act))),
    async sendLink(number, agent) {
      const ticket = await store.tickets.byNumber(number);
      if (!ticket) throw new TicketError('NOT_FOUND');
      if (!mayAct(organization, ticket, agent)) throw new TicketError('NOT_ALLOWED');
      const at = now();
      const what = `link:${Math.floor(at / 60_000)}`;
      await store.transact((records) =>
        tellAgent(context(records, at), ticket, agent, texts('agent_link', { number }), what),
      );
    },
    colleagues: ({ assignee }) =>
      [...agentsOf(organization).values()].filter((agent) => agent.email !== assignee),
    nameOf: (email) => nameOf(organization, email),
    async card(id, why) {
      const ticket = await store.tickets.get(id);
      if (!ticket) return undefined;
      const [askers, events] = await Promise.all([store.tickets.askers(id), store.tickets.events(id)]);
      const name = (email: string | undefined) => nameOf(organization, email);
      const state = texts.state(ticket.state);
      return ticketCard({ ticket, askers, events, state, nameOf: name, words, why });
    },
    redraw: (id) =>
      store.transact((records) => {
        const at = now();
        return refreshCards(context(records, at), id, `again:${at}`, true);
      }),
    carries,
    privateWay: async (person) => privateWay?.(person),
  };
}

/** Only what names itself by `once` may be tried again blindly; what met another change may always. */
async function again<T>(act: AgentAct, work: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await work();
    } catch (error) {
      const met = error instanceof TicketError && error.fault === 'CHANGED' && act.seen === undefined;
      const uncertain = act.once !== undefined && (error as { fault?: string }).fault === 'UNCERTAIN';
      if (tried >= MOST_TRIES || !(met || uncertain)) throw error;
    }
  }
}
