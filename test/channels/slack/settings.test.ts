import { describe, expect, test } from 'vitest';
import { readSettings, type SettingsError } from '../../../src/config/settings.ts';

const OAUTH = {
  SLACK_CLIENT_ID: '1.2',
  SLACK_CLIENT_SECRET: 'secret',
  SLACK_TEAMS: 'T0123ABCD',
  SLACK_SIGNING_SECRET: 'a'.repeat(32),
  DATA_KEY: 'a key that is long enough',
  PUBLIC_URL: 'https://caaspp.example.org',
};

function faultsOf(environment: NodeJS.ProcessEnv): readonly string[] {
  try {
    readSettings(environment);
    return [];
  } catch (error) {
    return (error as SettingsError).faults;
  }
}

describe('the settings of Slack', () => {
  test('take OAuth for several workspaces', () => {
    expect(readSettings(OAUTH).slack).toMatchObject({ oauth: { clientId: '1.2', clientSecret: 'secret' } });
  });

  test.each(Object.keys(OAUTH))('name %s when it is missing for OAuth', (name) => {
    const faults = faultsOf({ ...OAUTH, [name]: '' });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(name);
  });

  test.each(['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN'])('refuse %s beside OAuth', (name) => {
    const value = name === 'SLACK_BOT_TOKEN' ? 'xoxb-1' : 'xapp-1';
    expect(faultsOf({ ...OAUTH, [name]: value })[0]).toMatch(/exclude each other/);
  });

  test('take the workspaces that may install the app, however they are written', () => {
    const { slack } = readSettings({ ...OAUTH, SLACK_TEAMS: 't0123abcd, T0456EFGH' });
    expect(slack?.oauth?.teams).toEqual(['T0123ABCD', 'T0456EFGH']);
    expect(faultsOf({ ...OAUTH, SLACK_TEAMS: 'Oak Unified' })[0]).toMatch(/^SLACK_TEAMS must be ids/);
  });

  test('give the address of Slack’s API a slash at its end', () => {
    const slack = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'x' };
    expect(readSettings({ ...slack, SLACK_API_URL: 'http://127.0.0.1:1/api' }).slack?.apiUrl).toBe(
      'http://127.0.0.1:1/api/',
    );
  });
});
