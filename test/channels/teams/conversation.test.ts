import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createWorld } from '../../../src/assistant/create-world.ts';
import type { World } from '../../../src/assistant/world.ts';
import type { AdaptiveCard } from '../../../src/channels/teams/card/elements.ts';
import { faultsOf } from '../../support/adaptive-cards.ts';
import {
  ANN,
  activity,
  BOT,
  type FakeConnector,
  type Issuer,
  inChannel,
  mention,
  press,
  type Sent,
  SUGGESTIONS,
  startConnector,
  startIssuer,
  startTeams,
  TENANT,
  type Teams,
} from '../../support/teams.ts';
import { buttonsOf as allButtons } from './support/buttons.ts';

let issuer: Issuer;
let world: World;
let connector: FakeConnector;
let teams: Teams;
let dataDir: string;

const CHAT = 'teams:a:private';
const start = () => startTeams({ issuer, connector, world, database: { dataDir } });

beforeAll(async () => {
  issuer = await startIssuer();
  world = createWorld();
});
afterAll(() => issuer.stop());
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'caaspp-teams-'));
  connector = await startConnector();
  teams = await start();
});
afterEach(async () => {
  await teams.stop();
  await connector.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const ask = (text: string, more = {}) => teams.post(activity(connector, { text, ...more }));
const cardOf = (sent: Sent | undefined) => sent?.attachments?.[0]?.content;
const words = (sent: Sent | undefined) => JSON.stringify(sent);

/** Buttons of a message that send something. */
const buttonsOf = (card: unknown) =>
  allButtons<{ press: string; action?: string; of: string; at?: number }>(card);

/** What Teams is told to show after a press. */
async function afterPress(data: unknown): Promise<{ type: string; value: AdaptiveCard }> {
  return (await (await teams.post(press(connector, data))).json()) as { type: string; value: AdaptiveCard };
}

const installs = {
  personal: (more = {}) =>
    activity(connector, { type: 'installationUpdate', action: 'add', text: undefined, ...more }),
  update: (more = {}) =>
    activity(connector, {
      type: 'conversationUpdate',
      text: undefined,
      membersAdded: [{ id: BOT.id }, ANN],
      ...more,
    }),
  removal: () => activity(connector, { type: 'installationUpdate', action: 'remove', text: undefined }),
};

describe('a question in Teams', () => {
  test('is answered with a card: dated, with its source, good by the schema', async () => {
    await ask('When must our testing window be set?');
    const [sent] = await connector.until(1);
    expect(words(sent)).toMatch(/December 1/);
    expect(words(sent)).toMatch(/Source/);
    expect(faultsOf(cardOf(sent)!)).toEqual([]);
    expect(cardOf(sent)?.fallbackText).toContain('December 1');
  });

  test('asks for the role where it matters, and the pressed role answers it and is kept with the person', async () => {
    await ask('who do I contact for help?');
    const [asked] = await connector.until(1);
    const role = buttonsOf(asked).find((b) => b.data.action === 'role:site_coordinator');
    await teams.post(
      press(
        connector,
        role?.data ?? {
          press: 'choose',
          of: 'x',
          action: 'role:site_coordinator',
          label: 'Site coordinator',
        },
      ),
    );
    await connector.until(2);
    expect((await teams.store?.people.get(`teams:${ANN.aadObjectId}`))?.role).toBe('site_coordinator');
  });

  test('is kept with whether it helped, and why not, and the card thanks', async () => {
    await ask('When must our testing window be set?');
    const [sent] = await connector.until(1);
    const no = buttonsOf(sent).find((b) => b.data.press === 'helpful' && b.title === 'No');
    const after = await afterPress(no?.data);
    expect(faultsOf(after.value)).toEqual([]);
    const send = buttonsOf(after).find((b) => b.data.press === 'reason');
    const thanked = await afterPress({ ...send?.data, reason: 'Ours is later. 1234567890' });
    expect(JSON.stringify(thanked.value)).toContain('Thank you');
    expect(await teams.store?.questions.list()).toMatchObject([
      { helpful: false, reason: 'Ours is later. ••••••••••' },
    ]);
  });

  test('leaves a card that says what was pressed; pressed again it is the same card, and nothing is sent', async () => {
    await ask('testing window');
    const [sent] = await connector.until(1);
    const [choice] = buttonsOf(sent).filter((b) => b.data.press === 'choose');
    const first = await afterPress(choice?.data);
    const second = await afterPress(choice?.data);
    expect(first.type).toBe('application/vnd.microsoft.card.adaptive');
    expect(JSON.stringify(first.value)).toContain('You chose: ');
    expect(second).toEqual(first);
    await ask('thanks');
    expect(await connector.until(3)).toHaveLength(3);
  });

  test('in a thread of a channel has its answer there, and a press changes the card for everybody', async () => {
    await ask('', { conversation: inChannel, ...mention('testing window') });
    const [sent] = await connector.until(1);
    const [choice] = buttonsOf(sent).filter((b) => b.data.press === 'choose');
    await teams.post(press(connector, choice?.data, { conversation: inChannel }));
    await expect
      .poll(() => connector.taken.find((t) => t.method === 'PUT')?.path)
      .toMatch(/activities\/sent-1$/);
    expect(new Set(connector.taken.map((t) => t.conversation))).toEqual(new Set([inChannel.id]));
  });

  test('makes the person known by the email that Teams tells', async () => {
    connector.members[ANN.id] = { id: ANN.id, name: 'Ann Oak', email: 'Ann@Oak.org' };
    await ask('hello');
    await expect
      .poll(async () => (await teams.store?.people.byEmail('ann@oak.org'))?.map((p) => p.id))
      .toEqual([`teams:${ANN.aadObjectId}`]);
  });

  test('with a file has a link to this server that is good for a while, and for nobody who guesses', async () => {
    const store = teams.store!;
    const one = activity(connector, { text: 'x' });
    const reply = {
      kind: 'answer' as const,
      parts: [
        { type: 'text' as const, text: 'Here.' },
        {
          type: 'file' as const,
          name: 'dates.ics',
          mediaType: 'text/calendar',
          content: 'BEGIN:VCALENDAR',
          encoding: 'utf8' as const,
          title: 'Dates',
        },
      ],
    };
    await teams.post(activity(connector, { text: 'hello' }));
    await connector.until(1);
    const { version } = await store.conversations.begin({ id: 'none', conversation: CHAT } as never);
    const message = {
      id: one.id,
      conversation: CHAT,
      person: { id: 'p' },
      text: 'x',
      at: '2026-11-21T10:00:00-08:00',
    };
    const payload = { reply, of: one.id, answers: true };
    await store.conversations.commit({
      message,
      text: '',
      state: {},
      version,
      reply,
      effects: [
        {
          type: 'deliver',
          delivery: { kind: 'teams', target: CHAT, conversation: CHAT, payload, key: 'with-file' },
        },
      ],
    });
    teams.worker?.wake();
    const sent = (await connector.until(2))[1];
    const link = words(sent).match(/https:\/\/caaspp\.example\.org(\/api\/teams\/files\/[^"]+)/)?.[1] ?? '';
    const file = await fetch(teams.address + link);
    expect(await file.text()).toBe('BEGIN:VCALENDAR');
    expect(file.headers.get('content-type')).toContain('text/calendar');
    expect(file.headers.get('content-disposition')).toContain('dates.ics');
    // Another letter for one in the middle: those at the end may stand for nothing.
    const guessed = link.slice(0, -10) + (link.at(-10) === 'A' ? 'B' : 'A') + link.slice(-9);
    expect((await fetch(teams.address + guessed)).status).toBe(404);
    expect((await fetch(`${teams.address}/api/teams/files/nonsense`)).status).toBe(404);
  });
});

describe('an install', () => {
  test('is welcomed once, with roles and first questions, however often Teams tells of it', async () => {
    await teams.post(installs.personal());
    await teams.post(installs.personal());
    await teams.post(installs.update());
    const [sent] = await connector.until(1);
    await ask('hello');
    expect(await connector.until(2)).toHaveLength(2);
    expect(words(sent)).toContain('CAASPP Help');
    expect(buttonsOf(sent).map((b) => b.title)).toEqual(
      expect.arrayContaining(['LEA coordinator', ...SUGGESTIONS]),
    );
    expect(faultsOf(cardOf(sent)!)).toEqual([]);
  });

  test('asks for the role once: the pressed card says which, and keeps the questions', async () => {
    await teams.post(installs.personal());
    const [sent] = await connector.until(1);
    const role = buttonsOf(sent).find((b) => b.title === 'LEA coordinator');
    const after = await afterPress(role?.data);
    expect(after.type).toBe('application/vnd.microsoft.card.adaptive');
    expect(faultsOf(after.value)).toEqual([]);
    expect(JSON.stringify(after.value)).toContain('You chose: LEA coordinator');
    expect(buttonsOf(after.value).map((b) => b.title)).toEqual(expect.arrayContaining(SUGGESTIONS));
    expect(await afterPress(role?.data)).toEqual(after);
  });

  test('of a team says how to speak to it there', async () => {
    const channel = {
      id: '19:town@thread.tacv2',
      conversationType: 'channel',
      isGroup: true,
      tenantId: TENANT,
    };
    await teams.post(installs.update({ conversation: channel }));
    expect(words((await connector.until(1))[0])).toContain('Mention me');
  });

  test('that only adds a person is no install', async () => {
    await teams.post(installs.update({ membersAdded: [ANN] }));
    await teams.post(installs.personal({ action: 'add-upgrade' }));
    await ask('hello');
    await connector.until(1);
    expect(words(connector.messages()[0])).not.toContain('I answer questions about running');
  });

  test('after a removal is welcomed anew, and in between nothing is sent', async () => {
    await teams.post(installs.personal());
    await connector.until(1);
    await teams.post(installs.removal());
    expect((await teams.store?.references.get(CHAT))?.deadWhy).toBe('uninstalled');
    await teams.post(installs.personal());
    await connector.until(2);
    expect((await teams.store?.references.get(CHAT))?.deadAt).toBeUndefined();
  });

  test('without recipient or conversation does no harm', async () => {
    expect((await teams.post(installs.update({ recipient: undefined }))).status).toBe(200);
    expect(
      (
        await teams.post(
          installs.personal({ conversation: undefined, channelData: { tenant: { id: TENANT } } }),
        )
      ).status,
    ).toBe(200);
  });
});

describe('a reply that Teams does not take', () => {
  const said = () => connector.messages().map((m) => words(m).match(/ticket \d/)?.[0]);
  const remind = (n: number) =>
    teams.store?.outbox.add(
      {
        kind: 'teams',
        target: CHAT,
        conversation: CHAT,
        key: `reminder-${n}`,
        payload: { reply: { kind: 'answer', parts: [{ type: 'text', text: `ticket ${n}` }] } },
      },
      Date.now(),
    );

  beforeEach(async () => {
    await ask('hello');
    await connector.until(1);
    connector.taken.length = 0;
    connector.tried.length = 0;
  });

  test.each([412, 429, 500, 502, 503, 504])(
    'for a %d is tried again, once is enough, and the order stays',
    async (status) => {
      connector.trouble.push({ status }, { status });
      for (const n of [1, 2, 3]) await remind(n);
      await connector.until(3);
      expect(said()).toEqual(['ticket 1', 'ticket 2', 'ticket 3']);
      expect(connector.tried).toHaveLength(5);
    },
  );

  test('because the line was cut is tried again', async () => {
    connector.trouble.push('reset');
    await remind(1);
    await connector.until(1);
    expect(said()).toEqual(['ticket 1']);
  });

  test('waits as long as Teams asks', async () => {
    connector.trouble.push({ status: 429, headers: { 'Retry-After': '1' } });
    await remind(1);
    await connector.until(1);
    expect(connector.tried).toHaveLength(2);
    expect(connector.tried[1]!.at - connector.tried[0]!.at).toBeGreaterThanOrEqual(950);
  });

  test.each([400, 401, 413])('for a %d is not tried again, and stands among the failures', async (status) => {
    connector.trouble.push({ status });
    await remind(1);
    await remind(2);
    await connector.until(1);
    expect(said()).toEqual(['ticket 2']);
    expect(await teams.store?.outbox.failures()).toMatchObject([{ key: 'reminder-1', attempts: 1 }]);
  });

  test.each(['ConversationBlockedByUser', 'BotNotInConversationRoster'])(
    'for %s is not tried again, nor anything else, until the person writes',
    async (code) => {
      connector.trouble.push({ status: 403, body: { error: { code } } });
      await remind(1);
      await expect.poll(async () => (await teams.store?.references.get(CHAT))?.deadWhy).toBe(code);
      await remind(2);
      await expect.poll(async () => (await teams.store?.outbox.count())?.failed).toBe(2);
      expect(connector.tried).toHaveLength(1);
      await ask('hello again');
      await connector.until(1);
    },
  );

  test('is sent after a restart', async () => {
    connector.trouble.push(...Array.from({ length: 3 }, () => ({ status: 503 })));
    await ask('When must our testing window be set?');
    await teams.stop();
    connector.trouble.length = 0;
    teams = await start();
    expect(words((await connector.until(1))[0])).toContain('December 1');
  });
});
