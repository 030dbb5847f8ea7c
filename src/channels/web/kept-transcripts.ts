/** The page's conversations in the store: there after a restart, and on every instance. */
import type { KeptTranscripts } from '../../records/transcripts.ts';
import type { Exchange, Transcript, Transcripts } from './transcripts.ts';

/** @param now epoch milliseconds */
export function keptTranscripts(kept: KeptTranscripts, now: () => number = Date.now): Transcripts {
  return {
    async read(session) {
      const transcript = await kept.read(session);
      // What was added is what comes back: the store keeps exchanges as they are.
      return transcript && ({ ...transcript, exchanges: transcript.exchanges as Exchange[] } as Transcript);
    },
    add: (session, conversation, exchange) => kept.add(session, conversation, exchange, now()),
    addNotice: (hash, conversation, exchange) => kept.addNotice(hash, conversation, exchange, now()),
    forget: (session) => kept.forget(session),
  };
}
