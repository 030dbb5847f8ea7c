import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DeliveryError, type Transport } from '../../../src/escalation/delivery/transport.ts';
import { startWorker, type Worker, type WorkerOptions } from '../../../src/escalation/delivery/worker.ts';
import type { Delivery } from '../../../src/records/deliveries.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import { databases, sharedDatabases, type TestDatabase } from '../../support/databases.ts';

const QUICK = { firstMs: 1, longestMs: 20, tries: 5 };

async function until(holds: () => Promise<boolean> | boolean, ms = 20_000): Promise<void> {
  const end = Date.now() + ms;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function mail(send: (delivery: Delivery) => Promise<void> | void): Transport {
  return { kind: 'mail', send: async (delivery) => send(delivery) };
}

describe.each(await databases())('the delivery worker on $name', ({ create }) => {
  let database: TestDatabase;
  let store: Store;
  const workers: Worker[] = [];
  beforeEach(async () => {
    database = await create();
    store = await openStore(database.options());
  });
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((w) => w.stop()));
    await store.close();
    await database.drop();
  });

  const put = (key: string, conversation?: string) =>
    store.outbox.add({ kind: 'mail', target: 't', payload: { key }, key, conversation }, Date.now());
  const work = (transport: Transport, more: Partial<WorkerOptions> = {}) => {
    const options = { outbox: store.outbox, transports: [transport], owner: 'w', backoff: QUICK, everyMs: 5 };
    const worker = startWorker({ ...options, ...more });
    workers.push(worker);
    return worker;
  };
  const settled = (count: number) =>
    until(async () => {
      const { delivered, failed } = await store.outbox.count();
      return delivered + failed === count;
    });

  test('delivers each once, with its payload and key', async () => {
    const got: unknown[] = [];
    for (let i = 0; i < 30; i++) await put(`k${i}`);
    work(mail(({ payload, key }) => void got.push([payload, key])));
    await settled(30);
    expect(new Set(got.map((g) => JSON.stringify(g))).size).toBe(30);
    expect(got).toHaveLength(30);
  });

  test('wakes at once when it is told to, however rarely it looks', async () => {
    const got: string[] = [];
    const worker = work(
      mail(({ key }) => void got.push(key)),
      { everyMs: 60_000 },
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    await put('k');
    worker.wake();
    await settled(1);
    expect(got).toEqual(['k']);
  });

  test('tries again what fails, and keeps the order of each conversation', async () => {
    const got: string[] = [];
    for (let i = 0; i < 12; i++) await put(`${i % 3}-${Math.floor(i / 3)}`, `c${i % 3}`);
    let calls = 0;
    work(
      mail(({ key }) => {
        if (++calls % 3 === 0) throw new Error('try later');
        got.push(key);
      }),
    );
    await settled(12);
    for (const c of ['0', '1', '2'])
      expect(got.filter((k) => k.startsWith(c))).toEqual([`${c}-0`, `${c}-1`, `${c}-2`, `${c}-3`]);
  });

  test('after the last try it stands among the failures, and is delivered when sent again', async () => {
    let broken = true;
    let tried = 0;
    await put('k');
    const worker = work(
      mail(() => {
        tried++;
        if (broken) throw new Error('mailbox full');
      }),
    );
    await settled(1);
    expect(tried).toBe(QUICK.tries);
    expect(await store.outbox.failures()).toMatchObject([{ key: 'k', lastError: 'mailbox full' }]);
    broken = false;
    await store.outbox.resend(Date.now());
    worker.wake();
    await until(async () => (await store.outbox.count()).delivered === 1);
  });

  test('a permanent refusal is not tried again', async () => {
    let tried = 0;
    await put('k');
    work(
      mail(() => {
        tried++;
        throw new DeliveryError('no such address', { permanent: true });
      }),
    );
    await settled(1);
    expect(tried).toBe(1);
    expect((await store.outbox.count()).failed).toBe(1);
  });

  test('waits as long as the receiver asks', async () => {
    const times: number[] = [];
    await put('k');
    work(
      mail(() => {
        times.push(Date.now());
        if (times.length === 1) throw new DeliveryError('429', { retryAfterMs: 200 });
      }),
    );
    await settled(1);
    expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(195);
  });

  test('a transport that never answers is given up, and what comes after goes on', async () => {
    const got: string[] = [];
    await put('stuck', 'c');
    await put('next', 'c');
    let first = true;
    work(
      mail(({ key }) => {
        if (first) {
          first = false;
          return new Promise<void>(() => {});
        }
        got.push(key);
      }),
      { leaseMs: 100 },
    );
    await settled(2);
    expect(got).toEqual(['stuck', 'next']);
  });

  test('stopping waits for what is under way and takes nothing new', async () => {
    let finish: (() => void) | undefined;
    await put('k');
    const hold = () => new Promise<void>((resolve) => (finish = resolve));
    const worker = work(mail(hold), { everyMs: 60_000 });
    await until(() => finish !== undefined);
    const stopped = worker.stop();
    await put('later');
    finish?.();
    await stopped;
    expect(await store.outbox.count()).toEqual({ waiting: 1, delivered: 1, failed: 0 });
  });

  test('an outcome that cannot be written is delivered again under the same key, never lost', async () => {
    const got: string[] = [];
    await put('k');
    let lose = true;
    const outbox = {
      ...store.outbox,
      async delivered(ids: readonly number[], at: number) {
        if (lose) {
          lose = false;
          throw new Error('connection lost');
        }
        await store.outbox.delivered(ids, at);
      },
    };
    const troubles: string[] = [];
    work(
      mail(({ key }) => void got.push(key)),
      { outbox, leaseMs: 50, onTrouble: ({ what }) => void troubles.push(what) },
    );
    await settled(1);
    expect(got).toEqual(['k', 'k']);
    expect(troubles).toEqual(['outcome not kept']);
  });
});

describe.each(await sharedDatabases())('two instances on one $name', ({ create }) => {
  test('deliver 2,000, each exactly once, in order in each conversation', { timeout: 120_000 }, async () => {
    const database = await create();
    const one = await openStore(database.options());
    const two = await openStore(database.options());
    const received = new Map<string, string[]>();
    const by = { one: 0, two: 0 };
    await one.transact(async ({ outbox }) => {
      for (let i = 0; i < 2_000; i++) {
        const conversation = `c${i % 100}`;
        await outbox.add(
          { kind: 'mail', target: 't', payload: { conversation }, conversation, key: `k${i}` },
          0,
        );
      }
    });
    const got: string[] = [];
    const start = (store: Store, owner: 'one' | 'two') =>
      startWorker({
        outbox: store.outbox,
        owner,
        everyMs: 20,
        transports: [
          mail(async ({ key, conversation = '' }) => {
            await new Promise((resolve) => setTimeout(resolve, 1));
            by[owner]++;
            got.push(key);
            received.set(conversation, [...(received.get(conversation) ?? []), key]);
          }),
        ],
      });
    const workers = [start(one, 'one'), start(two, 'two')];
    await until(async () => (await one.outbox.count()).delivered === 2_000, 110_000);
    await Promise.all(workers.map((w) => w.stop()));
    expect(got).toHaveLength(2_000);
    expect(new Set(got).size).toBe(2_000);
    expect(by.one).toBeGreaterThan(100);
    expect(by.two).toBeGreaterThan(100);
    for (const [c, keys] of received)
      expect(keys).toEqual(Array.from({ length: 20 }, (_, i) => `k${Number(c.slice(1)) + i * 100}`));
    await Promise.all([one.close(), two.close()]);
    await database.drop();
  });
});
