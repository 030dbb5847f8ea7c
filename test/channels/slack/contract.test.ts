import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Reply } from '../../../src/assistant/reply.ts';
import { createLog } from '../../../src/log.ts';
import { EVERYTHING } from '../../support/replies.ts';
import { type AppOptions, aWhile, type SlackApp, says, startSlackApp, until } from './support/app.ts';
import { BOT, BOT_TOKEN, type FakeSlack, startFakeSlack, TEAM } from './support/fake-slack.ts';

let slack: FakeSlack;
let ann: string;
let dm: string;
let channel: string;
const apps: SlackApp[] = [];

beforeAll(async () => {
  slack = await startFakeSlack();
  ann = await slack.userId('ann');
  dm = await slack.privateChannel(ann);
  channel = await slack.channelId('testing');
});

afterEach(async () => {
  for (const app of apps.splice(0)) await app.stop();
  slack.calls.length = 0;
});

afterAll(() => slack.stop());

/** Whether Slack speaks through Socket Mode. */
let socket = false;

async function start(options: Omit<AppOptions, 'slack'> = {}): Promise<SlackApp> {
  const app = await startSlackApp({ slack, socket, ...options });
  apps.push(app);
  return app;
}

let clock = 1_795_000_000;
const nextTs = () => `${++clock}.000100`;
const posts = () => slack.ofMethod('chat.postMessage');
const inPrivate = (text: string, more: Record<string, unknown> = {}) => ({
  type: 'message',
  channel_type: 'im',
  channel: dm,
  user: ann,
  ts: nextTs(),
  text,
  ...more,
});
const mention = (text: string, more: Record<string, unknown> = {}) => ({
  type: 'app_mention',
  channel,
  user: ann,
  ts: nextTs(),
  text: `<@${BOT.user}> ${text}`,
  ...more,
});

describe.each(['HTTP', 'Socket Mode'])('asking in Slack over %s', (way) => {
  beforeAll(() => {
    socket = way === 'Socket Mode';
  });
  afterAll(() => {
    socket = false;
  });

  test('a private message is acknowledged, answered in its thread, and Slack takes the blocks', async () => {
    const app = await start({ reply: () => EVERYTHING });
    const asked = inPrivate('When is the window deadline &amp; who sets it?');
    expect(await app.event(asked)).toMatchObject({ status: 200 });
    const post = await until(() => posts()[0]);
    expect(post).toMatchObject({
      token: BOT_TOKEN,
      body: { channel: dm, thread_ts: asked.ts },
      answer: { ok: true },
    });
    expect(app.heard).toMatchObject([
      {
        id: `slack:${TEAM}:${dm}:${asked.ts}`,
        conversation: `slack:${TEAM}:${dm}:${asked.ts}`,
        person: { id: `slack:${TEAM}:${ann}` },
        text: 'When is the window deadline & who sets it?',
      },
    ]);
    const thread = await slack.call('conversations.replies', { channel: dm, ts: asked.ts });
    expect(JSON.stringify(thread)).toContain('must be set in TOMS by December 1, 2026');
  });

  test('pictures and files are uploaded into the thread after the words', async () => {
    const app = await start({ reply: () => EVERYTHING });
    await app.event(inPrivate('calendar please'));
    const done = await until(
      () =>
        slack.ofMethod('files.completeUploadExternal').length === 2 &&
        slack.ofMethod('files.completeUploadExternal'),
    );
    expect(done.map((c) => [c.answer.ok, c.body.channel_id])).toEqual([
      [true, dm],
      [true, dm],
    ]);
    const names = slack.ofMethod('files.getUploadURLExternal').map((c) => c.body.filename);
    expect(names).toEqual(['picture.png', 'window.ics']);
    expect(slack.calls.findIndex((c) => c.method === 'chat.postMessage')).toBeLessThan(
      slack.calls.findIndex((c) => c.method === 'files.getUploadURLExternal'),
    );
  });

  test('a mention in a channel is answered in the thread, without the mention in the question', async () => {
    const app = await start();
    const asked = mention('who signs the affidavit?');
    await app.event(asked);
    expect((await until(() => posts()[0])).body).toMatchObject({ channel, thread_ts: asked.ts });
    expect(app.heard[0]?.text).toBe('who signs the affidavit?');
  });

  test('the mention and the message that Slack sends for it are one question', async () => {
    const app = await start();
    const asked = mention('who signs?');
    await Promise.all([app.event(asked), app.event({ ...asked, type: 'message', channel_type: 'channel' })]);
    await until(() => posts()[0]);
    await aWhile();
    expect(posts()).toHaveLength(1);
  });

  test('an event that comes three times, with retry headers, is answered once', async () => {
    const app = await start();
    const body = JSON.stringify({
      type: 'event_callback',
      team_id: TEAM,
      event_id: 'EvSame',
      authorizations: [{ team_id: TEAM, enterprise_id: null, user_id: BOT.user, is_bot: true }],
      event: inPrivate('once?'),
    });
    const retry = (n: number) => ({
      headers: { 'X-Slack-Retry-Num': String(n), 'X-Slack-Retry-Reason': 'http_timeout' },
    });
    // The first one that arrives may itself bear a retry header: it is not dropped for that.
    for (const n of [1, 2, 3]) expect((await app.post(body, retry(n))).status).toBe(200);
    await until(() => posts()[0]);
    await aWhile();
    expect(posts()).toHaveLength(1);
  });

  test('in a channel only a mention is answered, and then whoever asked goes on in that thread', async () => {
    const app = await start();
    const bob = await slack.userId('bob');
    const talk = { type: 'message', channel_type: 'channel', channel, user: ann };
    await app.event({ ...talk, ts: nextTs(), text: 'lunch?' });
    const asked = mention('STAIRS deadline?');
    await app.event(asked);
    await until(() => posts().length === 1);
    const inThread = { ...talk, thread_ts: asked.ts };
    await app.event({ ...inThread, ts: nextTs(), text: 'and for the science one?' });
    await until(() => posts().length === 2);
    await app.event({ ...inThread, user: bob, ts: nextTs(), text: 'thanks Ann' });
    await app.event({ ...inThread, ts: nextTs(), text: `<@${bob}> see above` });
    await aWhile();
    expect(app.heard.map((m) => m.text)).toEqual(['STAIRS deadline?', 'and for the science one?']);
    expect(new Set(app.heard.map((m) => m.conversation)).size).toBe(1);
  });

  test('a question that is changed is answered anew, an unfolded link changes nothing', async () => {
    const app = await start();
    const asked = inPrivate('STAIRS dedline?');
    await app.event(asked);
    await until(() => posts()[0]);
    const changed = (text: string, edited?: { ts: string }) => ({
      type: 'message',
      subtype: 'message_changed',
      channel: dm,
      channel_type: 'im',
      ts: nextTs(),
      message: { type: 'message', user: ann, ts: asked.ts, text, ...(edited ? { edited } : {}) },
      previous_message: { type: 'message', user: ann, ts: asked.ts, text: 'STAIRS dedline?' },
    });
    await app.event(changed('STAIRS dedline?'));
    await app.event(changed('STAIRS deadline for irregularities?', { ts: '1.5' }));
    expect((await until(() => posts()[1])).body.thread_ts).toBe(asked.ts);
    expect(app.heard.map((m) => m.text)).toEqual(['STAIRS dedline?', 'STAIRS deadline for irregularities?']);
  });

  test('bots, its own messages, edits, deletions and joins are not answered', async () => {
    const app = await start();
    await app.event(inPrivate('from a bot', { bot_id: 'B1' }));
    await app.event(inPrivate('from itself', { user: BOT.user }));
    await app.event(inPrivate('from Slack', { user: 'USLACKBOT' }));
    await app.event({ ...inPrivate(''), subtype: 'message_deleted', user: undefined, deleted_ts: '1.1' });
    await app.event(inPrivate('joined', { subtype: 'channel_join' }));
    await aWhile();
    expect(app.heard).toEqual([]);
    expect(posts()).toEqual([]);
  });
});

