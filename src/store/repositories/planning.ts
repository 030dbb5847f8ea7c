/** School calendars, reminders and downtimes. */
import type { Selectable } from 'kysely';
import type { Calendars, Downtime, Downtimes, Reminder, Reminders } from '../../records/planning.ts';
import type { Db } from '../database.ts';
import { fromJson, orNull, present, toJson } from '../rows.ts';
import type { Tables } from '../tables.ts';

export function calendars(db: Db): Calendars {
  return {
    async get(key) {
      const row = await db.selectFrom('calendars').selectAll().where('key', '=', key).executeTakeFirst();
      return row && { ...row, data: fromJson(row.data) };
    },
    async save(key, data, at) {
      const values = { data: toJson(data), updatedAt: at };
      await db
        .insertInto('calendars')
        .values({ key, ...values })
        .onConflict((c) => c.column('key').doUpdateSet(values))
        .execute();
    },
    async remove(key) {
      return (await db.deleteFrom('calendars').where('key', '=', key).executeTakeFirst()).numDeletedRows > 0n;
    },
    async list() {
      const rows = await db.selectFrom('calendars').selectAll().orderBy('key').execute();
      return rows.map((row) => ({ ...row, data: fromJson(row.data) }));
    },
  };
}

const toReminder = (row: { about: string }) =>
  ({ ...row, about: fromJson(row.about) }) as unknown as Reminder;

export function reminders(db: Db): Reminders {
  return {
    async add({ about, ...reminder }) {
      await db
        .insertInto('reminders')
        .values({ ...reminder, about: toJson(about) })
        .onConflict((c) => c.column('id').doNothing())
        .execute();
    },
    async ofPerson(person) {
      const rows = await db
        .selectFrom('reminders')
        .selectAll()
        .where('person', '=', person)
        .orderBy('dueAt')
        .execute();
      return rows.map(toReminder);
    },
    async due(now, limit = 100) {
      const rows = await db
        .selectFrom('reminders')
        .selectAll()
        .where('dueAt', '<=', now)
        .orderBy('dueAt')
        .limit(limit)
        .execute();
      return rows.map(toReminder);
    },
    async remove(id) {
      return (await db.deleteFrom('reminders').where('id', '=', id).executeTakeFirst()).numDeletedRows > 0n;
    },
  };
}

export function downtimes(db: Db): Downtimes {
  return {
    async add({ id, system, note, from, until, by, endedAt }) {
      await db
        .insertInto('downtimes')
        .values({
          id,
          system,
          note: orNull(note),
          fromAt: from,
          untilAt: orNull(until),
          by,
          endedAt: orNull(endedAt),
        })
        .onConflict((c) => c.column('id').doNothing())
        .execute();
    },
    async end(id, at) {
      const { numUpdatedRows } = await db
        .updateTable('downtimes')
        .set({ endedAt: at })
        .where('id', '=', id)
        .where('endedAt', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    async current(at) {
      const rows = await db
        .selectFrom('downtimes')
        .selectAll()
        .where('endedAt', 'is', null)
        .where((e) => e.or([e('untilAt', 'is', null), e('untilAt', '>', at)]))
        .orderBy('fromAt')
        .execute();
      return rows.map(toDowntime);
    },
    async over(at) {
      const rows = await db
        .selectFrom('downtimes')
        .selectAll()
        .where('endedAt', 'is', null)
        .where('untilAt', '<=', at)
        .orderBy('untilAt')
        .execute();
      return rows.map(toDowntime);
    },
  };
}

function toDowntime(row: Selectable<Tables['downtimes']>): Downtime {
  const { fromAt, untilAt, ...rest } = present(row);
  return { ...rest, from: fromAt, until: untilAt };
}
