/**
 * The three credentials of a bot through botbuilder's own code, up to Microsoft's token endpoint, which is played here:
 * by a server to which what goes to the login's fixed address is led.
 */
import { execFileSync } from 'node:child_process';
import { createHash, verify, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestOptions, request } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { checkTeams } from '../../../src/channels/teams/doctor.ts';
import { createIdentity } from '../../../src/channels/teams/identity.ts';
import { readSettings } from '../../../src/config/settings.ts';

const TENANT = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee';
const LOGIN = 'https://login.microsoftonline.com';

let bots = 0;
/** botbuilder keeps tokens by the bot's id for as long as the process lives: each test is another bot. */
const newBot = () => `11111111-2222-3333-4444-${String(++bots).padStart(12, '0')}`;
const settingsOf = (appId: string, more: NodeJS.ProcessEnv) =>
  readSettings({
    MICROSOFT_APP_ID: appId,
    MICROSOFT_APP_TENANT_ID: TENANT,
    PUBLIC_URL: 'https://caaspp.example.org',
    ...more,
  });
const identityOf = (appId: string, more: NodeJS.ProcessEnv) =>
  createIdentity(settingsOf(appId, more).teams ?? expect.fail('no settings of Teams'));

type Answer = [status: number, body: object];

interface Asked {
  path: string;
  /** Of the form, or of the query. */
  fields: Record<string, string>;
}

const GRANTED: Answer = [
  200,
  {
    token_type: 'Bearer',
    access_token: 'a-token',
    expires_in: 86_400,
    expires_on: String(Math.floor(Date.now() / 1000) + 86_400),
    resource: 'https://api.botframework.com',
  },
];
const refused = (code: string): Answer => [
  401,
  { error: 'invalid_client', error_description: `${code}: refused.`, error_codes: [7] },
];

