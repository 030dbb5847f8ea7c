import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkTeams } from '../../../src/channels/teams/doctor.ts';
import { readSettings } from '../../../src/config/settings.ts';

const BOT = {
  MICROSOFT_APP_ID: '11111111-2222-3333-4444-555555555555',
  MICROSOFT_APP_PASSWORD: 'the secret',
  MICROSOFT_APP_TENANT_ID: 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee',
  MICROSOFT_APP_PASSWORD_EXPIRES: '2027-05-31',
  PUBLIC_URL: 'https://caaspp.example.org',
};
const now = Date.parse('2026-11-21T12:00:00-08:00');
const token = async () => 'a-token';
const check = (environment: NodeJS.ProcessEnv, ask: () => Promise<string | undefined> = token) =>
  checkTeams(readSettings(environment), { now, token: ask });

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'caaspp-doctor-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the doctor looks at Teams', () => {
  test('and finds nothing to say where it is not set up', async () => {
    expect(await check({})).toEqual([]);
  });

  test('and finds a whole set-up good, without showing the secret', async () => {
    const found = await check(BOT);
    expect(new Set(found.map((f) => f.level))).toEqual(new Set(['good']));
    expect(JSON.stringify(found)).not.toContain('the secret');
  });

  test.each([
    ['an id that is none', { MICROSOFT_APP_ID: 'caaspp' }, 'fault', 'MICROSOFT_APP_ID'],
    ['a tenant that is none', { MICROSOFT_APP_TENANT_ID: 'oak.org' }, 'fault', 'MICROSOFT_APP_TENANT_ID'],
    ['no address', { PUBLIC_URL: undefined }, 'fault', 'PUBLIC_URL'],
    ['an address without encryption', { PUBLIC_URL: 'http://x.example' }, 'fault', 'PUBLIC_URL'],
    [
      'a secret that has ended',
      { MICROSOFT_APP_PASSWORD_EXPIRES: '2026-11-01' },
      'fault',
      'ended on 2026-11-01',
    ],
    ['a secret that ends soon', { MICROSOFT_APP_PASSWORD_EXPIRES: '2026-12-01' }, 'warning', 'in 9 days'],
    ['a secret of unknown end', { MICROSOFT_APP_PASSWORD_EXPIRES: undefined }, 'warning', 'PASSWORD_EXPIRES'],
    ['a bot for everybody', { MICROSOFT_APP_TENANT_ID: undefined }, 'warning', 'TEAMS_TENANTS'],
    [
      'a certificate that is not there',
      { MICROSOFT_APP_PASSWORD: undefined, MICROSOFT_APP_CERTIFICATE: '/none.pem' },
      'fault',
      'is not there',
    ],
  ])('and names %s', async (_, change, level, words) => {
    const found = await check({ ...BOT, ...change });
    expect(found.filter((f) => f.level === level && f.say.includes(words))).toHaveLength(1);
  });

  test.each([
    ['AADSTS7000215: Invalid client secret', 'fault', 'The secret is wrong'],
    ['AADSTS7000222: expired', 'fault', 'The secret has ended'],
    ['AADSTS123: new', 'fault', 'refuses'],
    ['getaddrinfo ENOTFOUND', 'warning', 'could not be asked'],
  ])('and says what %j means', async (message, level, words) => {
    const found = await check(BOT, async () => {
      throw new Error(message);
    });
    expect(found.at(-1)).toMatchObject({ level, say: expect.stringContaining(words) });
  });

  test('and knows the end of a certificate from the file', async () => {
    const [key, crt, pem] = ['key', 'crt', 'pem'].map((name) => join(folder, `bot.${name}`)) as [
      string,
      string,
      string,
    ];
    execFileSync(
      'openssl',
      `req -x509 -newkey rsa:2048 -nodes -keyout ${key} -out ${crt} -days 3650 -subj /CN=bot`.split(' '),
      { stdio: 'ignore' },
    );
    writeFileSync(pem, readFileSync(key, 'utf8') + readFileSync(crt, 'utf8'));
    const found = await check({ ...BOT, MICROSOFT_APP_PASSWORD: undefined, MICROSOFT_APP_CERTIFICATE: pem });
    expect(found.find((f) => f.what === 'Teams: certificate')?.level).toBe('good');
  });
});