describe('what Slack sends', () => {
  test('is refused with a wrong, a missing or an old signature', async () => {
    const app = await start();
    const body = JSON.stringify({ type: 'event_callback', team_id: TEAM, event: inPrivate('forged') });
    expect((await app.post(body, { secret: 'wrong' })).status).toBe(401);
    expect((await app.post(body, { at: Date.now() - 6 * 60_000 })).status).toBe(401);
    expect((await app.post(body, { headers: { 'X-Slack-Signature': 'v0=00' } })).status).toBe(401);
    expect((await fetch(`${app.address}/slack/events`, { method: 'POST', body })).status).toBe(401);
    expect(app.heard).toEqual([]);
  });

  test('is answered when it verifies the address', async () => {
    const app = await start();
    const sent = await app.post(JSON.stringify({ type: 'url_verification', challenge: 'abc' }));
    expect(JSON.parse(sent.text)).toEqual({ challenge: 'abc' });
  });

  test('is acknowledged when nobody knows it, and logged without its content', async () => {
    const lines: string[] = [];
    const log = createLog(
      { logLevel: 'trace', logMessageText: false },
      { write: (line: string) => lines.push(line) },
    );
    const app = await start({ log });
    const unknown = [
      () => app.post(JSON.stringify({ type: 'novelty', secret_plan: 'Maria 1234567890' })),
      () => app.event({ type: 'brand_new_event', text: 'Maria 1234567890' }),
      () =>
        app.interact({
          type: 'block_actions',
          user: { id: ann },
          actions: [{ action_id: 'no-such', value: 'Maria 1234567890' }],
        }),
      () => app.event({ type: 'message', text: 'Maria 1234567890' }),
    ];
    for (const send of unknown) {
      const { status, ms } = await send();
      expect(status).toBe(200);
      expect(ms).toBeLessThan(2_000);
    }
    expect(lines.join('')).toContain('unknown payload');
    expect(lines.join('')).not.toContain('Maria');
  });

  test('never puts what people write into the log', async () => {
    const lines: string[] = [];
    const log = createLog(
      { logLevel: 'trace', logMessageText: false },
      { write: (line: string) => lines.push(line) },
    );
    const app = await start({ log });
    await app.event(inPrivate('Maria 1234567890'));
    await until(() => posts()[0]);
    expect(lines.join('')).toContain('answered');
    expect(lines.join('')).not.toContain('Maria');
    expect(lines.join('')).not.toContain(BOT_TOKEN);
  });
});

