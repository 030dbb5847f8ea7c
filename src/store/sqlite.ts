/** The embedded database: one file in DATA_DIR, one process that writes. */
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { SqliteAdapter, SqliteDialect } from 'kysely';
import { StoreError } from './errors.ts';
import { GroupCommitDriver } from './group-commit.ts';

const FILE = 'caaspp.sqlite';

class Adapter extends SqliteAdapter {
  /** SQLite rolls back changes of tables too, so that a migration cut short leaves nothing. */
  override get supportsTransactionalDdl() {
    return true;
  }
  /** The driver itself lets one after another. */
  override get supportsMultipleConnections() {
    return true;
  }
}

class Dialect extends SqliteDialect {
  readonly driver: GroupCommitDriver;
  constructor(database: Database.Database) {
    super({ database });
    this.driver = new GroupCommitDriver(database);
  }
  override createDriver() {
    return this.driver;
  }
  override createAdapter() {
    return new Adapter();
  }
}

export interface Opened {
  dialect: SqliteDialect;
  /** Opened to read beside the process that writes. */
  readOnly: boolean;
  /** Writes the log into the file and cuts it off, so that what was erased is gone from the disk. */
  settle(): Promise<void>;
  close(): void;
}

/**
 * Opens DATA_DIR/caaspp.sqlite, with every commit on the disk before it is confirmed.
 * @param beside open to read only when another process writes, instead of refusing
 * @throws StoreError IN_USE naming the file and the process, UNREACHABLE when it cannot be opened
 */
export function openSqlite(folder: string, { beside = false } = {}): Opened {
  const path = join(folder, FILE);
  let lock: (() => void) | undefined;
  let database: Database.Database | undefined;
  try {
    mkdirSync(folder, { recursive: true });
    lock = takeLock(path);
    if (!lock && !beside) throw inUse(path);
    database = new Database(path, { timeout: 5_000 });
    if (lock) chmodSync(path, 0o600);
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('secure_delete = ON');
    database.pragma(lock ? 'wal_autocheckpoint = 4000' : 'query_only = ON');
  } catch (error) {
    database?.close();
    lock?.();
    if (error instanceof StoreError) throw error;
    const { message } = error as Error;
    throw new StoreError(
      'UNREACHABLE',
      `The database ${path} cannot be opened: ${message}. Check that DATA_DIR is a folder this account may write to, and that the file is sound (restore a backup if not).`,
      { cause: error },
    );
  }
  const release = lock;
  const dialect = new Dialect(database);
  return {
    dialect,
    readOnly: !release,
    settle: () => dialect.driver.alone(() => void database.pragma('wal_checkpoint(TRUNCATE)')),
    close() {
      if (database.open) database.close();
      release?.();
    },
  };
}

/**
 * The lock is SQLite's own on a file beside the database: the system drops it when the process ends, however it ends.
 * @returns how to give it back, or undefined when another process has it
 */
function takeLock(path: string): (() => void) | undefined {
  const lock = new Database(`${path}.lock`, { timeout: 0 });
  try {
    lock.exec('BEGIN IMMEDIATE');
  } catch (error) {
    lock.close();
    if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY')) return undefined;
    throw error;
  }
  writeFileSync(`${path}.owner`, String(process.pid));
  return () => {
    rmSync(`${path}.owner`, { force: true });
    lock.close();
  };
}

function inUse(path: string): StoreError {
  let owner = 'another process';
  try {
    owner = `process ${readFileSync(`${path}.owner`, 'utf8')}`;
  } catch {
    // It is just starting, or just ending.
  }
  return new StoreError(
    'IN_USE',
    `The database ${path} is in use by ${owner}. Stop that one first (is the server running?), do this again, and start it once more: only one process may change the file. With PostgreSQL (DATABASE_URL) commands and several servers work at the same time; for a second server of its own, choose another folder (DATA_DIR).`,
  );
}
