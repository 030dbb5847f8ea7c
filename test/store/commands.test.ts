import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../src/store/store.ts';

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'caaspp-commands-'));
  const store = await openStore({ dataDir: join(folder, 'a') });
  await store.people.save({ id: 'u1', channel: 'slack', email: 'ana@example.org', fields: {} }, 1);
  await store.tickets.create({ question: 'q', at: 1 });
  await store.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function command(name: string, args: string[], environment: NodeJS.ProcessEnv = {}) {
  const env = { PATH: process.env.PATH, DATA_DIR: join(folder, 'a'), DATABASE_URL: '', ...environment };
  const { stdout, stderr, status } = spawnSync(process.execPath, ['src/cli.ts', name, ...args], {
    env,
    encoding: 'utf8',
  });
  return { stdout, stderr, status };
}

describe('commands on the store', () => {
  test('backup, restore into another folder, and forget say what they did', () => {
    const file = join(folder, 'b.gz');
    expect(command('backup', [file])).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('1 people, 1 tickets'),
    });
    const other = { DATA_DIR: join(folder, 'b') };
    expect(command('restore', [file], other)).toMatchObject({ status: 0, stderr: '' });
    const refused = command('restore', [file], other);
    expect(refused).toMatchObject({ status: 1, stderr: expect.stringContaining('--force') });
    expect(command('restore', [file, '--force'], other).status).toBe(0);
    expect(command('forget', ['Ana@example.org'], other)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('One account forgotten. Erased: 1 profiles.'),
    });
    expect(command('forget', ['ana@example.org'], other)).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('Nothing is kept'),
    });
  });

  test('backup works beside a running server; restore and forget are refused by name', async () => {
    const store = await openStore({ dataDir: join(folder, 'a') });
    expect(command('backup', [join(folder, 'c.gz')]).status).toBe(0);
    for (const name of ['restore', 'forget'])
      expect(command(name, ['x'])).toMatchObject({
        status: 1,
        stderr: expect.stringMatching(/caaspp\.sqlite is in use by process \d+\. Stop that one first/),
      });
    await store.close();
  });

  test.each(['backup', 'restore', 'forget'])('%s without its argument says how it is used', (name) => {
    expect(command(name, [])).toMatchObject({ status: 2, stderr: expect.stringContaining('Usage') });
    expect(command(name, ['--help']).status).toBe(2);
  });

  test('a setting that is wrong is named', () => {
    expect(command('backup', ['x'], { DATABASE_URL: 'mysql://x' })).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('DATABASE_URL must begin with postgres://'),
    });
  });
});
