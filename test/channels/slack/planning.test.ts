import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { NO_ORGANIZATION, type Organization } from '../../../src/escalation/organization.ts';
import { databases, type TestDatabase } from '../../support/databases.ts';
import { until } from './support/app.ts';
import { BOT, type FakeSlack, startFakeSlack, TEAM } from './support/fake-slack.ts';
import { type KeptApp, startKeptApp } from './support/kept.ts';

let clock = 1_797_000_000;
const nextTs = () => `${++clock}.000100`;

describe.each(await databases())('planning in Slack on $name', (kind) => {
  let slack: FakeSlack;
  let database: TestDatabase;
  let app: KeptApp;
  let ann: string;
  let bob: string;
  let dm: string;
  let channel: string;
  let now: string;

  beforeAll(async () => {
    slack = await startFakeSlack();
    ann = await slack.userId('ann');
    bob = await slack.userId('bob');
    dm = await slack.privateChannel(ann);
    channel = await slack.channelId('testing');
  });
  afterAll(() => slack.stop());
  afterEach(async () => {
    await app.stop();
    await database.drop();
    slack.calls.length = 0;
  });

  async function start(): Promise<void> {
    now = '2026-11-21T10:00:00-08:00';
    database = await kind.create();
    const organization: Organization = {
      ...NO_ORGANIZATION,
      administrators: ['bob@oak.org'],
      announcements: [`slack:${TEAM}:${channel}:`],
    };
    app = await startKeptApp({ slack, database, organization, now: () => now });
  }

  const words = (call: { body: unknown }) => JSON.stringify(call.body);
  const posts = () => slack.ofMethod('chat.postMessage').filter((c) => c.answer.ok);
  let commands = 0;
  /** What only the one who types it sees. */
  async function command(user: string, text: string): Promise<string> {
    const url = `/respond/p${++commands}`;
    const before = slack.ofMethod('respond').length;
    await app.command({ channel_id: channel, user_id: user, text, response_url: `${slack.url}${url}` });
    return words(await until(() => slack.ofMethod('respond')[before]));
  }
  const say = (text: string, more = {}) =>
    app.event({
      type: 'message',
      channel_type: 'im',
      channel: dm,
      user: ann,
      ts: nextTs(),
      text,
      ...more,
    });
  async function home(user: string) {
    const before = slack.ofMethod('views.publish').length;
    await app.event({ type: 'app_home_opened', user, channel: dm, tab: 'home' });
    const call = await until(() => slack.ofMethod('views.publish')[before]);
    expect(call.answer.ok).toBe(true);
    return call;
  }

  test('a downtime is told by the next answer and announced once, and so is its end', async () => {
    await start();
    expect(await command(ann, 'downtime add TOMS')).toContain('Only administrators');
    expect(await command(bob, 'downtime add TOMS until 2026-11-22 17:00 Upgrade')).toContain(
      'Noted: TOMS is down',
    );
    const announced = await until(() => posts()[0]);
    expect(announced.body.channel).toBe(channel);
    expect(words(announced)).toContain('Upgrade');

    await say('is TOMS down?');
    const answer = await until(() => posts()[1]);
    expect(words(answer)).toContain('Yes, TOMS is down');
    expect(await command(ann, "TOMS isn't loading")).toContain('TOMS is down: since Saturday');
    expect(words(await home(ann))).toContain('Upgrade');

    expect(await command(bob, 'downtime end TOMS')).toContain('TOMS is up again');
    const ended = await until(() => posts()[2]);
    expect(ended.body.channel).toBe(channel);
    expect(words(ended)).toContain('TOMS is up again.');
    expect(await command(ann, 'is TOMS down?')).not.toContain('Yes, TOMS');
    await until(async () => (await app.store.outbox.count()).waiting === 0);
    expect(posts().filter((p) => p.body.channel === channel)).toHaveLength(2);
  });

  test('a reminder asked for in a channel comes privately, in working hours, and once', async () => {
    await start();
    expect(await command(ann, 'remind me on 2026-12-10 to order the packs')).toContain(
      'I will remind you: order the packs',
    );
    now = '2026-12-03T23:00:00-08:00';
    await app.planner.remind();
    now = '2026-12-04T09:00:00-08:00';
    await Promise.all([app.planner.remind(), app.planner.remind()]);
    app.wake();
    const sent = await until(() => posts()[0]);
    expect(sent.body.channel).toBe(dm);
    expect(words(sent)).toContain('Reminder: order the packs, Thursday, December 10, 2026 (in 6 days)');
    await until(async () => (await app.store.outbox.count()).waiting === 0);
    expect(posts()).toHaveLength(1);
    expect(await command(ann, 'my reminders')).toContain('Cancel 1: order the packs');
    expect(await command(ann, 'cancel all reminders')).toContain('All your reminders are canceled');
  });

  test('the Home tab of an administrator lists misses and failed deliveries, nobody else’s does', async () => {
    await start();
    await say('may penguins proctor on the moon?');
    await until(() => posts()[0]);
    slack.fail('chat.postMessage', { body: { ok: false, error: 'is_archived' } });
    await say('what does STAIRS mean?');
    await until(async () => (await app.store.outbox.count()).failed === 1);
    const seen = words(await home(bob));
    expect(seen).toContain('Failed deliveries: 1');
    expect(seen).toContain('is_archived');
    expect(seen).toContain('penguins');
    expect(words(await home(ann))).not.toContain('penguins');
    expect(await command(bob, 'misses')).toContain('penguins');
    expect(await command(bob, 'failed deliveries')).toContain('is_archived');
    expect(await command(ann, 'misses')).toContain('Only administrators');
  });

  test('asked for in a channel, what is for one person alone comes in a private message', async () => {
    await start();
    const mentioned = { type: 'app_mention', channel, user: ann, ts: nextTs() };
    await app.event({ ...mentioned, text: `<@${BOT.user}> my overview` });
    const [one, two] = await until(() => posts().length === 2 && posts());
    const [open, closed] = one!.body.channel === channel ? [one!, two!] : [two!, one!];
    expect(words(open)).toContain('I sent it to you in a private message');
    expect(closed.body.channel).toBe(dm);
    expect(words(closed)).toContain('Tasks of November 2026');
  });

  test('a task with a day can be reminded of in the Home tab', async () => {
    await start();
    const tasks = app.store;
    const { body } = await home(ann);
    const blocks = (body.view as { blocks: { accessory?: { action_id?: string; value?: string } }[] }).blocks;
    const button = blocks.map((b) => b.accessory).find((a) => a?.action_id?.startsWith('remind:task-'))!;
    await app.interact({
      type: 'block_actions',
      user: { id: ann, team_id: TEAM },
      container: { type: 'view' },
      view: { id: 'V1', type: 'home' },
      actions: [button],
    });
    const kept = await until(async () => {
      const all = await tasks.reminders.ofPerson('ann@oak.org');
      return all.length > 0 && all;
    });
    expect(kept[0]?.about.date).toBe(button.value);
    expect(kept[0]?.conversation).toBe(`slack:${TEAM}:${ann}:@${ann}`);
  });
});
