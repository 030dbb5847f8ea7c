import { PassThrough } from 'node:stream';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Assistant } from '../../../src/assistant/assistant.ts';
import type { Message } from '../../../src/assistant/message.ts';
import type { Reply } from '../../../src/assistant/reply.ts';
import { createLog } from '../../../src/log.ts';
import {
  ANN,
  APP_ID,
  activity,
  type FakeConnector,
  type Issuer,
  inChannel,
  mention,
  press,
  startConnector,
  startIssuer,
  startTeams,
  TENANT,
  type Teams,
  type TokenOptions,
} from '../../support/teams.ts';

const OTHER_BOT = '99999999-2222-3333-4444-555555555555';

let issuer: Issuer;
let connector: FakeConnector;
let teams: Teams;
let heard: Message[];
let reply: (message: Message) => Reply | Promise<Reply>;
let logged: string;

const assistant: Assistant = {
  reply: async (message) => (await assistant.answer(message)).reply,
  async answer(message) {
    const repeated = heard.some((m) => m.id === message.id && m.conversation === message.conversation);
    if (!repeated) heard.push(message);
    return { reply: await reply(message), repeated, open: false };
  },
};

beforeAll(async () => {
  issuer = await startIssuer();
});
afterAll(() => issuer.stop());
beforeEach(async () => {
  heard = [];
  logged = '';
  reply = (m) => ({ kind: 'answer', parts: [{ type: 'text', text: `You asked: ${m.text}` }] });
  connector = await startConnector();
  const to = new PassThrough().on('data', (line) => {
    logged += line;
  });
  teams = await startTeams({
    issuer,
    connector,
    assistant,
    log: createLog({ logLevel: 'trace', logMessageText: false }, to),
  });
});
afterEach(async () => {
  await teams.stop();
  await connector.stop();
});

describe('a message in Teams', () => {
  test('is answered in its conversation, with the token of the bot', async () => {
    const response = await teams.post(activity(connector));
    expect(response.status).toBe(200);
    expect(await connector.until(1)).toMatchObject([
      { type: 'message', text: 'You asked: window deadline?' },
    ]);
    expect(connector.taken[0]).toMatchObject({
      conversation: 'a:private',
      authorization: 'Bearer the-token-of-the-bot',
    });
  });

  test('reaches the assistant with the person of the directory, not the id of this bot', async () => {
    await teams.post(activity(connector));
    expect(heard).toMatchObject([
      { conversation: 'teams:a:private', person: { id: `teams:${ANN.aadObjectId}`, name: 'Ann Oak' } },
    ]);
  });

  test('in a channel is heard when the bot is mentioned, without the mention, and answered in the thread', async () => {
    await teams.post(activity(connector, { conversation: inChannel, ...mention('window&nbsp;deadline?') }));
    expect(heard).toMatchObject([{ text: 'window deadline?' }]);
    await connector.until(1);
    expect(connector.taken[0]?.conversation).toBe(inChannel.id);
  });

  test('in a channel is left alone when the bot is not mentioned', async () => {
    const response = await teams.post(activity(connector, { conversation: inChannel }));
    expect(response.status).toBe(200);
    expect(heard).toEqual([]);
  });

  test('keeps the names of other people who are mentioned', async () => {
    await teams.post(activity(connector, { text: '<at>Bo</at> says R&amp;D is closed' }));
    expect(heard[0]?.text).toBe('Bo says R&D is closed');
  });

  test('that comes twice is answered once', async () => {
    const one = activity(connector);
    await teams.post(one);
    await teams.post(one);
    await connector.until(1);
    await teams.post(activity(connector, { text: 'another' }));
    expect((await connector.until(2)).map((m) => m.text)).toEqual([
      'You asked: window deadline?',
      'You asked: another',
    ]);
  });

  test('that Teams sends again under a new id is answered once', async () => {
    const one = activity(connector);
    await teams.post(one);
    await teams.post({ ...one, id: 'another-id' });
    expect(heard).toHaveLength(1);
  });

  test('with the same words a moment later is another one', async () => {
    await teams.post(activity(connector, { timestamp: '2026-11-21T18:00:00.000Z' }));
    await teams.post(activity(connector, { timestamp: '2026-11-21T18:00:01.000Z' }));
    expect(heard).toHaveLength(2);
  });

  test('without recipient, conversation kind or name does no harm', async () => {
    const bare = activity(connector, {
      recipient: undefined,
      conversation: { id: 'a:bare', tenantId: TENANT },
      from: { id: '29:x' },
    });
    expect((await teams.post(bare)).status).toBe(200);
    expect(heard).toMatchObject([{ conversation: 'teams:a:bare', person: { id: 'teams:29:x' } }]);
  });

  test.each([
    ['a name', { from: { ...ANN, name: null } }],
    ['a name of the bot', { recipient: { id: `28:${APP_ID}`, name: null } }],
    ['a directory id', { from: { ...ANN, aadObjectId: null } }],
    ['a kind of conversation', { conversation: { id: 'a:private', conversationType: null, isGroup: null } }],
    ['a tenant beside the one of the channel', { conversation: { id: 'a:private', tenantId: null } }],
    ['a moment and an address to reply to', { localTimestamp: null, timestamp: null, replyToId: null }],
    ['a name of the activity', { name: null, action: null, locale: null }],
  ])('that has null for %s is answered like one without', async (_, more) => {
    expect((await teams.post(activity(connector, more))).status).toBe(200);
    expect(await connector.until(1)).toMatchObject([{ text: 'You asked: window deadline?' }]);
  });

  test('in a channel is heard by its mention, whatever else Teams tells beside it', async () => {
    const { text, entities } = mention('window deadline?');
    const strange = [{ type: 'clientInfo', text: 7 }, { type: null, mentioned: null }, ...entities];
    await teams.post(activity(connector, { conversation: inChannel, text, entities: strange }));
    expect(heard).toMatchObject([{ text: 'window deadline?' }]);
  });

  test('shows typing when the answer takes a while', async () => {
    reply = async () => {
      await new Promise((resolve) => setTimeout(resolve, 600));
      return { kind: 'answer', parts: [{ type: 'text', text: 'late' }] };
    };
    await teams.post(activity(connector));
    await connector.until(1);
    expect(connector.taken.map((t) => t.body.type)).toEqual(['typing', 'message']);
  });

  test('that takes longer than Bot Service waits is acknowledged with a word, and answered afterwards', async () => {
    await teams.stop();
    teams = await startTeams({ issuer, connector, assistant, options: { answerWithin: 100 } });
    reply = async () => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      return { kind: 'answer', parts: [{ type: 'text', text: 'late' }] };
    };
    expect((await teams.post(activity(connector))).status).toBe(200);
    expect(connector.messages().map((m) => m.text)).not.toContain('late');
    expect((await connector.until(2)).map((m) => m.text)).toEqual([
      'I am working on it. The answer will follow here.',
      'late',
    ]);
  });

  test('leaves no words of it in the log', async () => {
    await teams.post(activity(connector, { text: 'a very private question' }));
    await connector.until(1);
    expect(logged).toContain('answered');
    expect(logged).not.toContain('very private');
  });

  test('that fails inside is answered with 500 and nothing of the cause', async () => {
    reply = () => {
      throw new Error('the secret cause');
    };
    const response = await teams.post(activity(connector));
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('secret cause');
  });
});

