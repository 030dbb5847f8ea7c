/** The page in a real Chromium, as people use it: mouse, keyboard, phone, bad connection. */
import { mkdirSync, statSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page as Tab } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Message } from '../../src/assistant/message.ts';
import type { Reply } from '../../src/assistant/reply.ts';
import { echo, type Page, SUGGESTIONS, startPage } from '../support/page.ts';
import { EVERYTHING, HARMFUL } from '../support/replies.ts';

const SHOTS = 'coverage/screenshots';
const MARKUP = HARMFUL.slice(0, 6).join(' ');

let browser: Browser;
let server: Page;
let tab: Tab;
let faults: string[];

function reply(message: Message): Reply {
  if (message.action?.startsWith('role:'))
    return { kind: 'decline', parts: [{ type: 'text', text: 'Noted.' }] };
  if (message.text === 'everything') return EVERYTHING;
  if (message.text === 'harm') return { kind: 'answer', parts: [{ type: 'text', text: MARKUP }] };
  return echo(message);
}

beforeAll(async () => {
  mkdirSync(SHOTS, { recursive: true });
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
});
afterAll(() => browser.close());

beforeEach(async () => {
  server = await startPage({ reply });
  faults = [];
});
afterEach(async () => {
  await tab.context().close();
  await server.stop();
});

/** A fresh browser profile on the page. Faults of scripts and of the policy are collected. */
async function visit(options: BrowserContextOptions = {}): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: 1200, height: 860 },
    reducedMotion: 'reduce',
    ...options,
  });
  tab = await context.newPage();
  tab.on('pageerror', (error) => faults.push(error.message));
  tab.on('console', (line) => {
    if (line.type() === 'error' && !line.text().includes('Failed to load resource')) faults.push(line.text());
  });
  tab.on('dialog', (dialog) => {
    faults.push('a dialog opened');
    void dialog.dismiss();
  });
  await tab.goto(server.address);
  await tab.locator('#suggestions button').first().waitFor();
}

async function ask(words: string): Promise<void> {
  await tab.fill('#box', words);
  await tab.press('#box', 'Enter');
}

const replies = () => tab.locator('.reply');
const focused = () =>
  tab.evaluate(() => document.activeElement?.id || document.activeElement?.className || '');
/** Waits until the page holds so many answers. */
const answered = (count: number) =>
  replies()
    .nth(count - 1)
    .waitFor();

