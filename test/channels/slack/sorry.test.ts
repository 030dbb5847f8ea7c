import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createLog } from '../../../src/log.ts';
import { databases, type TestDatabase } from '../../support/databases.ts';
import { aWhile, until } from './support/app.ts';
import { BOT, type FakeSlack, startFakeSlack } from './support/fake-slack.ts';
import { type KeptApp, startKeptApp } from './support/kept.ts';

const [kind] = await databases();

describe('when the store fails after Slack was acknowledged', () => {
  let slack: FakeSlack;
  let database: TestDatabase;
  let app: KeptApp;
  let ann: string;
  let dm: string;
  let channel: string;
  let lines: string[];
  let clock = 1_801_000_000;

  beforeAll(async () => {
    slack = await startFakeSlack();
    ann = await slack.userId('ann');
    dm = await slack.privateChannel(ann);
    channel = await slack.channelId('testing');
  });
  afterAll(() => slack.stop());
  beforeEach(async () => {
    lines = [];
    const log = createLog(
      { logLevel: 'trace', logMessageText: false },
      { write: (line: string) => lines.push(line) },
    );
    database = await kind!.create();
    app = await startKeptApp({ slack, database, log });
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await app.stop();
    await database.drop();
    slack.calls.length = 0;
  });

  const breakStore = () =>
    vi.spyOn(app.store.conversations, 'begin').mockRejectedValue(new Error('disk full: what is THSS'));
  const posts = () => slack.ofMethod('chat.postMessage');
  const asked = (more: Record<string, unknown> = {}) => ({
    type: 'message',
    channel_type: 'im',
    channel: dm,
    user: ann,
    ts: `${++clock}.000100`,
    text: 'what is THSS',
    ...more,
  });

  test('a private message hears that it could not be answered, in its thread; and the log holds none of it', async () => {
    breakStore();
    const question = asked();
    expect((await app.event(question)).status).toBe(200);
    const told = await until(() => posts()[0]);
    expect(told.body).toMatchObject({ channel: dm, thread_ts: question.ts });
    expect(told.body.text).toContain('ask again in a moment');
    expect(lines.join('')).not.toContain('THSS');
    vi.restoreAllMocks();
    await app.event(asked());
    await until(() => JSON.stringify(posts()[1]?.body ?? '').includes('THSS'));
  });

  test('a mention hears it once, though Slack tells of it twice', async () => {
    breakStore();
    const mention = asked({ channel, channel_type: 'channel', text: `<@${BOT.user}> what is THSS` });
    await app.event({ ...mention, type: 'app_mention' });
    await app.event(mention);
    await until(() => posts()[0]);
    await aWhile();
    expect(posts()).toHaveLength(1);
    expect(posts()[0]?.body).toMatchObject({ channel, thread_ts: mention.ts });
  });

  test('what people say to each other in a channel is left alone', async () => {
    breakStore();
    vi.spyOn(app.store.references, 'get').mockRejectedValue(new Error('disk full'));
    await app.event(asked({ channel, channel_type: 'channel', thread_ts: '1.5', text: 'lunch?' }));
    await aWhile(300);
    expect(posts()).toEqual([]);
  });

  test('/caaspp hears it alone', async () => {
    breakStore();
    const command = {
      channel_id: channel,
      user_id: ann,
      text: 'THSS',
      response_url: `${slack.url}/respond/1`,
    };
    expect((await app.command(command)).status).toBe(200);
    const told = await until(() => slack.ofMethod('respond')[0]);
    expect(told.body).toMatchObject({ response_type: 'ephemeral', replace_original: false });
    expect(told.body.text).toContain('ask again in a moment');
    expect(posts()).toEqual([]);
  });

  test('an answer that was given stands, though what the next message needs cannot be noted', async () => {
    vi.spyOn(app.store.references, 'save').mockRejectedValue(new Error('disk full'));
    await app.event(asked({ text: 'prepare a call to CalTAC' }));
    await until(() => posts()[0]);
    await aWhile(300);
    expect(posts()).toHaveLength(1);
    expect(posts()[0]?.body.text).not.toContain('could not answer');
  });

  test('when Slack cannot be told either, that is logged, and nothing else happens', async () => {
    breakStore();
    slack.fail('chat.postMessage', { status: 503 });
    await app.event(asked());
    await until(() => lines.join('').includes('nobody could be told'));
    await aWhile();
    expect(posts()).toHaveLength(1);
  });
});
