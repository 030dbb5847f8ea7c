import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { databases, type TestDatabase } from '../../support/databases.ts';
import { aWhile, until } from './support/app.ts';
import { BOT, type FakeSlack, startFakeSlack, TEAM } from './support/fake-slack.ts';
import { type KeptApp, startKeptApp } from './support/kept.ts';

interface Said {
  type: string;
  channel: string;
  user: string;
  ts: string;
  text: string;
  thread_ts?: string;
}

describe.each(await databases())('a question that is taken back in Slack on $name', (kind) => {
  let slack: FakeSlack;
  let database: TestDatabase;
  let app: KeptApp;
  let ann: string;
  let dm: string;
  let channel: string;
  let clock = 1_802_000_000;
  const nextTs = () => `${++clock}.000100`;

  beforeAll(async () => {
    slack = await startFakeSlack();
    ann = await slack.userId('ann');
    dm = await slack.privateChannel(ann);
    channel = await slack.channelId('testing');
  });
  afterAll(() => slack.stop());
  beforeEach(async () => {
    database = await kind.create();
    app = await startKeptApp({ slack, database, backoffMs: 400 });
  });
  afterEach(async () => {
    await app.stop();
    await database.drop();
    slack.calls.length = 0;
  });

  const ok = (method: string) => slack.ofMethod(method).filter((c) => c.answer.ok);
  const posts = () => ok('chat.postMessage');
  const removed = () => ok('chat.delete').map((c) => c.body.ts);
  const inPrivate = (text: string, more: object = {}): Said => ({
    type: 'message',
    channel: dm,
    user: ann,
    ts: nextTs(),
    text,
    ...more,
  });
  const kept = ({ channel: at, ts, thread_ts = ts }: Said, edited = '') =>
    app.store.questions.ofMessage(
      `slack:${TEAM}:${at}:${thread_ts}`,
      `slack:${TEAM}:${at}:${ts}${edited && `:${edited}`}`,
    );

  async function ask(said: Said) {
    const before = posts().length;
    await app.event({ ...said });
    return until(() => posts()[before]);
  }
  const gone = ({ channel: at, ...said }: Said, more: object = {}) =>
    app.event({
      type: 'message',
      subtype: 'message_deleted',
      channel: at,
      ts: nextTs(),
      deleted_ts: said.ts,
      previous_message: { ...said, ...more },
    });
  const change = ({ channel: at, ...said }: Said, text: string, edited: string, before?: string) =>
    app.event({
      type: 'message',
      subtype: 'message_changed',
      channel: at,
      ts: nextTs(),
      message: { ...said, text, edited: { user: ann, ts: edited } },
      previous_message: { ...said, ...(before ? { edited: { user: ann, ts: before } } : {}) },
    });

  test('when it is deleted in private, its words are forgotten and its answer goes', async () => {
    const said = inPrivate('what does STAIRS mean?');
    const answer = await ask(said);
    expect((await kept(said))?.text).toContain('STAIRS');
    await gone(said);
    await until(() => removed()[0]);
    expect(removed()).toEqual([answer.answer.ts]);
    expect(await kept(said)).toMatchObject({ text: '', outcome: 'answer' });
    await gone(said);
    await aWhile();
    expect(removed()).toHaveLength(1);
  });

  test('when it is deleted in a thread of a channel, where Slack leaves a tombstone for it', async () => {
    const said: Said = {
      type: 'app_mention',
      channel,
      user: ann,
      ts: nextTs(),
      text: `<@${BOT.user}> what does STAIRS mean?`,
    };
    const answer = await ask(said);
    await app.event({
      type: 'message',
      subtype: 'message_changed',
      channel,
      ts: nextTs(),
      message: { type: 'message', subtype: 'tombstone', user: 'USLACKBOT', ts: said.ts, text: 'Deleted.' },
      previous_message: { ...said, type: 'message', channel: undefined },
    });
    await until(() => removed()[0]);
    expect(removed()).toEqual([answer.answer.ts]);
    expect((await kept(said))?.text).toBe('');
  });

  test('a follow-up takes its own answer with it, and no other', async () => {
    const first = inPrivate('what does STAIRS mean?');
    await ask(first);
    const second = inPrivate('what does THSS mean?', { thread_ts: first.ts });
    const answer = await ask(second);
    await gone(second);
    await until(() => removed()[0]);
    expect(removed()).toEqual([answer.answer.ts]);
    expect((await kept(first))?.text).toContain('STAIRS');
  });

  test('an answer that still waits is never posted', async () => {
    slack.fail('chat.postMessage', { status: 503 });
    const said = inPrivate('what does STAIRS mean?');
    await app.event({ ...said });
    await until(() => slack.ofMethod('chat.postMessage')[0]);
    await until(
      async () => !(await app.store.outbox.find(`slack:slack:${TEAM}:${dm}:${said.ts}`))?.leaseUntil,
    );
    await gone(said);
    await until(async () => (await app.store.outbox.count()).waiting === 0);
    await aWhile(600);
    expect(posts()).toEqual([]);
    expect(await app.store.outbox.failures()).toEqual([]);
  });

  test('an answer to a form that is deleted changes nothing: the form goes on', async () => {
    const first = inPrivate('prepare a call to CalTAC');
    await ask(first);
    const name = inPrivate('Ann Lee', { thread_ts: first.ts });
    await ask(name);
    const [draft] = await app.store.drafts.ofPerson(`slack:${TEAM}:${ann}`);
    await gone(name);
    await gone(first);
    await aWhile(300);
    expect(removed()).toEqual([]);
    expect((await app.store.drafts.ofPerson(`slack:${TEAM}:${ann}`))[0]).toEqual(draft);
    expect(JSON.stringify(await ask(inPrivate('dell desktop', { thread_ts: first.ts })))).not.toContain(
      'could not',
    );
  });

  test('what others deleted, and what was never asked, changes nothing', async () => {
    await ask(inPrivate('what does STAIRS mean?'));
    await gone({ type: 'message', channel, user: ann, ts: '1.5', text: 'lunch?' });
    await gone(inPrivate('ours', { bot_id: BOT.id }));
    await aWhile(300);
    expect(slack.ofMethod('chat.delete')).toEqual([]);
  });

  test('when it is changed, it is answered anew, and the earlier answer goes; and so again, and at its end', async () => {
    const said = inPrivate('what does STAIRS mean?');
    const first = await ask(said);
    await change(said, 'what does THSS mean?', '1802000900.1');
    const second = await until(() => posts()[1]);
    expect(JSON.stringify(second.body)).toContain('THSS');
    await until(() => removed().length === 1);
    expect(removed()).toEqual([first.answer.ts]);
    expect((await kept(said))?.text).toBe('');

    await change(
      { ...said, text: 'what does THSS mean?' },
      'what does LEA mean?',
      '1802000901.1',
      '1802000900.1',
    );
    const third = await until(() => posts()[2]);
    await until(() => removed().length === 2);
    expect(removed()[1]).toBe(second.answer.ts);

    await gone(said, { edited: { user: ann, ts: '1802000901.1' } });
    await until(() => removed().length === 3);
    expect(removed()[2]).toBe(third.answer.ts);
    expect((await kept(said, '1802000901.1'))?.text).toBe('');
  });

  test('trouble of Slack’s is waited out, and what it refuses for good troubles nobody', async () => {
    const first = inPrivate('what does STAIRS mean?');
    const answer = await ask(first);
    slack.fail('chat.delete', { status: 503 });
    await gone(first);
    await until(() => removed()[0]);
    expect(removed()).toEqual([answer.answer.ts]);
    const second = inPrivate('what does THSS mean?');
    await ask(second);
    slack.fail('chat.delete', { body: { ok: false, error: 'cant_delete_message' } });
    await gone(second);
    await until(async () => (await app.store.outbox.count()).waiting === 0);
    expect(await app.store.outbox.failures()).toEqual([]);
  });
});