describe('asking', () => {
  test('a typed question is answered, and focus stays in the box for the follow-up', async () => {
    await visit();
    await ask('window deadline?');
    await answered(1);
    expect(await replies().textContent()).toBe('You asked: window deadline?');
    expect(await focused()).toBe('box');
    await tab.keyboard.type('and for science?');
    await tab.keyboard.press('Enter');
    await answered(2);
    expect(server.heard.map((m) => m.text)).toEqual(['window deadline?', 'and for science?']);
    expect(server.heard[1]!.conversation).toBe(server.heard[0]!.conversation);
    expect(faults).toEqual([]);
  });

  test('Shift+Enter starts a new line, and blanks alone are not sent', async () => {
    await visit();
    await tab.fill('#box', '   ');
    await tab.press('#box', 'Enter');
    await tab.fill('#box', 'one');
    await tab.press('#box', 'Shift+Enter');
    await tab.keyboard.type('two');
    await tab.press('#box', 'Enter');
    await answered(1);
    expect(server.heard.map((m) => m.text)).toEqual(['one\ntwo']);
  });

  test('a suggestion and a choice are buttons that send their action', async () => {
    await visit();
    await tab.getByRole('button', { name: SUGGESTIONS[0] }).click();
    await answered(1);
    expect(server.heard[0]).toMatchObject({ action: `say:${SUGGESTIONS[0]}`, text: SUGGESTIONS[0] });
    await ask('everything');
    await tab.getByRole('button', { name: 'Earliest start' }).click();
    await answered(3);
    expect(server.heard[2]).toMatchObject({ action: 'open:rule:window-earliest-start' });
    expect(await tab.locator('.said').last().textContent()).toBe('You: Earliest start');
  });

  test('a date is picked in its own field and shown as people read it', async () => {
    await visit();
    await ask('everything');
    const field = tab.getByLabel('When does your instruction begin?');
    await field.fill('2026-08-12');
    await field.press('Enter');
    await answered(2);
    expect(server.heard[1]!.text).toBe('2026-08-12');
    expect(await tab.locator('.said').last().textContent()).toBe('You: August 12, 2026');
  });

  test('sources fold out', async () => {
    await visit();
    await ask('everything');
    const section = tab.getByText('December > Prepare for Testing');
    await replies().waitFor();
    expect(await section.isVisible()).toBe(false);
    await tab.locator('.sources summary').click();
    expect(await section.isVisible()).toBe(true);
  });

  test('the conversation and the role survive a reload, and a new conversation clears them', async () => {
    await visit();
    await tab.selectOption('#role', { label: 'Site coordinator' });
    await answered(1);
    await ask('window deadline?');
    await answered(2);
    expect(server.heard[1]!.person.role).toBe('site_coordinator');
    await tab.reload();
    await answered(2);
    expect(await tab.locator('#role').inputValue()).toBe('site_coordinator');
    await tab.getByRole('button', { name: 'New conversation' }).click();
    await tab.locator('#welcome').waitFor();
    expect(await replies().count()).toBe(0);
    expect(await tab.locator('#role').inputValue()).toBe('');
  });

  test('markup in a question or an answer is shown as text', async () => {
    await visit();
    await ask(MARKUP);
    await ask('harm');
    await answered(2);
    expect(await replies().nth(0).textContent()).toBe(`You asked: ${MARKUP}`);
    expect(await replies().nth(1).textContent()).toBe(MARKUP);
    expect(await tab.locator('main img, main script, #log svg').count()).toBe(0);
    expect(await tab.locator('#log [href^="javascript"]').count()).toBe(0);
    await tab.reload();
    await answered(2);
    expect(faults).toEqual([]);
  });

  test('a file is downloaded with its name', async () => {
    await visit();
    await ask('everything');
    const [download] = await Promise.all([tab.waitForEvent('download'), tab.locator('a.file').click()]);
    expect(download.suggestedFilename()).toBe('window.ics');
  });

  test('nothing comes from another host', async () => {
    const hosts = new Set<string>();
    await visit();
    tab.on('request', (request) => {
      if (!request.url().startsWith('data:')) hosts.add(new URL(request.url()).origin);
    });
    await tab.reload();
    await ask('everything');
    await answered(1);
    expect([...hosts]).toEqual([server.address]);
    expect(faults).toEqual([]);
  });
});

describe('by keyboard and screen reader', () => {
  test('a question, its choice and its sources need no mouse', async () => {
    await visit();
    await tab.keyboard.type('everything');
    await tab.keyboard.press('Enter');
    await answered(1);
    const tabTo = async (name: string) => {
      for (let i = 0; i < 30; i++) {
        await tab.keyboard.press('Tab');
        if ((await tab.evaluate(() => document.activeElement?.textContent ?? '')).startsWith(name)) return;
      }
      throw new Error(`Tab does not reach ${name}`);
    };
    await tabTo('Sources:');
    await tab.keyboard.press('Enter');
    expect(await tab.locator('details.sources').evaluate((d: HTMLDetailsElement) => d.open)).toBe(true);
    await tabTo('What if we miss it?');
    await tab.keyboard.press('Enter');
    await answered(2);
    expect(server.heard[1]!.action).toBe('open:entry:window-missed');
    expect(await focused()).toBe('reply');
    await tab.keyboard.type('w');
    expect(await focused()).toBe('box');
    expect(await tab.inputValue('#box')).toBe('w');
  });

  test('everything to use has a name, and answers are announced', async () => {
    await visit();
    expect(await tab.getByRole('log', { name: 'Conversation' }).getAttribute('aria-live')).toMatch(
      /polite|off/,
    );
    await expect.poll(() => tab.locator('#log').getAttribute('aria-live')).toBe('polite');
    for (const name of ['Your question', 'My role', 'Send', 'New conversation'])
      expect(await tab.getByLabel(name).count(), name).toBeGreaterThan(0);
    const nameless = await tab.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('button, input, select, textarea, a')]
        .filter((e) => !(e.ariaLabel || e.textContent?.trim() || (e as HTMLInputElement).labels?.length))
        .map((e) => e.outerHTML),
    );
    expect(nameless).toEqual([]);
  });

  test('what has focus shows it', async () => {
    await visit();
    await tab.keyboard.press('Shift+Tab');
    expect(await tab.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle)).toBe('solid');
  });
});

