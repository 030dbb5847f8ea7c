/** A question that goes to a person and comes back: the asker's page and the agent's page side by side, in Chromium. */
import { type Browser, chromium, type Page as Tab } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { linkIn, type Office, startOffice } from '../support/office.ts';

const QUESTION = 'What is the wingspan of our mascot costume?';
let browser: Browser;
let office: Office;
let faults: string[];

beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
    ],
  });
  office = await startOffice();
});
afterAll(async () => {
  await browser.close();
  await office.stop();
});
beforeEach(() => {
  faults = [];
});
afterEach(() => expect(faults).toEqual([]));

async function open(address: string): Promise<Tab> {
  const context = await browser.newContext({
    viewport: { width: 1000, height: 800 },
    reducedMotion: 'reduce',
  });
  const tab = await context.newPage();
  tab.on('pageerror', (error) => faults.push(error.message));
  tab.on('console', (line) => {
    if (line.type() === 'error' && !line.text().includes('Failed to load resource')) faults.push(line.text());
  });
  await tab.goto(address);
  return tab;
}

describe('a question that goes to a person', () => {
  test('ask, confirm, agent’s page in another window, preview, and the answer arrives without a reload', async () => {
    const asker = await open(office.address);
    await asker.locator('#suggestions button').first().waitFor();
    await asker.selectOption('#role', 'site_coordinator');
    await asker.fill('#box', QUESTION);
    await asker.press('#box', 'Enter');
    await asker.getByRole('button', { name: 'Send this question to Sam Rivera' }).click();
    await asker.getByRole('button', { name: 'Send it' }).click();
    await asker.getByText(/Sent to Sam Rivera as ticket 1001/).waitFor();

    const { raw } = await office.mailbox.letter((letter) => letter.to === 'sam@oak.org');
    const agent = await open(linkIn(raw));
    await agent.getByText(QUESTION).first().waitFor();
    await agent.getByRole('button', { name: 'Claim it' }).click();
    await asker.getByText('Sam Rivera is looking at your question').waitFor();
    await agent.fill('#words', 'Blue, as every year.');
    await agent.getByRole('button', { name: 'Preview the answer' }).click();
    const preview = await agent.locator('.preview').innerText();
    await agent.screenshot({ path: 'coverage/screenshots/agent-preview.png' });
    await agent.getByRole('button', { name: 'Send it to the asker' }).click();
    await agent.getByText('The answer is on its way').waitFor();

    const arrived = asker.locator('.reply', { hasText: 'Blue, as every year.' });
    await arrived.waitFor();
    const plain = (words: string) => words.replace(/\s+/g, ' ').trim();
    expect(plain(await arrived.innerText())).toBe(plain(preview));
    expect(preview).toContain(QUESTION);
    await asker.screenshot({ path: 'coverage/screenshots/answer-arrived.png' });

    await asker.reload();
    await arrived.waitFor();
    expect(await arrived.count()).toBe(1);
    await asker.getByRole('button', { name: 'That helped' }).click();
    await asker.getByText(/Ticket 1001 is closed/).waitFor();
    await agent.reload();
    await agent.locator('.state.closed').waitFor();
    await Promise.all([asker.context().close(), agent.context().close()]);
  });

  test('whether an answer helped is asked below it, and why not', async () => {
    const tab = await open(office.address);
    await tab.locator('#suggestions button').first().waitFor();
    await tab.fill('#box', 'What does STAIRS mean?');
    await tab.press('#box', 'Enter');
    const row = tab.locator('.feedback');
    await row.getByRole('button', { name: 'No' }).click();
    await row.getByRole('textbox').fill('too short');
    const kept = tab.waitForResponse(
      (r) => r.url().endsWith('/api/feedback') && r.request().postData()!.includes('short'),
    );
    await row.getByRole('button', { name: 'Send' }).click();
    expect((await kept).status()).toBe(200);
    await tab.getByText('Thank you. It is noted.').waitFor();
    await tab.context().close();
  });

  test('the agent’s page fits a phone and works from the keyboard', async () => {
    const asker = await open(office.address);
    await asker.locator('#suggestions button').first().waitFor();
    await asker.selectOption('#role', 'site_coordinator');
    await asker.fill('#box', 'talk to a person');
    await asker.press('#box', 'Enter');
    await asker.getByText('What would you like to ask?').waitFor();
    await asker.fill('#box', 'Does the moon count as a testing site?');
    await asker.press('#box', 'Enter');
    await asker.getByRole('button', { name: 'Send it' }).click();
    const { raw } = await office.mailbox.letter((letter) => letter.raw.includes('Does the moon'));
    const agent = await open(linkIn(raw));
    await agent.setViewportSize({ width: 320, height: 640 });
    const wide = await agent.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(320);
    await agent.locator('#words').focus();
    await agent.keyboard.type('No.');
    await agent.keyboard.press('Tab');
    await agent.keyboard.press('Enter');
    await agent.getByText('This is what the asker will see').waitFor();
    await agent.screenshot({ path: 'coverage/screenshots/agent-phone.png' });
    await Promise.all([asker.context().close(), agent.context().close()]);
  });
});
