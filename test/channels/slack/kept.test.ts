import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Organization } from '../../../src/escalation/organization.ts';
import { DEFAULT_HOURS } from '../../../src/escalation/organization.ts';
import { databases, type TestDatabase } from '../../support/databases.ts';
import { aWhile, until } from './support/app.ts';
import { BOT, type FakeSlack, startFakeSlack, TEAM } from './support/fake-slack.ts';
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

const kinds = await databases();
let clock = 1_796_000_000;
const nextTs = () => `${++clock}.000100`;

describe.each(kinds)('the Slack app on $name', (kind) => {
  let slack: FakeSlack;
  let database: TestDatabase;
  let ann: string;
  let bob: string;
  let dm: string;
  let channel: string;
  const apps: KeptApp[] = [];

  beforeAll(async () => {
    slack = await startFakeSlack();
    ann = await slack.userId('ann');
    bob = await slack.userId('bob');
    dm = await slack.privateChannel(ann);
    channel = await slack.channelId('testing');
  });
  afterEach(async () => {
    for (const app of apps.splice(0)) await app.stop();
    await database.drop();
    slack.calls.length = 0;
  });
  afterAll(() => slack.stop());

  async function start(options: Partial<KeptOptions> = {}) {
    if (!apps.length) database = await kind.create();
    const app = await startKeptApp({ slack, database, organization: ORGANIZATION, ...options });
    apps.push(app);
    return app;
  }

  const posts = () => slack.ofMethod('chat.postMessage').filter((c) => c.answer.ok);
  const words = (call: { body: unknown }) => JSON.stringify(call.body);
  const inPrivate = (text: string, more: Record<string, unknown> = {}) => ({
    type: 'message',
    channel_type: 'im',
    channel: dm,
    user: ann,
    ts: nextTs(),
    text,
    ...more,
  });
  const press = (
    post: { body: Record<string, unknown>; answer: Record<string, unknown> },
    find: (e: Record<string, unknown>) => boolean,
    user = ann,
  ) => {
    const blocks = (post.body.blocks as { elements?: Record<string, unknown>[] }[]).map((b, i) => ({
      ...b,
      block_id: `b${i}`,
    }));
    const block = blocks.find((b) => b.elements?.some(find))!;
    const ts = post.answer.ts as string;
    return {
      type: 'block_actions',
      user: { id: user, team_id: TEAM },
      channel: { id: post.body.channel },
      container: { type: 'message', message_ts: ts },
      message: { ts, thread_ts: post.body.thread_ts, blocks, text: 'x' },
      actions: [{ ...block.elements!.find(find), block_id: block.block_id }],
    };
  };
  /** A trigger as Slack would send it along. */
  async function trigger(user = ann) {
    return (await slack.call('views.generateTriggerId', { user_id: user })).trigger_id as string;
  }

  test('a day: a question, a follow-up, a form typed beside the thread, feedback with a reason, and the role from the organization file', async () => {
    const app = await start();
    const first = inPrivate('When must our testing window be set?');
    await app.event(first);
    const answer = await until(() => posts()[0]);
    expect(words(answer)).toMatch(/December 1, 2026/);
    expect(answer.body.thread_ts).toBe(first.ts);
    expect(
      (
        await app.store.questions.ofMessage(
          `slack:${TEAM}:${dm}:${first.ts}`,
          `slack:${TEAM}:${dm}:${first.ts}`,
        )
      )?.role,
    ).toBe('lea_coordinator');

    await app.event(inPrivate('what does STAIRS mean?', { thread_ts: first.ts }));
    expect(words(await until(() => posts()[1]))).toContain(
      'Security and Test Administration Incident Reporting System',
    );

    await app.event(inPrivate('prepare a call to CalTAC'));
    const asked = await until(() => posts()[2]);
    const typed = inPrivate('Ann Lee');
    // Typed below, not in the thread of the form: it is the form's answer all the same.
    await app.event(typed);
    const next = await until(() => posts()[3]);
    expect(next.body.thread_ts).toBe(typed.ts);
    expect(words(next)).not.toBe(words(asked));
    expect((await app.store.drafts.ofPerson('ann@oak.org'))[0]?.fields).toMatchObject({ form: 'caltac' });

    const down = press(answer, (e) => e.action_id === 'feedback');
    const element = down.actions[0] as unknown as { negative_button: { value: string } };
    await app.interact({
      ...down,
      trigger_id: await trigger(),
      actions: [{ ...down.actions[0], value: element.negative_button.value }],
    });
    const opened = await until(() => slack.ofMethod('views.open')[0]);
    expect(opened.answer.ok).toBe(true);
    await app.interact({
      type: 'view_submission',
      user: { id: ann },
      view: {
        ...(opened.body.view as Record<string, unknown>),
        id: 'V1',
        state: {
          values: {
            kind: { kind: { selected_option: { text: { text: 'Something is missing' }, value: '3' } } },
            words: { words: { value: 'SSID 1234567890' } },
          },
        },
      },
    });
    const judged = await until(async () => {
      const [one] = await app.store.questions.list({ unhelpful: true });
      return one?.reason ? one : undefined;
    });
    expect(judged.reason).toContain('Something is missing');
    expect(judged.reason).not.toContain('1234567890');
  });

  test('an event delivered three times, to two instances where the database allows two, is answered once', async () => {
    const one = await start();
    const two = kind.name === 'SQLite' ? one : await start();
    const asked = Array.from({ length: 20 }, () => inPrivate('what does THSS mean?'));
    const all = [one, two, one].flatMap((app) => asked.map((event) => app.event(event)));
    expect((await Promise.all(all)).every((sent) => sent.status === 200)).toBe(true);
    await until(() => posts().length >= 20, 20_000);
    await aWhile(500);
    expect(posts()).toHaveLength(20);
  });

  test('429 and 5xx are waited out, in order, and nothing is lost or doubled', async () => {
    const app = await start();
    slack.fail(
      'chat.postMessage',
      { status: 429, headers: { 'Retry-After': '1' }, body: { ok: false, error: 'ratelimited' } },
      { status: 503 },
      { reset: true },
    );
    const first = inPrivate('what does STAIRS mean?');
    await app.event(first);
    await app.event(inPrivate('what does THSS mean?'));
    await until(() => posts().length === 2, 10_000);
    expect(posts().map((p) => words(p).includes('STAIRS'))).toEqual([true, false]);
    const count = await until(async () => {
      const now = await app.store.outbox.count();
      return now.waiting === 0 && now;
    });
    expect(count).toMatchObject({ delivered: 2, failed: 0 });
  });

  test.each(['account_inactive', 'channel_not_found', 'not_in_channel', 'is_archived'])(
    '%s ends in a clear state and a word to the administrator, without a loop',
    async (error) => {
      const app = await start();
      await app.event({ ...inPrivate('hello'), user: bob, channel: await slack.privateChannel(bob) });
      await until(() => posts()[0]);
      slack.fail('chat.postMessage', { body: { ok: false, error } });
      const asked = {
        type: 'app_mention',
        channel,
        user: ann,
        ts: nextTs(),
        text: `<@${BOT.user}> what does STAIRS mean?`,
      };
      await app.event(asked);
      const [failure] = await until(async () => {
        const failures = await app.store.outbox.failures();
        return failures.length > 0 && failures;
      });
      expect(failure).toMatchObject({ attempts: 1, lastError: `Slack: ${error}` });
      app.wake();
      const told = await until(() => posts()[1]);
      expect(told.body.channel).toBe(await slack.privateChannel(bob));
      expect(words(told)).toContain(error);
      const reference = await app.store.references.get(`slack:${TEAM}:${channel}:${asked.ts}`);
      expect(reference?.deadWhy).toContain(error);
    },
  );

  test('the Home tab tells the role, the dates ahead and the tasks; a reminder is set once and can be canceled', async () => {
    const app = await start();
    await app.event({ type: 'app_home_opened', user: ann, channel: dm, tab: 'home' });
    const home = await until(() => slack.ofMethod('views.publish')[0]);
    expect(home.answer.ok).toBe(true);
    expect(words(home)).toContain('Your role: LEA coordinator');
    expect(words(home)).toContain('December 1, 2026');
    expect(words(home)).toContain('Tasks of November 2026');
    const blocks = (home.body.view as { blocks: { accessory?: Record<string, unknown> }[] }).blocks;
    const remind = blocks.map((b) => b.accessory).find((a) => String(a?.value).startsWith('2026-12-01'))!;
    const pressed = {
      type: 'block_actions',
      user: { id: ann, team_id: TEAM },
      container: { type: 'view' },
      view: { id: 'V1', type: 'home' },
      actions: [remind],
    };
    await app.interact(pressed);
    await app.interact(pressed);
    await until(() => slack.ofMethod('views.publish').length === 3);
    const reminders = await app.store.reminders.ofPerson('ann@oak.org');
    expect(reminders.map((r) => new Date(r.dueAt).toISOString())).toEqual([
      '2026-11-24T17:00:00.000Z',
      '2026-11-30T17:00:00.000Z',
    ]);

    const after = words(slack.ofMethod('views.publish').at(-1)!);
    const cancel = JSON.parse(
      after.match(/\{"type":"button"[^{}]*\{[^{}]*"Cancel"[^{}]*\}[^{}]*\}/)![0],
    ) as Record<string, unknown>;
    await app.interact({ ...pressed, actions: [cancel] });
    await until(async () => (await app.store.reminders.ofPerson('ann@oak.org')).length === 1);
  });

  test('what /caaspp asks for is answered by /caaspp, as the message says', async () => {
    const app = await start();
    const response_url = `${slack.url}/respond/typed`;
    const command = (text: string) => app.command({ channel_id: channel, user_id: ann, text, response_url });
    const said = (n: number) => until(() => slack.ofMethod('respond')[n]);
    await command('When can we start testing at the earliest?');
    const blocks = (await said(0)).body.blocks as { elements?: Record<string, unknown>[] }[];
    const elements = blocks.flatMap((b) => b.elements ?? []);
    await app.interact({
      type: 'block_actions',
      user: { id: ann, team_id: TEAM },
      channel: { id: channel },
      container: { type: 'message', message_ts: '1.2', channel_id: channel, is_ephemeral: true },
      response_url,
      actions: [elements.find((e) => e.value === 'rule:start:window-earliest-start')],
    });
    const asked = words(await said(1));
    expect(asked).toContain('How many instructional days');
    expect(asked).toContain('type here: /caaspp 180');
    await command('180');
    const answered = words(await said(2));
    expect(answered).toContain('instructional day 119 of 180');
    expect(answered).not.toContain('type here');
  });

  test('the role is set in a modal and remembered', async () => {
    const app = await start({ organization: undefined });
    await app.event({ type: 'app_home_opened', user: bob, channel: dm, tab: 'home' });
    expect(words(await until(() => slack.ofMethod('views.publish')[0]))).toContain('Choose your role');
    await app.interact({
      type: 'block_actions',
      user: { id: bob, team_id: TEAM },
      view: { id: 'V', type: 'home' },
      trigger_id: await trigger(bob),
      actions: [{ type: 'button', action_id: 'role', value: 'set' }],
    });
    const opened = await until(() => slack.ofMethod('views.open')[0]);
    expect(opened.answer.ok).toBe(true);
    const sent = await app.interact({
      type: 'view_submission',
      user: { id: bob },
      view: {
        ...(opened.body.view as object),
        id: 'V2',
        state: {
          values: {
            role: { role: { selected_option: { value: 'test_examiner' } } },
            school: { school: { value: 'Hill School' } },
          },
        },
      },
    });
    expect(sent.status).toBe(200);
    expect(await until(async () => (await app.store.people.get(`slack:${TEAM}:${bob}`))?.role)).toBe(
      'test_examiner',
    );
    expect(words(await until(() => slack.ofMethod('views.publish')[1]))).toContain('Hill School');
  });

  test('the agent tab gets prompts by role, and a new thread its title', async () => {
    const app = await start();
    await app.event({ type: 'app_home_opened', user: ann, channel: dm, tab: 'messages' });
    const prompts = await until(() => slack.ofMethod('assistant.threads.setSuggestedPrompts')[0]);
    expect(prompts.answer.ok).toBe(true);
    expect(prompts.body.thread_ts).toBeUndefined();
    expect(prompts.body.prompts).toHaveLength(4);
    expect(words(prompts)).toContain('What should I do this month?');
    const asked = inPrivate('what does STAIRS mean?');
    await app.event(asked);
    const title = await until(() => slack.ofMethod('assistant.threads.setTitle')[0]);
    expect(title.body).toMatchObject({
      channel_id: dm,
      thread_ts: asked.ts,
      title: 'what does STAIRS mean?',
    });
  });

  test('only administrators enter downtimes', async () => {
    const app = await start();
    const command = (user: string, text: string) =>
      app.command({ channel_id: channel, user_id: user, text, response_url: `${slack.url}/respond/9` });
    const said = (n: number) => until(() => slack.ofMethod('respond')[n]).then(words);
    await command(ann, 'downtime add TOMS until 2026-11-22 17:00 upgrade');
    expect(await said(0)).toContain('Only administrators');
    await command(bob, 'downtime add TOMS until 2026-11-22 17:00 upgrade');
    await said(1);
    expect(await app.store.downtimes.current(Date.parse('2026-11-21T12:00:00-08:00'))).toMatchObject([
      { note: 'upgrade', until: Date.parse('2026-11-22T17:00:00-08:00') },
    ]);
    await command(bob, 'stats');
    expect(await said(2)).toContain('Deliveries waiting');
    await command(bob, 'downtime end TOMS');
    expect(await said(3)).toContain('is up again');
    expect(await app.store.downtimes.current(Date.parse('2026-11-21T12:00:00-08:00'))).toEqual([]);
  });
});