/** Where tokens are asked for: the login of Microsoft, and the address inside Azure at which a machine asks. */
async function startMicrosoft() {
  const self = { answer: GRANTED, asked: [] as Asked[] };
  const server = createServer(async (req, res) => {
    const { pathname: path, searchParams } = new URL(req.url ?? '', LOGIN);
    let text = '';
    for await (const chunk of req) text += String(chunk);
    const fields = Object.fromEntries(text ? new URLSearchParams(text) : searchParams);
    const say = ([status, body]: Answer) => {
      res.writeHead(status, { 'Content-Type': 'application/json' });
      res.end(JSON.stringify(body));
    };
    if (path.endsWith('openid-configuration'))
      return say([
        200,
        {
          issuer: `${LOGIN}/${TENANT}/v2.0`,
          token_endpoint: `${LOGIN}/${TENANT}/oauth2/v2.0/token`,
          authorization_endpoint: `${LOGIN}/${TENANT}/oauth2/v2.0/authorize`,
          jwks_uri: `${LOGIN}/${TENANT}/discovery/v2.0/keys`,
        },
      ]);
    self.asked.push({ path, fields });
    say(self.answer);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return Object.assign(self, {
    port,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  });
}

let microsoft: Awaited<ReturnType<typeof startMicrosoft>>;
beforeAll(async () => {
  microsoft = await startMicrosoft();
  // The library reads this address once in a process.
  vi.stubEnv('AZURE_POD_IDENTITY_AUTHORITY_HOST', `http://127.0.0.1:${microsoft.port}`);
});
afterAll(() => microsoft.stop());
beforeEach(() => {
  microsoft.answer = GRANTED;
  microsoft.asked.length = 0;
  // The address of the login is fixed in the library.
  vi.spyOn(https, 'request').mockImplementation((options: unknown) => {
    const { host, hostname, ...rest } = options as RequestOptions;
    expect(hostname ?? host).toBe(new URL(LOGIN).host);
    return request({ ...rest, protocol: 'http:', host: '127.0.0.1', port: microsoft.port });
  });
});
afterEach(() => vi.restoreAllMocks());

describe('a bot with a secret', () => {
  test('asks its own tenant for a token for Bot Service, once for all messages', async () => {
    const bot = newBot();
    const identity = identityOf(bot, { MICROSOFT_APP_PASSWORD: 'the secret' });
    expect(await Promise.all([identity.token(), identity.token(), identity.token()])).toEqual(
      Array(3).fill('a-token'),
    );
    expect(await identity.token()).toBe('a-token');
    expect(microsoft.asked).toMatchObject([
      {
        path: `/${TENANT}/oauth2/v2.0/token`,
        fields: {
          client_id: bot,
          client_secret: 'the secret',
          grant_type: 'client_credentials',
          scope: expect.stringContaining('https://api.botframework.com/.default'),
        },
      },
    ]);
  });

  test('is tried anew by the doctor, who says what the refusal means, though a token is still in memory', async () => {
    const settings = settingsOf(newBot(), { MICROSOFT_APP_PASSWORD: 'the secret' });
    expect((await checkTeams(settings)).at(-1)).toMatchObject({ level: 'good', what: 'Teams: credential' });
    microsoft.answer = refused('AADSTS7000222');
    const found = (await checkTeams(settings)).at(-1);
    expect(found).toMatchObject({ level: 'fault', say: expect.stringContaining('The secret has ended') });
    expect(found?.say).not.toContain('the secret');
    expect(microsoft.asked).toHaveLength(2);
  });

  test('is not called wrong where there is no network', async () => {
    vi.spyOn(https, 'request').mockImplementation(() => request({ host: '127.0.0.1', port: 9 }));
    const settings = settingsOf(newBot(), { MICROSOFT_APP_PASSWORD: 'the secret' });
    expect((await checkTeams(settings)).at(-1)).toMatchObject({
      level: 'warning',
      say: expect.stringContaining('could not be asked'),
    });
  });
});

describe('a bot with a certificate', () => {
  let folder: string;
  let pem: string;
  let certificate: X509Certificate;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'caaspp-certificate-'));
    const [key, crt] = [join(folder, 'bot.key'), join(folder, 'bot.crt')];
    execFileSync(
      'openssl',
      `req -x509 -newkey rsa:2048 -nodes -keyout ${key} -out ${crt} -days 3650 -subj /CN=bot`.split(' '),
      { stdio: 'ignore' },
    );
    pem = join(folder, 'bot.pem');
    writeFileSync(pem, readFileSync(key, 'utf8') + readFileSync(crt, 'utf8'));
    certificate = new X509Certificate(readFileSync(crt));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const decode = (part = '') => JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as object;

  test('proves itself by an assertion that names the certificate and is signed with its key', async () => {
    const bot = newBot();
    expect(await identityOf(bot, { MICROSOFT_APP_CERTIFICATE: pem }).token()).toBe('a-token');
    expect(microsoft.asked).toHaveLength(1);
    const { client_assertion: assertion = '', ...fields } = microsoft.asked[0]!.fields;
    expect(microsoft.asked[0]!.path).toBe(`/${TENANT}/oauth2/v2.0/token`);
    expect(fields).toMatchObject({
      client_id: bot,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      grant_type: 'client_credentials',
    });
    expect(fields).not.toHaveProperty('client_secret');
    const [header, payload, signature] = assertion.split('.');
    const thumbprint = createHash('sha1').update(certificate.raw).digest('base64url');
    expect(decode(header)).toMatchObject({ alg: 'RS256', x5t: thumbprint });
    expect(decode(payload)).toMatchObject({
      iss: bot,
      sub: bot,
      aud: expect.stringMatching(new RegExp(`^${LOGIN}/${TENANT}/`)),
    });
    const signed = Buffer.from(`${header}.${payload}`);
    expect(
      verify('RSA-SHA256', signed, certificate.publicKey, Buffer.from(signature ?? '', 'base64url')),
    ).toBe(true);
  });

  test('is told by the doctor when the registration knows another certificate, and when this one ends', async () => {
    microsoft.answer = refused('AADSTS700027');
    const found = await checkTeams(settingsOf(newBot(), { MICROSOFT_APP_CERTIFICATE: pem }));
    expect(found.at(-1)).toMatchObject({
      level: 'fault',
      say: expect.stringContaining('not the one that the registration knows'),
    });
    const end = certificate.validToDate.toISOString().slice(0, 10);
    expect(found.find((f) => f.what === 'Teams: certificate')?.say).toContain(end);
  });
});

describe('a bot with a managed identity', () => {
  const MSI = { MICROSOFT_APP_TYPE: 'UserAssignedMSI' };

  test('asks its machine for a token of this very identity', async () => {
    const bot = newBot();
    expect(await identityOf(bot, MSI).token()).toBe('a-token');
    expect(microsoft.asked.at(-1)).toMatchObject({
      path: expect.stringMatching(/^\/metadata\/identity\/oauth2\/token/),
      fields: { client_id: bot, resource: 'https://api.botframework.com' },
    });
  });

  test('is called good by the doctor, and has no end', async () => {
    const found = await checkTeams(settingsOf(newBot(), MSI));
    expect(found.map((f) => f.level)).toEqual(found.map(() => 'good'));
    expect(found.find((f) => f.what === 'Teams: managed identity')?.say).toContain('no secret');
  });

  test('that this machine does not have is named by the doctor', async () => {
    microsoft.answer = [400, { error: 'invalid_request', error_description: 'Identity not found' }];
    expect((await checkTeams(settingsOf(newBot(), MSI))).at(-1)).toMatchObject({
      level: 'fault',
      say: expect.stringContaining('not have this managed identity'),
    });
  });
});
