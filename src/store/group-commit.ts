/** SQLite's driver: transactions that come together reach the disk in one commit, and each is confirmed after it. */
import type { Database, Statement } from 'better-sqlite3';
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely';

const MOST_STATEMENTS = 300;
/** After a commit of several the next one waits, for each of them as long as it took, so that more come together. */
const LONGEST_REST_MS = 15;

/**
 * Waiting for the disk is nearly all that a small commit costs, and nothing else runs meanwhile. So a transaction ends
 * as a released savepoint, the next one begins, and all that ended in one round of the event loop is committed at its
 * end. What is not yet on the disk can be read by others, who may only confirm what they write themselves.
 */
export class GroupCommitDriver implements Driver {
  readonly #database: Database;
  readonly #statements = new Map<string, Statement>();
  readonly #waiting: (() => void)[] = [];
  #taken = false;
  /** Settled by the commit that the transactions ended so far wait for. */
  #group: PromiseWithResolvers<void> | undefined;
  #commitDue = false;
  #restUntil = 0;
  #members = 0;

  constructor(database: Database) {
    this.#database = database;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<Connection> {
    return new Connection(this);
  }

  async beginTransaction(connection: Connection): Promise<void> {
    await connection.take();
    this.#join();
    this.#database.exec('SAVEPOINT one');
    connection.inTransaction = true;
  }

  async commitTransaction(connection: Connection): Promise<void> {
    this.#database.exec('RELEASE one');
    connection.inTransaction = false;
    await this.confirm(connection);
  }

  async rollbackTransaction(connection: Connection): Promise<void> {
    // When the commit itself failed, all of it is undone already.
    if (!connection.inTransaction) return;
    connection.inTransaction = false;
    // Where SQLite has undone everything (a full disk), nothing of the others is left either.
    if (this.#database.inTransaction) this.#database.exec('ROLLBACK TO one; RELEASE one');
    else this.#fail(new Error('SQLite rolled back all changes that were under way.'));
  }

  async releaseConnection(connection: Connection): Promise<void> {
    connection.giveBack();
  }

  async destroy(): Promise<void> {
    if (!this.#database.open) return;
    this.#commit();
    this.#database.close();
  }

  /** Runs something while no transaction is open. */
  async alone(work: () => void): Promise<void> {
    await this.take();
    try {
      this.#commit();
      work();
    } finally {
      this.leave();
    }
  }

  /** Waits until the database is this caller's own. */
  take(): Promise<void> | void {
    if (this.#taken) return new Promise((resolve) => this.#waiting.push(resolve));
    this.#taken = true;
  }

  leave(): void {
    if (this.#commitDue) this.#commit();
    const next = this.#waiting.shift();
    if (next) next();
    else this.#taken = false;
  }

  /** Lets the next one begin, and waits until what this one changed is on the disk. */
  async confirm(connection: Connection): Promise<void> {
    const committed = this.#group?.promise;
    connection.giveBack();
    await committed;
  }

  /** @param alone a single statement, whose changes are a transaction of their own */
  async run<R>({ sql, parameters }: CompiledQuery, connection: Connection): Promise<QueryResult<R>> {
    const statement = this.#prepare(sql);
    if (connection.inTransaction || statement.readonly) return resultOf(statement, parameters);
    this.#join();
    const result = resultOf<R>(statement, parameters);
    await this.confirm(connection);
    return result;
  }

  async *stream<R>({ sql, parameters }: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    for (const row of this.#database.prepare(sql).iterate(parameters)) yield { rows: [row as R] };
  }

  #prepare(sql: string): Statement {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#database.prepare(sql);
    if (this.#statements.size >= MOST_STATEMENTS) this.#statements.clear();
    this.#statements.set(sql, statement);
    return statement;
  }

  #join(): void {
    this.#members++;
    if (this.#group) return;
    this.#database.exec('BEGIN');
    this.#group = Promise.withResolvers();
    // Whoever waits hears of a failure; when nobody does, it is no failure.
    this.#group.promise.catch(() => {});
    const due = () => {
      if (this.#taken) this.#commitDue = true;
      else this.#commit();
    };
    const rest = this.#restUntil - performance.now();
    if (rest > 0) setTimeout(due, rest);
    else setImmediate(due);
  }

  #commit(): void {
    this.#commitDue = false;
    const group = this.#group;
    if (!group) return;
    const started = performance.now();
    try {
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#fail(error);
      return;
    }
    const ended = performance.now();
    this.#restUntil = ended + Math.min((this.#members - 1) * (ended - started), LONGEST_REST_MS);
    this.#members = 0;
    this.#group = undefined;
    group.resolve();
  }

  #fail(error: unknown): void {
    if (this.#database.inTransaction) this.#database.exec('ROLLBACK');
    this.#group?.reject(error);
    this.#group = undefined;
  }
}

/** One caller's way to the database; it has the database to itself from its first statement until it gives it back. */
class Connection implements DatabaseConnection {
  inTransaction = false;
  readonly #driver: GroupCommitDriver;
  #has = false;

  constructor(driver: GroupCommitDriver) {
    this.#driver = driver;
  }

  async take(): Promise<void> {
    if (this.#has) return;
    await this.#driver.take();
    this.#has = true;
  }

  giveBack(): void {
    if (!this.#has) return;
    this.#has = false;
    this.#driver.leave();
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    await this.take();
    return this.#driver.run<R>(query, this);
  }

  async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    await this.take();
    yield* this.#driver.stream<R>(query);
  }
}

function resultOf<R>(statement: Statement, parameters: readonly unknown[]): QueryResult<R> {
  if (statement.reader) return { rows: statement.all(parameters) as R[] };
  const { changes, lastInsertRowid } = statement.run(parameters);
  return { insertId: BigInt(lastInsertRowid), numAffectedRows: BigInt(changes), rows: [] };
}
