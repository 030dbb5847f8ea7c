/** Erases what is kept of one person, and says what it was. */
import { sql } from 'kysely';
import type { ConversationState } from '../assistant/skill.ts';
import type { Db } from './database.ts';
import { fromJson, toJson } from './rows.ts';

/** Stands where the person's id stood, in records that belong to others too. */
const NOBODY = 'forgotten person';

export interface Forgotten {
  /** Ids of the person in their channels; none when nothing is known of them. */
  people: string[];
  /** How many of each were erased; kinds of which there were none are left out. */
  erased: Record<string, number>;
}

/**
 * @param who a person's id, or an email: then every account with it
 *
 * 1. What is the person's alone is deleted.
 * 2. A ticket that others asked too stays, without this person's part in it.
 * 3. Where the person acted as an agent, the act stays and the name goes.
 */
export async function forget(db: Db, who: string): Promise<Forgotten> {
  const people = await idsOf(db, who.trim());
  const erased: Record<string, number> = {};
  if (!people.length) return { people, erased };
  const count = (name: string, rows: bigint | number | undefined) => {
    if (rows) erased[name] = (erased[name] ?? 0) + Number(rows);
  };

  const conversations = (
    await db.selectFrom('conversations').select('id').where('person', 'in', people).execute()
  ).map((row) => row.id);
  const asked = await db.selectFrom('ticketAskers').selectAll().where('person', 'in', people).execute();
  const said = [...new Set([...conversations, ...asked.map((a) => a.conversation)])];

  for (const ticket of new Set(asked.map((a) => a.ticket))) {
    const others = await db
      .selectFrom('ticketAskers')
      .select(['question'])
      .where('ticket', '=', ticket)
      .where('person', 'not in', people)
      .orderBy('at')
      .execute();
    const next = others[0];
    if (next) {
      await db.updateTable('tickets').set({ question: next.question }).where('id', '=', ticket).execute();
      const events = db.updateTable('ticketEvents').set({ who: NOBODY, data: '{}' });
      await events.where('ticket', '=', ticket).where('who', 'in', people).execute();
      continue;
    }
    await db.deleteFrom('ticketEvents').where('ticket', '=', ticket).execute();
    count(
      'tickets',
      (await db.deleteFrom('tickets').where('id', '=', ticket).executeTakeFirst()).numDeletedRows,
    );
  }
  await db.updateTable('tickets').set({ assignee: NOBODY }).where('assignee', 'in', people).execute();
  const acts = db.updateTable('ticketEvents').set({ who: NOBODY }).where('who', 'in', people);
  count('acts made nameless', (await acts.executeTakeFirst()).numUpdatedRows);

  const ofPerson = {
    questions: 'questions',
    'answers given': 'answersGiven',
    'messages received': 'inbound',
    'tickets asked': 'ticketAskers',
    drafts: 'drafts',
    calls: 'calls',
    reminders: 'reminders',
    'conversation references': 'conversationReferences',
    conversations: 'conversations',
  } as const;
  for (const [name, table] of Object.entries(ofPerson))
    count(name, (await db.deleteFrom(table).where('person', 'in', people).executeTakeFirst()).numDeletedRows);
  count('talks in company', await leaveCompany(db, people));
  for (let i = 0; i < said.length; i += 500) {
    const some = said.slice(i, i + 500);
    const messages = db.deleteFrom('outbox').where('conversation', 'in', some);
    count('notifications', (await messages.executeTakeFirst()).numDeletedRows);
    const shown = db.deleteFrom('exchanges').where('conversation', 'in', some);
    count('exchanges on the page', (await shown.executeTakeFirst()).numDeletedRows);
  }
  const profiles = db.deleteFrom('people').where('id', 'in', people);
  count('profiles', (await profiles.executeTakeFirst()).numDeletedRows);
  return { people, erased };
}

/** In conversations that are others', what is open with the person goes, and what was said last: it may be theirs. */
async function leaveCompany(db: Db, people: readonly string[]): Promise<number> {
  const rows = await db
    .selectFrom('conversations')
    .select(['id', 'state', 'version'])
    .where('state', 'like', '%"each":%')
    .execute();
  let left = 0;
  for (const { id, state, version } of rows) {
    const { each = {}, last: _, ...rest } = fromJson<ConversationState>(state);
    const others = Object.entries(each).filter(([person]) => !people.includes(person));
    if (others.length === Object.keys(each).length) continue;
    const kept = toJson({ ...rest, each: Object.fromEntries(others) });
    await db
      .updateTable('conversations')
      .set({ state: kept, version: version + 1 })
      .where('id', '=', id)
      .execute();
    left++;
  }
  return left;
}

async function idsOf(db: Db, who: string): Promise<string[]> {
  const accounts = await db
    .selectFrom('people')
    .select('id')
    .where((e) => e.or([e('id', '=', who), e(sql`lower(email)`, '=', who.toLowerCase())]))
    .execute();
  if (accounts.length) return accounts.map((row) => row.id);
  for (const table of ['conversations', 'questions', 'ticketAskers', 'drafts', 'calls', 'reminders'] as const)
    if (await db.selectFrom(table).select('person').where('person', '=', who).executeTakeFirst())
      return [who];
  const acted = db.selectFrom('ticketEvents').select('id').where('who', '=', who);
  return (await acted.executeTakeFirst()) ? [who] : [];
}
