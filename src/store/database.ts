/** The connection to either database, with its tables up to date. */
import { CamelCasePlugin, type Dialect, Kysely, type Transaction } from 'kysely';
import { isPassing, StoreError, sayUnreachable } from './errors.ts';
import { migrate } from './migrations/index.ts';
import { insideTransaction, refuseInsideTransaction, withoutNul } from './plugins.ts';
import { openSqlite } from './sqlite.ts';
import type { Tables } from './tables.ts';

export type Db = Kysely<Tables>;

const TRIES = 8;
const FIRST_PAUSE = 50;

export interface DatabaseOptions {
  dataDir: string;
  databaseUrl?: string;
  /** For tests: another way to a PostgreSQL. */
  dialect?: Dialect;
  /** Read only, beside a server that has the SQLite file. */
  beside?: boolean;
  onLost?: (error: Error) => void;
}

export interface OpenDatabase {
  /** For single queries; refuses inside a transaction. */
  db: Db;
  kind: 'sqlite' | 'postgres';
  /** Where it is, without secrets. */
  readOnly: boolean;
  transact<T>(work: (db: Transaction<Tables>) => Promise<T>, snapshot?: boolean): Promise<T>;
  settle(): Promise<void>;
  close(): Promise<void>;
}

export async function openDatabase(options: DatabaseOptions): Promise<OpenDatabase> {
  const { databaseUrl, dataDir, beside, onLost = () => {} } = options;
  // Its driver is loaded only where it is used.
  const postgres = !options.dialect && databaseUrl ? await import('./postgres.ts') : undefined;
  const shared = options.dialect ?? postgres?.postgresDialect(databaseUrl ?? '', onLost);
  const file = shared ? undefined : openSqlite(dataDir, { beside });
  const base = new Kysely<Tables>({
    dialect: shared ?? file!.dialect,
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true }), withoutNul()],
  });
  const close = async () => {
    await base.destroy();
    file?.close();
  };
  try {
    if (!file?.readOnly) await patiently(() => migrate(base as unknown as Kysely<never>), isPassing);
  } catch (error) {
    await close().catch(() => {});
    if (databaseUrl && !(error instanceof StoreError)) throw sayUnreachable(error, databaseUrl);
    throw error;
  }
  return {
    db: base.withPlugin(refuseInsideTransaction()),
    kind: shared ? 'postgres' : 'sqlite',
    readOnly: file?.readOnly ?? false,
    settle: async () => file?.settle(),
    close,
    transact: (work, snapshot = false) =>
      patiently(async () => {
        let decided = false;
        const transaction = base.transaction();
        const isolated = snapshot && shared ? transaction.setIsolationLevel('repeatable read') : transaction;
        try {
          return await isolated.execute(async (db) => {
            const result = await insideTransaction(() => work(db));
            decided = true;
            return result;
          });
        } catch (error) {
          // Broken off before the commit, nothing happened; broken off in it, nobody knows.
          if (decided && isPassing(error))
            throw new StoreError('UNCERTAIN', 'The database broke off while a change was being confirmed.', {
              cause: error,
            });
          throw error;
        }
      }, isPassing),
  };
}

/** Tries again what passes by itself, for some six seconds, each pause longer than the last. */
export async function patiently<T>(work: () => Promise<T>, passing: (error: unknown) => boolean): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await work();
    } catch (error) {
      if (tried >= TRIES || !passing(error)) throw error;
      const pause = FIRST_PAUSE * 2 ** (tried - 1);
      await new Promise((resolve) => setTimeout(resolve, pause * (0.5 + Math.random() / 2)));
    }
  }
}

/** Runs several statements together, in the transaction that is under way or in one of its own. */
export function together<T>(db: Db, work: (db: Db) => Promise<T>): Promise<T> {
  return db.isTransaction ? work(db) : db.transaction().execute(work);
}
