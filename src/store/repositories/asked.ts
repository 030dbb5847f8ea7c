/** Questions with how they went, answers given, and misses that nobody minds. */
import type { Insertable } from 'kysely';
import type { AnswersGiven, Given, IgnoredMisses, Question, Questions } from '../../records/asked.ts';
import type { Db } from '../database.ts';
import { columns, prepared } from '../prepared.ts';
import { fromFlag, orNull, present, toFlag } from '../rows.ts';
import type { Tables } from '../tables.ts';

const MOST = 10_000;

const addQuestion = prepared((db, row: Insertable<Tables['questions']>) =>
  db
    .insertInto('questions')
    .values(
      columns(
        row,
        'id',
        'message',
        'conversation',
        'person',
        'role',
        'lea',
        'school',
        'text',
        'action',
        'outcome',
        'subject',
        'confidence',
        'helpful',
        'reason',
        'at',
      ),
    )
    // A message that comes again after a day is a question of its own no more.
    .onConflict((c) => c.columns(['conversation', 'message']).doNothing()),
);

export function questions(db: Db): Questions {
  return {
    async add(q) {
      await addQuestion(db, {
        id: q.id,
        message: q.message,
        conversation: q.conversation,
        person: q.person,
        role: orNull(q.role),
        lea: orNull(q.lea),
        school: orNull(q.school),
        text: q.text,
        action: orNull(q.action),
        outcome: q.outcome,
        subject: orNull(q.subject),
        confidence: orNull(q.confidence),
        helpful: toFlag(q.helpful),
        reason: orNull(q.reason),
        at: q.at,
      });
    },
    async list({ since, until, outcomes, unhelpful, limit = MOST } = {}) {
      let query = db.selectFrom('questions').selectAll().orderBy('at', 'desc').limit(limit);
      if (since !== undefined) query = query.where('at', '>=', since);
      if (until !== undefined) query = query.where('at', '<', until);
      if (outcomes && unhelpful)
        query = query.where((e) => e.or([e('outcome', 'in', [...outcomes]), e('helpful', '=', 0)]));
      else if (outcomes) query = query.where('outcome', 'in', [...outcomes]);
      else if (unhelpful) query = query.where('helpful', '=', 0);
      return (await query.execute()).map(toQuestion);
    },
    async ofMessage(conversation, message) {
      const row = await db
        .selectFrom('questions')
        .selectAll()
        .where('conversation', '=', conversation)
        .where('message', '=', message)
        .executeTakeFirst();
      return row && toQuestion(row);
    },
    async feedback(conversation, message, helpful, reason) {
      const { numUpdatedRows } = await db
        .updateTable('questions')
        .set({ helpful: toFlag(helpful), reason: orNull(reason) })
        .where('conversation', '=', conversation)
        .where('message', '=', message)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    async blank(conversation, message) {
      await db
        .updateTable('questions')
        .set({ text: '' })
        .where('conversation', '=', conversation)
        .where('message', '=', message)
        .execute();
    },
    async outcomes(since) {
      const rows = await db
        .selectFrom('questions')
        .select((e) => ['outcome', e.fn.countAll<number>().as('count')])
        .where('at', '>=', since)
        .groupBy('outcome')
        .execute();
      return Object.fromEntries(rows.map((r) => [r.outcome, Number(r.count)]));
    },
  };
}

function toQuestion(row: Parameters<typeof present>[0] & { helpful: number | null }): Question {
  return { ...present(row), helpful: fromFlag(row.helpful) } as unknown as Question;
}

const addGiven = prepared((db, row: Insertable<Tables['answersGiven']>) =>
  db
    .insertInto('answersGiven')
    .values(columns(row, 'id', 'entry', 'version', 'conversation', 'person', 'message', 'at', 'correctedAt')),
);

export function answersGiven(db: Db): AnswersGiven {
  return {
    async add({ correctedAt, ...given }) {
      await addGiven(db, { ...given, correctedAt: orNull(correctedAt) });
    },
    async since(at) {
      const rows = await db
        .selectFrom('answersGiven')
        .selectAll()
        .where('at', '>=', at)
        .where('correctedAt', 'is', null)
        .orderBy('at')
        .execute();
      return rows.map((row): Given => present(row));
    },
    async markCorrected(ids, at) {
      for (let i = 0; i < ids.length; i += 500)
        await db
          .updateTable('answersGiven')
          .set({ correctedAt: at })
          .where('id', 'in', ids.slice(i, i + 500))
          .execute();
    },
  };
}

export function ignoredMisses(db: Db): IgnoredMisses {
  return {
    async add(miss) {
      await db
        .insertInto('ignoredMisses')
        .values(miss)
        .onConflict((c) => c.column('key').doNothing())
        .execute();
    },
    async remove(key) {
      await db.deleteFrom('ignoredMisses').where('key', '=', key).execute();
    },
    list: () => db.selectFrom('ignoredMisses').selectAll().orderBy('at').execute(),
  };
}
