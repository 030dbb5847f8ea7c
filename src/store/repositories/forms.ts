/** Drafts of forms, and the calls that came of them. */
import { randomUUID } from 'node:crypto';
import type { Call, Calls, Draft, Drafts } from '../../records/forms.ts';
import type { Db } from '../database.ts';
import { fromJson, orNull, present, toJson } from '../rows.ts';

const MOST = 10_000;

const toDraft = (row: { fields: string }) =>
  ({ ...present(row), fields: fromJson(row.fields) }) as unknown as Draft;

export function drafts(db: Db): Drafts {
  return {
    async get(person, form) {
      const row = await db
        .selectFrom('drafts')
        .selectAll()
        .where('person', '=', person)
        .where('form', '=', form)
        .executeTakeFirst();
      return row && toDraft(row);
    },
    async ofPerson(person) {
      const rows = await db
        .selectFrom('drafts')
        .selectAll()
        .where('person', '=', person)
        .orderBy('updatedAt', 'desc')
        .execute();
      return rows.map(toDraft);
    },
    async save({ person, form, fields, sealed, updatedAt, expiresAt }) {
      const values = { fields: toJson(fields), sealed: orNull(sealed), updatedAt, expiresAt };
      await db
        .insertInto('drafts')
        .values({ id: randomUUID(), person, form, ...values })
        .onConflict((c) => c.columns(['person', 'form']).doUpdateSet(values))
        .execute();
    },
    async remove(person, form) {
      const { numDeletedRows } = await db
        .deleteFrom('drafts')
        .where('person', '=', person)
        .where('form', '=', form)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
  };
}

const toCall = (row: { fields: string }) =>
  ({ ...present(row), fields: fromJson(row.fields) }) as unknown as Call;

export function calls(db: Db): Calls {
  return {
    async save({ id, fields, lea, school, about, caseNumber, person, at, updatedAt }) {
      const values = {
        person,
        lea: orNull(lea),
        school: orNull(school),
        about: orNull(about),
        caseNumber: orNull(caseNumber),
        fields: toJson(fields),
        at,
        updatedAt,
      };
      await db
        .insertInto('calls')
        .values({ id, ...values })
        .onConflict((c) => c.column('id').doUpdateSet(values))
        .execute();
    },
    async get(id) {
      const row = await db.selectFrom('calls').selectAll().where('id', '=', id).executeTakeFirst();
      return row && toCall(row);
    },
    async list({ person, since, limit = MOST } = {}) {
      let query = db.selectFrom('calls').selectAll().orderBy('at', 'desc').orderBy('id').limit(limit);
      if (person !== undefined) query = query.where('person', '=', person);
      if (since !== undefined) query = query.where('at', '>=', since);
      return (await query.execute()).map(toCall);
    },
  };
}
