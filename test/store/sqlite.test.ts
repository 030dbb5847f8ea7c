import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { openStore } from '../../src/store/store.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'caaspp-sqlite-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

/** Another process that opens the store and keeps it. */
async function holder() {
  const script = `import { openStore } from '${join(process.cwd(), 'src/store/store.ts')}';
    await openStore({ dataDir: ${JSON.stringify(dataDir)} });
    process.stdout.write('open'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script]);
  await once(child.stdout, 'data');
  return child;
}

describe('the embedded database', () => {
  test('refuses a second process by the file’s name and the first one’s number', async () => {
    const child = await holder();
    await expect(openStore({ dataDir })).rejects.toThrow(
      `The database ${join(dataDir, 'caaspp.sqlite')} is in use by process ${child.pid}.`,
    );
    child.kill('SIGKILL');
    await once(child, 'exit');
  });

  test('is free again when the process that had it was killed', async () => {
    const child = await holder();
    child.kill('SIGKILL');
    await once(child, 'exit');
    const store = await openStore({ dataDir });
    expect((await store.tickets.create({ question: 'q', at: 1 })).number).toBe(1001);
    await store.close();
  });

  test('refuses a second opening in the same process too', async () => {
    const store = await openStore({ dataDir });
    await expect(openStore({ dataDir })).rejects.toMatchObject({ code: 'STORE', fault: 'IN_USE' });
    await store.close();
  });

  test('can be read beside the process that writes, and only read', async () => {
    const store = await openStore({ dataDir });
    await store.tickets.create({ question: 'q', at: 1 });
    const beside = await openDatabase({ dataDir, beside: true });
    expect(beside.readOnly).toBe(true);
    expect(await beside.db.selectFrom('tickets').select('number').execute()).toEqual([{ number: 1001 }]);
    await expect(beside.db.deleteFrom('tickets').execute()).rejects.toThrow(/readonly/);
    await beside.close();
    await store.close();
  });

  test('a folder that is a file, and a file that is no database, are named with what to do', async () => {
    const file = join(dataDir, 'file');
    writeFileSync(file, 'x');
    await expect(openStore({ dataDir: file })).rejects.toThrow(/file.*Check that DATA_DIR is a folder/);
    const broken = join(dataDir, 'broken');
    mkdirSync(broken);
    writeFileSync(join(broken, 'caaspp.sqlite'), 'no database at all, '.repeat(300));
    await expect(openStore({ dataDir: broken })).rejects.toThrow(/not a database.*restore a backup/);
  });

  test('a database of a newer version is refused', async () => {
    const database = await openDatabase({ dataDir });
    const newer = { name: '9999-future', timestamp: 'x' };
    await database.db
      .withTables<{ kyselyMigration: typeof newer }>()
      .insertInto('kyselyMigration')
      .values(newer)
      .execute();
    await database.close();
    await expect(openStore({ dataDir })).rejects.toThrow(/newer version of this program/);
  });

  test('everything that is confirmed is on the disk: synchronous is FULL and the log is write-ahead', async () => {
    const { sql } = await import('kysely');
    const database = await openDatabase({ dataDir });
    const pragma = async (name: string) => (await sql.raw(`pragma ${name}`).execute(database.db)).rows[0];
    expect(await pragma('synchronous')).toEqual({ synchronous: 2 });
    expect(await pragma('journal_mode')).toEqual({ journalMode: 'wal' });
    await database.close();
  });
});
