/** The assistant in Microsoft's own local client of Teams, driven in Chromium. Screenshots lie in test/e2e/shots. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSettings } from '../../src/config/settings.ts';
import { createLog } from '../../src/log.ts';
import { type RunningServer, startServer } from '../../src/server.ts';

const CLIENT = '@microsoft/m365agentsplayground@0.2.28';
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const SHOTS = join(import.meta.dirname, 'shots');

/** Why these tests cannot run here; undefined where they can. */
function obstacle(): string | undefined {
  if (!existsSync(CHROMIUM)) return `There is no Chromium at ${CHROMIUM}; set CHROMIUM to one.`;
  try {
    execFileSync('npm', ['view', CLIENT, 'version'], { stdio: 'ignore', timeout: 60_000 });
    return undefined;
  } catch {
    return `${CLIENT} is not to be had from the registry here.`;
  }
}

const why = obstacle();
if (why) process.stderr.write(`The tests in the local client of Teams are left out: ${why}\n`);

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe.skipIf(why)('Teams, as Microsoft’s local client shows it', () => {
  let folder: string;
  let server: RunningServer;
  let client: ChildProcess;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'caaspp-e2e-'));
    mkdirSync(SHOTS, { recursive: true });
    const settings = readSettings({
      TEAMS_LOCAL: 'true',
      DATA_DIR: join(folder, 'data'),
      PORT: String(await freePort()),
    });
    server = await startServer({
      settings,
      log: createLog({ logLevel: 'silent', logMessageText: false }),
      progress: () => {},
    });
    const port = await freePort();
    const args = ['-y', CLIENT, 'start', '-e', `${server.address}/api/messages`, '-c', 'msteams'];
    client = spawn('npx', [...args, '-p', String(port), '--disable-telemetry'], {
      cwd: folder,
      env: { ...process.env, TEAMSAPPTESTER_BROWSER: 'none' },
      stdio: 'ignore',
      detached: true,
    });
    const address = `http://localhost:${port}`;
    for (let waited = 0; !(await fetch(address).catch(() => undefined))?.ok; waited += 500) {
      if (waited > 200_000) throw new Error('The local client did not start.');
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
    page.setDefaultTimeout(15_000);
    await page.goto(address);
  });
  afterAll(async () => {
    await browser?.close();
    // The client runs below npx: the whole group ends.
    if (client?.pid) process.kill(-client.pid);
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const shot = (name: string) => page.screenshot({ path: join(SHOTS, `${name}.png`) });
  const words = () => page.locator('body').textContent();
  const sees = (text: string | RegExp) => expect.poll(words, { timeout: 15_000 }).toMatch(text);

  async function say(text: string): Promise<void> {
    await page.locator('[contenteditable=true]').first().click();
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  }

  test('welcomes with roles and first questions, and keeps the chosen role', async () => {
    await sees(/Hello, I am CAASPP Help/);
    await shot('1-welcome');
    await page.getByRole('button', { name: 'LEA coordinator' }).click();
    await sees(/Noted, you are LEA coordinator/);
  });

  test('answers a question with its date and source, which folds out', async () => {
    await say('When must our testing window be set?');
    await sees(/by December 1, 20\d\d/);
    await page
      .getByText(/^Sources?:.*▾/)
      .first()
      .click();
    await sees(/LEA Testing Window/);
    await shot('2-answer');
  });

  test('answers a pressed choice, and the card says what was pressed', async () => {
    await page
      .getByRole('button', { name: /How to set up the testing window/ })
      .last()
      .click();
    await sees(/You chose: How to set up/);
    await shot('3-choice');
  });

  test('takes a judgement, asks for the reason, and thanks', async () => {
    await page.getByRole('button', { name: 'No', exact: true }).last().click();
    await page.getByLabel(/What was missing/).fill('The date for charter schools');
    await page.getByRole('button', { name: 'Send', exact: true }).last().click();
    await sees(/Thank you. That is noted/);
    await shot('4-feedback');
  });

  test('prepares a call, a question a card, each with its field', async () => {
    await say('prepare a call to caltac');
    await sees(/type of device/);
    await page
      .getByLabel(/type of device/)
      .last()
      .fill('Chromebook');
    await page.getByRole('button', { name: 'Send', exact: true }).last().click();
    await sees(/Your answer: Chromebook/);
    await sees(/2 of 7/);
    await shot('5-form');
    await say('cancel');
    await sees(/2 of 7[\s\S]*cancel/i);
  });

  test('asks for a date with a date field, and goes on with it', async () => {
    await say('start again');
    await say('work out the latest day our testing window can end');
    const field = page.locator('input[type=date], [role=combobox]').last();
    await field.waitFor();
    await shot('6-date');
    expect(await field.isVisible()).toBe(true);
  });

  /** Writes with a mention of the bot, as in a list of names that opens over the box. */
  async function mention(text: string): Promise<void> {
    await page.locator('[contenteditable=true]').first().click();
    await page.keyboard.type('@');
    await page
      .getByRole('listbox', { name: 'Typeahead menu' })
      .getByText('Test Bot', { exact: true })
      .click();
    await page.keyboard.type(` ${text}`);
    await page.keyboard.press('Enter');
  }

  test('greets a group and answers there when it is mentioned', async () => {
    await page.getByText('Group Chat', { exact: true }).last().click();
    await sees(/Mention me with a question/);
    await mention('what does THSS mean?');
    await sees(/Teacher Hand Scoring System/);
    await shot('7-group');
  });

  test('answers a mention in a channel, in its thread', async () => {
    await page.getByText('General', { exact: true }).first().click();
    await mention('what does STAIRS mean?');
    await sees(/Security and Test Administration Incident Reporting System/);
    await shot('8-channel');
  });
});
