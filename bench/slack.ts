/**
 * How fast Slack's events are handled, from the signed request to the reply that stands in Slack (the tests' own:
 * emulate behind a proxy): against a plain Bolt app that acknowledges and says one fixed line. And how soon events are
 * acknowledged, and what repetitions do.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { SECRET } from '../test/channels/slack/support/app.ts';
import { BOT_TOKEN, type Call, startFakeSlack, TEAM } from '../test/channels/slack/support/fake-slack.ts';
import { createPostgres, postgresAnswers } from '../test/support/databases.ts';
import { jsonLines, percentile, print } from './figures.ts';

const EVENTS = 1_500;
const WARM_UP = 400;
const AT_ONCE = 32;
const PEOPLE = 100;
/** Questions that follow each other in a thread. */
const IN_THREAD = 3;
const PER_SECOND = 300;
const SECONDS = 10;
/** Share of the plain app's requests a second. */
const LEAST = 0.7;
const MOST_ACK_MS = 200;
/** Slack's own servers take 100 ms and more; a call over a network is never done at once. */
const LATENCY_MS = 100;
const CONVERSING = 32;
const QUESTIONS = jsonLines<{ text: string }>('knowledge/fitting.jsonl').slice(0, 60);

/** The tests' own Slack, with people to write to in private; it takes 5,000 calls of a token, so each part has its own. */
async function startSlack(latencyMs: number) {
  const fake = await startFakeSlack({ more: PEOPLE, latencyMs });
  const users = ((await fake.call('users.list', { limit: 1_000 })).members as { id: string; name: string }[])
    .filter(({ name }) => name.startsWith('user'))
    .map(({ id }) => id);
  const channels = await Promise.all(users.map((user) => fake.privateChannel(user)));
  const replies: Call[] = [];
  const waiting = new Map<string, () => void>();
  fake.onCall = (call) => {
    if (call.method !== 'chat.postMessage' || call.answer.ok !== true) return;
    replies.push(call);
    waiting.get(String(call.body.channel))?.();
  };
  /** The next reply in a channel. */
  const nextIn = (channel: string) => new Promise<void>((resolve) => waiting.set(channel, resolve));
  return { fake, api: fake.api, users, channels, replies, nextIn };
}
type Slack = Awaited<ReturnType<typeof startSlack>>;

const agent = new Agent({ keepAlive: true, maxSockets: 256 });
let count = 0;

/** An event in somebody's private channel; of those that follow each other there, each thread has a few. */
function newEvent({ users, channels }: Slack, who = count % PEOPLE, inThread = IN_THREAD) {
  const n = count++;
  const turn = Math.floor(n / PEOPLE);
  const first = n - (turn % inThread) * PEOPLE;
  const channel = channels[who]!;
  const event = {
    type: 'message',
    channel_type: 'im',
    channel,
    user: users[who],
    ts: stamp(n),
    ...(first < n && first >= 0 ? { thread_ts: stamp(first) } : {}),
    text: QUESTIONS[n % QUESTIONS.length]!.text,
  };
  const body = JSON.stringify({ type: 'event_callback', team_id: TEAM, event_id: `Ev${n}`, event });
  return { channel, body };
}

const stamp = (n: number): string => `${1_700_000_000 + n}.000100`;

