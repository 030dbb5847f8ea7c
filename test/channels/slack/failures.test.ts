import nock from 'nock';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { replyDeliveries } from '../../../src/channels/slack/delivery.ts';
import { DEFAULT_HOURS, type Organization } from '../../../src/escalation/organization.ts';
import { createLog } from '../../../src/log.ts';
import type { Delivery } from '../../../src/records/deliveries.ts';
import { databases, type TestDatabase } from '../../support/databases.ts';
import { aWhile, until } from './support/app.ts';
import { type FakeSlack, startFakeSlack, TEAM } from './support/fake-slack.ts';
import { type KeptApp, type KeptOptions, startKeptApp } from './support/kept.ts';

const ORGANIZATION: Organization = {
  leas: [
    {
      name: 'Oak Unified',
      cds: '1234567',
      hours: DEFAULT_HOURS,
      backups: [],
      coordinators: [{ name: 'Ann Lee', email: 'ann@oak.org' }],
      schools: [],
    },
  ],
  administrators: ['bob@oak.org'],
  topics: {},
  answerWithinHours: 8,
};
const POST = '/api/chat.postMessage';
const WINDOW = {
  type: 'file',
  name: 'window.ics',
  mediaType: 'text/calendar',
  content: 'BEGIN:VCALENDAR',
  encoding: 'utf8',
  title: 'Add to your calendar',
} as const;

let slack: FakeSlack;
let database: TestDatabase;
let ann: string;
let bob: string;
let dm: string;
let app: KeptApp;
let mails: Delivery[];
let lines: string[];
let clock = 1_799_000_000;

const [kind] = await databases();

beforeAll(async () => {
  nock.disableNetConnect();
  nock.enableNetConnect(/^(127\.0\.0\.1|localhost):/);
  slack = await startFakeSlack();
  ann = await slack.userId('ann');
  bob = await slack.userId('bob');
  dm = await slack.privateChannel(ann);
});
beforeEach(async () => {
  database = await kind!.create();
  mails = [];
  lines = [];
});
afterEach(async () => {
  await app.stop();
  await database.drop();
  nock.cleanAll();
  vi.restoreAllMocks();
  slack.calls.length = 0;
});
afterAll(async () => {
  await slack.stop();
  nock.restore();
});

/** What of Slack fails; all else reaches the emulator. */
const failing = () => nock(slack.url, { allowUnmocked: true });

async function start(options: Partial<KeptOptions> = {}): Promise<void> {
  const mail = { kind: 'mail', send: async (delivery: Delivery) => void mails.push(delivery) };
  const log = createLog(
    { logLevel: 'trace', logMessageText: false },
    { write: (line: string) => lines.push(line) },
  );
  app = await startKeptApp({ slack, database, organization: ORGANIZATION, mail, log, ...options });
}

const posts = () => slack.ofMethod('chat.postMessage').filter((c) => c.answer.ok);
const said = (call: { body: unknown }) => JSON.stringify(call.body);
const asked = (text = 'what does STAIRS mean?', more: Record<string, unknown> = {}) => ({
  type: 'message',
  channel_type: 'im',
  channel: dm,
  user: ann,
  ts: `${++clock}.000100`,
  text,
  ...more,
});
/** How many deliveries went which way, once so many are through. */
const settled = (deliveries: number) =>
  until(async () => {
    const count = await app.store.outbox.count();
    return count.waiting === 0 && count.delivered + count.failed >= deliveries && count;
  }, 15_000);

