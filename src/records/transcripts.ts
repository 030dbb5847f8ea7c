/** What was said on the page, for whoever loads it again. */
import type { Later } from './later.ts';

export interface KeptTranscript {
  conversation: string;
  /** Plain JSON, oldest first; each has an `id`. */
  exchanges: { id: string }[];
}

export interface KeptTranscripts {
  read(session: string): Later<KeptTranscript | undefined>;
  /** Adds an exchange to the session's conversation, which begins with it. */
  add(session: string, conversation: string, exchange: { id: string }, at: number): Later<void>;
  forget(session: string): Later<void>;
}
