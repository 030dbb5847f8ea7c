/** What the assistant can do besides answering from entries: each skill is a module, opened by data in `intents/`. */

import type { Role } from '../knowledge/schema.ts';
import type { Facets } from '../search/facets.ts';
import type { Understanding } from '../search/understanding.ts';
import type { Blank } from './blank.ts';
import type { Message } from './message.ts';
import type { Choice, Part, Reply } from './reply.ts';

/** What is remembered of a conversation; plain JSON, kept by the store. */
export interface ConversationState {
  role?: Role;
  /** The dialogue under way: which skill, and what it keeps. */
  dialogue?: { skill: string; data: unknown };
  /** The turn before: what was asked, about what, and what was answered. */
  last?: { text: string; subject?: string; facets: Facets; why?: Why };
  /** Choices on the table, so that "2" or a typed label picks one. */
  offered?: Choice[];
  /** Where the person works, once they said so. */
  place?: { lea?: string; school?: string };
  /** Role question under way: the subject to answer once the role is known. */
  roleFor?: string;
  /** Where others read along: what is open with each person, by id. */
  each?: Record<string, Omit<ConversationState, 'last' | 'each'>>;
}

/** Something was asked in the conversation, and waits for its answer. */
export function isOpen({ dialogue, roleFor }: ConversationState): boolean {
  return dialogue !== undefined || roleFor !== undefined;
}

/** How the last answer came about, for whoever asks "why". */
export interface Why {
  subject: string;
  title: string;
  confidence: number;
  runnerUp?: string;
  today: string;
}

/** One message being answered. */
export interface Turn {
  message: Message;
  /** The message's words, with anything a guard masked. */
  text: string;
  /** Los Angeles date of the message. */
  today: string;
  role?: Role;
  state: Readonly<ConversationState>;
  /** What the message seems to be about; worked out when first read. */
  readonly understood: Understanding;
}

/** Something to be done once the reply is decided, in the same transaction as the new state. */
export interface Effect {
  type: string;
  [field: string]: unknown;
}

export interface Outcome {
  reply: Reply;
  /** Changes to the conversation's state; a key set to undefined is forgotten. */
  state?: Partial<ConversationState>;
  effects?: Effect[];
  /** For the person alone: where others read along, it goes to the person's own place. */
  personal?: boolean;
}

type Later<T> = T | Promise<T>;

export interface Skill {
  id: string;
  /** Begins, on a subject that names this skill (`intent:…`, `rule:…`, `form:…`). */
  start(turn: Turn, subject: string): Later<Outcome>;
  /** The subject of a command that is obeyed whatever is under way; a dialogue then goes on where it was. */
  interrupts?(turn: Turn): string | undefined;
  /** The subject that a message of its own kind opens, for what is said in set ways. */
  opens?(turn: Turn): string | undefined;
  /**
   * The skill's dialogue is under way and a message came: what becomes of it, or undefined when the message is not
   * for the dialogue. It is then answered as any other, and `again` is added.
   */
  resume?(turn: Turn, data: unknown): Later<Outcome | undefined>;
  /** Whether the dialogue still stands: it may have run out, or ended in another channel. */
  alive?(turn: Turn, data: unknown): Later<boolean>;
  /** Asks the open question of the dialogue once more. */
  again?(turn: Turn, data: unknown): Part[];
  /** Whether a message may pass this guard because the open question asks for just that. */
  permits?(guard: string, data: unknown): boolean;
  /** What is kept of the dialogue after a message that was not for it; the whole of it when there is no such function. */
  rest?(data: unknown): unknown;
  /** What it adds to a reply of any other, such as the offer to send an unanswered question to a person. */
  beside?(turn: Turn, reply: Reply): Later<Part[]>;
  /** The subject under which the dialogue can be filled in at once. */
  blankOf?(data: unknown): string | undefined;
  /** What can be filled in at once, with what is known; and the faults of what the message brings filled in. */
  blank?(turn: Turn, id: string): Later<Blank | undefined>;
  /** Acts on a pressed button whose action begins with the skill's id and a colon. */
  press?(turn: Turn, action: string): Later<Outcome>;
}
