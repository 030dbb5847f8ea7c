/** Opens the store: the one place that speaks SQL, behind collections of records. */
import type { Conversations } from '../assistant/conversations.ts';
import type { EffectHandlers, Records, Transacting } from '../records/store.ts';
import { type DatabaseOptions, type Db, openDatabase } from './database.ts';
import { type Forgotten, forget } from './forget.ts';
import { patient } from './patient.ts';
import { type Purged, purge } from './purge.ts';
import { answersGiven, ignoredMisses, questions } from './repositories/asked.ts';
import { createConversations } from './repositories/conversations.ts';
import { calls, drafts } from './repositories/forms.ts';
import { freeLeases, outbox } from './repositories/outbox.ts';
import { installations, people, references } from './repositories/people.ts';
import { calendars, downtimes, reminders } from './repositories/planning.ts';
import { tickets } from './repositories/tickets.ts';
import { transcripts } from './repositories/transcripts.ts';

export interface StoreOptions extends DatabaseOptions {
  /** What is to be done for each type of effect, in the transaction that keeps the reply. */
  effects?: EffectHandlers;
  /** Epoch milliseconds. */
  now?: () => number;
}

export interface Store extends Records, Transacting {
  kind: 'sqlite' | 'postgres';
  conversations: Conversations;
  /** Deletes what is older than it may be. */
  purge(retentionDays: number): Promise<Purged>;
  /** Erases a person, by id or email. */
  forget(who: string): Promise<Forgotten>;
  close(): Promise<void>;
}

/**
 * Opens SQLite in DATA_DIR, or PostgreSQL where there is a DATABASE_URL, and brings its tables up to date.
 * @throws StoreError that says what is wrong and what to do
 * @example
 * const store = await openStore({ dataDir: './data' });
 * await store.tickets.create({ question: 'TOMS is down', at: Date.now() }); // number 1001
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const database = await openDatabase(options);
  const { effects = {}, now = Date.now } = options;
  const records = recordsOf(database.db);
  // Whoever has the file has it alone: a lease in it is of a process that was killed.
  if (database.kind === 'sqlite' && !database.readOnly) await freeLeases(database.db);
  return {
    ...records,
    // What an answer needs, and what a delivery leaves behind: a connection that was cut is no fault of theirs.
    tickets: patient(records.tickets, 'reserve', 'get', 'byNumber', 'list', 'askers', 'events', 'ofPerson'),
    outbox: patient(records.outbox, 'delivered', 'retry', 'fail'),
    kind: database.kind,
    conversations: createConversations(database, effects, now, recordsOf),
    transact: (work) => database.transact((db) => work(recordsOf(db))),
    purge: (retentionDays) => database.transact((db) => purge(db, retentionDays, now())),
    async forget(who) {
      const forgotten = await database.transact((db) => forget(db, who));
      await database.settle();
      return forgotten;
    },
    close: database.close,
  };
}

function recordsOf(db: Db): Records {
  return {
    questions: questions(db),
    answersGiven: answersGiven(db),
    ignoredMisses: ignoredMisses(db),
    tickets: tickets(db),
    outbox: outbox(db),
    people: people(db),
    references: references(db),
    installations: installations(db),
    drafts: drafts(db),
    calls: calls(db),
    calendars: calendars(db),
    reminders: reminders(db),
    downtimes: downtimes(db),
    transcripts: transcripts(db),
  };
}
