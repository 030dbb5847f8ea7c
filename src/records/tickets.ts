/** Tickets: questions handed to people, with everyone who asked and everything that happened. */
import type { Role } from '../knowledge/schema.ts';
import type { Later } from './later.ts';

export const TICKET_STATES = ['open', 'claimed', 'answered', 'closed', 'reopened'] as const;
export type TicketState = (typeof TICKET_STATES)[number];

export interface Ticket {
  id: string;
  /** What people say: "ticket 1042". */
  number: number;
  state: TicketState;
  /** As asked, masked. */
  question: string;
  /** What the assistant had offered, as text. */
  offered?: string;
  subject?: string;
  role?: Role;
  lea?: string;
  school?: string;
  /** The agent it is with. */
  assignee?: string;
  answer?: string;
  /** Whatever else its makers keep: route, reminders sent, likeness for joining. Plain JSON. */
  fields: Record<string, unknown>;
  /** Counts the changes; an update names the version it saw. */
  version: number;
  createdAt: number;
  updatedAt: number;
}

export type NewTicket = Pick<
  Ticket,
  'question' | 'offered' | 'subject' | 'role' | 'lea' | 'school' | 'assignee'
> & {
  id?: string;
  /** Reserved before; the next one otherwise. */
  number?: number;
  fields?: Record<string, unknown>;
  at: number;
};

export type TicketChange = Partial<
  Pick<Ticket, 'state' | 'question' | 'assignee' | 'answer' | 'fields' | 'lea' | 'school'>
>;

/** One of those who asked: six schools may ask the same. */
export interface Asker {
  id: string;
  ticket: string;
  person: string;
  conversation: string;
  /** In this asker's words, masked. */
  question: string;
  at: number;
  withdrawnAt?: number;
  helped?: boolean;
}

/** A line of the history: never changed, never removed while the ticket is there. */
export interface TicketEvent {
  ticket: string;
  at: number;
  /** Person or agent; `assistant` for what nobody did. */
  who: string;
  /** Such as created, claimed, note, answered, asked_back, passed_on, closed, reopened, edited, withdrawn. */
  kind: string;
  /** Plain JSON: the note's text, from and to. */
  data: Record<string, unknown>;
}

export interface TicketFilter {
  states?: readonly TicketState[];
  assignee?: string;
  since?: number;
  limit?: number;
}

export interface Tickets {
  /**
   * A number for a ticket that is about to be opened, so that it can be told. The same `key` has the same number, also
   * for two that ask at once.
   * @param key such as the day and the gist of the question
   */
  reserve(key?: string): Later<number>;
  /**
   * Opens a ticket with its reserved number or the next, from 1001 on. Where another was opened with the reserved
   * number meanwhile, that one is returned: its id is another.
   */
  create(ticket: NewTicket): Later<Ticket>;
  get(id: string): Later<Ticket | undefined>;
  byNumber(number: number): Later<Ticket | undefined>;
  /** The newest first. */
  list(filter?: TicketFilter): Later<Ticket[]>;
  /** @returns the ticket as it is now, or undefined when it was changed since `version` */
  update(id: string, version: number, change: TicketChange, at: number): Later<Ticket | undefined>;

  addAsker(asker: Omit<Asker, 'id'>): Later<Asker>;
  updateAsker(id: string, change: Partial<Pick<Asker, 'question' | 'withdrawnAt' | 'helped'>>): Later<void>;
  askers(ticket: string): Later<Asker[]>;
  /** Tickets that a person asked, the newest first. */
  ofPerson(person: string): Later<Ticket[]>;

  addEvent(event: TicketEvent): Later<void>;
  /** In the order in which it happened. */
  events(ticket: string): Later<TicketEvent[]>;
}
