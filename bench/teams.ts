/**
 * How fast Teams is answered, from the activity to the reply that the connector has: against a bot of botbuilder that
 * only echoes. And what two instances, and an outage, do to order and number. `node bench/teams.ts [speed|twice|outage …]`
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createPostgres, postgresAnswers } from '../test/support/databases.ts';
import {
  activity,
  answered,
  type FakeConnector,
  type Issuer,
  startConnector,
  startIssuer,
  TENANT,
} from '../test/support/teams.ts';
import { jsonLines, print } from './figures.ts';

const ACTIVITIES = 1_000;
const CHATS = 100;
const AT_ONCE = 32;
/** Share of the echoing bot's requests a second. */
const LEAST = 0.7;
const OUTAGE_MS = 60_000;
/** After an outage the last try may be 45 s away (backoff.ts), and the queues behind it are to be sent. */
const PATIENCE_MS = 150_000;
/** A second reply would come within this time. */
const LATE_MS = 2_000;

/** The platform's own servers take 100 ms and more; a call over a network is never done at once. */
const LATENCY_MS = 100;
const CONVERSING = 32;
/** Of one chat Teams takes two messages a second for long: those who are many are in many. */
const MANY_CHATS = 13 * CONVERSING;
const WARM_UP = 400;

const QUESTIONS = jsonLines<{ text: string }>('knowledge/fitting.jsonl').slice(0, 60);

interface Bench {
  issuer: Issuer;
  connector: FakeConnector;
  chats: number;
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

const chat = (n: number) => ({ id: `a:chat-${n}`, conversationType: 'personal', tenantId: TENANT });

/** What somebody writes in their own chat with the bot. */
function message(connector: FakeConnector, who: number, n: number) {
  return activity(connector, {
    conversation: chat(who),
    from: { id: `29:${who}`, aadObjectId: `person-${who}`, name: 'A' },
    text: QUESTIONS[n % QUESTIONS.length]!.text,
  });
}

interface Run {
  ms: number;
  replies: number;
  /** Activities without a reply, with more than one, and replies that overtook an earlier one of their chat. */
  lost: number;
  twice: number;
  overtaken: number;
}

/** Posts to each address, some at once but in turn in each chat, and waits until all replies are there, or too long. */
async function run(bench: Bench, addresses: string[], count: number, outageMs = 0): Promise<Run> {
  const { connector, issuer, chats } = bench;
  connector.reset();
  const headers = {
    'Content-Type': 'application/json',
    Authorization: `Bearer ${issuer.token(connector.address)}`,
  };
  const activities = Array.from({ length: count }, (_, n) => message(connector, n % chats, n));
  const bodies = activities.map((one) => JSON.stringify(one));
  const started = performance.now();
  connector.down = outageMs > 0;
  const back = pause(outageMs).then(() => {
    connector.down = false;
  });
  const post = async (n: number) => {
    const body = bodies[n];
    await Promise.all(
      addresses.map(async (address) => {
        const response = await fetch(`${address}/api/messages`, { method: 'POST', headers, body });
        await response.arrayBuffer();
        if (!response.ok) throw new Error(`activity ${n}: ${response.status}`);
      }),
    );
  };
  const inChat = new Map<number, Promise<void>>();
  let next = 0;
  const client = async () => {
    for (let n = next++; n < count; n = next++) {
      const turn = (inChat.get(n % chats) ?? Promise.resolve()).then(() => post(n));
      inChat.set(n % chats, turn);
      await turn;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, client));
  await back;
  const until = performance.now() + PATIENCE_MS;
  while (connector.count() < count && performance.now() < until) await pause(5);
  return { ms: performance.now() - started, ...compared(bench, activities) };
}

function compared({ connector }: Bench, activities: { id: string; conversation: object }[]): Omit<Run, 'ms'> {
  const order = new Map(activities.map(({ id }, n) => [id, n]));
  const seen = new Set<string>();
  let [twice, overtaken] = [0, 0];
  for (const ids of answered(connector.taken).values()) {
    let latest = -1;
    for (const id of ids) {
      const n = order.get(id) ?? -1;
      if (seen.has(id)) twice++;
      else if (n < latest) overtaken++;
      seen.add(id);
      latest = Math.max(latest, n);
    }
  }
  const replies = connector.count();
  // Of the few replies without a button the number alone tells.
  return { replies, lost: Math.max(0, activities.length - replies), twice, overtaken };
}

function say(what: string, count: number, { ms, replies, lost, twice, overtaken }: Run): void {
  const good = replies === count && !lost && !twice && !overtaken;
  if (!good) process.exitCode = 1;
  print(
    `${what}: ${replies} of ${count} replies, ${lost} lost, ${twice} twice, ${overtaken} out of order, ` +
      `the last after ${(ms / 1000).toFixed(1)} s: ${good ? 'kept' : 'MISSED'}`,
  );
}

/**
 * People who each wait for their reply before they write again, in the next chat: of one Teams takes few a second.
 * @returns activities a second, to the recorded reply
 */
async function conversing({ connector, issuer, chats }: Bench, address: string): Promise<number> {
  const headers = {
    'Content-Type': 'application/json',
    Authorization: `Bearer ${issuer.token(connector.address)}`,
  };
  const waiting = new Map<string, () => void>();
  connector.onTaken = ({ conversation }) => waiting.get(conversation)?.();
  let left = ACTIVITIES;
  const person = async (first: number) => {
    for (let next = first; left-- > 0; next += CONVERSING) {
      const who = next % chats;
      const replied = new Promise<void>((resolve) => waiting.set(chat(who).id, resolve));
      const body = JSON.stringify(message(connector, who, left));
      const response = await fetch(`${address}/api/messages`, { method: 'POST', headers, body });
      await response.arrayBuffer();
      if (!response.ok) throw new Error(`status ${response.status}`);
      await replied;
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: CONVERSING }, (_, who) => person(who)));
  connector.onTaken = undefined;
  return (ACTIVITIES / (performance.now() - started)) * 1_000;
}

