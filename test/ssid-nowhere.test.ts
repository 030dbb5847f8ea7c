import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { readSettings } from '../src/config/settings.ts';
import { createLog } from '../src/log.ts';
import { type RunningServer, startServer } from '../src/server.ts';
import { openStore } from '../src/store/store.ts';
import { startTestMailbox, type TestMailbox } from './support/mailbox.ts';

const SSID = '9988776655';
/** In the ways that a person, a phone number's format or an encoding could leave it. */
const CLEAR = [SSID, '998-877-6655', '998 877 6655', Buffer.from(SSID).toString('base64').slice(0, 12)];
const ORGANIZATION = `
leas:
  - name: Oak Unified
    cds: "1964212"
    coordinators: [{ name: Sam Rivera, email: sam@oak.org }]
    schools: [{ name: Hill School, coordinators: [{ name: Jo Patel, email: jo@oak.org }] }]
`;
/** The SSID at its own question, and wherever else somebody may type it. */
const RUN = [
  `please prepare my call to CalTAC, it is about ${SSID}`,
  `dell desktop of ${SSID}`,
  `err 88 "no route for ${SSID}"`,
  'windows 11, secure browser 17',
  'fiber, firewall',
  SSID,
  'pat@oak.org, 916-555-0123',
  SSID,
  'CA-12AB-9',
  `SSID ${SSID}, grade 4, math, PT`,
  'show',
];

let dataDir = '';
let server: RunningServer | undefined;
let mailbox: TestMailbox;
afterEach(async () => {
  await server?.stop();
  await mailbox.close();
  rmSync(dataDir, { recursive: true, force: true });
});

describe.each([
  ['with DATA_KEY', 'k'.repeat(32)],
  ['without DATA_KEY', undefined],
])('an SSID typed into the form, %s', (_, key) => {
  test('is nowhere in the clear: database and its log, tickets, outbox, mail, the page, the log', async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'caaspp-ssid-'));
    const file = join(dataDir, 'organization.yaml');
    writeFileSync(file, ORGANIZATION);
    mailbox = await startTestMailbox();
    const settings = readSettings({
      PORT: '0',
      LOG_LEVEL: 'trace',
      LOG_MESSAGE_TEXT: 'true',
      DATA_DIR: dataDir,
      ORGANIZATION_FILE: file,
      SMTP_URL: mailbox.url,
      MAIL_FROM: 'CAASPP Help <help@oak.org>',
      DATA_KEY: key,
    });
    const logged: string[] = [];
    const log = createLog(settings, { write: (line) => void logged.push(line) });
    server = await startServer({ settings, log, progress: () => {} });
    const { address } = server;

    let cookie = '';
    let number = 0;
    const post = async (body: { text?: string; action?: string; label?: string }): Promise<string> => {
      const response = await fetch(`${address}/api/message`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Cookie: cookie },
        body: JSON.stringify({ id: `m${++number}`, ...body }),
      });
      cookie ||= response.headers.get('set-cookie')?.split(';')[0] ?? '';
      return response.text();
    };
    const files = () =>
      readdirSync(dataDir)
        .map((name) => readFileSync(join(dataDir, name), 'latin1'))
        .join('\n');
    const search = (what: string, where: string) => {
      for (const clear of CLEAR) expect(where.includes(clear), `${clear} in ${what}`).toBe(false);
    };

    await post({ action: 'role:test_examiner', label: 'Test examiner' });
    let shown = '';
    for (const text of RUN) {
      shown = await post({ text });
      search(`the reply to "${text}"`, shown);
      search(`the files after "${text}"`, files());
    }
    // The run went through, and what may be kept is kept: the search would find it.
    expect(readdirSync(dataDir)).toContain('caaspp.sqlite-wal');
    expect(files()).toContain('CA-12AB-9');
    expect(shown).toContain(key ? '•••••••655' : 'not kept here');
    expect(files().includes('"sealed":')).toBe(Boolean(key));

    await post({ action: 'form:caltac:send', label: 'Send this' });
    await post({ action: 'form:caltac:send:school:Hill School', label: 'Hill School' });
    await post({ action: 'form:caltac:send-now', label: 'Send it' });
    await post({ text: 'finish' });
    await post({ text: `log: spoke with Dana about ${SSID}, case 123456, restart` });
    await expect.poll(() => mailbox.letters.length, { timeout: 10_000 }).toBe(1);
    const page = await fetch(`${address}/api/conversation`, { headers: { Cookie: cookie } });
    search('the page loaded anew', await page.text());
    search('the files at the end', files());
    search('the log', logged.join(''));
    expect(logged.join('')).toContain('CA-12AB-9');
    search('the mail', JSON.stringify(mailbox.letters));

    await server.stop();
    server = undefined;
    search('the files after the end', files());
    expect(files()).not.toContain('"sealed":');
    const store = await openStore({ dataDir });
    const tickets = await store.tickets.list();
    const calls = await store.calls.list();
    const kept = JSON.stringify([tickets, calls, await store.questions.list()]);
    await store.close();
    expect(tickets).toMatchObject([{ assignee: 'jo@oak.org' }]);
    expect(calls).toMatchObject([{ caseNumber: '123456' }]);
    search('tickets, calls and questions', kept);
  }, 60_000);
});
