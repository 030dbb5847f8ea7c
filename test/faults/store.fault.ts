import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../src/store/store.ts';
import { createPostgres, postgresAnswers } from '../support/databases.ts';
import { type Mailbox, startMailbox } from './mailbox.ts';
import { cutConnections, startCluster } from './postgres.ts';
import { answerOf, isClaimed, questionOf } from './questions.ts';
import { createRunner, type Runner } from './runner.ts';

const KILLS = Number(process.env.FAULT_KILLS ?? 6);
const QUESTIONS = Number(process.env.FAULT_QUESTIONS ?? 120);
/** How often PostgreSQL is stopped and started. */
const STOPS = Number(process.env.FAULT_STOPS ?? 1);
const TWO_MINUTES = 120_000;

/** Where the questions go, and what goes wrong with it while they do. */
interface Ground {
  options: { dataDir: string; databaseUrl?: string };
  /** Begins; tells what it did when it is ended. */
  trouble(runner: Runner): () => Promise<string>;
  drop(): Promise<void>;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function sqlite(): Ground {
  const dataDir = mkdtempSync(join(tmpdir(), 'caaspp-faults-'));
  return {
    options: { dataDir },
    trouble: () => async () => 'no outage',
    drop: async () => rmSync(dataDir, { recursive: true, force: true }),
  };
}

async function postgres(): Promise<Ground> {
  const dataDir = mkdtempSync(join(tmpdir(), 'caaspp-faults-'));
  const cluster = await startCluster();
  if (!cluster)
    process.stderr.write('No initdb, or no user to run it: connections are cut, and nothing is stopped.\n');
  const database = cluster ?? (await createPostgres());
  return {
    options: { dataDir, databaseUrl: database.url },
    trouble(runner) {
      let over = false;
      let stops = 0;
      let cuts = 0;
      const going = (async () => {
        while (!over || (cluster && stops < STOPS)) {
          await pause(100 + Math.random() * 900);
          // Evenly through the questions.
          const due = runner.answered() >= ((stops + 0.5) * QUESTIONS) / STOPS;
          if (cluster && stops < STOPS && due) {
            await cluster.stop(stops % 2 ? 'fast' : 'immediate');
            stops++;
            await pause(500 + Math.random() * 7_500);
            await cluster.start();
          } else if (!over) {
            await cutConnections(database.url);
            cuts++;
          }
        }
      })();
      return async () => {
        over = true;
        await going;
        if (cluster) expect(stops).toBe(STOPS);
        return `stopped and started ${stops} times, connections cut ${cuts} times`;
      };
    },
    async drop() {
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Which of its deliveries a mail about a question is. */
function kindOf(mail: string, n: number) {
  if (mail.includes('Just asked:')) return 'reply';
  if (mail.includes(answerOf(n))) return 'answer';
  return mail.includes('is looking at') ? 'claimed' : 'sent';
}

/** PGlite lives in the process that would be killed: there is nothing to test. */
const grounds = [
  { name: 'SQLite', create: async () => sqlite() },
  ...((await startable()) ? [{ name: 'PostgreSQL', create: postgres }] : []),
];

async function startable(): Promise<boolean> {
  const trial = await startCluster();
  await trial?.drop();
  return trial !== undefined || postgresAnswers();
}

describe.each(grounds)('killed at random while questions are sent and answered, on $name', (kind) => {
  let ground: Ground;
  let mailbox: Mailbox;
  let runner: Runner;
  beforeAll(async () => {
    ground = await kind.create();
    mailbox = await startMailbox();
    runner = createRunner({ ...ground.options, smtpPort: mailbox.port, questions: QUESTIONS });
  });
  afterEach(() => runner.end());
  afterAll(async () => {
    await mailbox.close();
    await ground.drop();
  });

  test('no ticket and no answer is lost, and every notice arrives once, within two minutes of quiet', async () => {
    const endTrouble = ground.trouble(runner);
    let kills = 0;
    while (kills < KILLS && runner.answered() < QUESTIONS)
      if (await runner.run(Math.ceil((Math.random() * QUESTIONS) / (KILLS + 1)))) kills++;
    await runner.finish();
    const outages = await endTrouble();
    await runner.settle();

    const store = await openStore(ground.options);
    const tickets = await store.tickets.list({ limit: QUESTIONS + 1 });
    const outbox = await store.outbox.count();
    const events = await Promise.all(tickets.map(({ id }) => store.tickets.events(id)));
    const askers = await Promise.all(tickets.map(({ id }) => store.tickets.askers(id)));
    await store.close();
    const all = Array.from({ length: QUESTIONS }, (_, n) => n);
    expect(kills).toBe(KILLS);
    expect(tickets.map((t) => t.number).sort((a, b) => a - b)).toEqual(all.map((n) => 1001 + n));
    const kept = tickets.map((t) => `${t.state}: ${t.question} ${t.answer}`).sort();
    expect(kept).toEqual(all.map((n) => `answered: ${questionOf(n)} ${answerOf(n)}`).sort());
    expect(askers.map((a) => a.length)).toEqual(all.map(() => 1));
    const history = events.map((list) => list.map((e) => e.kind).join(' ')).sort();
    const told = all.map((n) => (isClaimed(n) ? 'created claimed answered' : 'created answered')).sort();
    expect(history).toEqual(told);

    // To the agent; to the asker the reply, that it is claimed, and the answer; each under one key, and nothing else.
    const expected = all.flatMap((n) =>
      isClaimed(n) ? ['sent', 'reply', 'claimed', 'answer'] : ['sent', 'reply', 'answer'],
    );
    expect(outbox).toEqual({ waiting: 0, delivered: expected.length, failed: 0 });
    expect(mailbox.received.size).toBe(expected.length);
    const mails = [...mailbox.received.values()].map(({ text }) => text);
    const arrived = all.flatMap((n) =>
      mails
        .filter((mail) => mail.includes(questionOf(n)))
        .map((mail) => kindOf(mail, n))
        .sort((a, b) => Number(b === 'sent') - Number(a === 'sent')),
    );
    expect(arrived).toEqual(expected);
    expect(mailbox.refused).toBeGreaterThan(QUESTIONS / 4);
    expect(runner.quietAfter()).toBeLessThan(TWO_MINUTES);
    const repeated = [...mailbox.received.values()].filter(({ times }) => times > 1).length;
    process.stderr.write(
      `${kind.name}: ${QUESTIONS} questions, ${expected.length} deliveries, ${kills} kills, ${outages}, ${mailbox.refused} mails refused, ${runner.refused()} requests made again, ${repeated} repetitions known by their key, quiet after ${(runner.quietAfter() / 1000).toFixed(1)} s\n`,
    );
  });
});