async function flooding(bench: Bench, address: string): Promise<number> {
  return (ACTIVITIES / (await run(bench, [address], ACTIVITIES)).ms) * 1_000;
}

async function compare(
  what: string,
  latencyMs: number,
  measure: typeof flooding,
  bench: Bench,
  folder: string,
): Promise<number> {
  const rates: Record<string, number> = {};
  for (const kind of ['echo', 'ours']) {
    const { child, address } = await start(kind, bench, mkdtempSync(join(folder, kind)));
    await run(bench, [address], WARM_UP);
    bench.connector.latencyMs = latencyMs;
    rates[kind] = Math.max(await measure(bench, address), await measure(bench, address));
    bench.connector.latencyMs = 0;
    await stop(child);
  }
  const { echo = 1, ours = 0 } = rates;
  print(
    `${what}: echoing bot ${echo.toFixed(0)} activities a second, this project ${ours.toFixed(0)}: ${((ours / echo) * 100).toFixed(0)} %`,
  );
  return ours / echo;
}

async function speed(given: Bench, folder: string): Promise<void> {
  const bench = { ...given, chats: MANY_CHATS };
  const what = `${CONVERSING} people, each waiting for the reply, the connector taking ${LATENCY_MS} ms a call`;
  const share = await compare(what, LATENCY_MS, conversing, bench, folder);
  print(`  at least ${LEAST * 100} %: ${share >= LEAST ? 'kept' : 'MISSED'}`);
  await compare('Flooded, the connector answering at once (for information)', 0, flooding, bench, folder);
}

async function twoInstances(bench: Bench): Promise<void> {
  if (!(await postgresAnswers())) {
    print('No PostgreSQL answers: two instances were not tried.');
    return;
  }
  const database = await createPostgres();
  const two = [await start('ours', bench, '', database.url), await start('ours', bench, '', database.url)];
  const all = await run(
    bench,
    two.map((t) => t.address),
    ACTIVITIES,
  );
  await pause(LATE_MS);
  say('1,000 activities, each twice to two instances on PostgreSQL', ACTIVITIES, {
    ...all,
    replies: bench.connector.count(),
  });
  for (const { child } of two) await stop(child);
  await database.drop();
}

async function outage(bench: Bench, folder: string): Promise<void> {
  const { child, address } = await start('ours', bench, join(folder, 'outage'));
  say('A connector that is away for 60 s', 300, await run(bench, [address], 300, OUTAGE_MS));
  await stop(child);
}

const SECTIONS = { speed, twice: twoInstances, outage };
const cache = join(import.meta.dirname, '../.cache');
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(join(cache, 'bench-teams-'));
const bench: Bench = { issuer: await startIssuer(), connector: await startConnector(), chats: CHATS };
const wanted = process.argv.slice(2);
try {
  for (const [name, section] of Object.entries(SECTIONS))
    if (!wanted.length || wanted.includes(name)) await section(bench, folder);
} finally {
  await bench.connector.stop();
  await bench.issuer.stop();
  rmSync(folder, { recursive: true, force: true });
}
