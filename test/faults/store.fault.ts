import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../src/store/store.ts';
import { asAdmin, databases, type TestDatabase } from '../support/databases.ts';
import { type Mailbox, startMailbox } from './mailbox.ts';
import type { Task } from './process.ts';

const KILLS = Number(process.env.FAULT_KILLS ?? 12);
const QUESTIONS = Number(process.env.FAULT_QUESTIONS ?? 250);
const TWO_MINUTES = 120_000;

/** PGlite lives in the process that would be killed: there is nothing to test. */
const kinds = (await databases()).filter((kind) => kind.name !== 'PGlite');
/** As the mail carries it. */
const keyOf = (key: string) => createHash('sha256').update(key).digest('hex').slice(0, 32);
let running: ChildProcess | undefined;
afterEach(() => void running?.kill('SIGKILL'));

describe.each(kinds)('killed at random while questions are escalated and answered, on $name', (kind) => {
  let database: TestDatabase;
  let mailbox: Mailbox;
  beforeAll(async () => {
    database = await kind.create();
    mailbox = await startMailbox();
  });
  afterAll(async () => {
    await mailbox.close();
    await database.drop();
  });

  /** Runs the process until it is killed or has come to rest. @returns the first question that it did not confirm */
  async function run(from: number, killAfter?: number): Promise<{ next: number; quiet: boolean }> {
    const { dataDir, databaseUrl } = database.options();
    const task: Task = { dataDir, databaseUrl, smtpPort: mailbox.port, from, until: QUESTIONS };
    const child = spawn(process.execPath, [join('test', 'faults', 'process.ts')], {
      env: { ...process.env, TASK: JSON.stringify(task) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    running = child;
    const ended = once(child, 'exit');
    let next = from;
    let quiet = false;
    for await (const line of createInterface({ input: child.stdout })) {
      const [word, number] = line.split(' ');
      if (word === 'ready' && killAfter !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfter);
      if (word === 'answered') next = Number(number) + 1;
      if (word === 'quiet') quiet = true;
    }
    await ended;
    return { next, quiet };
  }

  /** Cuts all connections of the database now and then. */
  function cutConnections(): () => Promise<void> {
    let over = false;
    const { databaseUrl } = database.options();
    const name = databaseUrl && new URL(databaseUrl).pathname.slice(1);
    const cutting = (async () => {
      while (name && !over) {
        await asAdmin(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
        await new Promise((resolve) => setTimeout(resolve, 100 + Math.random() * 400));
      }
    })();
    return async () => {
      over = true;
      await cutting;
    };
  }

  test('no ticket and no answer is lost, and every notification arrives, once', async () => {
    const stopCutting = cutConnections();
    let next = 0;
    let kills = 0;
    for (; kills < KILLS && next < QUESTIONS; kills++)
      ({ next } = await run(next, 30 + (Math.random() * 15 * QUESTIONS) / KILLS));
    await stopCutting();
    const started = Date.now();
    const last = await run(next);
    expect(last).toEqual({ next: QUESTIONS, quiet: true });
    expect(Date.now() - started).toBeLessThan(TWO_MINUTES + QUESTIONS * 100);

    const store = await openStore(database.options());
    const tickets = await store.tickets.list({ limit: QUESTIONS + 1 });
    const outbox = await store.outbox.count();
    const questions = await store.questions.list();
    await store.close();
    const all = Array.from({ length: QUESTIONS }, (_, n) => n);
    expect(tickets.map((t) => t.number).sort((a, b) => a - b)).toEqual(all.map((n) => 1001 + n));
    const answered = tickets.map((t) => [t.state, t.question.match(/\d+/)?.[0], t.answer?.match(/\d+/)?.[0]]);
    expect(answered.every(([state, question, given]) => state === 'answered' && question === given)).toBe(
      true,
    );
    expect(questions).toHaveLength(QUESTIONS);
    expect(outbox).toEqual({ waiting: 0, delivered: 3 * QUESTIONS, failed: 0 });
    // The acknowledgement, the agent's mail and the answer of each, and nothing else.
    expect(mailbox.received.size).toBe(3 * QUESTIONS);
    expect(all.filter((n) => !mailbox.received.has(keyOf(`ack-${n}`)))).toEqual([]);
    expect(mailbox.refused).toBeGreaterThan(QUESTIONS / 2);
    const repeated = [...mailbox.received.values()].filter((times) => times > 1).length;
    process.stderr.write(
      `${kind.name}: ${kills} kills, ${QUESTIONS} questions, ${mailbox.refused} refusals, ${repeated} repetitions recognised by key\n`,
    );
  });
});