describe('a pressed choice', () => {
  const choice = { press: 'choose', of: 'a-1', action: 'open:entry:x', label: 'Earliest start' };

  test('reaches the assistant with its action, and its answer comes as a message', async () => {
    const response = await teams.post(press(connector, choice));
    expect(response.status).toBe(200);
    expect(heard).toMatchObject([{ action: 'open:entry:x', text: 'Earliest start' }]);
    await connector.until(1);
  });

  test('counts once, however often and under whatever id it comes', async () => {
    await teams.post(press(connector, choice));
    await teams.post(press(connector, choice));
    await teams.post(
      press(connector, choice, { id: 'new', type: 'message', name: undefined, value: choice }),
    );
    expect(heard).toHaveLength(1);
  });

  test('on another card counts for itself', async () => {
    await teams.post(press(connector, choice));
    await teams.post(press(connector, { ...choice, of: 'a-2' }));
    expect(heard).toHaveLength(2);
  });

  test.each([
    [undefined],
    [{}],
    [{ press: 'choose' }],
    ['text'],
    [{ press: 'pick', of: 'a', at: 0, 'answer-0': 'x' }],
  ])('that no card of ours sends is answered with a word: %j', async (data) => {
    const response = await teams.post(press(connector, data));
    expect(await response.json()).toMatchObject({
      statusCode: 200,
      type: 'application/vnd.microsoft.activity.message',
      value: expect.stringContaining('could not read'),
    });
    expect(heard).toEqual([]);
  });

  test('of a date or a moment is said as words', async () => {
    await teams.post(press(connector, { press: 'answer', of: 'a-1', at: 0, 'answer-0': '2027-02-01' }));
    await teams.post(
      press(connector, { press: 'answer', of: 'a-2', at: 3, 'answer-3': '2027-02-01', 'time-3': '09:30' }),
    );
    expect(heard.map((m) => m.text)).toEqual(['2027-02-01', '2027-02-01 09:30']);
  });
});

