/** What was said on the page. A session's name opens the conversation: only its hash is kept. */
import { createHash } from 'node:crypto';
import type { KeptTranscripts } from '../../records/transcripts.ts';
import type { Db } from '../database.ts';
import { fromJson, toJson } from '../rows.ts';

const MOST_EXCHANGES = 60;

const hashed = (session: string) => createHash('sha256').update(session).digest('base64url');

export function transcripts(db: Db): KeptTranscripts {
  return {
    async read(session) {
      const rows = await db
        .selectFrom('exchanges')
        .select(['conversation', 'exchange'])
        .where('session', '=', hashed(session))
        .orderBy('id', 'desc')
        .limit(MOST_EXCHANGES)
        .execute();
      const newest = rows[0];
      if (!newest) return undefined;
      return {
        conversation: newest.conversation,
        exchanges: rows.reverse().map((row) => fromJson<{ id: string }>(row.exchange)),
      };
    },
    async add(session, conversation, exchange, at) {
      await db
        .insertInto('exchanges')
        .values({ session: hashed(session), conversation, exchange: toJson(exchange), at })
        .execute();
    },
    async addNotice(session, conversation, notice, at) {
      const rows = await db
        .selectFrom('exchanges')
        .select(['conversation', 'exchange'])
        .where('session', '=', session)
        .orderBy('id', 'desc')
        .limit(MOST_EXCHANGES)
        .execute();
      if (rows.some((row) => fromJson<{ id: string }>(row.exchange).id === notice.id)) return false;
      // What the person is reading now: it may be another conversation than the one that was asked in.
      const shown = rows[0]?.conversation ?? conversation;
      await db
        .insertInto('exchanges')
        .values({ session, conversation: shown, exchange: toJson(notice), at })
        .execute();
      return true;
    },
    async forget(session) {
      await db.deleteFrom('exchanges').where('session', '=', hashed(session)).execute();
    },
  };
}
