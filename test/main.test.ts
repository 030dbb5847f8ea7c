import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createWorld } from '../src/assistant/create-world.ts';

const SECONDS = 1_000;
let children: ChildProcess[] = [];
const folders: string[] = [];

/** The first start after a change of the knowledge trains the search: not what is tested here. */
beforeAll(() => void createWorld(), 60 * SECONDS);

afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children = [];
});

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Each server has a database of its own. */
function dataDir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'caaspp-server-'));
  folders.push(folder);
  return folder;
}

function start(environment: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, ['src/start.js'], {
    env: { PATH: process.env.PATH, PORT: '0', LOG_LEVEL: 'silent', DATA_DIR: dataDir(), ...environment },
  });
  children.push(child);
  const said = { out: '', err: '' };
  child.stdout.on('data', (data) => (said.out += data));
  child.stderr.on('data', (data) => (said.err += data));
  const ended = once(child, 'exit').then(([code]) => code as number);
  return { child, said, ended };
}

async function ready(started: ReturnType<typeof start>): Promise<string> {
  const until = Date.now() + 30 * SECONDS;
  while (Date.now() < until) {
    const address = started.said.out.match(/http:\/\/\S+/)?.[0];
    if (address) return address;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`not ready: ${started.said.err}`);
}

describe('the server', () => {
  test('prints its address, tells its health, answers a question, and ends in order on SIGTERM', async () => {
    const started = start({});
    const address = await ready(started);
    expect(await (await fetch(`${address}/healthz`)).json()).toMatchObject({
      status: 'ok',
      channels: ['web'],
    });
    const answer = await fetch(`${address}/api/message`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ id: 'a', text: 'What does STAIRS mean?' }),
    });
    expect(await answer.text()).toContain('Security');
    started.child.kill('SIGTERM');
    expect(await started.ended).toBe(0);
  });

  test('ends in order on Ctrl-C', async () => {
    const started = start({});
    await ready(started);
    started.child.kill('SIGINT');
    expect(await started.ended).toBe(0);
  });

  test('is killed and started again: the conversation goes on where it was', async () => {
    const DATA_DIR = dataDir();
    const first = start({ DATA_DIR });
    const asked = await fetch(`${await ready(first)}/api/message`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ id: 'a', text: 'What does STAIRS mean?' }),
    });
    const { exchange } = (await asked.json()) as { exchange: unknown };
    const cookie = asked.headers.get('set-cookie')?.split(';')[0] ?? '';
    first.child.kill('SIGKILL');
    await first.ended;
    const second = start({ DATA_DIR });
    const shown = await fetch(`${await ready(second)}/api/conversation`, { headers: { cookie } });
    expect(await shown.json()).toMatchObject({ exchanges: [exchange] });
  });

  test('says in a sentence that another server has its database, and ends with 1', async () => {
    const DATA_DIR = dataDir();
    const first = start({ DATA_DIR });
    await ready(first);
    const second = start({ DATA_DIR });
    expect(await second.ended).toBe(1);
    expect(second.said.err).toMatch(
      /^The database .*caaspp\.sqlite is in use by process \d+\. Stop that one/,
    );
    expect(second.said.err).not.toContain('    at ');
  });

  test('says in a sentence that its port is in use, and ends with 1', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const started = start({ PORT: String(port) });
    expect(await started.ended).toBe(1);
    expect(started.said.err).toContain(`Port ${port} on 127.0.0.1 is in use.`);
    expect(started.said.err).not.toContain('    at ');
    other.close();
  });

  test('names each faulty setting and ends with 1', async () => {
    const started = start({ LOG_LEVEL: 'loud', SLACK_SIGNING_SECRET: 'x' });
    expect(await started.ended).toBe(1);
    expect(started.said.err).toContain('LOG_LEVEL must be one of');
  });
});