describe('who may speak', () => {
  const minutes = (n: number) => Math.floor(Date.now() / 1000) + n * 60;
  const emulator = {
    iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/',
    ver: '1.0',
    appid: APP_ID,
  };
  const good: [string, TokenOptions][] = [
    ['a good token', {}],
    ['a token that ended four minutes ago, as clocks differ', { claims: { exp: minutes(-4) } }],
  ];
  const bad: [string, TokenOptions][] = [
    ['a token that ended six minutes ago', { claims: { exp: minutes(-6) } }],
    ['a token that begins in an hour', { claims: { nbf: minutes(60) } }],
    ['a token for another bot', { claims: { aud: 'another-bot' } }],
    ['a token for no bot', { claims: { aud: undefined } }],
    ['a token of another issuer', { claims: { iss: 'https://issuer.example.org' } }],
    ['a token for another service address', { claims: { serviceurl: 'https://smba.example.org/' } }],
    ['a token without a service address', { claims: { serviceurl: undefined } }],
    ['a key that nobody knows', { kid: 'unknown' }],
    ['a signature by another key', { forged: true }],
    ['a token changed after it was signed', { tamper: true }],
    ['a token without a signature', { alg: 'none' }],
    ['a token signed with the published key as if it were a secret', { alg: 'HS256' }],
    ['a token without an end', { claims: { exp: undefined } }],
    ['a token of a directory, as the SDK takes from its emulator', { claims: emulator }],
    ['a token of another bot that speaks as a skill', { claims: { ...emulator, appid: OTHER_BOT } }],
    ['a key that speaks for another channel', { kid: 'other' }],
    ['a key without endorsements', { kid: 'bare' }],
    ['a key with an empty list of endorsements', { kid: 'empty' }],
  ];

  test.each(good)('%s is let in', async (_, options) => {
    const token = issuer.token(connector.address, options);
    expect((await teams.post(activity(connector), { token })).status).toBe(200);
    expect(heard).toHaveLength(1);
  });

  test.each(bad)('%s is 401, and no key is printed', async (_, options) => {
    const printed = (['error', 'warn', 'log'] as const).map((name) =>
      vi.spyOn(console, name).mockImplementation(() => {}),
    );
    const token = issuer.token(connector.address, options);
    const response = await teams.post(activity(connector), { token });
    expect(response.status).toBe(401);
    expect(await response.text()).not.toMatch(/KEY|endorse|signature/);
    expect(heard).toEqual([]);
    expect(connector.tried).toEqual([]);
    for (const spy of printed) {
      expect(spy).not.toHaveBeenCalled();
      spy.mockRestore();
    }
    expect(logged).not.toContain('PUBLIC KEY');
    expect(logged).not.toContain(token);
  });

  test.each([[null], [''], ['not-a-token'], ['a.b.c']])(
    'no token, or nonsense (%j), is 401',
    async (token) => {
      expect((await teams.post(activity(connector), { token })).status).toBe(401);
    },
  );

  test.each(['Basic', 'bearer', ''])('a good token said in another way (%j) is 401', async (scheme) => {
    const response = await fetch(`${teams.address}/api/messages`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Authorization: `${scheme} ${issuer.token(connector.address)}`.trim(),
      },
      body: JSON.stringify(activity(connector)),
    });
    expect(response.status).toBe(401);
    expect(heard).toEqual([]);
  });

  test.each([
    ['another channel', { channelId: 'webchat' }],
    ['no channel', { channelId: undefined }],
    ['no service address', { serviceUrl: undefined }],
    ['another service address than the token', { serviceUrl: 'http://127.0.0.1:9/' }],
  ])('an activity that names %s is 401', async (_, more) => {
    expect((await teams.post(activity(connector, more))).status).toBe(401);
    expect(heard).toEqual([]);
  });

  test.each([
    ['another tenant', { channelData: { tenant: { id: 'x' } } }],
    ['no tenant', { channelData: {}, conversation: { id: 'a:private', conversationType: 'personal' } }],
  ])('an activity of %s is 403', async (_, more) => {
    expect((await teams.post(activity(connector, more))).status).toBe(403);
    expect(heard).toEqual([]);
  });

  test.each([
    ['MICROSOFT_APP_TENANT_ID', {}],
    ['TEAMS_TENANTS', { TEAMS_TENANTS: `X, ${TENANT.toUpperCase()}` }],
  ])(
    'a tenant that %s names in capitals is the same tenant, in whatever case Teams says it',
    async (_, more) => {
      await teams.stop();
      const environment = { MICROSOFT_APP_TENANT_ID: TENANT.toUpperCase(), ...more };
      teams = await startTeams({ issuer, connector, assistant, environment });
      expect((await teams.post(activity(connector))).status).toBe(200);
      const loud = { channelData: { tenant: { id: TENANT.toUpperCase() } } };
      expect((await teams.post(activity(connector, loud))).status).toBe(200);
      expect((await teams.post(activity(connector, { channelData: { tenant: { id: 'y' } } }))).status).toBe(
        403,
      );
    },
  );

  test.each(['', '{', '[]', '"text"', 'null', '{}', '{"type":7}'])('%j is no activity: 400', async (raw) => {
    expect((await teams.post({}, { raw })).status).toBe(400);
  });

  test('other ways of asking are refused', async () => {
    expect((await fetch(`${teams.address}/api/messages`)).status).toBe(405);
  });

  test('an activity larger than Teams sends is refused', async () => {
    expect((await teams.post(activity(connector, { text: 'x'.repeat(300_000) }))).status).toBe(413);
  });
});