describe('a lost connection', () => {
  test('is said, the message is kept, and it is answered once when the connection is back', async () => {
    await visit();
    await ask('first');
    await answered(1);
    await tab.context().setOffline(true);
    await ask('second');
    await tab.getByText('The connection is lost.').waitFor();
    expect(await tab.locator('.said').last().textContent()).toBe('You: second');
    await tab.context().setOffline(false);
    await answered(2);
    await tab.getByText('The connection is back.').waitFor();
    expect(server.heard.map((m) => m.text)).toEqual(['first', 'second']);
  });

  test('after the server had answered: the answer arrives, and the question was answered once', async () => {
    await visit();
    let lost = 0;
    await tab.route('**/api/message', async (route) => {
      const response = await route.fetch();
      if (++lost === 1) await route.abort('connectionreset');
      else await route.fulfill({ response });
    });
    await ask('only once');
    await answered(1);
    expect(lost).toBe(2);
    expect(server.heard).toHaveLength(1);
  });

  test('does not lose a message when the page is reloaded meanwhile', async () => {
    await visit();
    await tab.route('**/api/message', (route) => route.abort('connectionrefused'));
    await ask('kept');
    await tab.getByText('The connection is lost.').waitFor();
    await tab.unroute('**/api/message');
    await tab.reload();
    await answered(1);
    expect(server.heard.map((m) => m.text)).toEqual(['kept']);
  });

  test('an answer that refuses is shown, and the text comes back into the box', async () => {
    await visit();
    const long = 'x'.repeat(250_000);
    await tab.evaluate((words) => {
      (document.getElementById('box') as HTMLTextAreaElement).value = words;
    }, long);
    await tab.press('#box', 'Enter');
    await tab.getByText('The message is too long.').waitFor();
    expect((await tab.inputValue('#box')).length).toBe(long.length);
  });
});

describe('looks', () => {
  const DEVICES: Record<string, BrowserContextOptions> = {
    'desktop-light': { colorScheme: 'light' },
    'desktop-dark': { colorScheme: 'dark' },
    'phone-light': {
      viewport: { width: 375, height: 740 },
      isMobile: true,
      hasTouch: true,
      deviceScaleFactor: 2,
    },
    'phone-dark': {
      viewport: { width: 375, height: 740 },
      isMobile: true,
      hasTouch: true,
      colorScheme: 'dark',
    },
    'phone-small': { viewport: { width: 320, height: 568 }, isMobile: true, hasTouch: true },
  };

  test.each(Object.entries(DEVICES))(
    '%s: everything fits the width and can be read',
    async (name, device) => {
      await visit(device);
      await tab.screenshot({ path: `${SHOTS}/${name}-welcome.png` });
      await ask('everything');
      await answered(1);
      await tab.screenshot({ path: `${SHOTS}/${name}.png` });
      expect(statSync(`${SHOTS}/${name}.png`).size).toBeGreaterThan(10_000);
      expect(
        await tab.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
      ).toBeLessThanOrEqual(0);
      expect(await poorContrast()).toEqual([]);
    },
  );

  /** Texts with less contrast to their ground than 4.5:1. */
  function poorContrast(): Promise<string[]> {
    return tab.evaluate(() => {
      const parse = (c: string) => (c.match(/[\d.]+/g) ?? []).map(Number);
      const light = (c: string) => {
        const [r = 0, g = 0, b = 0] = parse(c).map((v) => {
          const s = v / 255;
          return s <= 0.03928 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const groundOf = (e: Element | null): string => {
        if (!e) return 'rgb(255, 255, 255)';
        const c = getComputedStyle(e).backgroundColor;
        return parse(c)[3] === 0 ? groundOf(e.parentElement) : c;
      };
      return [...document.querySelectorAll('body *')]
        .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent?.trim()))
        .filter((e) => e.checkVisibility())
        .flatMap((e) => {
          const [a, b] = [light(getComputedStyle(e).color), light(groundOf(e))];
          const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
          return ratio < 4.5 ? [`${ratio.toFixed(2)} ${e.tagName} ${e.textContent?.slice(0, 40)}`] : [];
        });
    });
  }
});
