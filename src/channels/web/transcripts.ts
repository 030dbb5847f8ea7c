/** What was said on the page, so that it survives a reload and nothing is answered twice. */
import { createHash } from 'node:crypto';
import type { View } from './view.ts';

export interface Exchange {
  /** The page's own id of the message. */
  id: string;
  /** What the person wrote or pressed, as shown; undefined for what was only set, such as the role. */
  said?: string;
  view: View;
  at: string;
}

export interface Transcript {
  /** Opaque conversation id, the same for the assistant. */
  conversation: string;
  exchanges: Exchange[];
}

/** Kept in memory for now; the store takes its place behind the same few words. */
export interface Transcripts {
  read(session: string): Promise<Transcript | undefined> | Transcript | undefined;
  /** Adds an exchange to the session's conversation, which begins with it. */
  add(session: string, conversation: string, exchange: Exchange): Promise<void> | void;
  /** Adds what nobody asked for. @param hash of the session's name. @returns false when it is there already */
  addNotice(hash: string, conversation: string, exchange: Exchange): Promise<boolean> | boolean;
  forget(session: string): Promise<void> | void;
}

/** A session's name opens its conversation: elsewhere only this stands for it. */
export function hashOf(session: string): string {
  return createHash('sha256').update(session).digest('base64url');
}

/** Ids of notices; the page's own ids never begin so. */
export const NOTICE = 'notice-';

const MOST_SESSIONS = 500;
const MOST_EXCHANGES = 60;

/** The sessions used longest ago go first. */
export function memoryTranscripts(mostSessions = MOST_SESSIONS): Transcripts {
  const kept = new Map<string, Transcript>();
  return {
    read: (session) => kept.get(session),
    add(session, conversation, exchange) {
      const before = kept.get(session)?.exchanges ?? [];
      kept.delete(session);
      kept.set(session, { conversation, exchanges: [...before, exchange].slice(-MOST_EXCHANGES) });
      for (const oldest of kept.keys()) {
        if (kept.size <= mostSessions) break;
        kept.delete(oldest);
      }
    },
    addNotice(hash, _conversation, exchange) {
      const session = [...kept.keys()].find((name) => hashOf(name) === hash);
      const transcript = session === undefined ? undefined : kept.get(session);
      if (!transcript || transcript.exchanges.some((e) => e.id === exchange.id)) return false;
      transcript.exchanges.push(exchange);
      return true;
    },
    forget: (session) => {
      kept.delete(session);
    },
  };
}
