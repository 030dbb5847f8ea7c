/** How long the store takes: an escalation committed, a message begun, deliveries through the outbox. */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { deliver } from '../src/escalation/delivery/deliver.ts';
import { startWorker } from '../src/escalation/delivery/worker.ts';
import { openStore, type StoreOptions } from '../src/store/store.ts';
import { handleDeliver } from '../test/support/deliveries.ts';

const TURNS = 500;
/** Milliseconds at the median, on SQLite. */
const MOST = 20;

export interface Line {
  name: string;
  median: number;
  p99: number;
}

/** One kind of database, measured on a disk and not in memory: the folder is the project's. */
export async function measure(name: string, options: StoreOptions): Promise<Line[]> {
  const store = await openStore({
    ...options,
    effects: {
      deliver: handleDeliver,
      async ticket(_, { message, records, now }) {
        const { id } = await records.tickets.create({ question: message.text, at: now });
        const { conversation, text } = message;
        await records.tickets.addAsker({
          ticket: id,
          person: message.person.id,
          conversation,
          question: text,
          at: now,
        });
        await records.tickets.addEvent({ ticket: id, at: now, who: 'asker', kind: 'created', data: {} });
      },
    },
  });
  const commits: number[] = [];
  const begins: number[] = [];
  for (let i = 0; i < TURNS; i++) {
    const conversation = `bench-${Date.now()}-${i % 50}`;
    const text = 'How do I order a braille form?';
    const message = { id: `m${i}`, conversation, person: { id: 'p' }, text, at: '2026-11-21T10:00:00-08:00' };
    const beginning = performance.now();
    const { state, version } = await store.conversations.begin(message);
    begins.push(performance.now() - beginning);
    const started = performance.now();
    await store.conversations.commit({
      message,
      text,
      state: { ...state, role: 'site_coordinator' },
      version,
      reply: { kind: 'escalate', parts: [{ type: 'text', text: 'A person will answer.' }] },
      effects: [
        { type: 'ticket' },
        deliver({ kind: 'mail', target: 'a@example.org', payload: { text }, key: `${conversation}-${i}-a` }),
        deliver({ kind: 'web', target: 'p', payload: { text }, conversation, key: `${conversation}-${i}-b` }),
      ],
    });
    commits.push(performance.now() - started);
  }
  const started = performance.now();
  const send = async () => {};
  const transports = ['mail', 'web'].map((kind) => ({ kind, send }));
  const worker = startWorker({ outbox: store.outbox, transports, owner: 'bench', everyMs: 10 });
  while ((await store.outbox.count()).waiting) await new Promise((resolve) => setTimeout(resolve, 20));
  const perDelivery = (performance.now() - started) / (2 * TURNS);
  await worker.stop();
  await store.close();
  return [
    line(`${name}: escalation committed`, commits),
    line(`${name}: message begun`, begins),
    { name: `${name}: delivery through the outbox`, median: perDelivery, p99: perDelivery },
  ];
}

function line(name: string, times: number[]): Line {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  return { name, median: at(0.5), p99: at(0.99) };
}

/** @returns the exit code: 1 when a commit on SQLite takes longer than it may */
export async function run(): Promise<number> {
  const dataDir = mkdtempSync(join('.cache', 'bench-store-'));
  try {
    const lines = await measure('SQLite', { dataDir });
    const { BENCH_DATABASE_URL: databaseUrl } = process.env;
    if (databaseUrl) lines.push(...(await measure('PostgreSQL', { dataDir, databaseUrl })));
    for (const { name, median, p99 } of lines)
      process.stdout.write(`${name}: median ${median.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms\n`);
    return (lines[0]?.median ?? Number.POSITIVE_INFINITY) <= MOST ? 0 : 1;
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = await run();
