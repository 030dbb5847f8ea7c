import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { databases, type TestDatabase } from '../../support/databases.ts';
import { type SlackApp, startSlackApp, until } from './support/app.ts';
import { APP_TOKEN, BOT, type FakeSlack, startFakeSlack, TEAM } from './support/fake-slack.ts';
import { installApp, OAUTH } from './support/installing.ts';
import { type KeptApp, startKeptApp } from './support/kept.ts';

let slack: FakeSlack;
let ann: string;
let dm: string;
const stopping: (() => Promise<void>)[] = [];

beforeAll(async () => {
  slack = await startFakeSlack();
  ann = await slack.userId('ann');
  dm = await slack.privateChannel(ann);
});

afterEach(async () => {
  for (const stop of stopping.splice(0).reverse()) await stop();
  slack.calls.length = 0;
});

afterAll(() => slack.stop());

const asked = (ts: string, text = 'what does STAIRS mean?') => ({
  type: 'message',
  channel_type: 'im',
  channel: dm,
  user: ann,
  ts,
  text,
});
const envelope = (event: unknown) => ({
  type: 'event_callback',
  team_id: TEAM,
  event_id: `Ev${Math.random()}`,
  authorizations: [
    { team_id: TEAM, enterprise_id: null, user_id: BOT.user, is_bot: true, is_enterprise_install: false },
  ],
  event,
});

describe('Socket Mode', () => {
  async function start(): Promise<SlackApp> {
    const app = await startSlackApp({
      slack,
      environment: { SLACK_APP_TOKEN: APP_TOKEN, SLACK_SIGNING_SECRET: '' },
    });
    stopping.push(app.stop);
    await until(() =>
      slack.push('hello_again', {}).then(
        () => true,
        () => false,
      ),
    );
    return app;
  }

  test('needs no address: an event is acknowledged, answered, and answered once', async () => {
    const app = await start();
    const event = asked('1797000001.000100');
    await slack.push('events_api', envelope(event));
    await slack.push('events_api', envelope(event));
    const post = await until(() => slack.ofMethod('chat.postMessage')[0]);
    expect(post.body).toMatchObject({ channel: dm, thread_ts: event.ts });
    expect(app.heard).toHaveLength(1);
  });

  test('brings commands and presses, too', async () => {
    const app = await start();
    await slack.push('slash_commands', {
      command: '/caaspp',
      team_id: TEAM,
      channel_id: dm,
      user_id: ann,
      text: 'window?',
      trigger_id: '1.1',
      response_url: `${slack.url}/respond/1`,
    });
    await until(() => slack.ofMethod('respond')[0]);
    expect(app.heard[0]?.text).toBe('window?');
  });

  test('opens no address for events over HTTP', async () => {
    const app = await start();
    expect((await app.event(asked('1797000002.000100'))).status).toBe(404);
  });
});

describe.each(await databases())('installing by OAuth on $name', (kind) => {
  let database: TestDatabase;

  async function start(): Promise<KeptApp> {
    database = await kind.create();
    stopping.push(() => database.drop());
    const app = await startKeptApp({ slack, database, environment: OAUTH });
    stopping.push(app.stop);
    return app;
  }

  const install = (app: KeptApp, forge?: (state: string) => string) => installApp(app, slack, ann, forge);

  test('keeps the workspace with its token encrypted, answers there, and forgets it when the app is removed', async () => {
    const app = await start();
    expect((await install(app)).status).toBe(200);
    const [kept] = await app.store.installations.list('slack');
    expect(kept?.id).toBe(`slack:${TEAM}`);
    const token = await until(() => slack.ofMethod('oauth.v2.access')[0]?.answer.access_token as string);
    expect(JSON.stringify(kept)).not.toContain(token);

    await app.event(asked('1797000003.000100'));
    const post = await until(() => slack.ofMethod('chat.postMessage')[0]);
    expect(post).toMatchObject({ token, answer: { ok: true } });

    await app.event({ type: 'app_uninstalled' });
    await until(async () => (await app.store.installations.list('slack')).length === 0);
  });

  test('refuses a state that is not ours', async () => {
    const app = await start();
    const answer = await install(app, () => 'forged');
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(await app.store.installations.list('slack')).toEqual([]);
  });

  test('acknowledges events of workspaces that it does not know, and answers nothing', async () => {
    const app = await start();
    expect((await app.event(asked('1797000004.000100'))).status).toBe(200);
    expect(slack.ofMethod('chat.postMessage')).toEqual([]);
  });
});
