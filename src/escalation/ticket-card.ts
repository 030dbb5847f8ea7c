/** What a ticket's card shows in any chat: how it stands now, and what can be done with it. Pure. */
import type { Asker, Ticket, TicketEvent } from '../records/tickets.ts';
import type { CardWords } from './card-words.ts';

/** What agents can press. */
export const CARD_ACTS = ['claim', 'answer', 'ask_back', 'note', 'pass_on', 'close', 'reopen'] as const;
export type CardAct = (typeof CARD_ACTS)[number];

/** Those that need words or a colleague. */
export type WordyAct = Exclude<CardAct, 'claim' | 'reopen'>;
export const WORDY_ACTS = [
  'answer',
  'ask_back',
  'note',
  'pass_on',
  'close',
] as const satisfies readonly WordyAct[];

/** The last ones: the agent's page holds all. */
const MOST_LINES = 5;
const LONGEST_LINE = 600;

export interface TicketCard {
  ticket: Ticket;
  /** How many wait for the answer. */
  waiting: number;
  /** Names of state and assignee as they are said. */
  state: string;
  who: string;
  /** What was said about it, the newest last: notes, questions back, replies. */
  lines: string[];
  /** Changes when anything on the card does. */
  shown: string;
  /** Why the agent is told now. */
  why?: string;
}

export interface CardParts {
  ticket: Ticket;
  askers: readonly Asker[];
  events: readonly TicketEvent[];
  state: string;
  nameOf(email: string | undefined): string;
  words: CardWords;
  why?: string;
}

/** @example ticketCard({ ticket, askers, events: [], state: 'waiting', nameOf, words }) // { waiting: 1, who: 'Sam Rivera', … } */
export function ticketCard({ ticket, askers, events, state, nameOf, words, why }: CardParts): TicketCard {
  const waiting = askers.filter((asker) => !asker.withdrawnAt).length;
  return {
    ticket,
    waiting,
    state,
    who: nameOf(ticket.assignee),
    lines: events.flatMap((event) => lineOf(event, nameOf, words) ?? []).slice(-MOST_LINES),
    shown: `${ticket.version}:${waiting}`,
    why,
  };
}

/** What can be done with a ticket in its state: `actsFor({ state: 'closed' })` is `['note', 'reopen']`. */
export function actsFor({ state }: Pick<Ticket, 'state'>): CardAct[] {
  if (state === 'closed') return ['note', 'reopen'];
  if (state === 'answered') return ['answer', 'note', 'close', 'reopen'];
  const open: CardAct[] = ['answer', 'ask_back', 'note', 'pass_on', 'close'];
  return state === 'claimed' ? open : ['claim', ...open];
}

/** @example sayFrom({ role: 'lea_coordinator', lea: 'Oak Unified' }) // 'LEA coordinator, Oak Unified' */
export function sayFrom({ role, school, lea }: Pick<Ticket, 'role' | 'school' | 'lea'>): string {
  return [role?.replaceAll('_', ' ').replace(/^lea/, 'LEA'), school, lea].filter(Boolean).join(', ');
}

/** The rest of the history is seen in the state. */
function lineOf(
  { kind, who, data }: TicketEvent,
  nameOf: CardParts['nameOf'],
  words: CardWords,
): string | undefined {
  const said = typeof data.text === 'string' ? cut(data.text) : '';
  const filled = (line: string, more: Record<string, string> = {}) =>
    line.replace(
      /\{(\w+)\}/g,
      (whole, name: string) => ({ who: nameOf(who), words: said, ...more })[name] ?? whole,
    );
  switch (kind) {
    case 'note':
      return filled(words.line_note);
    case 'asked_back':
      return filled(words.line_asked_back);
    case 'asker_replied':
      return filled(words.line_asker_replied);
    case 'passed_on': {
      const to = nameOf(typeof data.to === 'string' ? data.to : undefined);
      return filled(said ? words.line_passed_on_with : words.line_passed_on, { to });
    }
    case 'closed':
      return filled(said ? words.line_closed_with : words.line_closed);
    case 'helped':
      return words.line_helped;
    case 'withdrawn':
      return words.line_withdrawn;
    case 'edited':
      return words.line_edited;
    default:
      return undefined;
  }
}

function cut(words: string): string {
  return words.length > LONGEST_LINE ? `${words.slice(0, LONGEST_LINE).toWellFormed()} …` : words;
}