describe('what passes is waited out, in order, and what was asked is answered once', () => {
  const askTwice = async () => {
    await app.event(asked('what does STAIRS mean?'));
    await app.event(asked('what does THSS mean?'));
    expect(await settled(2)).toMatchObject({ delivered: 2, failed: 0 });
    await aWhile();
    expect(posts().map((p) => said(p).includes('STAIRS'))).toEqual([true, false]);
  };

  test('429, for as long as Slack says', async () => {
    await start();
    const refused: number[] = [];
    failing()
      .post(POST)
      .reply(() => {
        refused.push(Date.now());
        return [429, { ok: false, error: 'ratelimited' }, { 'Retry-After': '1' }];
      });
    await askTwice();
    expect(Date.now() - refused[0]!).toBeGreaterThanOrEqual(1_000);
    expect(refused).toHaveLength(1);
  });

  test('429 that does not say how long', async () => {
    await start();
    failing().post(POST).reply(429, 'Too many requests');
    await askTwice();
  });

  test.each([500, 502, 503, 504])('%i', async (status) => {
    await start();
    failing().post(POST).times(2).reply(status, '<html>upstream error</html>');
    await askTwice();
  });

  test.each(['internal_error', 'service_unavailable', 'ratelimited'])('%s, told with 200', async (error) => {
    await start();
    failing().post(POST).reply(200, { ok: false, error });
    await askTwice();
  });

  test('a connection that is reset, and one that is refused', async () => {
    await start();
    for (const code of ['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ENOTFOUND'])
      failing()
        .post(POST)
        .replyWithError(Object.assign(new Error(code), { code }));
    await askTwice();
  });

  test('an answer that never comes: after ten seconds it is tried again', async () => {
    const { timeout } = AbortSignal;
    const waited = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => timeout.call(AbortSignal, 200));
    await start();
    // nock does not bear that a request is given up.
    slack.fail('chat.postMessage', { silent: true });
    await askTwice();
    expect(waited).toHaveBeenCalledWith(10_000);
  });

  test('a 200 that is no JSON, as a proxy between may send', async () => {
    await start();
    failing().post(POST).reply(200, '<html>Please log on</html>', { 'Content-Type': 'text/html' });
    await askTwice();
    expect(lines.join('')).not.toContain('Please log on');
  });

  test('a connection that is reset when Slack has the message already: it is not said twice', async () => {
    await start();
    const question = asked();
    slack.fail('chat.postMessage', { reset: 'late' });
    await app.event(question);
    expect(await settled(1)).toMatchObject({ delivered: 1, failed: 0 });
    expect(posts()).toEqual([]);
    const { messages } = (await slack.call('conversations.replies', { channel: dm, ts: question.ts })) as {
      messages: unknown[];
    };
    expect(messages).toHaveLength(1);
  });

  test('a file whose upload breaks off at any step: it arrives once, after its words', async () => {
    await start();
    failing().post('/api/files.getUploadURLExternal').reply(503);
    failing()
      .post('/api/files.completeUploadExternal')
      .reply(429, { ok: false, error: 'ratelimited' }, { 'Retry-After': '0' });
    const reply = { kind: 'answer', parts: [{ type: 'text', text: 'Here it is.' }, WINDOW] } as const;
    const deliveries = replyDeliveries(
      { ...reply, parts: [...reply.parts] },
      `slack:${TEAM}:${dm}:1.5`,
      'm1',
    );
    for (const delivery of deliveries) await app.store.outbox.add(delivery, Date.now());
    app.wake();
    expect(await settled(2)).toMatchObject({ delivered: 2, failed: 0 });
    const sent = slack.calls.filter((c) => c.answer.ok && /^(chat|files)\./.test(c.method));
    expect(sent.map((c) => c.method)).toEqual([
      'chat.postMessage',
      'files.getUploadURLExternal',
      'files.getUploadURLExternal',
      'files.completeUploadExternal',
    ]);
  });

  test('trouble while Slack is asked who writes, and with the ornaments: it is answered all the same', async () => {
    await start();
    failing().post('/api/users.info').times(3).reply(503);
    failing()
      .post(/assistant\.threads/)
      .times(9)
      .reply(500);
    await app.event(asked());
    expect(await settled(1)).toMatchObject({ delivered: 1, failed: 0 });
  });

  test('trouble while Slack is asked who we are: the first question is not lost', async () => {
    failing().post('/api/auth.test').reply(503);
    failing()
      .post('/api/auth.test')
      .replyWithError(Object.assign(new Error('reset'), { code: 'ECONNRESET' }));
    await start();
    await app.event(asked());
    await until(() => posts()[0], 10_000);
  });
});

describe('what does not pass ends in a clear state, and in one word to the administrator', () => {
  const mention = (text = 'what does STAIRS mean?') =>
    asked(text, { type: 'app_mention', channel_type: undefined, channel: 'C0GONE' });

  test.each([
    'channel_not_found',
    'not_in_channel',
    'is_archived',
    'account_inactive',
    'invalid_auth',
    'token_revoked',
  ])('%s', async (error) => {
    await start();
    let tries = 0;
    failing()
      .post(POST)
      .reply(() => {
        tries++;
        return [200, { ok: false, error }];
      })
      .persist();
    const question = mention();
    await app.event(question);
    expect(await settled(2)).toMatchObject({ failed: 1, delivered: 1 });
    const [failure] = await app.store.outbox.failures();
    expect(failure).toMatchObject({ attempts: 1, lastError: `Slack: ${error}` });
    const conversation = `slack:${TEAM}:C0GONE:${question.ts}`;
    expect((await app.store.references.get(conversation))?.deadWhy).toContain(error);
    expect(mails.map((m) => m.target)).toEqual(['bob@oak.org']);
    expect(JSON.stringify(mails[0]!.payload)).toContain(error);
    expect(JSON.stringify(mails[0]!.payload)).not.toContain('STAIRS');

    // It is not tried again, whoever looks; and the same place is told of once a day.
    for (let i = 0; i < 5; i++) {
      app.wake();
      await aWhile(60);
    }
    expect(tries).toBe(1);
    expect(mails).toHaveLength(1);
    expect(lines.join('')).not.toContain('what does STAIRS mean');
  });

  test('when the app is removed from the workspace the administrator cannot be told there: a mail says it', async () => {
    await start();
    await app.event(asked('hello', { user: bob, channel: await slack.privateChannel(bob) }));
    await until(() => posts()[0]);
    let tries = 0;
    failing()
      .post(/\/api\/(chat|conversations)\./)
      .reply(() => {
        tries++;
        return [200, { ok: false, error: 'account_inactive' }];
      })
      .persist();
    await app.event(asked());
    await until(() => mails[0]);
    await aWhile(200);
    expect(mails.map((m) => m.target)).toEqual(['bob@oak.org']);
    expect(tries).toBeLessThanOrEqual(2);
  });

  test('a token that Slack refuses at the start is named in the log; events are acknowledged, and Slack is not asked on and on', async () => {
    let tries = 0;
    failing()
      .post('/api/auth.test')
      .reply(() => {
        tries++;
        return [200, { ok: false, error: 'invalid_auth' }];
      })
      .persist();
    await start();
    await until(() => lines.join('').includes('Slack refuses SLACK_BOT_TOKEN'));
    const { status, ms } = await app.event(asked());
    expect(status).toBe(200);
    expect(ms).toBeLessThan(1_000);
    await aWhile(600);
    expect(tries).toBe(2);
    expect(posts()).toEqual([]);
  });
});
