import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkSlack } from '../../../src/channels/slack/doctor.ts';
import { keptInstallations } from '../../../src/channels/slack/installations.ts';
import { readSettings } from '../../../src/config/settings.ts';
import { DEFAULT_HOURS, type Organization } from '../../../src/escalation/organization.ts';
import { dataKey } from '../../../src/forms/secret.ts';
import type { Installation } from '../../../src/records/people.ts';
import type { Records } from '../../../src/records/store.ts';
import { APP_TOKEN, BOT_TOKEN, type FakeSlack, startFakeSlack, TEAM } from './support/fake-slack.ts';
import { OAUTH } from './support/installing.ts';

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

describe('the doctor for workspaces that install the app', () => {
  const environment = { ...OAUTH, SLACK_SIGNING_SECRET: 'a'.repeat(32) };
  const look = (installations: Records['installations'], channel: string, more = {}) =>
    checkSlack(
      readSettings({ SLACK_API_URL: slack.api, ...environment, ...more }),
      { ...withChannel(channel), announcements: ['slack:T0ELSE:C9:'] },
      { installations },
    );

  /** As the store keeps them; with the app in the test's workspace. */
  async function installed(token = BOT_TOKEN): Promise<Records['installations']> {
    const kept = new Map<string, Installation>();
    const installations: Records['installations'] = {
      get: (id) => kept.get(id),
      save: (one, updatedAt) => void kept.set(one.id, { ...one, updatedAt }),
      remove: (id) => kept.delete(id),
      list: () => [...kept.values()],
    };
    await keptInstallations(installations, dataKey(OAUTH.DATA_KEY)!).storeInstallation({
      team: { id: TEAM },
      enterprise: undefined,
      user: { id: 'U1', token: undefined, scopes: undefined },
      bot: { token, id: 'B1', userId: 'U2', scopes: [] },
    });
    return installations;
  }

  test('finds token and agents’ channel of each good, and names a place in no such workspace', async () => {
    slack.fail('conversations.info', { body: { ok: true, channel: { id: 'C1', is_member: true } } });
    const found = await look(await installed(), 'C1');
    expect(found.filter((f) => f.level === 'good').map((f) => f.what)).toEqual(
      expect.arrayContaining([`Slack: bot token in ${TEAM}`, `Slack: agents’ channel C1 in ${TEAM}`]),
    );
    expect(found.filter((f) => f.level !== 'good')).toEqual([
      {
        level: 'fault',
        what: 'Slack: announcements’ channel C9',
        say: expect.stringContaining('T0ELSE, which is not in SLACK_TEAMS'),
      },
    ]);
  });

  test('names a channel that the app is not in, and scopes that are missing', async () => {
    slack.fail('auth.test', {
      headers: { 'X-OAuth-Scopes': 'chat:write' },
      body: { ok: true, user: 'caaspp', team: 'Oak' },
    });
    const scopes = await look(await installed(), 'C1');
    expect(scopes.find((f) => f.what === `Slack: scopes in ${TEAM}`)?.say).toContain('im:history');
    const found = await look(await installed(), await slack.channelId('agents'));
    expect(found.find((f) => f.say.includes('/invite'))?.what).toMatch(
      new RegExp(`^Slack: agents’ channel .* in ${TEAM}$`),
    );
  });

  test('names a token that Slack refuses, a DATA_KEY that is another one, and a workspace without the app', async () => {
    const refused = await look(await installed('xoxb-wrong'), 'C1');
    expect(refused.find((f) => f.what === `Slack: bot token in ${TEAM}`)).toMatchObject({
      level: 'fault',
      say: expect.stringContaining('install the app again'),
    });
    const other = await look(await installed(), 'C1', { DATA_KEY: 'another key, long enough, too' });
    expect(other.find((f) => f.say.includes('DATA_KEY'))?.level).toBe('fault');
    const installations = await installed();
    await installations.remove(`slack:${TEAM}`);
    const none = (await look(installations, 'C1')).find((f) => f.what === `Slack: workspace ${TEAM}`);
    expect(none).toMatchObject({ level: 'fault', say: expect.stringContaining('/slack/install') });
    expect(none?.say).toContain('agents’ channel C1');
  });
});
