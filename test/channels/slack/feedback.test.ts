import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { conversationOf } from '../../../src/channels/slack/ids.ts';
import { databases, type TestDatabase } from '../../support/databases.ts';
import { until } from './support/app.ts';
import { type Call, type FakeSlack, startFakeSlack, TEAM } from './support/fake-slack.ts';
import { type KeptApp, startKeptApp } from './support/kept.ts';

describe('an id of a message names its conversation', () => {
  test.each([
    ['slack:T1:C1:1.5:press:1.6:abc', 'slack:T1:C1:1.5'],
    ['slack:T1:D1::fill:V1', 'slack:T1:D1:'],
    ['slack:T1:D1:1.5:draft:9.9', 'slack:T1:D1:1.5'],
    ['slack:T1:C1:@U1:13.7', 'slack:T1:C1:@U1'],
    ['slack:T1:C1:@U1:press:1.6:abc', 'slack:T1:C1:@U1'],
  ])('when one of our own marks follows: %s', (id, conversation) => {
    expect(conversationOf(id)).toBe(conversation);
  });

  test.each(['slack:T1:C1:1.5', 'slack:T1:C1:1.5:2.5'])('and not otherwise: %s', (id) => {
    expect(conversationOf(id)).toBeUndefined();
  });
});

describe.each(await databases())('whether an answer helped, on $name', (kind) => {
  let slack: FakeSlack;
  let database: TestDatabase;
  let app: KeptApp;
  let ann: string;
  let dm: string;

  beforeAll(async () => {
    slack = await startFakeSlack();
    ann = await slack.userId('ann');
    dm = await slack.privateChannel(ann);
  });
  afterAll(() => slack.stop());
  beforeEach(async () => {
    database = await kind.create();
    app = await startKeptApp({ slack, database });
  });
  afterEach(async () => {
    await app.stop();
    await database.drop();
    slack.calls.length = 0;
  });

  const posts = () => slack.ofMethod('chat.postMessage');
  const said = (ts: string, text: string, more: object = {}) => ({
    type: 'message',
    channel_type: 'im',
    channel: dm,
    user: ann,
    ts,
    text,
    ...more,
  });

  async function judge(post: Call, button: 'positive_button' | 'negative_button', more: object = {}) {
    const blocks = post.body.blocks as { elements?: Record<string, { value: string }>[] }[];
    const buttons = blocks.flatMap((b) => b.elements ?? []).find((e) => e[button])!;
    const { trigger_id } = await slack.call('views.generateTriggerId', { user_id: ann });
    const { thread_ts, channel } = post.body;
    await app.interact({
      type: 'block_actions',
      user: { id: ann, team_id: TEAM },
      channel: { id: channel },
      container: { message_ts: post.answer.ts },
      message: { ts: post.answer.ts, thread_ts },
      trigger_id,
      actions: [{ type: 'feedback_buttons', action_id: 'feedback', value: buttons[button]!.value }],
      ...more,
    });
  }

  test('is kept with the question when a follow-up was changed, and so is the reason', async () => {
    await app.event(said('1803000001.1', 'what does STAIRS mean?'));
    await until(() => posts()[0]);
    const follow = said('1803000002.1', 'what does THSS mean?', { thread_ts: '1803000001.1' });
    await app.event(follow);
    await until(() => posts()[1]);
    const { channel, type: _, channel_type: __, ...message } = follow;
    const edited = { user: ann, ts: '1803000003.1' };
    await app.event({
      type: 'message',
      subtype: 'message_changed',
      channel,
      ts: edited.ts,
      message: { ...message, text: 'what does LEA mean?', edited },
      previous_message: message,
    });
    const answer = await until(() => posts()[2]);
    await judge(answer, 'negative_button');
    const opened = await until(() => slack.ofMethod('views.open').find((c) => c.answer.ok));
    await app.interact({
      type: 'view_submission',
      user: { id: ann },
      view: {
        ...(opened.body.view as object),
        id: 'V1',
        state: { values: { kind: { kind: {} }, words: { words: { value: 'Which LEA?' } } } },
      },
    });
    const judged = await until(async () => (await app.store.questions.list({ unhelpful: true }))[0]);
    await until(async () => (await app.store.questions.list({ unhelpful: true }))[0]?.reason);
    expect(judged.message).toBe(`slack:${TEAM}:${dm}:1803000002.1:1803000003.1`);
  });

  test('is thanked for by the response address where the answer is the asker’s alone: we need be no member there', async () => {
    const channel = 'C0NOMEMBER';
    await app.command({
      channel_id: channel,
      user_id: ann,
      text: 'what does STAIRS mean?',
      response_url: `${slack.url}/respond/1`,
    });
    const aside = await until(() => slack.ofMethod('respond')[0]);
    await judge({ ...aside, body: { ...aside.body, channel }, answer: { ts: '1.2' } }, 'positive_button', {
      container: { message_ts: '1.2', is_ephemeral: true },
      response_url: `${slack.url}/respond/2`,
    });
    const thanks = await until(() => slack.ofMethod('respond')[1]);
    expect(thanks.body).toMatchObject({
      response_type: 'ephemeral',
      replace_original: false,
      text: 'Thank you.',
    });
    expect(slack.ofMethod('chat.postEphemeral')).toEqual([]);
    expect((await app.store.questions.list())[0]?.helpful).toBe(true);
  });
});
