import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readSettings } from '../../src/config/settings.ts';
import { CHECKS } from '../../src/doctor/checks.ts';
import { examine, examineDaily, sayFinding } from '../../src/doctor/doctor.ts';
import { loadTexts } from '../../src/escalation/texts.ts';
import { createLog } from '../../src/log.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { startTestMailbox } from '../support/mailbox.ts';

let dataDir: string;
let store: Store;
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'caaspp-doctor-'));
  store = await openStore({ dataDir });
});
afterEach(async () => {
  await store.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const look = (environment: NodeJS.ProcessEnv = {}, now = Date.now()) =>
  examine({ settings: readSettings({ DATA_DIR: dataDir, ...environment }), store, now }, CHECKS);
const said = async (environment: NodeJS.ProcessEnv = {}, now?: number) =>
  (await look(environment, now)).map(sayFinding).join('\n');

async function failOne(): Promise<void> {
  await store.outbox.add({ kind: 'mail', target: 'x', payload: {}, key: 'k' }, 0);
  const [delivery] = await store.outbox.claim({ owner: 'o', now: 1, leaseMs: 9, limit: 1, kinds: ['mail'] });
  await store.outbox.fail(delivery!.id, 'o', 'Mail: 550', 2);
}

describe('the doctor', () => {
  test('with nothing set up warns, and finds no fault', async () => {
    const found = await look();
    expect(found.filter((f) => f.level === 'fault')).toEqual([]);
    expect(found.map(sayFinding).join('\n')).toContain('ORGANIZATION_FILE=organization.yaml');
  });

  test('names each fault of the organization file, and each gap', async () => {
    const file = join(dataDir, 'o.yaml');
    writeFileSync(file, 'leas: [{ name: Oak, cds: "1" }]');
    expect(await said({ ORGANIZATION_FILE: file })).toContain('leas.0.cds: must be a CDS code');
    writeFileSync(file, 'leas: [{ name: Oak, cds: "1964212", schools: [{ name: Hill }] }]');
    const gaps = await said({ ORGANIZATION_FILE: file });
    for (const gap of [
      'Oak has no success_agent',
      'Oak has no coordinators',
      'Hill (Oak) has no coordinators',
    ])
      expect(gaps).toContain(gap);
  });

  test('warns of places of announcements whose channel is not connected', async () => {
    const file = join(dataDir, 'o.yaml');
    writeFileSync(file, 'leas: [{ name: Oak, cds: "1964212" }]\nannouncements: ["slack:T1:C1:"]');
    expect(await said({ ORGANIZATION_FILE: file })).toContain(
      'Downtimes are to be announced in slack:T1:C1:',
    );
  });

  test('tells failed deliveries with their reason, and those that nobody carries', async () => {
    await failOne();
    await store.outbox.add({ kind: 'mail', target: 'x', payload: {}, key: 'k2' }, 0);
    const words = await said({}, 3 * 3_600_000);
    expect(words).toContain('1 deliveries failed for good (mail: Mail: 550)');
    expect(words).toContain('1 deliveries wait, the oldest for 3 hours');
  });

  test('tells whether the mail server answers', async () => {
    const mailbox = await startTestMailbox();
    const MAIL_FROM = 'help@oak.org';
    expect(await said({ SMTP_URL: mailbox.url, MAIL_FROM })).toContain('✓ mail: The mail server answers');
    const SMTP_URL = mailbox.url.replace('//', '//help:wrong@');
    const wrong = await said({ SMTP_URL, MAIL_FROM });
    expect(wrong).toContain('✗ mail: The mail server of SMTP_URL: it refuses the user or password');
    expect(wrong).not.toContain('wrong@');
    await mailbox.close();
    expect(await said({ SMTP_URL: mailbox.url, MAIL_FROM })).toContain('it cannot be used (ESOCKET)');
  });

  test('tickets without mail are a fault: their agents may not know', async () => {
    await store.tickets.create({ question: 'q', at: 1 });
    expect(await said()).toContain('✗ mail: No mail server is set. Tickets are waiting');
  });

  test('a check that breaks is told, and the others run', async () => {
    const broken = { name: 'broken', run: () => Promise.reject(new Error('oops')) };
    const settings = readSettings({ DATA_DIR: dataDir });
    const found = await examine({ settings, store, now: 0 }, [broken, ...CHECKS]);
    expect(found[0]).toMatchObject({ check: 'broken', level: 'fault' });
    expect(found.length).toBeGreaterThan(3);
  });

  test('once a day it tells administrators what is broken, each once', async () => {
    await failOne();
    const now = Date.parse('2026-11-23T10:00:00Z');
    const daily = () =>
      examineDaily({
        settings: readSettings({ DATA_DIR: dataDir }),
        store,
        log: createLog({ logLevel: 'silent', logMessageText: false }),
        texts: loadTexts(),
        administrators: ['admin@oak.org'],
        wake: () => {},
        now: () => now,
      });
    await daily()();
    await daily()();
    const mails = await store.outbox.claim({ owner: 'o', now, leaseMs: 9, limit: 9, kinds: ['mail'] });
    expect(mails.map((m) => m.target)).toEqual(['admin@oak.org']);
    expect(JSON.stringify(mails[0]!.payload)).toContain('failed for good');
  });
});
