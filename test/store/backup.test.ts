import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { deliver } from '../../src/escalation/delivery/deliver.ts';
import { backup, restore } from '../../src/store/backup.ts';
import { openDatabase } from '../../src/store/database.ts';
import { openStore } from '../../src/store/store.ts';
import { databases, type Kind, type TestDatabase } from '../support/databases.ts';
import { handleDeliver } from '../support/deliveries.ts';
import { message, turned } from '../support/messages.ts';

const kinds = await databases();
const folder = mkdtempSync(join(tmpdir(), 'caaspp-backup-'));
const made: TestDatabase[] = [];
afterAll(async () => {
  for (const database of made) await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function create(kind: Kind) {
  const database = await kind.create();
  made.push(database);
  return database.options();
}

async function filled(kind: Kind) {
  const options = await create(kind);
  const store = await openStore({ ...options, effects: { deliver: handleDeliver } });
  for (let i = 0; i < 3; i++)
    await store.conversations.commit(
      turned('m', {
        message: message('m', { conversation: `c${i}` }),
        given: { entry: 'e', version: 'v' },
        effects: [deliver({ kind: 'mail', target: 't', payload: { text: 'Größe 👩‍🏫\n"x"' }, key: `k${i}` })],
      }),
    );
  const { id } = await store.tickets.create({ question: 'q', at: 5 });
  await store.tickets.addEvent({ ticket: id, at: 5, who: 'a', kind: 'note', data: { text: 'n' } });
  await store.transact(async ({ calls }) => {
    for (let i = 0; i < 1_100; i++)
      await calls.save({ id: `call${i}`, person: 'p', fields: { i }, at: i, updatedAt: i });
  });
  await store.close();
  return options;
}

const rowsIn = (path: string) =>
  gunzipSync(readFileSync(path)).toString().split('\n').slice(1, -1).sort().join('\n');

async function copy(from: Awaited<ReturnType<typeof create>>, name: string): Promise<string> {
  const path = join(folder, name);
  const database = await openDatabase(from);
  await backup(database, path, '2026-11-21T10:00:00Z');
  await database.close();
  return path;
}

for (const from of kinds)
  for (const to of kinds)
    test(`everything goes from ${from.name} to ${to.name} and is the same there`, async () => {
      const path = await copy(await filled(from), `${from.name}-${to.name}.gz`);
      const target = await create(to);
      const database = await openDatabase(target);
      const counts = await restore(database, path);
      await database.close();
      expect(counts).toMatchObject({ calls: 1_100, tickets: 1, outbox: 3, questions: 3, inbound: 3 });
      expect(rowsIn(await copy(target, 'again.gz'))).toBe(rowsIn(path));

      const store = await openStore(target);
      expect((await store.tickets.create({ question: 'next', at: 9 })).number).toBe(1002);
      expect(await store.outbox.add({ kind: 'mail', target: 't', payload: 1, key: 'new' }, 9)).toBe(true);
      expect((await store.conversations.begin(message('m', { conversation: 'c1' }))).repeated).toBeDefined();
      await store.close();
    });

describe.each(kinds)('restoring on $name', (kind) => {
  test('a store that holds records is left alone without force, and replaced with it', async () => {
    const options = await filled(kind);
    const path = await copy(options, 'full.gz');
    const store = await openStore(options);
    await store.tickets.create({ question: 'since then', at: 1 });
    await store.close();
    const database = await openDatabase(options);
    await expect(restore(database, path)).rejects.toThrow(/holds records already.*--force/);
    await restore(database, path, { force: true });
    await database.close();
    const again = await openStore(options);
    expect((await again.tickets.list()).map((t) => t.question)).toEqual(['q']);
    await again.close();
  });

  test.each([
    ['a file that is no backup', () => gzipSync('{"format":"other"}\n'), /no backup of this program/],
    ['a file that is not even zipped', () => Buffer.from('hello'), /damaged/],
    [
      'a backup of a newer version',
      () =>
        gzipSync(`${JSON.stringify({ format: 'caaspp-assistant-backup', version: 1, schema: '9999-x' })}\n`),
      /newer version/,
    ],
    ['a backup cut short between rows', (good: Buffer) => cutLines(good), /cut short/],
    [
      'a backup cut short anywhere',
      (good: Buffer) => good.subarray(0, good.length - 200),
      /damaged|cut short/,
    ],
  ])('%s is refused with the reason, and nothing is changed', async (_, spoil, reason) => {
    const good = readFileSync(await copy(await filled(kind), 'good.gz'));
    const path = join(folder, 'bad.gz');
    writeFileSync(path, spoil(good));
    const options = await create(kind);
    const database = await openDatabase(options);
    await expect(restore(database, path)).rejects.toThrow(reason);
    await database.close();
    const store = await openStore(options);
    expect(await store.calls.list()).toEqual([]);
    await store.close();
  });

  test('a file that is not there is named', async () => {
    const database = await openDatabase(await create(kind));
    await expect(restore(database, '/no/such/file')).rejects.toThrow('/no/such/file');
    await database.close();
  });
});

test('a backup is read by its owner only', async () => {
  const path = await copy(await create(kinds[0]!), 'mode.gz');
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

function cutLines(good: Buffer): Buffer {
  return gzipSync(gunzipSync(good).toString().split('\n').slice(0, 20).join('\n'));
}
