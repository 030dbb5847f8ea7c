import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readSettings, SettingsError } from '../../src/config/settings.ts';

function faultsOf(environment: NodeJS.ProcessEnv): readonly string[] {
  try {
    readSettings(environment);
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.faults;
    throw error;
  }
}

describe('settings', () => {
  test('an empty environment gives a server for this computer only, with message texts kept out of the log', () => {
    expect(readSettings({})).toEqual({
      port: 3978,
      host: '127.0.0.1',
      trustProxy: 0,
      logLevel: 'info',
      logMessageText: false,
      store: { dataDir: './data', databaseUrl: undefined, retentionDays: 400 },
      publicUrl: undefined,
      slack: undefined,
      teams: undefined,
    });
  });

  test('a setting that is there but empty or blank counts as not set', () => {
    expect(readSettings({ PORT: '', SLACK_BOT_TOKEN: '  ' })).toMatchObject({ port: 3978, slack: undefined });
  });

  test.each([
    ['PORT', 'many'],
    ['PORT', '70000'],
    ['PORT', '-1'],
    ['PORT', '39.78'],
    ['LOG_LEVEL', 'loud'],
    ['LOG_MESSAGE_TEXT', 'perhaps'],
    ['PUBLIC_URL', 'caaspp.example.org'],
    ['PUBLIC_URL', 'ftp://caaspp.example.org'],
    ['TRUST_PROXY', 'yes'],
    ['SLACK_BOT_TOKEN', 'xoxp-1'],
    ['SLACK_APP_TOKEN', 'xoxb-1'],
    ['MICROSOFT_APP_TYPE', 'NoTenant'],
    ['MICROSOFT_APP_PASSWORD_EXPIRES', 'in May'],
    ['TEAMS_LOCAL', 'perhaps'],
  ])('a wrong %s (%s) is named', (name, value) => {
    const faults = faultsOf({ [name]: value });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(name);
  });

  test('all faults are named at once', () => {
    expect(faultsOf({ PORT: 'x', LOG_LEVEL: 'y' })).toHaveLength(2);
  });

  test('a secret does not stand in the fault about it', () => {
    expect(faultsOf({ SLACK_BOT_TOKEN: 'secret-value' }).join()).not.toContain('secret-value');
  });

  test.each([
    [{ SLACK_SIGNING_SECRET: 's' }, 'SLACK_BOT_TOKEN is missing'],
    [{ SLACK_APP_TOKEN: 'xapp-1' }, 'SLACK_BOT_TOKEN is missing'],
    [{ SLACK_BOT_TOKEN: 'xoxb-1' }, 'SLACK_SIGNING_SECRET is missing'],
    [{ MICROSOFT_APP_ID: 'a' }, 'MICROSOFT_APP_PASSWORD is missing'],
    [{ MICROSOFT_APP_PASSWORD: 'p' }, 'MICROSOFT_APP_ID is missing'],
    [
      { MICROSOFT_APP_ID: 'a', MICROSOFT_APP_PASSWORD: 'p', MICROSOFT_APP_TYPE: 'SingleTenant' },
      'MICROSOFT_APP_TENANT_ID is missing',
    ],
    [
      { MICROSOFT_APP_ID: 'a', MICROSOFT_APP_TYPE: 'UserAssignedMSI' },
      'MICROSOFT_APP_TENANT_ID is missing: a UserAssignedMSI bot',
    ],
    [{ MICROSOFT_APP_TENANT_ID: 't' }, 'MICROSOFT_APP_ID is missing'],
    [{ TEAMS_TENANTS: 't' }, 'MICROSOFT_APP_ID is missing'],
    [{ MICROSOFT_APP_CERTIFICATE: './bot.pem' }, 'MICROSOFT_APP_ID is missing'],
    [
      { MICROSOFT_APP_ID: 'a', MICROSOFT_APP_PASSWORD: 'p', MICROSOFT_APP_CERTIFICATE: './bot.pem' },
      'are both set: remove one',
    ],
    [
      {
        MICROSOFT_APP_ID: 'a',
        MICROSOFT_APP_TENANT_ID: 't',
        MICROSOFT_APP_PASSWORD: 'p',
        MICROSOFT_APP_TYPE: 'UserAssignedMSI',
      },
      'a managed identity has neither',
    ],
  ])('a channel that is half there is a fault: %o', (environment, fault) => {
    expect(faultsOf(environment).join()).toContain(fault);
  });

  test('Slack is configured by its token and either way in', () => {
    expect(readSettings({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's' }).slack).toMatchObject({
      botToken: 'xoxb-1',
    });
    expect(readSettings({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' }).slack).toMatchObject({
      appToken: 'xapp-1',
    });
  });

  test('a Teams bot with a tenant is taken for a single-tenant one unless said otherwise', () => {
    const bot = { MICROSOFT_APP_ID: 'a', MICROSOFT_APP_PASSWORD: 'p' };
    expect(readSettings(bot).teams?.appType).toBe('MultiTenant');
    expect(readSettings({ ...bot, MICROSOFT_APP_TENANT_ID: 't' }).teams?.appType).toBe('SingleTenant');
  });

  test('a Teams bot answers its own tenant unless others are listed', () => {
    const bot = { MICROSOFT_APP_ID: 'a', MICROSOFT_APP_PASSWORD: 'p', MICROSOFT_APP_TENANT_ID: 't' };
    expect(readSettings(bot).teams?.tenants).toEqual(['t']);
    expect(readSettings({ ...bot, TEAMS_TENANTS: 't, u' }).teams?.tenants).toEqual(['t', 'u']);
  });

  test('a Teams bot without an id is for the local client, on this computer, and nothing else', () => {
    expect(readSettings({ TEAMS_LOCAL: 'true' }).teams).toMatchObject({ appId: '', appType: 'MultiTenant' });
    expect(faultsOf({ TEAMS_LOCAL: 'true', HOST: '0.0.0.0' }).join()).toContain('without a token');
    expect(faultsOf({ TEAMS_LOCAL: 'true', MICROSOFT_APP_ID: 'a' }).join()).toContain('remove TEAMS_LOCAL');
  });

  test('a certificate or a managed identity takes the place of the secret', () => {
    const bot = { MICROSOFT_APP_ID: 'a', MICROSOFT_APP_TENANT_ID: 't' };
    expect(readSettings({ ...bot, MICROSOFT_APP_CERTIFICATE: './bot.pem' }).teams).toMatchObject({
      certificateFile: './bot.pem',
      appType: 'SingleTenant',
    });
    expect(
      readSettings({ ...bot, MICROSOFT_APP_TYPE: 'UserAssignedMSI' }).teams?.appPassword,
    ).toBeUndefined();
  });

  test('the example file lists every setting, and names none that is unknown', () => {
    const source = readFileSync('src/config/settings.ts', 'utf8');
    const known = new Set([...source.matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map((m) => m[1]));
    const listed = new Set(
      [...readFileSync('.env.example', 'utf8').matchAll(/^#([A-Z_]+)=/gm)].map((m) => m[1]),
    );
    expect(listed).toEqual(known);
  });
});
