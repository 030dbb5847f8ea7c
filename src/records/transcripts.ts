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
  /**
   * Adds what nobody asked for, such as a person's answer, to a session known by its hash (SHA-256, base64url).
   * @returns false when it is there already
   */
  addNotice(hash: string, conversation: string, notice: { id: string }, at: number): Later<boolean>;
  forget(session: string): Later<void>;
}
