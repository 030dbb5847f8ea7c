import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { nowInLosAngeles } from '../../../src/clock.ts';
import { DEFAULT_HOURS, type Organization } from '../../../src/escalation/organization.ts';
import { databases, type TestDatabase } from '../../support/databases.ts';
import { until } from './support/app.ts';
import { type Call, type FakeSlack, startFakeSlack, TEAM } from './support/fake-slack.ts';
import { installApp, OAUTH } from './support/installing.ts';
import { type KeptApp, startKeptApp } from './support/kept.ts';

describe.each(await databases())('a whole day in Slack on $name', (kind) => {
  let slack: FakeSlack;
  let database: TestDatabase;
  let app: KeptApp;
  let ann: string;
  let bob: string;
  let dm: string;
  let agents: string;
  let organization: Organization;

  beforeAll(async () => {
    slack = await startFakeSlack();
    [ann, bob] = [await slack.userId('ann'), await slack.userId('bob')];
    dm = await slack.privateChannel(ann);
    agents = await slack.channelId('agents');
    organization = {
      leas: [
        {
          name: 'Oak Unified',
          cds: '1234567',
          hours: DEFAULT_HOURS,
          successAgent: { name: 'Bob Ruiz', email: 'bob@oak.org', chat: `slack:${TEAM}:${agents}:` },
          backups: [],
          coordinators: [{ name: 'Ann Lee', email: 'ann@oak.org' }],
          schools: [],
        },
      ],
      administrators: ['bob@oak.org'],
      topics: {},
      answerWithinHours: 8,
    };
  });
  afterEach(async () => {
    vi.useRealTimers();
    await app.stop();
    await database.drop();
  });
  afterAll(() => slack.stop());

  /** It becomes that time, for everything that is running. */
  const itIs = (at: string) => vi.setSystemTime(Date.parse(at));

  const ok = (method: string) => slack.ofMethod(method).filter((c) => c.answer.ok);
  const words = (call: { body: unknown }) => JSON.stringify(call.body);
  /** The first post that something brings about. */
  async function postAfter(act: () => Promise<unknown>): Promise<Call> {
    const before = ok('chat.postMessage').length;
    await act();
    return until(() => ok('chat.postMessage')[before], 10_000);
  }
  let messages = 0;
  /** Ann says something in private, in a thread or not. @returns the answer */
  const say = (text: string, thread?: Call) => {
    const ts = `${Math.floor(Date.now() / 1_000)}.${String(++messages).padStart(6, '0')}`;
    const event = { type: 'message', channel_type: 'im', channel: dm, user: ann, ts, text };
    return postAfter(() => app.event({ ...event, thread_ts: thread?.body.thread_ts }));
  };
  /** What Slack sends when somebody presses the button with that value, or of that name. */
  async function press(post: Call, what: string, user = ann): Promise<unknown> {
    const blocks = (post.body.blocks as { elements?: Record<string, unknown>[] }[]).map((block, i) => ({
      ...block,
      block_id: `b${i}`,
    }));
    const is = (e: Record<string, unknown>) => e.value === what || e.action_id === what;
    const block = blocks.find((b) => b.elements?.some(is));
    if (!block) throw new Error(`no ${what} in ${words(post)}`);
    const { ts } = post.answer;
    return app.interact({
      type: 'block_actions',
      user: { id: user, team_id: TEAM },
      channel: { id: post.body.channel },
      container: { type: 'message', message_ts: ts },
      message: { ts, thread_ts: post.body.thread_ts, blocks, text: 'x' },
      actions: [{ ...block.elements!.find(is), block_id: block.block_id }],
      trigger_id: (await slack.call('views.generateTriggerId', { user_id: user })).trigger_id,
    });
  }
  const submit = (view: Record<string, unknown>, user: string, state: Record<string, unknown> = {}) =>
    app.interact({
      type: 'view_submission',
      user: { id: user },
      view: { id: 'V1', root_view_id: 'V1', ...view, state: { values: state } },
    });

  test('install, ask, follow up, a rule, the form, a question to a person, the agent’s answer, a reminder', async () => {
    database = await kind.create();
    vi.useFakeTimers({ toFake: ['Date'], shouldAdvanceTime: true });
    itIs('2026-11-23T08:00:00-08:00');
    const environment = OAUTH;
    app = await startKeptApp({ slack, database, organization, environment, now: nowInLosAngeles });
    expect((await installApp(app, slack, bob)).status).toBe(200);

    itIs('2026-11-23T08:30:00-08:00');
    const first = await say('When must our testing window be set?');
    expect(words(first)).toContain('December 1, 2026');
    expect(first.token).toBe(slack.ofMethod('oauth.v2.access')[0]?.answer.access_token);
    const follow = await say('what if we missed it?', first);
    expect(words(follow)).toContain('Success Agent');
    expect(follow.body.thread_ts).toBe(first.body.thread_ts);

    itIs('2026-11-23T09:00:00-08:00');
    const earliest = await say('When can we start testing at the earliest?');
    const asked = await postAfter(() => press(earliest, 'rule:start:window-earliest-start'));
    expect(words(asked)).toContain('How many instructional days');
    expect(words(await say('180', asked))).toContain('instructional day 119 of 180');

    itIs('2026-11-23T10:00:00-08:00');
    expect(words(await say('prepare a call to CalTAC'))).toContain('1 of 7');
    const given = ['Chromebook', 'error 2014, session timed out', 'ChromeOS 129', 'secure browser'];
    for (const answer of [...given, 'district Wi-Fi']) expect(words(await say(answer))).toContain('Noted.');
    const sheet = await say('done');
    expect(words(sheet)).toContain('Call sheet for CalTAC');
    const about = await postAfter(() => press(sheet, 'form:caltac:set:about:0'));
    expect(words(about)).toContain('Testing environment down');
    await say('finish');
    const uploaded = await until(() => ok('files.completeUploadExternal')[0]);
    expect(uploaded.body.channel_id).toBe(dm);
    expect(ok('files.getUploadURLExternal')[0]?.body.filename).toBe('caltac-contact-log-2026-11-23.docx');

    itIs('2026-11-23T13:00:00-08:00');
    const unknown = await say('May our volunteers bring therapy dogs into the testing room?');
    const offer = await postAfter(() =>
      press(unknown, 'hand-over:ask:May our volunteers bring therapy dogs into the testing room?'),
    );
    expect(words(offer)).toContain('This would go to Bob Ruiz');
    await press(offer, 'hand-over:send:');
    const card = await until(() => ok('chat.postMessage').find((p) => p.body.channel === agents));
    expect(words(card)).toContain('therapy dogs');

    itIs('2026-11-23T14:00:00-08:00');
    await press(card, 'ticket:claim', bob);
    await until(() => ok('chat.update').find((u) => u.body.channel === agents));
    await press(card, 'ticket:answer', bob);
    const modal = await until(() => ok('views.open')[0]);
    const typed = { words: { words: { value: 'Only service animals may come in.' } } };
    const { view: preview } = JSON.parse(
      (await submit(modal.body.view as Record<string, unknown>, bob, typed)).text,
    ) as { view: Record<string, unknown> };
    expect(JSON.stringify(preview)).toContain('Only service animals may come in.');
    const answer = await postAfter(() => submit({ ...preview, id: 'V2' }, bob));
    expect(answer.body).toMatchObject({ channel: dm, thread_ts: unknown.body.thread_ts });
    expect(words(answer)).toContain('Only service animals may come in.');
    expect(words(answer)).toContain('therapy dogs');

    itIs('2026-11-23T16:30:00-08:00');
    await app.event({ type: 'app_home_opened', user: ann, channel: dm, tab: 'home' });
    const home = await until(() => ok('views.publish')[0]);
    const { blocks } = home.body.view as { blocks: { accessory?: Record<string, unknown> }[] };
    const remind = blocks.find((b) => String(b.accessory?.value).startsWith('2026-12-01'))?.accessory;
    await app.interact({
      type: 'block_actions',
      user: { id: ann, team_id: TEAM },
      container: { type: 'view' },
      view: { id: 'V3', type: 'home' },
      actions: [remind],
    });
    await until(() => ok('views.publish')[1]);

    itIs('2026-11-24T08:59:00-08:00');
    const sent = ok('chat.postMessage').length;
    await app.planner.remind();
    expect(ok('chat.postMessage')).toHaveLength(sent);
    itIs('2026-11-24T09:00:00-08:00');
    const reminder = await postAfter(() => app.planner.remind());
    expect(reminder.body.channel).toBe(dm);
    expect(words(reminder)).toContain('December 1, 2026 (in 7 days)');

    // Slack refused nothing of all that, nothing failed, and nothing private was said to others.
    expect(slack.calls.filter(({ answer }) => answer.ok !== true)).toEqual([]);
    await until(async () => (await app.store.outbox.count()).waiting === 0);
    expect((await app.store.outbox.count()).failed).toBe(0);
    const elsewhere = ok('chat.postMessage').filter(({ body }) => body.channel !== dm);
    expect(elsewhere.map(({ body }) => body.channel)).toEqual([agents]);
  }, 60_000);
});
