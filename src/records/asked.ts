/** What is kept of questions: how they went, what was given for an answer, which misses nobody minds. */
import type { ReplyKind } from '../assistant/reply.ts';
import type { Role } from '../knowledge/schema.ts';
import type { Later } from './later.ts';

export interface Question {
  id: string;
  /** The channel's id of the message. */
  message: string;
  conversation: string;
  person: string;
  role?: Role;
  lea?: string;
  school?: string;
  /** Masked; empty where nothing may be kept, as for a refused credential or an answer to a form. */
  text: string;
  /** A pressed choice. */
  action?: string;
  outcome: ReplyKind;
  /** Such as `entry:window-deadline`. */
  subject?: string;
  confidence?: number;
  helpful?: boolean;
  /** Why it did not help, in the person's words (masked). */
  reason?: string;
  /** Epoch milliseconds. */
  at: number;
}

export interface QuestionFilter {
  since?: number;
  until?: number;
  outcomes?: readonly ReplyKind[];
  /** Only those marked as not helpful, or those and the given outcomes when `outcomes` is there too. */
  unhelpful?: boolean;
  limit?: number;
}

export interface Questions {
  add(question: Question): Later<void>;
  /** The newest first. */
  list(filter?: QuestionFilter): Later<Question[]>;
  ofMessage(conversation: string, message: string): Later<Question | undefined>;
  /** Keeps whether the answer to a message helped. @returns whether there is such a question */
  feedback(conversation: string, message: string, helpful: boolean, reason?: string): Later<boolean>;
  /** Forgets the words of a message that the person took back; how it went stays. */
  blank(conversation: string, message: string): Later<void>;
  /** How many of each outcome since then. */
  outcomes(since: number): Later<Partial<Record<ReplyKind, number>>>;
}

/** An entry that was told to somebody, as it stood then. */
export interface Given {
  id: string;
  entry: string;
  /** Hash of what the entry said. */
  version: string;
  conversation: string;
  person: string;
  message: string;
  at: number;
  /** When the person was told that it changed. */
  correctedAt?: number;
}

export interface AnswersGiven {
  add(given: Given): Later<void>;
  /** Those not corrected yet, oldest first. */
  since(at: number): Later<Given[]>;
  markCorrected(ids: readonly string[], at: number): Later<void>;
}

export interface IgnoredMiss {
  /** What like questions have in common. */
  key: string;
  by: string;
  at: number;
}

export interface IgnoredMisses {
  add(miss: IgnoredMiss): Later<void>;
  remove(key: string): Later<void>;
  list(): Later<IgnoredMiss[]>;
}
