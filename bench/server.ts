/** The server as a process: when it is ready, and how much memory it holds. */
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { jsonLines, megabytes, ms, print, table } from './figures.ts';

const PORT = 4963;
const READY = 1_000;
const FIRST = 10_000;
const RESIDENT = 150e6;
const MESSAGES = 200;

/** A copy of the project without its cache, so that the very first start can be seen. */
function freshCopy(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bench-server-'));
  for (const part of ['src', 'knowledge', 'intents', 'package.json'])
    cpSync(part, join(folder, part), { recursive: true });
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  return folder;
}

async function start(folder: string): Promise<{ child: ChildProcess; ready: number }> {
  const started = performance.now();
  const child = spawn(process.execPath, ['src/start.js'], {
    cwd: folder,
    env: { PATH: process.env.PATH, PORT: String(PORT), DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'error' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (;;) {
    if (child.exitCode !== null) throw new Error('The server ended by itself.');
    const up = await fetch(`http://127.0.0.1:${PORT}/healthz`).then(
      (r) => r.ok,
      () => false,
    );
    if (up) return { child, ready: performance.now() - started };
    await pause(10);
  }
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  await ended;
}

/** Bytes of memory that a process holds; 0 where the system does not tell. */
function resident(pid: number | undefined): number {
  try {
    return 1024 * Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmRSS:\s*(\d+)/)?.[1] ?? 0);
  } catch {
    return 0;
  }
}

export async function run(): Promise<void> {
  const folder = freshCopy();
  try {
    const first = await start(folder);
    await stop(first.child);
    const again = [];
    for (let i = 0; i < 3; i++) {
      const { child, ready } = await start(folder);
      await stop(child);
      again.push(ready);
    }
    const { child } = await start(folder);
    await pause(2_000);
    const before = resident(child.pid);
    const site = `http://127.0.0.1:${PORT}`;
    const questions = jsonLines<{ text: string }>('knowledge/fitting.jsonl').slice(0, MESSAGES);
    let cookie = '';
    let answered = 0;
    for (const [i, { text }] of questions.entries()) {
      const response = await fetch(`${site}/api/message`, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          Origin: site,
          'Sec-Fetch-Site': 'same-origin',
          Cookie: cookie,
        },
        body: JSON.stringify({ id: `bench-${i}-${Date.now()}`, text }),
      });
      cookie ||= response.headers.get('set-cookie')?.split(';')[0] ?? '';
      if (response.ok) answered++;
      await response.arrayBuffer();
    }
    // What the answers left behind is collected in the first quiet second.
    await pause(3_000);
    const after = resident(child.pid);
    await stop(child);
    const best = Math.min(...again);
    const word = (ok: boolean) => (ok ? 'kept' : 'MISSED');
    print(
      table(
        ['server', 'measured', 'at most', ''],
        [
          ['ready after a change, all built anew', ms(first.ready), ms(FIRST), word(first.ready <= FIRST)],
          ['ready (best of 3)', ms(best), ms(READY), word(best <= READY)],
          ['resident, warm', megabytes(before), megabytes(RESIDENT), word(before <= RESIDENT)],
          [
            `resident after ${answered} messages`,
            megabytes(after),
            megabytes(RESIDENT),
            word(after <= RESIDENT),
          ],
        ],
      ),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
