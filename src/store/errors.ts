/** Faults of the store by name, each saying what to do. One function turns the drivers' errors into them. */

export type StoreFault =
  /** Another process has the file. */
  | 'IN_USE'
  /** The database cannot be reached or opened. */
  | 'UNREACHABLE'
  /** Made by a newer version of this program. */
  | 'TOO_NEW'
  /** A backup that is none, is cut short or does not fit. */
  | 'BAD_BACKUP'
  /** The target of a restore holds records. */
  | 'NOT_EMPTY'
  /** An effect that nobody handles. */
  | 'UNKNOWN_EFFECT'
  /** The connection broke while the change was being confirmed: it may have happened or not. */
  | 'UNCERTAIN';

export class StoreError extends Error {
  readonly code = 'STORE';
  readonly fault: StoreFault;

  constructor(fault: StoreFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.fault = fault;
  }
}

/** SQLSTATE classes after which the same work may succeed: serialization, deadlock, lost connection, shutdown. */
const PASSING = /^(40001|40P01|08\d{3}|57P0[123]|53300)$/;
const BROKEN =
  /Connection terminated|Client has encountered a connection error|connection has been discarded|not queryable|timeout exceeded when trying to connect/i;
const NETWORK = new Set(['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN']);

/** Whether an error of the database passes by itself, so that the work may be tried again. */
export function isPassing(error: unknown): boolean {
  const { code = '', message = '' } = (error ?? {}) as { code?: string; message?: string };
  return PASSING.test(code) || NETWORK.has(code) || BROKEN.test(message);
}

/** Whether an error says that a key is there already. */
export function isDuplicate(error: unknown): boolean {
  const { code = '' } = (error ?? {}) as { code?: string };
  return code === '23505' || code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY';
}

/** A connection string without its password, to be shown. */
export function sayAddress(url: string): string {
  try {
    const { hostname, port, pathname } = new URL(url);
    return `${hostname}${port ? `:${port}` : ''}${pathname}`;
  } catch {
    return 'the address in DATABASE_URL';
  }
}

/** Why PostgreSQL could not be opened, in words for whoever starts the server. */
export function sayUnreachable(error: unknown, url: string): StoreError {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  const where = sayAddress(url);
  const why =
    code === '28P01' || code === '28000'
      ? 'it refuses the user or password. Check both in DATABASE_URL.'
      : code === '3D000'
        ? 'there is no such database. Create it (createdb), or correct the name in DATABASE_URL.'
        : code === '42501'
          ? 'the user may not create tables there. Grant CREATE on the schema to the user of DATABASE_URL.'
          : NETWORK.has(code)
            ? `nothing answers there (${code}). Start it, or correct host and port in DATABASE_URL.`
            : `${message || code}. Check DATABASE_URL.`;
  return new StoreError('UNREACHABLE', `PostgreSQL at ${where} cannot be used: ${why}`, { cause: error });
}
