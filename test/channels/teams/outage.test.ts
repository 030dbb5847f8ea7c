/** What Teams has of the answers after the connector, this server or the database's other user were not themselves. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createWorld } from '../../../src/assistant/create-world.ts';
import type { World } from '../../../src/assistant/world.ts';
import { createConnector } from '../../../src/channels/teams/connector.ts';
import { sharedDatabases } from '../../support/databases.ts';
import {
  activity,
  answered,
  BOT,
  type FakeConnector,
  type Issuer,
  startConnector,
  startIssuer,
  startTeams,
  TENANT,
  type Teams,
  type TeamsTestOptions,
} from '../../support/teams.ts';

const CHATS = ['a:one', 'a:two', 'a:three', 'a:four'];
const QUESTIONS = ['When must our testing window be set?', 'who signs the affidavit', 'what is THSS'];
const OUTAGE_MS = 2_000;
/** A second answer would be there by then. */
const LATE_MS = 500;

let issuer: Issuer;
let world: World;
let connector: FakeConnector;
let dataDir: string;
const running: Teams[] = [];

beforeAll(async () => {
  issuer = await startIssuer();
  world = createWorld();
});
afterAll(() => issuer.stop());
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'caaspp-outage-'));
  connector = await startConnector();
});
afterEach(async () => {
  for (const teams of running.splice(0)) await teams.stop();
  await connector.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function start(more: Partial<TeamsTestOptions> = {}): Promise<Teams> {
  const teams = await startTeams({
    issuer,
    connector,
    world,
    database: { dataDir },
    worker: { everyMs: 20, backoff: { firstMs: 20, longestMs: 150, tries: 200 } },
    ...more,
  });
  running.push(teams);
  return teams;
}

async function stop(teams: Teams): Promise<void> {
  running.splice(running.indexOf(teams), 1);
  await teams.stop();
}

const from = (chat: string) => ({ id: `29:${chat}`, aadObjectId: `person of ${chat}`, name: 'A' });

/** Each chat asks its questions one after the other. @returns the activities of each chat, in order */
async function askAll(post: (one: object) => Promise<unknown>): Promise<Map<string, string[]>> {
  const asked = new Map<string, string[]>(CHATS.map((chat) => [chat, []]));
  await Promise.all(
    CHATS.map(async (chat) => {
      for (const text of QUESTIONS) {
        const conversation = { id: chat, conversationType: 'personal', tenantId: TENANT };
        const one = activity(connector, { text, conversation, from: from(chat) });
        asked.get(chat)?.push(one.id);
        await post(one);
      }
    }),
  );
  return asked;
}

const COUNT = CHATS.length * QUESTIONS.length;

async function expectAllOnceInOrder(asked: Map<string, string[]>): Promise<void> {
  await connector.until(COUNT);
  await pause(LATE_MS);
  expect(connector.count()).toBe(COUNT);
  const taken = answered(connector.taken);
  for (const [chat, ids] of asked) expect(taken.get(chat)).toEqual(ids);
}

describe('a connector that is away', () => {
  test('for some seconds has every answer afterwards, once and in order', async () => {
    const teams = await start();
    connector.down = true;
    const asked = await askAll((one) => teams.post(one));
    await pause(OUTAGE_MS);
    expect(connector.count()).toBe(0);
    expect(await teams.store?.outbox.count()).toMatchObject({ waiting: COUNT, failed: 0 });
    connector.down = false;
    await expectAllOnceInOrder(asked);
    expect(await teams.store?.outbox.count()).toMatchObject({ waiting: 0, delivered: COUNT, failed: 0 });
  });

  test('has every answer too when the server was stopped meanwhile, and started again', async () => {
    const before = await start();
    connector.down = true;
    const asked = await askAll((one) => before.post(one));
    await stop(before);
    await start();
    connector.down = false;
    await expectAllOnceInOrder(asked);
  });

  test('answers what is asked: the activity itself is acknowledged, however the sending goes', async () => {
    const teams = await start();
    connector.down = true;
    const started = performance.now();
    expect((await teams.post(activity(connector))).status).toBe(200);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe('a connector that answers in every way at once', () => {
  test('has every answer, once and in order', async () => {
    const options = { connector: createConnector(async () => 'a-token', 300) };
    const teams = await start({ options });
    const soon = new Date(Date.now() + 1_500).toUTCString();
    connector.trouble.push(
      { status: 412 },
      'hang',
      { status: 429 },
      'reset',
      { status: 429, headers: { 'Retry-After': '1' } },
      { status: 500 },
      { status: 503, headers: { 'Retry-After': soon } },
      'hang',
      { status: 502 },
      'reset',
    );
    await expectAllOnceInOrder(await askAll((one) => teams.post(one)));
    expect(connector.tried.filter((t) => t.body.type === 'message')).toHaveLength(COUNT + 10);
  });

  test('is not waited for longer than a request may take', async () => {
    const options = { connector: createConnector(async () => 'a-token', 100) };
    const teams = await start({ options });
    connector.trouble.push('hang');
    await teams.post(activity(connector));
    await connector.until(1);
    const [first, second] = connector.tried;
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeLessThan(2_000);
  });
});

describe.each(await sharedDatabases())('two instances on one $name', (kind) => {
  test('answer activities that come to both once, in order', async () => {
    const database = await kind.create();
    try {
      const two = [
        await start({ database: database.options() }),
        await start({ database: database.options() }),
      ];
      const asked = await askAll((one) => Promise.all(two.map((teams) => teams.post(one))));
      await expectAllOnceInOrder(asked);
      for (const teams of two) await stop(teams);
    } finally {
      await database.drop();
    }
  });

  test('answer once what Teams sends again under a new id, to the other one: at the same time, and later', async () => {
    const database = await kind.create();
    try {
      const two = [
        await start({ database: database.options() }),
        await start({ database: database.options() }),
      ];
      const again = (one: object) => ({ ...one, id: `again-${(one as { id: string }).id}` });
      const all: object[] = [];
      const asked = await askAll((one) => {
        all.push(one);
        return Promise.all([two[0]?.post(one), two[1]?.post(again(one))]);
      });
      await expectAllOnceInOrder(asked);
      for (const one of all) await two[1]?.post(again(again(one)));
      await pause(LATE_MS);
      expect(connector.count()).toBe(COUNT);
      for (const teams of two) await stop(teams);
    } finally {
      await database.drop();
    }
  });

  test('welcome an install that both hear of, in both ways, once', async () => {
    const database = await kind.create();
    try {
      const two = [
        await start({ database: database.options() }),
        await start({ database: database.options() }),
      ];
      const install = activity(connector, { type: 'installationUpdate', action: 'add', text: undefined });
      const update = activity(connector, {
        type: 'conversationUpdate',
        text: undefined,
        membersAdded: [BOT],
      });
      await Promise.all(two.flatMap((teams) => [teams.post(install), teams.post(update)]));
      await connector.until(1);
      await pause(LATE_MS);
      expect(connector.count()).toBe(1);
      for (const teams of two) await stop(teams);
    } finally {
      await database.drop();
    }
  });
});
