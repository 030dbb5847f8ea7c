import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { databases, type TestDatabase } from '../../support/databases.ts';
import { until } from './support/app.ts';
import { type Call, type FakeSlack, startFakeSlack, TEAM } from './support/fake-slack.ts';
import { type KeptApp, startKeptApp } from './support/kept.ts';

const [kind] = await databases();
let clock = 1_797_000_000;
const nextTs = () => `${++clock}.000100`;

describe('a picker of a calculation', () => {
  let slack: FakeSlack;
  let database: TestDatabase;
  let app: KeptApp;
  let ann: string;
  let dm: string;

  beforeEach(async () => {
    slack = await startFakeSlack();
    ann = await slack.userId('ann');
    dm = await slack.privateChannel(ann);
    database = await kind!.create();
    app = await startKeptApp({ slack, database });
  });
  afterEach(async () => {
    await app.stop();
    await database.drop();
    await slack.stop();
  });

  const posts = () => slack.ofMethod('chat.postMessage').filter((c) => c.answer.ok);
  const words = (call: { body: unknown }) => JSON.stringify(call.body);
  const post = (n: number) => until(() => posts()[n]);
  const write = (text: string, thread_ts?: unknown) =>
    app.event({
      type: 'message',
      channel_type: 'im',
      channel: dm,
      user: ann,
      ts: nextTs(),
      text,
      ...(thread_ts ? { thread_ts } : {}),
    });

  /** Picks a day in the first picker of a message. */
  function pick({ body, answer }: Call, selected_date: string) {
    const blocks = (body.blocks as { elements?: { type: string }[] }[]).map((b, i) => ({
      ...b,
      block_id: `b${i}`,
    }));
    const block = blocks.find((b) => b.elements?.some((e) => e.type === 'datepicker'))!;
    const ts = answer.ts as string;
    return app.interact({
      type: 'block_actions',
      user: { id: ann, team_id: TEAM },
      channel: { id: dm },
      container: { type: 'message', message_ts: ts },
      message: { ts, thread_ts: body.thread_ts, blocks, text: 'x' },
      actions: [{ ...block.elements![0], block_id: block.block_id, selected_date, action_ts: nextTs() }],
    });
  }

  const given = async (call: Call) => {
    const state = await app.store.conversations.load(`slack:${TEAM}:${dm}:${call.body.thread_ts as string}`);
    const { given: inputs } = state.dialogue!.data as { given: Record<string, { value: unknown }> };
    return Object.fromEntries(Object.entries(inputs).map(([name, { value }]) => [name, value]));
  };

  test('that was asked first corrects its own day, though another day is asked for by now', async () => {
    await write('when are the SSRs due, calculate');
    const first = await post(0);
    expect(words(first)).toContain('date:rule:set:ssr-notification-deadline:received_on:');
    await write('2027-05-12', first.body.thread_ts);
    expect(words(await post(1))).toContain('last_day_of_instruction');
    await pick(first, '2027-05-20');
    const asked = await post(2);
    expect(words(asked)).toContain('last_day_of_instruction');
    expect(await given(first)).toEqual({ received_on: '2027-05-20' });
    await pick(asked, '2027-06-18');
    expect(words(await post(3))).toContain('How this is worked out');
    expect(await given(first)).toEqual({
      received_on: '2027-05-20',
      last_day_of_instruction: '2027-06-18',
    });
  });

  test('that is changed there and back again fills one input, with the last day', async () => {
    await write('when are the SSRs due, calculate');
    const first = await post(0);
    await Promise.all(['2027-05-12', '2027-05-20', '2027-05-12'].map((day) => pick(first, day)));
    const last = await until(() => slack.ofMethod('chat.update')[2]);
    expect(words(last)).toContain('You chose: 2027-05-12');
    expect(await given(first)).toEqual({ received_on: '2027-05-12' });
  });

  test('begins the calculation anew where it is over, as an old choice does', async () => {
    await write('when are the SSRs due, calculate');
    const first = await post(0);
    await write('start over', first.body.thread_ts);
    await post(1);
    await pick(first, '2027-05-20');
    expect(words(await post(2))).toContain('last_day_of_instruction');
    expect(await given(first)).toEqual({ received_on: '2027-05-20' });
  });
});
