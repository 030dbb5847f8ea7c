/** Tickets, those who asked, and their history. */
import { randomUUID } from 'node:crypto';
import type { Asker, Ticket, Tickets } from '../../records/tickets.ts';
import { type Db, together } from '../database.ts';
import { fromFlag, fromJson, orNull, present, toFlag, toJson } from '../rows.ts';

/** Numbers begin here: four digits are said easily, and never mistaken for a count. */
const FIRST_NUMBER = 1001;
const MOST = 1_000;
/** Names of counters that hold a number for a key. */
const RESERVED = 'reserved:';

export function tickets(db: Db): Tickets {
  const one = async (column: 'id' | 'number', value: string | number) => {
    const row = await db.selectFrom('tickets').selectAll().where(column, '=', value).executeTakeFirst();
    return row && toTicket(row);
  };
  return {
    reserve: (key) =>
      together(db, async (trx) => {
        if (key === undefined) return nextNumber(trx);
        const name = `${RESERVED}${key}`;
        // Taken first, so that a second one waits here and finds the number.
        const { numInsertedOrUpdatedRows } = await trx
          .insertInto('counters')
          .values({ name, value: 0 })
          .onConflict((c) => c.column('name').doNothing())
          .executeTakeFirst();
        const kept = numInsertedOrUpdatedRows
          ? undefined
          : await trx.selectFrom('counters').select('value').where('name', '=', name).executeTakeFirst();
        if (kept && (await mayStillOpen(trx, kept.value))) return kept.value;
        const value = await nextNumber(trx);
        await trx.updateTable('counters').set({ value }).where('name', '=', name).execute();
        return value;
      }),
    create: ({ at, id = randomUUID(), fields = {}, number, ...ticket }) =>
      together(db, async (trx) => {
        const row = await trx
          .insertInto('tickets')
          .values({
            id,
            number: number ?? (await nextNumber(trx)),
            state: 'open',
            question: ticket.question,
            offered: orNull(ticket.offered),
            subject: orNull(ticket.subject),
            role: orNull(ticket.role),
            lea: orNull(ticket.lea),
            school: orNull(ticket.school),
            assignee: orNull(ticket.assignee),
            answer: null,
            fields: toJson(fields),
            version: 1,
            createdAt: at,
            updatedAt: at,
          })
          // Its number may be reserved for two that open it at once: the second gets the first one's.
          .onConflict((c) => c.column('number').doNothing())
          .returningAll()
          .executeTakeFirst();
        const there = row ?? (await byNumber(trx, number!));
        return toTicket(there);
      }),
    get: (id) => one('id', id),
    byNumber: (number) => one('number', number),
    async list({ states, assignee, since, limit = MOST } = {}) {
      let query = db.selectFrom('tickets').selectAll().orderBy('number', 'desc').limit(limit);
      if (states) query = query.where('state', 'in', [...states]);
      if (assignee !== undefined) query = query.where('assignee', '=', assignee);
      if (since !== undefined) query = query.where('createdAt', '>=', since);
      return (await query.execute()).map(toTicket);
    },
    async update(id, version, { fields, ...change }, at) {
      // A key that is there and undefined is forgotten, as in passing a ticket on to nobody.
      const columns = Object.fromEntries(Object.entries(change).map(([k, v]) => [k, orNull(v)]));
      const row = await db
        .updateTable('tickets')
        .set({
          ...columns,
          ...(fields ? { fields: toJson(fields) } : {}),
          version: version + 1,
          updatedAt: at,
        })
        .where('id', '=', id)
        .where('version', '=', version)
        .returningAll()
        .executeTakeFirst();
      return row && toTicket(row);
    },

    async addAsker(asker) {
      const added = { id: randomUUID(), ...asker };
      await db
        .insertInto('ticketAskers')
        .values({ ...added, withdrawnAt: orNull(asker.withdrawnAt), helped: toFlag(asker.helped) })
        .execute();
      return added;
    },
    async updateAsker(id, { helped, ...change }) {
      // A key that is there and undefined is forgotten, as in asking again after withdrawing.
      const columns = Object.fromEntries(Object.entries(change).map(([k, v]) => [k, orNull(v)]));
      const set = { ...columns, ...(helped === undefined ? {} : { helped: toFlag(helped) }) };
      if (Object.keys(set).length)
        await db.updateTable('ticketAskers').set(set).where('id', '=', id).execute();
    },
    async askers(ticket) {
      const rows = await db
        .selectFrom('ticketAskers')
        .selectAll()
        .where('ticket', '=', ticket)
        .orderBy('at')
        .orderBy('id')
        .execute();
      return rows.map((row): Asker => ({ ...present(row), helped: fromFlag(row.helped) }));
    },
    async ofPerson(person) {
      const rows = await db
        .selectFrom('tickets')
        .selectAll()
        .where('id', 'in', (e) => e.selectFrom('ticketAskers').select('ticket').where('person', '=', person))
        .orderBy('number', 'desc')
        .execute();
      return rows.map(toTicket);
    },

    async addEvent({ data, ...event }) {
      await db
        .insertInto('ticketEvents')
        .values({ ...event, data: toJson(data) })
        .execute();
    },
    async events(ticket) {
      const rows = await db
        .selectFrom('ticketEvents')
        .select(['ticket', 'at', 'who', 'kind', 'data'])
        .where('ticket', '=', ticket)
        .orderBy('id')
        .execute();
      return rows.map((row) => ({ ...row, data: fromJson(row.data) }));
    },
  };
}

/** Counted in a row of its own: two that create at once wait for each other, and no number is given twice. */
async function nextNumber(db: Db): Promise<number> {
  const { value } = await db
    .insertInto('counters')
    .values({ name: 'tickets', value: FIRST_NUMBER })
    .onConflict((c) => c.column('name').doUpdateSet((e) => ({ value: e('counters.value', '+', 1) })))
    .returning('value')
    .executeTakeFirstOrThrow();
  return value;
}

function byNumber(db: Db, number: number) {
  return db.selectFrom('tickets').selectAll().where('number', '=', number).executeTakeFirstOrThrow();
}

/** Whether nobody has used the number yet, or its ticket still waits for an answer. */
async function mayStillOpen(db: Db, number: number): Promise<boolean> {
  const ticket = await db
    .selectFrom('tickets')
    .select('state')
    .where('number', '=', number)
    .executeTakeFirst();
  return !ticket || ['open', 'claimed', 'reopened'].includes(ticket.state);
}

function toTicket(row: { fields: string; state: string }): Ticket {
  return { ...present(row), fields: fromJson(row.fields) } as Ticket;
}
