import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createWorld } from '../../src/assistant/create-world.ts';
import type { World } from '../../src/assistant/world.ts';
import { readDowntime, sayDowntime } from '../../src/planning/downtime-words.ts';
import { createDowntimes } from '../../src/planning/downtimes.ts';
import { loadTexts } from '../../src/planning/texts.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { databases } from '../support/databases.ts';

const texts = loadTexts();
const now = Date.parse('2026-11-21T10:00:00-08:00');
const HOUR = 3_600_000;

let world: World;
beforeAll(() => {
  world = createWorld();
});

describe('the words of a downtime', () => {
  test.each([
    ['TOMS', { system: 'TOMS' }],
    ['toms', { system: 'TOMS' }],
    ['Test Delivery System maintenance', { system: 'TDS', note: 'maintenance' }],
    ['the-portal all of it', { system: 'the-portal', note: 'all of it' }],
    [
      'TOMS until 2026-11-22 17:00 upgrade',
      { system: 'TOMS', until: Date.parse('2026-11-22T17:00:00-08:00'), note: 'upgrade' },
    ],
    ['TOMS until 2026-11-22', { system: 'TOMS', until: Date.parse('2026-11-22T23:59:00-08:00') }],
    [
      'CERS from 2026-07-01 until 2026-07-02 at 6:00',
      {
        system: 'CERS',
        from: Date.parse('2026-07-01T00:00:00-07:00'),
        until: Date.parse('2026-07-02T06:00:00-07:00'),
      },
    ],
  ])('%s', (words, entered) => {
    expect(readDowntime(words, world.library)).toMatchObject(entered);
  });

  test.each(['', 'TOMS until 2026-02-30', 'TOMS from 2026-12-02 until 2026-12-01', 'until 2026-12-01'])(
    '"%s" is none',
    (words) => {
      expect(readDowntime(words, world.library)).toBeUndefined();
    },
  );

  test('name the system, since when, until when and the note; one that is ahead is planned', () => {
    const downtime = { system: 'TOMS', from: now, until: now + 31 * HOUR, note: 'Upgrade' };
    expect(sayDowntime(downtime, now, texts)).toBe(
      'TOMS is down: since Saturday, November 21, 10:00 AM, until Sunday, November 22, 5:00 PM. Upgrade.',
    );
    expect(sayDowntime({ ...downtime, until: undefined, note: undefined }, now - 1, texts)).toBe(
      'TOMS will be down from Saturday, November 21, 10:00 AM, until further notice.',
    );
  });
});

