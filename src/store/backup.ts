/**
 * Backup and restore: gzipped JSON lines, the same for both databases, so that it is also the way from one to the
 * other. First a head, then a line a row, last a count of the rows, by which a file cut short is known.
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, rename, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { type Kysely, sql } from 'kysely';
import type { Db, OpenDatabase } from './database.ts';
import { StoreError } from './errors.ts';
import { NEWEST } from './migrations/index.ts';
import { TABLES, type Tables } from './tables.ts';

const FORMAT = 'caaspp-assistant-backup';
const VERSION = 1;
const PAGE = 500;
const BATCH = 200;

export type RowCounts = Record<string, number>;

/** Any table: names and columns come from TABLES and from rows, and are checked by the database. */
type AnyDb = { readonly [K in keyof Tables]: Record<string, string | number | null> };
type Row = Record<string, string | number | null>;

/** Writes all records, as they stand at one moment, to a file that only its owner may read. */
export async function backup(database: OpenDatabase, path: string, at: string): Promise<RowCounts> {
  const unfinished = `${path}.unfinished`;
  try {
    const counts = await database.transact(async (db) => {
      const written: RowCounts = {};
      const lines = Readable.from(linesOf(db, written, at));
      await pipeline(lines, createGzip(), createWriteStream(unfinished, { mode: 0o600 }));
      return written;
    }, true);
    await chmod(unfinished, 0o600);
    await rename(unfinished, path);
    return counts;
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

async function* linesOf(db: Db, counts: RowCounts, at: string): AsyncGenerator<string> {
  yield `${JSON.stringify({ format: FORMAT, version: VERSION, schema: NEWEST, at })}\n`;
  for (const { name, key } of TABLES) {
    counts[name] = 0;
    let after: string | number | undefined;
    for (;;) {
      let query = (db as unknown as Kysely<AnyDb>).selectFrom(name).selectAll().orderBy(key).limit(PAGE);
      if (after !== undefined) query = query.where(key, '>', after);
      const rows = (await query.execute()) as Row[];
      for (const row of rows) yield `${JSON.stringify({ table: name, row })}\n`;
      counts[name] += rows.length;
      after = rows.at(-1)?.[key] ?? undefined;
      if (rows.length < PAGE) break;
    }
  }
  yield `${JSON.stringify({ end: counts })}\n`;
}

/**
 * Brings back all records of a backup, or none.
 * @param force empties the target first, where it holds records
 * @throws StoreError NOT_EMPTY, BAD_BACKUP
 */
export async function restore(
  database: OpenDatabase,
  path: string,
  { force = false } = {},
): Promise<RowCounts> {
  return database.transact(async (db) => {
    const anyDb = db as unknown as Kysely<AnyDb>;
    for (const { name } of TABLES) {
      const some = await anyDb.selectFrom(name).select(sql`1`.as('one')).limit(1).executeTakeFirst();
      if (some && !force)
        throw new StoreError(
          'NOT_EMPTY',
          'The store holds records already. Restore into an empty one, or add --force to replace all that is there.',
        );
      if (some) await anyDb.deleteFrom(name).execute();
    }
    const counts: RowCounts = Object.fromEntries(TABLES.map(({ name }) => [name, 0]));
    let batch: { table: keyof Tables; rows: Row[] } | undefined;
    const flush = async () => {
      if (batch) await anyDb.insertInto(batch.table).values(batch.rows).execute();
      batch = undefined;
    };
    for await (const { table, row } of rowsOf(path, counts)) {
      if (batch && (batch.table !== table || batch.rows.length >= BATCH)) await flush();
      batch ??= { table, rows: [] };
      batch.rows.push(row);
      counts[table] = (counts[table] ?? 0) + 1;
    }
    await flush();
    if (database.kind === 'postgres') await countOn(db);
    return counts;
  });
}

/** Rows came with their numbers: the database goes on after the highest. */
async function countOn(db: Db): Promise<void> {
  for (const { name, key, serial } of TABLES) {
    if (!serial) continue;
    const table = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    await sql`select setval(pg_get_serial_sequence(${table}, ${key}), coalesce(max(${sql.ref(key)}), 0) + 1, false) from ${sql.table(table)}`.execute(
      db,
    );
  }
}

async function* rowsOf(path: string, counts: RowCounts): AsyncGenerator<{ table: keyof Tables; row: Row }> {
  const known = new Map(TABLES.map(({ name }) => [name as string, name]));
  const bad = (why: string, cause?: unknown) =>
    new StoreError('BAD_BACKUP', `${path} cannot be restored: ${why} Nothing was changed.`, { cause });
  let begun = false;
  let ended = false;
  const source = createReadStream(path);
  const text = source.pipe(createGunzip());
  source.on('error', (error) => text.destroy(error));
  try {
    for await (const line of createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY })) {
      const record = JSON.parse(line) as Record<string, unknown>;
      if (!begun) {
        if (record.format !== FORMAT) throw bad('it is no backup of this program.');
        if (record.version !== VERSION || String(record.schema) > NEWEST)
          throw bad('it was made by a newer version of this program. Install that version first.');
        begun = true;
      } else if (record.end) {
        ended = JSON.stringify(record.end) === JSON.stringify(counts);
      } else {
        const table = known.get(String(record.table));
        if (!table) throw bad(`it holds a table "${String(record.table)}" that this version does not know.`);
        yield { table, row: record.row as Row };
      }
    }
  } catch (error) {
    if (error instanceof StoreError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    throw bad(code === 'ENOENT' ? 'there is no such file.' : `it is damaged (${message}).`, error);
  }
  if (!ended) throw bad('it is cut short.');
}
