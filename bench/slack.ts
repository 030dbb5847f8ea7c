/**
 * How fast Slack's events are handled, from the signed request to the reply that Slack has: against a plain Bolt app
 * that acknowledges and says one fixed line. And how soon events are acknowledged, and what repetitions do.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { SECRET } from '../test/channels/slack/support/app.ts';
import { createPostgres, postgresAnswers } from '../test/support/databases.ts';
import { percentile, print } from './figures.ts';

const EVENTS = 2_000;
const AT_ONCE = 32;
const CHANNELS = 100;
const PER_SECOND = 300;
const SECONDS = 10;
/** Share of the plain app's requests a second. */
const LEAST = 0.7;
const QUESTIONS = [
  'When must our testing window be set?',
  'who signs the affidavit',
  'what is THSS',
  'tasks in december',
];

/** A Slack that takes everything and keeps which thread was answered how often. */
async function startSink() {
  const answered = new Map<string, number>();
  let ts = 0;
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const fields = new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
      const method = req.url?.split('/').at(-1);
      if (method === 'chat.postMessage') {
        const thread = fields.get('thread_ts') ?? '';
        answered.set(thread, (answered.get(thread) ?? 0) + 1);
      }
      res.setHeader('Content-Type', 'application/json');
      res.end(
        JSON.stringify({
          ok: true,
          user_id: 'UBOT',
          bot_id: 'BBOT',
          team_id: 'T1',
          ts: `${++ts}.1`,
          user: { id: 'U1', profile: {} },
        }),
      );
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    answered,
    api: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`,
    stop: () => server.close(),
  };
}
type Sink = Awaited<ReturnType<typeof startSink>>;

const agent = new Agent({ keepAlive: true, maxSockets: 256 });
let count = 0;

function newEvent() {
  const n = ++count;
  const ts = `${1_700_000_000 + n}.000100`;
  const event = {
    type: 'message',
    channel_type: 'im',
    channel: `D${n % CHANNELS}`,
    user: `U${n % CHANNELS}`,
    ts,
    text: QUESTIONS[n % QUESTIONS.length],
  };
  return { ts, body: JSON.stringify({ type: 'event_callback', team_id: 'T1', event_id: `Ev${n}`, event }) };
}

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

async function start(kind: string, sink: Sink, dataDir: string, databaseUrl = '') {
  const child = fork(join(import.meta.dirname, 'slack-server.ts'), [kind, sink.api, dataDir, databaseUrl]);
  const [address] = (await once(child, 'message')) as [string];
  return { child, address };
}

async function stop(child: ChildProcess): Promise<void> {
  child.kill();
  await once(child, 'exit');
}

async function allAnswered(sink: Sink, wanted: number): Promise<void> {
  const end = Date.now() + 120_000;
  while (sink.answered.size < wanted && Date.now() < end)
    await new Promise((resolve) => setTimeout(resolve, 2));
}

/** @returns events a second, from the first request to the last reply */
async function rate(address: string, sink: Sink, events: number): Promise<number> {
  sink.answered.clear();
  const bodies = Array.from({ length: events }, newEvent);
  const started = performance.now();
  let next = 0;
  const client = async () => {
    for (let n = next++; n < events; n = next++) await post(address, bodies[n]!.body);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, client));
  await allAnswered(sink, events);
  return (events / (performance.now() - started)) * 1_000;
}

/** At a steady pace; the pace does not wait for answers. */
async function acknowledgements(address: string, sink: Sink): Promise<number[]> {
  sink.answered.clear();
  const waits: Promise<number>[] = [];
  const started = performance.now();
  for (let n = 0; n < PER_SECOND * SECONDS; n++) {
    const due = started + (n * 1_000) / PER_SECOND;
    while (performance.now() < due) await new Promise((resolve) => setTimeout(resolve, 1));
    waits.push(post(address, newEvent().body));
  }
  const all = await Promise.all(waits);
  await allAnswered(sink, PER_SECOND * SECONDS);
  return all;
}

const sink = await startSink();
const folder = mkdtempSync(join(import.meta.dirname, '../.cache/bench-slack-'));
try {
  const rates: Record<string, number> = {};
  for (const kind of ['plain', 'ours']) {
    const { child, address } = await start(kind, sink, join(folder, kind));
    await rate(address, sink, 400);
    rates[kind] = Math.max(await rate(address, sink, EVENTS), await rate(address, sink, EVENTS));
    if (kind === 'ours') {
      const all = await acknowledgements(address, sink);
      print(
        `acknowledged at ${PER_SECOND} a second: p50 ${percentile(all, 0.5).toFixed(1)} ms, p99 ${percentile(all, 0.99).toFixed(1)} ms (at most 200 ms)`,
      );
    }
    await stop(child);
  }
  const { plain = 1, ours = 0 } = rates;
  print(`plain Bolt app, one fixed line   ${plain.toFixed(0)} events a second`);
  print(
    `this project, SQLite             ${ours.toFixed(0)} events a second, ${((ours / plain) * 100).toFixed(0)} % (at least ${LEAST * 100} %)`,
  );

  if (await postgresAnswers()) {
    const database = await createPostgres();
    const two = [await start('ours', sink, '', database.url), await start('ours', sink, '', database.url)];
    sink.answered.clear();
    const bodies = Array.from({ length: 1_000 }, newEvent);
    const started = performance.now();
    let next = 0;
    const client = async () => {
      for (let n = next++; n < bodies.length; n = next++)
        await Promise.all([0, 1, 2].map((retry) => post(two[retry % 2]!.address, bodies[n]!.body, retry)));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, client));
    await allAnswered(sink, 1_000);
    const took = performance.now() - started;
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    const replies = [...sink.answered.values()].reduce((a, b) => a + b, 0);
    print(
      `1,000 events, each three times to two instances on PostgreSQL: ${replies} replies, ${(took / 1_000).toFixed(1)} s`,
    );
    for (const { child } of two) await stop(child);
    await database.drop();
  } else print('No PostgreSQL answers: two instances were not tried.');
} finally {
  agent.destroy();
  sink.stop();
  rmSync(folder, { recursive: true, force: true });
}
