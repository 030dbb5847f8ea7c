/** The outbox: what is to be delivered, who is delivering it, and what could not be. */
import { type Insertable, PostgresAdapter, sql } from 'kysely';
import type { Delivery, NewDelivery, Outbox } from '../../records/deliveries.ts';
import { type Db, together } from '../database.ts';
import { columns, prepared } from '../prepared.ts';
import { fromJson, orNull, present, toJson } from '../rows.ts';
import type { Tables } from '../tables.ts';

const LONGEST_ERROR = 500;
/** More that wait in one conversation were not all sent. */
const MOST_UNMARKED = 10;
const FREE = { leaseOwner: null, leaseUntil: null };

const put = prepared((db, row: Omit<Insertable<Tables['outbox']>, 'id' | 'state' | 'lastError'>) => {
  const given = columns(row, 'kind', 'target', 'key', 'conversation', 'payload', 'nextAt', 'createdAt');
  const lease = columns(row, 'attempts', 'leaseOwner', 'leaseUntil', 'updatedAt');
  return db
    .insertInto('outbox')
    .values({ ...given, ...lease, state: 'waiting', lastError: null })
    .onConflict((c) => c.column('key').doNothing())
    .returning('id');
});

const waiting = prepared((db, given: { conversation: string }) =>
  db
    .selectFrom('outbox')
    .select('id')
    .where('conversation', '=', given.conversation)
    .where('state', '=', 'waiting')
    .orderBy('id')
    .limit(MOST_UNMARKED),
);

function rowOf({ payload, notBefore, kind, target, key, conversation }: NewDelivery, at: number) {
  return {
    kind,
    target,
    key,
    conversation: orNull(conversation),
    payload: toJson(payload),
    nextAt: notBefore ?? at,
    createdAt: at,
    updatedAt: at,
  };
}

export function outbox(db: Db): Outbox {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter;
  return {
    async add(delivery, at) {
      return (await put(db, { ...rowOf(delivery, at), attempts: 0, ...FREE })).length > 0;
    },
    async begin(delivery, { owner, leaseMs, isSent }, at) {
      const row = rowOf(delivery, at);
      const { conversation } = row;
      const before = conversation ? await waiting(db, { conversation }) : [];
      const mustWait =
        row.nextAt > at || before.length >= MOST_UNMARKED || before.some(({ id }) => !isSent(id));
      if (mustWait) return void (await put(db, { ...row, attempts: 0, ...FREE }));
      const lease = { attempts: 1, leaseOwner: owner, leaseUntil: at + leaseMs };
      const [added] = await put(db, { ...row, ...lease });
      return (
        added && {
          ...delivery,
          ...lease,
          ...added,
          nextAt: at,
          state: 'waiting',
          createdAt: at,
          updatedAt: at,
        }
      );
    },
    async claim({ owner, now, leaseMs, limit, kinds }) {
      if (!kinds.length) return [];
      return together(db, async (trx) => {
        let due = trx
          .selectFrom('outbox as o')
          .select('o.id')
          .where('o.state', '=', 'waiting')
          .where('o.nextAt', '<=', now)
          .where('o.kind', 'in', [...kinds])
          .where((e) => e.or([e('o.leaseUntil', 'is', null), e('o.leaseUntil', '<', now)]))
          // An earlier one of the same conversation goes first, even while it waits for its next try.
          .where((e) =>
            e.not(
              e.exists(
                e
                  .selectFrom('outbox as p')
                  .select(sql`1`.as('one'))
                  .whereRef('p.conversation', '=', 'o.conversation')
                  .where('p.state', '=', 'waiting')
                  .whereRef('p.id', '<', 'o.id'),
              ),
            ),
          )
          .orderBy('o.id')
          .limit(limit);
        // What another instance is just claiming is left to it.
        if (postgres) due = due.forUpdate('o').skipLocked();
        const ids = (await due.execute()).map((row) => row.id);
        if (!ids.length) return [];
        const rows = await trx
          .updateTable('outbox')
          .set((e) => ({
            leaseOwner: owner,
            leaseUntil: now + leaseMs,
            attempts: e('attempts', '+', 1),
            updatedAt: now,
          }))
          .where('id', 'in', ids)
          .returningAll()
          .execute();
        return rows.map(toDelivery).sort((a, b) => a.id - b.id);
      });
    },
    async delivered(ids, at) {
      if (!ids.length) return;
      await db
        .updateTable('outbox')
        .set({ state: 'delivered', updatedAt: at, lastError: null, ...FREE })
        .where('id', 'in', [...ids])
        .execute();
    },
    async retry(id, owner, nextAt, error, at) {
      await db
        .updateTable('outbox')
        .set({ nextAt, lastError: error.slice(0, LONGEST_ERROR), updatedAt: at, ...FREE })
        .where('id', '=', id)
        .where('leaseOwner', '=', owner)
        .where('state', '=', 'waiting')
        .execute();
    },
    async fail(id, owner, error, at) {
      await db
        .updateTable('outbox')
        .set({ state: 'failed', lastError: error.slice(0, LONGEST_ERROR), updatedAt: at, ...FREE })
        .where('id', '=', id)
        .where('leaseOwner', '=', owner)
        .where('state', '=', 'waiting')
        .execute();
    },
    async find(key) {
      const row = await db.selectFrom('outbox').selectAll().where('key', '=', key).executeTakeFirst();
      return row && toDelivery(row);
    },
    async withdraw(keys, now) {
      if (!keys.length) return;
      await db
        .deleteFrom('outbox')
        .where('key', 'in', [...keys])
        .where('state', '!=', 'delivered')
        .where((e) => e.or([e('leaseUntil', 'is', null), e('leaseUntil', '<', now)]))
        .execute();
    },
    async failures(limit = 100) {
      const rows = await db
        .selectFrom('outbox')
        .selectAll()
        .where('state', '=', 'failed')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map(toDelivery);
    },
    async resend(at, ids) {
      let query = db
        .updateTable('outbox')
        .set({ state: 'waiting', attempts: 0, nextAt: at, updatedAt: at, ...FREE })
        .where('state', '=', 'failed');
      if (ids) query = query.where('id', 'in', [...ids]);
      if (ids?.length === 0) return 0;
      return Number((await query.executeTakeFirst()).numUpdatedRows);
    },
    async count() {
      const rows = await db
        .selectFrom('outbox')
        .select((e) => ['state', e.fn.countAll<number>().as('count')])
        .groupBy('state')
        .execute();
      const counts = Object.fromEntries(rows.map((r) => [r.state, Number(r.count)]));
      return { waiting: 0, delivered: 0, failed: 0, ...counts };
    },
    async oldestDue() {
      const row = await db
        .selectFrom('outbox')
        .select((e) => e.fn.min('nextAt').as('at'))
        .where('state', '=', 'waiting')
        .executeTakeFirst();
      return row?.at ?? undefined;
    },
  };
}

/** Takes back what a process had in hand that is known to have ended: its deliveries are due at once, not a lease later. */
export async function freeLeases(db: Db): Promise<void> {
  await db.updateTable('outbox').set(FREE).where('leaseUntil', 'is not', null).execute();
}

function toDelivery(row: { payload: string; state: string }): Delivery {
  return { ...present(row), payload: fromJson(row.payload) } as Delivery;
}