describe.each(['HTTP', 'Socket Mode'])('pressing, over %s', (way) => {
  beforeAll(() => {
    socket = way === 'Socket Mode';
  });
  afterAll(() => {
    socket = false;
  });

  const choices: Reply = {
    kind: 'choices',
    parts: [
      {
        type: 'question',
        text: 'What is your role?',
        name: 'role',
        input: { kind: 'choice', choices: [{ label: 'LEA coordinator', action: 'role:lea_coordinator' }] },
      },
      { type: 'choices', choices: [{ label: 'Earliest start', action: 'open:rule:window-earliest-start' }] },
      { type: 'question', text: 'First day?', name: 'first-day', input: { kind: 'date' } },
    ],
  };

  /** The message as Slack would send it with a press, and its button. */
  async function pressable(app: SlackApp, actionId: string) {
    const asked = inPrivate('help');
    await app.event(asked);
    const post = await until(() => posts()[0]);
    const blocks = (post.body.blocks as Record<string, unknown>[]).map((b, i) => ({
      ...b,
      block_id: `b${i}`,
    }));
    const block = blocks.find((b) => JSON.stringify(b).includes(`"action_id":"${actionId}"`))!;
    const element = (block as unknown as { elements: Record<string, unknown>[] }).elements.find(
      (e) => e.action_id === actionId,
    )!;
    const ts = post.answer.ts as string;
    return (more: Record<string, unknown> = {}, message: Record<string, unknown> = {}) => ({
      type: 'block_actions',
      user: { id: ann, team_id: TEAM },
      channel: { id: dm },
      container: { type: 'message', message_ts: ts, channel_id: dm },
      message: { ts, thread_ts: asked.ts, text: 'x', blocks, ...message },
      actions: [{ ...element, block_id: block.block_id, action_ts: String(Math.random()), ...more }],
      response_url: 'https://hooks.slack.test/x',
    });
  }

  test('a choice reaches the assistant as its action, in the same conversation, and is answered in the thread', async () => {
    const app = await start({ reply: (m) => (m.action ? says('Chosen.') : choices) });
    const press = await pressable(app, 'choice:0');
    const { status, ms } = await app.interact(press());
    expect(status).toBe(200);
    expect(ms).toBeLessThan(1_000);
    const post = await until(() => posts()[1]);
    expect(app.heard[1]).toMatchObject({
      action: 'open:rule:window-earliest-start',
      conversation: app.heard[0]!.conversation,
    });
    expect(post.body.thread_ts).toBe(posts()[0]!.body.thread_ts);
  });

  test('a second click does nothing twice, and a button works after a restart', async () => {
    const first = await start({ reply: () => choices });
    const press = await pressable(first, 'choice:0');
    await Promise.all([first.interact(press()), first.interact(press())]);
    await until(() => posts()[1]);
    await first.interact(press());
    await aWhile();
    expect(posts()).toHaveLength(2);
    const second = await start();
    await second.interact(press());
    expect((await until(() => second.heard[0])).action).toBe('open:rule:window-earliest-start');
  });

  test('the answer to a question takes the place of its buttons', async () => {
    const app = await start({ reply: (m) => (m.action ? says('Noted.') : choices) });
    const press = await pressable(app, 'answer:0');
    await app.interact(press());
    const update = await until(() => slack.ofMethod('chat.update')[0]);
    expect(update.answer.ok).toBe(true);
    const blocks = JSON.stringify(update.body.blocks);
    expect(blocks).toContain('You chose: LEA coordinator');
    expect(blocks).not.toContain('role:lea_coordinator');
    expect(blocks).toContain('open:rule:window-earliest-start');
  });

  test('a picked day is answered as if it had been typed', async () => {
    const app = await start({ reply: (m) => (m.text.startsWith('2026') ? says('Noted.') : choices) });
    const press = await pressable(app, 'date:first-day');
    await app.interact(press({ selected_date: '2026-08-17' }));
    await until(() => posts()[1]);
    expect(app.heard[1]).toMatchObject({ text: '2026-08-17', action: undefined });
  });

  test('the rest of a long reply comes when it is asked for', async () => {
    const text = Array.from({ length: 4_000 }, (_, i) => `word${i}`).join(' ');
    const app = await start({ reply: () => says(text) });
    const press = await pressable(app, 'rest');
    expect(JSON.stringify(posts()[0]!.body.blocks)).not.toContain('word3999');
    await app.interact(press());
    const post = await until(() => posts()[1]);
    expect(post.answer.ok).toBe(true);
    expect(app.heard).toHaveLength(1);
  });
});