describe.each(await databases())('downtimes on $name', (kind) => {
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  async function open() {
    const database = await kind.create();
    const store = await openStore({ ...database.options(), effects: {} });
    closing.push(async () => {
      await store.close();
      await database.drop();
    });
    return store;
  }

  /** A board whose looks into the database are counted. */
  function boardOn(store: Store, places: string[] = []) {
    const clock = { at: 0, looks: 0 };
    const counted = {
      transact: store.transact,
      downtimes: {
        ...store.downtimes,
        current(at: number) {
          clock.looks++;
          return store.downtimes.current(at);
        },
      },
    };
    const carries = (channel: string) => channel !== 'teams';
    const options = { store: counted, texts, places, carries, now: () => now, clock: () => clock.at };
    return { board: createDowntimes(options), clock };
  }

  const toms = (id: string, more = {}) => ({ id, system: 'TOMS', from: now, by: 'slack:T1:BOB', ...more });
  const announced = async (store: Store) => {
    const claim = { owner: 't', now, leaseMs: 1, limit: 99, kinds: ['slack', 'teams'] };
    const all = await store.outbox.claim(claim);
    const ids = all.map(({ id }) => id);
    await store.outbox.delivered(ids, now);
    return all.map(({ target, payload }) => `${target} ${JSON.stringify(payload)}`);
  };

  test('are known at once where they were entered and ended, and elsewhere within seconds', async () => {
    const store = await open();
    const [here, there] = [boardOn(store), boardOn(store)];
    expect(await there.board.current(now)).toEqual([]);
    await here.board.add(toms('1'), now);
    expect(await here.board.current(now)).toMatchObject([{ system: 'TOMS' }]);
    expect(await there.board.current(now)).toEqual([]);
    there.clock.at = 16_000;
    expect(await there.board.current(now)).toHaveLength(1);
    expect(await here.board.end('toms', now)).toBe('ended');
    expect(await here.board.current(now)).toEqual([]);
    there.clock.at = 22_000;
    // Not yet too old to serve; the new list is fetched beside the answer.
    expect(await there.board.current(now)).toHaveLength(1);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await there.board.current(now)).toEqual([]);
  });

  test('cost a thousand answers no more than one look', async () => {
    const { board, clock } = boardOn(await open());
    for (let i = 0; i < 1_000; i++) await board.current(now);
    expect(clock.looks).toBe(1);
  });

  test('end by themselves when their time is over, without another look', async () => {
    const { board, clock } = boardOn(await open());
    await board.add(toms('1', { until: now + HOUR }), now);
    const { looks } = clock;
    expect(await board.current(now + HOUR - 1)).toHaveLength(1);
    expect(await board.current(now + HOUR)).toEqual([]);
    expect(clock.looks).toBe(looks);
  });

  test('are announced once in each place whose channel is connected, and so is the end', async () => {
    const store = await open();
    const { board } = boardOn(store, ['slack:T1:C1:', 'slack:T1:C2:', 'teams:19:x@thread.tacv2']);
    expect(await board.add(toms('1', { note: 'Upgrade' }), now)).toBe(2);
    // The same message again.
    expect(await board.add(toms('1', { note: 'Upgrade' }), now)).toBe(2);
    const added = await announced(store);
    expect(added.map((a) => a.split(' ')[0])).toEqual(['slack:T1:C1:', 'slack:T1:C2:']);
    expect(added[0]).toContain('TOMS is down: since');
    expect(await board.end('TOMS', now + HOUR)).toBe('ended');
    expect(await board.end('TOMS', now + HOUR)).toBe('none');
    const ended = await announced(store);
    expect(ended).toHaveLength(2);
    expect(ended[0]).toContain('TOMS is up again.');
  });

  test('that run out by themselves are announced once, whichever instance looks, and not long afterwards', async () => {
    const store = await open();
    const places = ['slack:T1:C1:'];
    const [here, there] = [boardOn(store, places).board, boardOn(store, places).board];
    await here.add(toms('1', { until: now + HOUR }), now);
    await here.add({ ...toms('2'), system: 'CERS', until: now + HOUR }, now);
    /** Of one place one after another. */
    const allAnnounced = async () => {
      const all = [];
      for (let next = await announced(store); next.length; next = await announced(store)) all.push(...next);
      return all;
    };
    expect(await allAnnounced()).toHaveLength(2);
    expect(await here.runOut(now + HOUR - 1)).toBe(0);
    // CERS was ended by hand: that has been told already.
    await here.end('CERS', now + 1);
    expect(await allAnnounced()).toHaveLength(1);
    const [one, other] = await Promise.all([here.runOut(now + HOUR), there.runOut(now + HOUR)]);
    expect(one + other).toBe(1);
    expect(await allAnnounced()).toEqual([
      expect.stringContaining('The downtime of TOMS is over, as it was planned.'),
    ]);

    await here.add(toms('3', { until: now + HOUR }), now);
    expect(await allAnnounced()).toHaveLength(1);
    expect(await there.runOut(now + 48 * HOUR)).toBe(0);
    expect(await allAnnounced()).toEqual([]);
  });

  test('of one system at one time are one: the later word goes', async () => {
    const { board } = boardOn(await open());
    await board.add(toms('1'), now);
    await board.add(toms('2', { until: now + HOUR }), now);
    await board.add(toms('3', { from: now + 48 * HOUR, until: now + 50 * HOUR }), now);
    expect((await board.current(now)).map(({ id }) => id)).toEqual(['2', '3']);
    // What is under way ends; what is ahead is called off afterwards.
    expect(await board.end('TOMS', now)).toBe('ended');
    expect((await board.current(now)).map(({ id }) => id)).toEqual(['3']);
    expect(await board.end('TOMS', now)).toBe('called_off');
  });

  test('that cannot be read leave the answers as they are', async () => {
    const store = await open();
    const broken = { ...store.downtimes, current: () => Promise.reject(new Error('no database')) };
    const board = createDowntimes({
      store: { ...store, downtimes: broken },
      texts,
      places: [],
      carries: () => true,
    });
    expect(await board.current(now)).toEqual([]);
  });
});
