/** Empty databases for tests: SQLite in a folder of its own, and PostgreSQL: the machine's, or PGlite where none answers. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PGliteDialect } from 'kysely';
import pg from 'pg';
import type { DatabaseOptions } from '../../src/store/database.ts';

/** The machine's PostgreSQL. */
export const SERVER = process.env.TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';

export interface TestDatabase {
  /** As the store opens it; as often as wanted, for PostgreSQL also at once. */
  options(): DatabaseOptions;
  drop(): Promise<void>;
}

export interface Kind {
  name: 'SQLite' | 'PostgreSQL' | 'PGlite';
  create(): Promise<TestDatabase>;
}

const sqlite: Kind = {
  name: 'SQLite',
  async create() {
    const dataDir = mkdtempSync(join(tmpdir(), 'caaspp-store-'));
    return {
      options: () => ({ dataDir }),
      drop: async () => rmSync(dataDir, { recursive: true, force: true }),
    };
  },
};

/** A database of its own, so that test files do not meet. */
export async function createPostgres(): Promise<TestDatabase & { url: string }> {
  const name = `caaspp_test_${randomBytes(6).toString('hex')}`;
  await asAdmin(`create database ${name} template template0`);
  const url = new URL(SERVER);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    options: () => ({ dataDir: '/nowhere', databaseUrl: url.href }),
    drop: () => asAdmin(`drop database if exists ${name} with (force)`),
  };
}

export async function asAdmin(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: SERVER, connectionTimeoutMillis: 3_000 });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** One PGlite that several stores share: closing a store leaves it. */
const pglite: Kind = {
  name: 'PGlite',
  async create() {
    const one = new PGlite();
    await one.waitReady;
    const shared = new Proxy(one, {
      get(target, property) {
        if (property === 'close') return async () => {};
        const value = Reflect.get(target, property, target) as unknown;
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    return {
      options: () => ({ dataDir: '/nowhere', dialect: new PGliteDialect({ pglite: shared }) }),
      drop: () => one.close(),
    };
  },
};

let answering: Promise<boolean> | undefined;

export function postgresAnswers(): Promise<boolean> {
  answering ??= asAdmin('select 1').then(
    () => true,
    (error: unknown) => {
      if (process.env.REQUIRE_POSTGRES)
        throw new Error(`REQUIRE_POSTGRES is set, and no PostgreSQL answers.`, { cause: error });
      process.stderr.write(
        'No PostgreSQL answers (TEST_DATABASE_URL): its half of the tests runs on PGlite.\n',
      );
      return false;
    },
  );
  return answering;
}

/** What the contract tests run on. */
export async function databases(): Promise<Kind[]> {
  const postgres: Kind = { name: 'PostgreSQL', create: createPostgres };
  return [sqlite, (await postgresAnswers()) ? postgres : pglite];
}

/** Those that several instances share. */
export async function sharedDatabases(): Promise<Kind[]> {
  return (await databases()).filter((kind) => kind.name !== 'SQLite');
}
