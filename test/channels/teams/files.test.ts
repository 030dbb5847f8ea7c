import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createApp } from '../../../src/app.ts';
import { createWorld } from '../../../src/assistant/create-world.ts';
import type { Reply } from '../../../src/assistant/reply.ts';
import { createFiles } from '../../../src/channels/teams/files.ts';
import { LIMITS } from '../../../src/channels/teams/limits.ts';
import { createLog } from '../../../src/log.ts';
import {
  activity,
  type FakeConnector,
  type Issuer,
  press,
  startConnector,
  startIssuer,
  startTeams,
  type Teams,
} from '../../support/teams.ts';

const REPLY: Reply = {
  kind: 'answer',
  parts: [
    {
      type: 'file',
      name: 'dates.ics',
      mediaType: 'text/calendar',
      content: 'BEGIN:VCALENDAR',
      encoding: 'utf8',
      title: 'Dates',
    },
  ],
};

describe('a link to a file that is over', () => {
  let clock = Date.parse('2026-11-21T10:00:00-08:00');
  let link: string;
  let stop: () => void;

  beforeAll(async () => {
    const log = createLog({ logLevel: 'silent', logMessageText: false });
    const files = createFiles({
      publicUrl: 'https://caaspp.example.org',
      key: () => Buffer.alloc(32, 1),
      replyTo: async () => REPLY,
      now: () => clock,
    });
    const app = await createApp({
      channels: [{ name: 'files', mount: files.mount }],
      log,
      health: () => ({ ok: true }),
    });
    const server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    stop = () => server.close();
    const [address = ''] = Object.values(await files.addresses(REPLY, 'c', 'm', true));
    link = `http://127.0.0.1:${(server.address() as AddressInfo).port}${new URL(address).pathname}`;
    expect((await fetch(link)).status).toBe(200);
    clock += LIMITS.link + 1;
  });
  afterAll(() => stop());

  test('is a page in a browser, and says what to do', async () => {
    const response = await fetch(link, {
      headers: { Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' },
    });
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toContain('text/html');
    const page = await response.text();
    expect(page).toContain('no longer good');
    expect(page).toContain('"my calls"');
    expect(page).not.toContain('{');
  });

  test('is JSON to a program', async () => {
    expect(await (await fetch(link)).json()).toMatchObject({ error: { code: 'link_over' } });
  });
});

describe('a contact log in Teams', () => {
  let issuer: Issuer;
  let connector: FakeConnector;
  let teams: Teams;
  let dataDir: string;
  const world = createWorld();
  // A managed identity has no secret that links could be sealed with.
  const environment = () => ({
    MICROSOFT_APP_TYPE: 'UserAssignedMSI',
    MICROSOFT_APP_PASSWORD: '',
    DATA_DIR: dataDir,
  });
  const start = () =>
    startTeams({ issuer, connector, world, database: { dataDir }, environment: environment() });
  const words = (what: unknown) => JSON.stringify(what);
  const say = (text: string) => teams.post(activity(connector, { text }));

  beforeAll(async () => {
    issuer = await startIssuer();
  });
  afterAll(() => issuer.stop());
  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'caaspp-teams-'));
    connector = await startConnector();
    teams = await start();
  });
  afterEach(async () => {
    await teams.stop();
    await connector.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  test('is offered once more by "my calls", and its link survives a restart', async () => {
    const prepared = ['please prepare my call to CalTAC', 'dell desktop', 'finish', 'finish'];
    for (const [n, words] of prepared.entries()) {
      await say(words);
      await connector.until(n + 1);
    }
    await say('send me the contact log again');
    const listed = (await connector.until(5))[4];
    const data = words(listed).match(/"data":(\{"press":"choose"[^}]*"calls:log:[^}]*\})/)?.[1];
    await teams.post(press(connector, JSON.parse(data ?? '{}')));
    const sent = (await connector.until(6))[5];
    const link = words(sent).match(/https:\/\/caaspp\.example\.org(\/api\/teams\/files\/[^"]+)/)?.[1] ?? '';
    expect((await fetch(teams.address + link)).headers.get('content-disposition')).toContain(
      'caltac-contact-log-2026-11-21.docx',
    );
    await teams.stop();
    teams = await start();
    expect((await fetch(teams.address + link)).status).toBe(200);
  });
});
