import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore, type Store } from '../../src/store/store.ts';
import {
  asAdmin,
  createPostgres,
  postgresAnswers,
  SERVER,
  sharedDatabases,
  type TestDatabase,
} from '../support/databases.ts';
import { message, turned } from '../support/messages.ts';

function elsewhere(name: string): string {
  const url = new URL(SERVER);
  url.pathname = `/${name}`;
  url.password ||= 'hidden';
  return url.href;
}

describe.each(await sharedDatabases())('several instances on one $name', ({ create }) => {
  let database: TestDatabase;
  let stores: Store[] = [];
  beforeEach(async () => {
    database = await create();
  });
  afterEach(async () => {
    await Promise.all(stores.map((s) => s.close()));
    await database.drop();
  });
  const open = async (count: number) => {
    stores = await Promise.all(Array.from({ length: count }, () => openStore(database.options())));
    return stores;
  };

  test('start at once on an empty database', async () => {
    const five = await open(5);
    const made = await Promise.all(five.map((s) => s.tickets.create({ question: 'q', at: 1 })));
    expect(made.map((t) => t.number).sort()).toEqual([1001, 1002, 1003, 1004, 1005]);
  });

  test('answer a message that reaches all of them once', async () => {
    const five = await open(5);
    const outcomes = await Promise.all(five.map((s) => s.conversations.commit(turned('m'))));
    expect(outcomes.map((o) => o.outcome).sort()).toEqual([
      'kept',
      'repeated',
      'repeated',
      'repeated',
      'repeated',
    ]);
  });

  test('answer different messages of one conversation one after another', async () => {
    const five = await open(5);
    const take = async (store: Store, id: string) => {
      for (;;) {
        const { state, version } = await store.conversations.begin(message(id));
        const text = `${state.last?.text ?? ''}${id}`;
        const last = { text, facets: { tests: [], months: [], roles: [], years: [] } };
        const { outcome } = await store.conversations.commit(
          turned(id, { message: message(id), state: { last }, version }),
        );
        if (outcome === 'kept') return;
      }
    };
    await Promise.all(five.flatMap((s, i) => [take(s, `${i}`), take(s, `${i + 5}`)]));
    const { state, version } = await five[0]!.conversations.begin(message('end'));
    expect(version).toBe(10);
    expect([...(state.last?.text ?? '')].sort().join('')).toBe('0123456789');
  });
});

if (await postgresAnswers())
  describe('a PostgreSQL whose connections break', () => {
    test('is used again at once: what was cut short is done again, once', { timeout: 60_000 }, async () => {
      const database = await createPostgres();
      const store = await openStore(database.options());
      const name = new URL(database.url).pathname.slice(1);
      let over = false;
      const cutting = (async () => {
        while (!over) {
          await asAdmin(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
          await new Promise((resolve) => setTimeout(resolve, 60));
        }
      })();
      const commits = [];
      for (let i = 0; i < 150; i++) {
        const each = message(`m${i}`, { conversation: `c${i}` });
        commits.push(store.conversations.commit(turned(each.id, { message: each })));
        await new Promise((resolve) => setTimeout(resolve, 8));
      }
      const outcomes = (await Promise.all(commits)).map((c) => c.outcome);
      over = true;
      await cutting;
      expect(outcomes.every((o) => o === 'kept' || o === 'repeated')).toBe(true);
      expect(await store.questions.list()).toHaveLength(150);
      await store.close();
      await database.drop();
    });

    test.each([
      [
        'postgres://postgres@127.0.0.1:1/x',
        /PostgreSQL at 127\.0\.0\.1:1\/x cannot be used: nothing answers/,
      ],
      [elsewhere('no_such_database'), /no such database.*createdb/],
    ])(
      'an address that does not work is explained without its password: %s',
      async (databaseUrl, words) => {
        const error = await openStore({ dataDir: 'x', databaseUrl }).catch((e: unknown) => e as Error);
        expect(error).toMatchObject({ code: 'STORE', fault: 'UNREACHABLE' });
        expect((error as Error).message).toMatch(words);
        expect((error as Error).message).not.toContain('hidden');
      },
      30_000,
    );
  });
