/** People, the way back into their conversations, and where the app is installed. */
import { type Insertable, sql } from 'kysely';
import type {
  Installation,
  Installations,
  People,
  Profile,
  Reference,
  References,
} from '../../records/people.ts';
import { type Db, together } from '../database.ts';
import { columns, prepared } from '../prepared.ts';
import { fromJson, orNull, present, toJson } from '../rows.ts';
import type { Tables } from '../tables.ts';

/** More ways to one person nobody has. */
const MOST = 10_000;

const toProfile = (row: { fields: string }) =>
  ({ ...present(row), fields: fromJson(row.fields) }) as unknown as Profile;

const personOf = prepared((db, given: { id: string }) =>
  db.selectFrom('people').selectAll().where('id', '=', given.id),
);

export function people(db: Db): People {
  return {
    async get(id) {
      const [row] = await personOf(db, { id });
      return row && toProfile(row);
    },
    async byEmail(email) {
      const rows = await db
        .selectFrom('people')
        .selectAll()
        .where(sql`lower(email)`, '=', email.trim().toLowerCase())
        .orderBy('id')
        .execute();
      return rows.map(toProfile);
    },
    save: ({ id, channel, fields, updatedAt: _, ...given }, at) =>
      together(db, async (trx) => {
        const none = { name: null, email: null, role: null, lea: null, school: null };
        const columns = Object.fromEntries(Object.entries(given).map(([k, v]) => [k, orNull(v)]));
        // First it must be there, so that two that save at once both merge into the same row.
        await trx
          .insertInto('people')
          .values({ id, channel, ...none, fields: '{}', updatedAt: at })
          .onConflict((c) => c.column('id').doUpdateSet({ updatedAt: at }))
          .execute();
        const before = await trx
          .selectFrom('people')
          .select('fields')
          .where('id', '=', id)
          .executeTakeFirstOrThrow();
        const merged = { ...fromJson<object>(before.fields), ...fields };
        const row = await trx
          .updateTable('people')
          .set({ ...columns, channel, fields: toJson(merged), updatedAt: at })
          .where('id', '=', id)
          .returningAll()
          .executeTakeFirstOrThrow();
        return toProfile(row);
      }),
  };
}

const toReference = (row: { data: string }) =>
  ({ ...present(row), data: fromJson(row.data) }) as unknown as Reference;

const referenceOf = prepared((db, given: { conversation: string }) =>
  db.selectFrom('conversationReferences').selectAll().where('conversation', '=', given.conversation),
);

const livingOf = prepared((db, given: { person: string; limit: number }) =>
  db
    .selectFrom('conversationReferences')
    .selectAll()
    .where('person', '=', given.person)
    .where('deadAt', 'is', null)
    .orderBy('updatedAt', 'desc')
    .limit(given.limit),
);

type NewReference = Omit<Insertable<Tables['conversationReferences']>, 'deadAt' | 'deadWhy'>;

const keepReference = prepared((db, row: NewReference) => {
  const alive = { ...columns(row, 'channel', 'person', 'data', 'updatedAt'), deadAt: null, deadWhy: null };
  return db
    .insertInto('conversationReferences')
    .values({ ...columns(row, 'conversation'), ...alive })
    .onConflict((c) => c.column('conversation').doUpdateSet(alive));
});

export function references(db: Db): References {
  return {
    async get(conversation) {
      const [row] = await referenceOf(db, { conversation });
      return row && toReference(row);
    },
    async save({ conversation, channel, person, data }, at) {
      const row = { conversation, channel, person: orNull(person), data: toJson(data), updatedAt: at };
      await keepReference(db, row);
    },
    async markDead(conversation, why, at) {
      await db
        .updateTable('conversationReferences')
        .set({ deadAt: at, deadWhy: why })
        .where('conversation', '=', conversation)
        .execute();
    },
    async ofPerson(person, limit) {
      return (await livingOf(db, { person, limit: limit ?? MOST })).map(toReference);
    },
  };
}

const toInstallation = (row: { data: string }) =>
  ({ ...row, data: fromJson(row.data) }) as unknown as Installation;

export function installations(db: Db): Installations {
  return {
    async get(id) {
      const row = await db.selectFrom('installations').selectAll().where('id', '=', id).executeTakeFirst();
      return row && toInstallation(row);
    },
    async save({ id, channel, sealed, data }, at) {
      const values = { channel, sealed, data: toJson(data), updatedAt: at };
      await db
        .insertInto('installations')
        .values({ id, ...values })
        .onConflict((c) => c.column('id').doUpdateSet(values))
        .execute();
    },
    async remove(id) {
      return (
        (await db.deleteFrom('installations').where('id', '=', id).executeTakeFirst()).numDeletedRows > 0n
      );
    },
    async list(channel) {
      let query = db.selectFrom('installations').selectAll().orderBy('id');
      if (channel) query = query.where('channel', '=', channel);
      return (await query.execute()).map(toInstallation);
    },
  };
}
