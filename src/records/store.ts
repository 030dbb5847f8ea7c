/** The store as the rest of the house sees it: collections of records, and changes that hold together. */
import type { Message } from '../assistant/message.ts';
import type { Reply } from '../assistant/reply.ts';
import type { Effect } from '../assistant/skill.ts';
import type { AnswersGiven, IgnoredMisses, Questions } from './asked.ts';
import type { Outbox } from './deliveries.ts';
import type { Calls, Drafts } from './forms.ts';
import type { Installations, People, References } from './people.ts';
import type { Calendars, Downtimes, Reminders } from './planning.ts';
import type { Tickets } from './tickets.ts';
import type { KeptTranscripts } from './transcripts.ts';

export interface Records {
  questions: Questions;
  answersGiven: AnswersGiven;
  ignoredMisses: IgnoredMisses;
  tickets: Tickets;
  outbox: Outbox;
  people: People;
  references: References;
  installations: Installations;
  drafts: Drafts;
  calls: Calls;
  calendars: Calendars;
  reminders: Reminders;
  downtimes: Downtimes;
  transcripts: KeptTranscripts;
}

/** Runs changes that hold together: all of them, or none. */
export interface Transacting {
  /**
   * Work must use the records it is given, not the store's own, and may be run again when the database cut it short.
   * @example await store.transact(async (r) => { const t = await r.tickets.create(…); await r.outbox.add(…, now); return t; });
   */
  transact<T>(work: (records: Records) => Promise<T>): Promise<T>;
}

/** Where an effect happens: in the transaction that keeps the reply. */
export interface EffectContext {
  message: Message;
  reply: Reply;
  records: Records;
  /** Epoch milliseconds. */
  now: number;
}

/** Does what an effect says. An effect whose type has no handler is an error, and nothing of the turn is kept. */
export type EffectHandler = (effect: Effect, context: EffectContext) => Promise<void>;
export type EffectHandlers = Readonly<Record<string, EffectHandler>>;
