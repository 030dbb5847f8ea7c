/**
 * How fast Teams is answered, from the activity to the reply that the connector has: against a bot of botbuilder that
 * only echoes. And what two instances, and an outage, do to order and number.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createPostgres, postgresAnswers } from '../test/support/databases.ts';
import {
  activity,
  type FakeConnector,
  type Issuer,
  startConnector,
  startIssuer,
  TENANT,
} from '../test/support/teams.ts';

const ACTIVITIES = 1_000;
const CHATS = 100;
const AT_ONCE = 32;
/** Share of the echoing bot's requests a second. */
const LEAST = 0.7;
const OUTAGE_MS = 60_000;

const QUESTIONS = [
  'When must our testing window be set?',
  'who signs the affidavit',
  'what is THSS',
  'tasks in december',
];

interface Bench {
  issuer: Issuer;
  connector: FakeConnector;
}

async function start(kind: string, { issuer, connector }: Bench, dataDir: string, databaseUrl = '') {
  const file = join(import.meta.dirname, 'teams-server.ts');
  const child = fork(file, [kind, issuer.openId, connector.address, dataDir, databaseUrl]);
  const [address] = (await once(child, 'message')) as [string];
  return { child, address };
}

async function stop(child: ChildProcess): Promise<void> {
  child.kill();
  await once(child, 'exit');
}

const chat = (n: number) => ({ id: `a:chat-${n % CHATS}`, conversationType: 'personal', tenantId: TENANT });

/** Posts to each address, some at once, and waits until all replies are there. @returns milliseconds */
async function run(bench: Bench, addresses: string[], count: number, outageMs = 0): Promise<number> {
  const { connector, issuer } = bench;
  connector.reset();
  const headers = {
    'Content-Type': 'application/json',
    Authorization: `Bearer ${issuer.token(connector.address)}`,
  };
  const bodies = Array.from({ length: count }, (_, n) =>
    JSON.stringify(
      activity(connector, {
        conversation: chat(n),
        from: { id: `29:${n % CHATS}`, aadObjectId: `person-${n % CHATS}`, name: 'A' },
        text: QUESTIONS[n % QUESTIONS.length],
      }),
    ),
  );
  const started = performance.now();
  if (outageMs) {
    connector.down = true;
    setTimeout(() => {
      connector.down = false;
    }, outageMs);
  }
  let next = 0;
  const client = async () => {
    for (let n = next++; n < count; n = next++)
      await Promise.all(
        addresses.map(async (address) => {
          const response = await fetch(`${address}/api/messages`, {
            method: 'POST',
            headers,
            body: bodies[n],
          });
          await response.arrayBuffer();
          if (!response.ok) throw new Error(`activity ${n}: ${response.status}`);
        }),
      );
  };
  await Promise.all(Array.from({ length: AT_ONCE }, client));
  while (connector.count() < count) await new Promise((resolve) => setTimeout(resolve, 5));
  return performance.now() - started;
}

export async function main(
  say: (line: string) => void = (line) => process.stdout.write(`${line}\n`),
): Promise<void> {
  const bench: Bench = { issuer: await startIssuer(), connector: await startConnector() };
  const folder = mkdtempSync(join(import.meta.dirname, '../.cache/bench-teams-'));
  try {
    const rates: Record<string, number> = {};
    for (const kind of ['echo', 'ours']) {
      const { child, address } = await start(kind, bench, join(folder, kind));
      await run(bench, [address], 200);
      const best = Math.min(
        ...[await run(bench, [address], ACTIVITIES), await run(bench, [address], ACTIVITIES)],
      );
      rates[kind] = (ACTIVITIES / best) * 1000;
      say(
        `${kind === 'echo' ? 'botbuilder, echoing' : 'this project, on SQLite'}: ${rates[kind].toFixed(0)} activities a second`,
      );
      await stop(child);
    }
    const { echo = 1, ours = 0 } = rates;
    say(`That is ${((ours / echo) * 100).toFixed(0)} % (at least ${LEAST * 100} % is asked).`);

    if (await postgresAnswers()) {
      const database = await createPostgres();
      const two = [
        await start('ours', bench, '', database.url),
        await start('ours', bench, '', database.url),
      ];
      const ms = await run(
        bench,
        two.map((t) => t.address),
        1_000,
      );
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      say(
        `1,000 activities, each twice to two instances on PostgreSQL: ${bench.connector.count()} replies, ${ms.toFixed(0)} ms`,
      );
      for (const { child } of two) await stop(child);
      await database.drop();
    } else say('No PostgreSQL answers: two instances were not tried.');

    const { child, address } = await start('ours', bench, join(folder, 'outage'));
    const ms = await run(bench, [address], 300, OUTAGE_MS);
    say(
      `A connector that is away for 60 s: ${bench.connector.count()} of 300 replies, the last after ${(ms / 1000).toFixed(0)} s`,
    );
    await stop(child);
  } finally {
    await bench.connector.stop();
    await bench.issuer.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();
