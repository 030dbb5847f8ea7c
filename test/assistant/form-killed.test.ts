import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, test } from 'vitest';
import { openStore } from '../../src/store/store.ts';
import { databases, type TestDatabase } from '../support/databases.ts';

/** PGlite lives in the process that would be killed: there is nothing to test. */
const kinds = (await databases()).filter((kind) => kind.name !== 'PGlite');

const SSID = '9988776655';
/** What is said, and what must still be there after the kill that follows. */
const RUN: [said: string, kept: string][] = [
  ['please prepare my call to CalTAC', 'Nothing has been answered yet'],
  ['dell desktop', 'Device: Dell desktop'],
  ['err 88 "no route"', 'Error code: 88'],
  ['windows 11, secure browser 17', 'Operating system: Windows 11'],
  ['fiber, firewall', 'Network: fiber, firewall'],
  ['lee@oak.org 916-555-0123', 'Phone: 916-555-0123'],
  ['CA-12AB-9', 'Test session ID: CA-12AB-9'],
  [`SSID ${SSID}, grade 4, math, PT`, 'Student SSID: •••••••655'],
  ['password resets', 'About: Password resets for LEA users'],
];

let database: TestDatabase;
const children = new Set<ChildProcess>();
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await database?.drop();
});

/** The assistant in a process of its own. */
function start() {
  const child = spawn(process.execPath, [join('test', 'support', 'form-process.ts')], {
    env: { ...process.env, STORE: JSON.stringify(database.options()) },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.add(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async say(id: string, text: string): Promise<string> {
      child.stdin.write(`${JSON.stringify({ id, text })}\n`);
      return JSON.parse((await lines.next()).value as string) as string;
    },
    async kill() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
      children.delete(child);
    },
  };
}

describe.each(kinds)('killed after every single answer, on $name', (kind) => {
  test('a form goes on at the same field with "continue", and nothing acknowledged is lost', async () => {
    database = await kind.create();
    const known: string[] = [];
    let running = start();
    for (const [i, [said, kept]] of RUN.entries()) {
      const acknowledged = await running.say(`said-${i}`, said);
      await running.kill();

      running = start();
      const question = /\d of 7/.exec(acknowledged)?.[0] ?? 'Call sheet for CalTAC';
      expect(await running.say(`on-${i}`, 'continue')).toContain(question);
      const shown = await running.say(`show-${i}`, 'show');
      if (i > 0) known.push(kept);
      for (const value of i ? known : [kept]) expect(shown).toContain(value);
      // Delivered once more by a channel that never saw the acknowledgement.
      expect(await running.say(`said-${i}`, said)).toBe(acknowledged);
    }
    expect(await running.say('finish', 'finish')).toContain('The contact log is attached');
    await running.kill();

    const store = await openStore(database.options());
    const [call] = await store.calls.list();
    await store.close();
    expect(call).toMatchObject({ about: 'Password resets for LEA users', fields: { hadStudent: true } });
    expect(JSON.stringify(call)).toContain('CA-12AB-9');
    expect(JSON.stringify(call)).not.toContain(SSID);
  }, 240_000);
});