/** @returns milliseconds until it was acknowledged */
function post(address: string, body: string, retry = 0): Promise<number> {
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const signature = `v0=${createHmac('sha256', SECRET).update(`v0:${timestamp}:${body}`).digest('hex')}`;
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const sent = request(
      `${address}/slack/events`,
      {
        method: 'POST',
        agent,
        headers: {
          'Content-Type': 'application/json',
          'X-Slack-Request-Timestamp': timestamp,
          'X-Slack-Signature': signature,
          ...(retry ? { 'X-Slack-Retry-Num': String(retry), 'X-Slack-Retry-Reason': 'http_timeout' } : {}),
        },
      },
      (res) => {
        res.resume();
        res.on('end', () =>
          res.statusCode === 200
            ? resolve(performance.now() - started)
            : reject(new Error(`status ${res.statusCode}`)),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** The plain app, or this project's as `npm start` starts it. */
async function start(kind: 'plain' | 'ours', slack: Slack, dataDir: string, databaseUrl = '') {
  const plain = [join(import.meta.dirname, 'plain-bolt.ts'), slack.api];
  const env = {
    ...process.env,
    PORT: '0',
    LOG_LEVEL: 'silent',
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_SIGNING_SECRET: SECRET,
    SLACK_API_URL: slack.api,
    DATA_DIR: dataDir,
    ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
  };
  const program = kind === 'plain' ? plain : ['src/start.js'];
  const child = spawn(process.execPath, program, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const address = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (words) => {
      said += words;
      const found = /ready: (\S+)\s/.exec(said)?.[1];
      if (found) resolve(found);
    });
    child.on('exit', () => reject(new Error(`The server ended by itself: ${said}`)));
  });
  return { child, address };
}

async function stop(child: ChildProcess): Promise<void> {
  child.kill();
  await once(child, 'exit');
}

async function recorded(slack: Slack, wanted: number): Promise<void> {
  const end = Date.now() + 60_000;
  while (slack.replies.length < wanted && Date.now() < end)
    await new Promise((resolve) => setTimeout(resolve, 2));
  if (slack.replies.length < wanted) throw new Error(`${slack.replies.length} of ${wanted} replies came.`);
}

/** People who each wait for their reply before they ask again. @returns events a second, to the recorded reply */
async function conversing(address: string, slack: Slack, events: number): Promise<number> {
  const started = performance.now();
  let left = events;
  const person = async () => {
    while (left-- > 0) {
      const { channel, body } = newEvent(slack);
      const replied = slack.nextIn(channel);
      await post(address, body);
      await replied;
    }
  };
  await Promise.all(Array.from({ length: CONVERSING }, person));
  return (events / (performance.now() - started)) * 1_000;
}

/** As many as it takes. @returns events a second, from the first request to the last recorded reply */
async function flooding(address: string, slack: Slack, events: number): Promise<number> {
  const bodies = Array.from({ length: events }, () => newEvent(slack).body);
  const wanted = slack.replies.length + events;
  const started = performance.now();
  await atOnce(bodies, (body) => post(address, body));
  await recorded(slack, wanted);
  return (events / (performance.now() - started)) * 1_000;
}

async function atOnce(bodies: readonly string[], send: (body: string) => Promise<unknown>): Promise<void> {
  let next = 0;
  const client = async () => {
    for (let n = next++; n < bodies.length; n = next++) await send(bodies[n]!);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, client));
}

/** At a steady pace; the pace does not wait for answers. */
async function acknowledgements(address: string, slack: Slack): Promise<number[]> {
  const waits: Promise<number>[] = [];
  const wanted = slack.replies.length + PER_SECOND * SECONDS;
  const started = performance.now();
  for (let n = 0; n < PER_SECOND * SECONDS; n++) {
    const due = started + (n * 1_000) / PER_SECOND;
    while (performance.now() < due) await new Promise((resolve) => setTimeout(resolve, 1));
    waits.push(post(address, newEvent(slack).body));
  }
  const all = await Promise.all(waits);
  await recorded(slack, wanted);
  return all;
}

/** One part of the bench: a Slack of its own, and servers that end with it. */
async function part<T>(
  latencyMs: number,
  work: (slack: Slack, serve: typeof start) => Promise<T>,
): Promise<T> {
  const slack = await startSlack(latencyMs);
  const children: ChildProcess[] = [];
  try {
    return await work(slack, async (...given) => {
      const started = await start(...given);
      children.push(started.child);
      return started;
    });
  } finally {
    for (const child of children) await stop(child);
    await slack.fake.stop();
  }
}

async function compare(
  what: string,
  latencyMs: number,
  measure: typeof flooding,
  folder: string,
): Promise<number> {
  const rateOf = (kind: 'plain' | 'ours') =>
    part(latencyMs, async (slack, serve) => {
      const { address } = await serve(kind, slack, mkdtempSync(join(folder, kind)));
      await flooding(address, slack, WARM_UP);
      return Math.max(await measure(address, slack, EVENTS), await measure(address, slack, EVENTS));
    });
  const plain = await rateOf('plain');
  const ours = await rateOf('ours');
  const share = ours / plain;
  print(
    `${what}: plain Bolt app ${plain.toFixed(0)} events a second, this project ${ours.toFixed(0)}: ${(share * 100).toFixed(0)} %`,
  );
  return share;
}

mkdirSync('.cache', { recursive: true });
const folder = mkdtempSync(join('.cache', 'bench-slack-'));
try {
  const share = await compare(
    `${CONVERSING} people, each waiting for the reply, Slack taking ${LATENCY_MS} ms a call`,
    LATENCY_MS,
    conversing,
    folder,
  );
  print(`  at least ${LEAST * 100} %: ${share >= LEAST ? 'kept' : 'MISSED'}`);
  await compare('Flooded, Slack answering at once (for information)', 0, flooding, folder);

  const waits = await part(LATENCY_MS, async (slack, serve) => {
    const { address } = await serve('ours', slack, join(folder, 'pace'));
    await flooding(address, slack, WARM_UP);
    return acknowledgements(address, slack);
  });
  const p99 = percentile(waits, 0.99);
  print(
    `acknowledged at ${PER_SECOND} a second: p50 ${percentile(waits, 0.5).toFixed(1)} ms, p99 ${p99.toFixed(1)} ms (at most ${MOST_ACK_MS} ms: ${p99 <= MOST_ACK_MS ? 'kept' : 'MISSED'})`,
  );

  if (await postgresAnswers()) {
    const database = await createPostgres();
    const { replies, seconds } = await part(0, async (slack, serve) => {
      const two = [
        await serve('ours', slack, '', database.url),
        await serve('ours', slack, '', database.url),
      ];
      const bodies = Array.from({ length: 1_000 }, () => newEvent(slack, undefined, 1).body);
      const started = performance.now();
      await atOnce(bodies, (body) =>
        Promise.all([0, 1, 2].map((retry) => post(two[retry % 2]!.address, body, retry))),
      );
      await recorded(slack, 1_000);
      const seconds = (performance.now() - started) / 1_000;
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      return { replies: slack.replies, seconds };
    });
    const threads = new Set(replies.map(({ body }) => body.thread_ts)).size;
    print(
      `1,000 events, each three times to two instances on PostgreSQL: ${replies.length} replies in ${threads} threads, ${seconds.toFixed(1)} s`,
    );
    await database.drop();
  } else print('No PostgreSQL answers: two instances were not tried.');
} finally {
  agent.destroy();
  rmSync(folder, { recursive: true, force: true });
}
