import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { databases, type TestDatabase } from '../../support/databases.ts';
import { aWhile, until } from './support/app.ts';
import { BOT, type FakeSlack, startFakeSlack, TEAM } from './support/fake-slack.ts';
import { type KeptApp, startKeptApp } from './support/kept.ts';

let clock = 1_798_500_000;
const nextTs = () => `${++clock}.000100`;

describe.each(await databases())('in a thread where the assistant was asked, on $name,', (kind) => {
  let slack: FakeSlack;
  let database: TestDatabase;
  let app: KeptApp;
  let ann: string;
  let channel: string;

  beforeEach(async () => {
    slack = await startFakeSlack();
    ann = await slack.userId('ann');
    channel = await slack.channelId('testing');
    database = await kind.create();
    app = await startKeptApp({ slack, database });
  });
  afterEach(async () => {
    await app.stop();
    await database.drop();
    await slack.stop();
  });

  const posts = () => slack.ofMethod('chat.postMessage').filter((c) => c.answer.ok);
  const words = (call: { body: unknown }) => JSON.stringify(call.body);
  const mention = (text: string, more: Record<string, unknown> = {}) => ({
    type: 'app_mention',
    channel,
    user: ann,
    ts: nextTs(),
    text: `<@${BOT.user}> ${text}`,
    ...more,
  });

  test('talk among colleagues is left to them, a further question is answered, and so is whatever mentions it', async () => {
    const asked = mention('When must our testing window be set?');
    await app.event(asked);
    await until(() => posts()[0]);
    const talk = (text: string) => ({
      type: 'message',
      channel_type: 'channel',
      channel,
      user: ann,
      ts: nextTs(),
      thread_ts: asked.ts,
      text,
    });
    for (const text of ['Kim please check with Bob', 'lol', 'ok thanks Bob, will do', 'see you at 3'])
      await app.event(talk(text));
    const again = talk('sounds good');
    await app.event(again);
    await app.event(again);
    await app.event(talk('and for the science one?'));
    expect(words(await until(() => posts()[1]))).toContain('CAST');
    await app.event(mention('thanks!', { thread_ts: asked.ts }));
    expect(words(await until(() => posts()[2]))).toContain('welcome');
    await aWhile();
    expect(posts()).toHaveLength(3);
    const kept = await app.store.questions.list();
    expect(kept.map((q) => q.text).sort()).toEqual([
      'When must our testing window be set?',
      'and for the science one?',
      'thanks!',
    ]);
    const conversation = `slack:${TEAM}:${channel}:${asked.ts}`;
    expect(await app.store.questions.ofMessage(conversation, `slack:${TEAM}:${channel}:${again.ts}`)).toBe(
      undefined,
    );
  });
});
