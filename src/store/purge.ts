/** Retention: what is older than it may be goes. */
import type { Db } from './database.ts';
import { fromJson, toJson } from './rows.ts';

const DAY = 24 * 60 * 60 * 1000;
/** How long a second delivery of the same message is recognised. */
const INBOUND_DAYS = 1;
/** How long a delivered notification is kept, so that the same one is not made again. */
const DELIVERED_DAYS = 30;

/** An answer that nobody comes back to is as good as closed. */
const OVER = ['closed', 'answered'] as const;

/** How many rows went, by table; tables that lost none are left out. */
export type Purged = Record<string, number>;

/**
 * Tickets go once they have been answered or closed for as long as that, with their history; open ones stay, however old.
 * @param retentionDays RETENTION_DAYS, for everything that has no shorter life of its own
 */
export async function purge(db: Db, retentionDays: number, now: number): Promise<Purged> {
  const old = now - retentionDays * DAY;
  const sent = Math.max(old, now - DELIVERED_DAYS * DAY);
  const over = db.selectFrom('tickets').select('id').where('state', 'in', OVER).where('updatedAt', '<', old);
  const deletions = {
    inbound: db.deleteFrom('inbound').where('at', '<', now - INBOUND_DAYS * DAY),
    // Their keys begin with the day.
    reserved: db
      .deleteFrom('counters')
      .where('name', 'like', 'reserved:%')
      .where('name', '<', `reserved:${new Date(now - INBOUND_DAYS * 2 * DAY).toISOString().slice(0, 10)}`),
    drafts: db.deleteFrom('drafts').where('expiresAt', '<=', now),
    delivered: db.deleteFrom('outbox').where('state', '=', 'delivered').where('updatedAt', '<', sent),
    failures: db.deleteFrom('outbox').where('state', '=', 'failed').where('updatedAt', '<', old),
    questions: db.deleteFrom('questions').where('at', '<', old),
    answersGiven: db.deleteFrom('answersGiven').where('at', '<', old),
    conversations: db.deleteFrom('conversations').where('updatedAt', '<', old),
    exchanges: db.deleteFrom('exchanges').where('at', '<', old),
    calls: db.deleteFrom('calls').where('updatedAt', '<', old),
    people: db.deleteFrom('people').where('updatedAt', '<', old),
    references: db.deleteFrom('conversationReferences').where('updatedAt', '<', old),
    downtimes: db
      .deleteFrom('downtimes')
      .where((e) => e.or([e('endedAt', '<', old), e('untilAt', '<', old)])),
    ticketEvents: db.deleteFrom('ticketEvents').where('ticket', 'in', over),
    ticketAskers: db.deleteFrom('ticketAskers').where('ticket', 'in', over),
    tickets: db.deleteFrom('tickets').where('state', 'in', OVER).where('updatedAt', '<', old),
  };
  const purged: Purged = {};
  for (const [name, deletion] of Object.entries(deletions)) {
    const { numDeletedRows } = await deletion.executeTakeFirst();
    if (numDeletedRows) purged[name] = Number(numDeletedRows);
  }
  const dialogues = await endDialogues(db, now);
  if (dialogues) purged.dialogues = dialogues;
  return purged;
}

/** Conversations live longer than a form that was abandoned in them: it goes at its own time, they stay. */
async function endDialogues(db: Db, now: number): Promise<number> {
  const rows = await db
    .selectFrom('conversations')
    .select(['id', 'version', 'state'])
    .where('state', 'like', '%"expiresAt":%')
    .execute();
  let ended = 0;
  for (const { id, version, state } of rows) {
    const { dialogue, ...rest } = fromJson<{ dialogue?: { data?: { expiresAt?: unknown } } }>(state);
    const expiresAt = dialogue?.data?.expiresAt;
    if (typeof expiresAt !== 'number' || expiresAt > now) continue;
    const { numUpdatedRows } = await db
      .updateTable('conversations')
      .set({ state: toJson(rest), version: version + 1 })
      .where('id', '=', id)
      .where('version', '=', version)
      .executeTakeFirst();
    ended += Number(numUpdatedRows);
  }
  return ended;
}
