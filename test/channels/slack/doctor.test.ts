import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkSlack } from '../../../src/channels/slack/doctor.ts';
import { readSettings } from '../../../src/config/settings.ts';
import { DEFAULT_HOURS, type Organization } from '../../../src/escalation/organization.ts';
import { APP_TOKEN, BOT_TOKEN, type FakeSlack, startFakeSlack, TEAM } from './support/fake-slack.ts';

let slack: FakeSlack;

beforeAll(async () => {
  slack = await startFakeSlack();
});
afterAll(() => slack.stop());

const GOOD = {
  SLACK_BOT_TOKEN: BOT_TOKEN,
  SLACK_SIGNING_SECRET: 'a'.repeat(32),
  PUBLIC_URL: 'https://caaspp.example.org',
};

const check = (environment: NodeJS.ProcessEnv, organization?: Organization) =>
  checkSlack(readSettings({ SLACK_API_URL: slack.api, ...environment }), organization);

const withChannel = (channel: string): Organization => ({
  leas: [
    {
      name: 'Oak',
      cds: '1',
      hours: DEFAULT_HOURS,
      backups: [],
      coordinators: [],
      schools: [],
      successAgent: { name: 'Sam', email: 'sam@oak.org', chat: `slack:${TEAM}:${channel}:` },
    },
  ],
  administrators: [],
  topics: {},
  answerWithinHours: 8,
});

describe('the doctor for Slack', () => {
  test('finds nothing to look at when Slack is not set up', async () => {
    expect(await check({})).toEqual([]);
  });

  test('finds all good, and names the addresses to enter', async () => {
    const body = { ok: true, channel: { id: 'C1', is_member: true } };
    slack.fail('conversations.info', { body });
    const found = await check(GOOD, withChannel('C1'));
    expect(found.filter((f) => f.level !== 'good')).toEqual([]);
    expect(found.map((f) => f.what)).toEqual(
      expect.arrayContaining(['Slack: signing secret', 'Slack: address', 'Slack: bot token']),
    );
    expect(JSON.stringify(found)).toContain('https://caaspp.example.org/slack/events');
  });

  test('names scopes that are missing', async () => {
    slack.fail('auth.test', {
      headers: { 'X-OAuth-Scopes': 'chat:write,commands' },
      body: { ok: true, user: 'caaspp', team: 'Oak' },
    });
    const fault = (await check(GOOD)).find((f) => f.level === 'fault');
    expect(fault?.say).toMatch(/^Missing: .*im:history.*Paste manifest\.json/);
  });

  test('names a wrong token, a wrong secret and a missing address, each with what to do', async () => {
    const found = await check({ SLACK_BOT_TOKEN: 'xoxb-wrong', SLACK_SIGNING_SECRET: 'short' });
    expect(found.map((f) => [f.level, f.what])).toEqual([
      ['fault', 'Slack: signing secret'],
      ['fault', 'Slack: address'],
      ['fault', 'Slack: bot token'],
    ]);
    expect(found[2]?.say).toContain('OAuth & Permissions');
  });

  test('names a channel of agents that the app cannot see', async () => {
    const found = await check(GOOD, withChannel('C0NOWHERE'));
    expect(found.at(-1)).toMatchObject({
      level: 'fault',
      what: 'Slack: agents’ channel C0NOWHERE',
      say: expect.stringContaining('/invite'),
    });
  });

  test('names a channel that the app is not in', async () => {
    const found = await check(GOOD, withChannel(await slack.channelId('agents')));
    expect(found.at(-1)).toMatchObject({
      level: 'fault',
      say: expect.stringContaining('not in the channel'),
    });
  });

  test('tries Socket Mode', async () => {
    expect(
      (await check({ SLACK_BOT_TOKEN: BOT_TOKEN, SLACK_APP_TOKEN: APP_TOKEN })).every(
        (f) => f.level === 'good',
      ),
    ).toBe(true);
    const found = await check({ SLACK_BOT_TOKEN: BOT_TOKEN, SLACK_APP_TOKEN: 'xapp-wrong' });
    expect(found[0]).toMatchObject({ level: 'fault', what: 'Slack: app token' });
  });

  test('does not call Slack’s trouble a fault of the settings', async () => {
    slack.fail('auth.test', { status: 503 });
    expect((await check(GOOD)).at(-1)).toMatchObject({ level: 'warning', what: 'Slack: bot token' });
  });
});
