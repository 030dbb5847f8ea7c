import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { databases, type TestDatabase } from '../../support/databases.ts';
import { says, startSlackApp, until } from './support/app.ts';
import { BOT, type Call, type FakeSlack, startFakeSlack, TEAM } from './support/fake-slack.ts';
import { type KeptApp, startKeptApp } from './support/kept.ts';

let clock = 1_799_000_000;
const nextTs = () => `${++clock}.000100`;
const offers = ({ body }: Call) => JSON.stringify(body).includes('"action_id":"role"');

let slack: FakeSlack;
let bob: string;
let dm: string;
let channel: string;

beforeAll(async () => {
  slack = await startFakeSlack();
  bob = await slack.userId('bob');
  dm = await slack.privateChannel(bob);
  channel = await slack.channelId('testing');
});
afterEach(() => {
  slack.calls.length = 0;
});
afterAll(() => slack.stop());

const posts = () => slack.ofMethod('chat.postMessage').filter((c) => c.answer.ok);
const inPrivate = (text: string) => ({
  type: 'message',
  channel_type: 'im',
  channel: dm,
  user: bob,
  ts: nextTs(),
  text,
});
const mention = (text: string) => ({
  type: 'app_mention',
  channel,
  user: bob,
  ts: nextTs(),
  text: `<@${BOT.user}> ${text}`,
});

describe.each(await databases())('the way to choose a role on $name', (kind) => {
  let database: TestDatabase;
  let app: KeptApp;
  afterEach(async () => {
    await app.stop();
    await database.drop();
  });

  /** Asks, and waits for the answer. */
  async function ask(event: Record<string, unknown>): Promise<Call> {
    const before = posts().length;
    await app.event(event);
    return until(() => posts()[before]);
  }

  test('stands under the first private answer, once for each person, and never in a channel', async () => {
    database = await kind.create();
    app = await startKeptApp({ slack, database });
    expect(offers(await ask(mention('what does STAIRS mean?')))).toBe(false);
    expect(offers(await ask(inPrivate('hello')))).toBe(false);
    expect(offers(await ask(inPrivate('what does STAIRS mean?')))).toBe(true);
    expect(offers(await ask(inPrivate('what does THSS mean?')))).toBe(false);
    const kept = await app.store.people.get(`slack:${TEAM}:${bob}`);
    expect(kept?.fields.roleOfferedAt).toBeTypeOf('number');
    expect(kept?.fields.askedSlackAt).toBeTypeOf('number');
  });

  test('opens the modal, and is not shown to whoever has a role', async () => {
    database = await kind.create();
    app = await startKeptApp({ slack, database });
    const { answer, body } = await ask(inPrivate('what does STAIRS mean?'));
    const { trigger_id } = await slack.call('views.generateTriggerId', { user_id: bob });
    const blocks = body.blocks as { elements?: Record<string, unknown>[] }[];
    await app.interact({
      type: 'block_actions',
      user: { id: bob, team_id: TEAM },
      channel: { id: dm },
      container: { type: 'message', message_ts: answer.ts },
      message: { ts: answer.ts, thread_ts: body.thread_ts, text: 'x', blocks },
      actions: [blocks.flatMap((b) => b.elements ?? []).find((e) => e.action_id === 'role')],
      trigger_id,
    });
    const opened = await until(() => slack.ofMethod('views.open')[0]);
    expect(opened.answer.ok).toBe(true);
    expect(JSON.stringify(opened.body)).toContain('What is your role');

    const id = `slack:${TEAM}:${bob}`;
    await app.store.people.save({ id, channel: 'slack', role: 'test_examiner', fields: {} }, Date.now());
    expect(offers(await ask(inPrivate('what does THSS mean?')))).toBe(false);
  });

  test('is not needed by whoever says it in words: it is known in every talk, and only choosing changes it', async () => {
    database = await kind.create();
    app = await startKeptApp({ slack, database });
    const id = `slack:${TEAM}:${bob}`;
    await ask(inPrivate("I'm a site coordinator"));
    await until(async () => (await app.store.people.get(id))?.role === 'site_coordinator');
    expect(offers(await ask(inPrivate('what does THSS mean?')))).toBe(false);
    await ask(inPrivate("I'm a test examiner"));
    await ask(inPrivate('what does STAIRS mean?'));
    expect((await app.store.people.get(id))?.role).toBe('site_coordinator');
  });
});

test('without a store the way to choose a role is shown once, too', async () => {
  const app = await startSlackApp({ slack, reply: () => says('Yes.') });
  await app.event(inPrivate('one?'));
  await until(() => posts()[0]);
  await app.event(inPrivate('two?'));
  await until(() => posts()[1]);
  expect(posts().map(offers)).toEqual([true, false]);
  await app.stop();
});
