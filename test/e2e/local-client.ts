/** Microsoft's own local client of Teams, in Chromium: started from npx, and what a person does in it. */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { expect } from 'vitest';

const CLIENT = '@microsoft/m365agentsplayground@0.2.28';
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const SHOTS = join(import.meta.dirname, '../../.cache/e2e');
const STARTS_WITHIN = 200_000;
const SEEN_WITHIN = 15_000;

/** Why these tests cannot run here; undefined where they can. */
export function obstacle(): string | undefined {
  if (!existsSync(CHROMIUM)) return `There is no Chromium at ${CHROMIUM}; set CHROMIUM to one.`;
  try {
    execFileSync('npm', ['view', CLIENT, 'version'], { stdio: 'ignore', timeout: 60_000 });
    return undefined;
  } catch {
    return `${CLIENT} is not to be had from the registry here.`;
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export interface LocalClient {
  browser: Browser;
  page: Page;
  /** Opens a chat or a channel by its name on the left. */
  open(name: string): Promise<void>;
  say(text: string): Promise<void>;
  /** Writes with a mention of the bot, as in a list of names that opens over the box. */
  mention(text: string, box?: Locator): Promise<void>;
  /** Presses the last button of this name. */
  press(name: string | RegExp): Promise<void>;
  sees(text: string | RegExp, within?: number): Promise<void>;
  /** A picture in .cache/e2e, for people to look at. */
  shot(name: string): Promise<void>;
  stop(): Promise<void>;
}

/**
 * @param folder where it may keep what it keeps
 * @param server address of the assistant
 */
export async function startLocalClient(folder: string, server: string): Promise<LocalClient> {
  mkdirSync(SHOTS, { recursive: true });
  const port = await freePort();
  const args = ['-y', CLIENT, 'start', '-e', `${server}/api/messages`, '-c', 'msteams'];
  const client = spawn('npx', [...args, '-p', String(port), '--disable-telemetry'], {
    cwd: folder,
    env: { ...process.env, TEAMSAPPTESTER_BROWSER: 'none' },
    stdio: 'ignore',
    detached: true,
  });
  const address = `http://localhost:${port}`;
  for (let waited = 0; !(await fetch(address).catch(() => undefined))?.ok; waited += 500) {
    if (waited > STARTS_WITHIN) throw new Error('The local client did not start.');
    await pause(500);
  }
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  const page = await browser.newPage({ viewport: { width: 1280, height: 1500 } });
  page.setDefaultTimeout(SEEN_WITHIN);
  await page.goto(address);
  const first = () => page.locator('[contenteditable=true]').first();

  return {
    browser,
    page,
    async open(name) {
      await page.getByText(name, { exact: true }).first().click();
    },
    async say(text) {
      await first().click();
      await page.keyboard.type(text);
      await page.keyboard.press('Enter');
    },
    async mention(text, box = first()) {
      await box.click();
      await page.keyboard.type('@');
      const names = page.getByRole('listbox', { name: 'Typeahead menu' });
      await names.getByText('Test Bot', { exact: true }).click();
      await page.keyboard.type(` ${text}`);
      await page.keyboard.press('Enter');
    },
    async press(name) {
      await page.getByRole('button', { name, exact: true }).last().click();
    },
    async sees(text, within = SEEN_WITHIN) {
      await expect.poll(() => page.locator('body').textContent(), { timeout: within }).toMatch(text);
    },
    async shot(name) {
      // What was sent last is still moving.
      await pause(300);
      await page.screenshot({ path: join(SHOTS, `${name}.png`) });
    },
    async stop() {
      await browser.close();
      // The client runs below npx: the whole group ends.
      if (client.pid) process.kill(-client.pid);
    },
  };
}
