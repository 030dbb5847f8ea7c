import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { linkKey } from '../../../src/config/link-key.ts';
import { createLinks } from '../../../src/escalation/links.ts';
import { linkIn, type Office, startOffice } from '../../support/office.ts';

const QUESTION = 'What is the wingspan of our mascot costume?';

let office: Office;
let number = 0;
beforeAll(async () => {
  office = await startOffice();
}, 60_000);
afterAll(() => office.stop());

/** A browser: keeps its cookies. */
function browser() {
  const jar = new Map<string, string>();
  return async (url: string, init: RequestInit = {}) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { ...init, headers: { ...init.headers, cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = line.split(';')[0]!.split('=');
      jar.set(name, value);
    }
    return response;
  };
}
type Browser = ReturnType<typeof browser>;

async function say(visit: Browser, message: { text?: string; action?: string }): Promise<string> {
  const response = await visit(`${office.address}/api/message`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ id: `m${++number}`, label: message.text ?? '', ...message }),
  });
  return response.text();
}

/** Asks, sends it to Sam, and returns the link of Sam's mail. */
async function escalate(visit: Browser, question = QUESTION): Promise<string> {
  await say(visit, { action: 'role:site_coordinator' });
  await say(visit, { action: `hand-over:ask:${question}` });
  const sent = await say(visit, { text: 'send it' });
  const ticket = sent.match(/ticket (\d+)/)?.[1];
  const { raw } = await office.mailbox.letter(
    (l) => l.to === 'sam@oak.org' && l.raw.includes(`Subject: Ticket ${ticket}`),
  );
  return linkIn(raw);
}

const field = (page: string, name: string) =>
  page.match(new RegExp(`name="${name}" value="([^"]*)"`))?.[1] ?? '';

/** Presses a button of the page that was shown. */
async function press(visit: Browser, link: string, page: string, fields: Record<string, string>) {
  const body = new URLSearchParams({
    key: field(page, 'key'),
    once: field(page, 'once'),
    seen: field(page, 'seen'),
    ...fields,
  });
  const response = await visit(link, { method: 'POST', body, headers: { Origin: office.address } });
  return { status: response.status, page: await response.text() };
}

describe('the agent’s page', () => {
  test('from the question on the page to the answer in the page, by mail, link, preview and server-sent events', async () => {
    const asker = browser();
    const sam = browser();
    const link = await escalate(asker);
    const page = await (await sam(link)).text();
    expect(page).toContain('What is the wingspan');

    const preview = await press(sam, link, page, { act: 'preview_answer', words: 'Blue & <gold>.' });
    expect(preview.page).toContain('This is what the asker will see');
    expect(preview.page).toContain('Blue &amp; &lt;gold&gt;.');
    const none = (await (await asker(`${office.address}/api/notices`)).json()) as { exchanges: unknown[] };
    expect(none.exchanges).toEqual([]);

    const events = await asker(`${office.address}/api/events`);
    const reader = events.body!.pipeThrough(new TextDecoderStream()).getReader();
    const sent = await press(sam, link, preview.page, { act: 'answer', words: 'Blue & <gold>.' });
    expect(sent.page).toContain('on its way to where the question was asked');
    let heard = '';
    while (!heard.includes('gold')) heard += (await reader.read()).value ?? '';
    await reader.cancel();
    const exchange = JSON.parse(heard.match(/^data: (.*)$/m)![1]!) as { id: string };
    expect(JSON.stringify(exchange)).toContain(QUESTION);
    expect(JSON.stringify(exchange)).toContain('Sam Rivera answered your question');

    const again = (await (await asker(`${office.address}/api/conversation`)).json()) as {
      exchanges: { id: string }[];
    };
    expect(again.exchanges.filter((e) => e.id === exchange.id)).toHaveLength(1);
    const helped = await say(asker, { text: 'That helped', action: 'hand-over:helped:1001' });
    expect(helped).toContain('Ticket 1001 is closed');
    expect(await (await sam(link)).text()).toContain('class="state closed"');
  });

  test('an answer comes also after the asker began a new conversation', async () => {
    const asker = browser();
    const sam = browser();
    const link = await escalate(asker, 'May the mascot of our school sing during lunch?');
    await asker(`${office.address}/api/conversation`, { method: 'DELETE' });
    const page = await (await sam(link)).text();
    await press(sam, link, page, { act: 'answer', words: 'It may hum.' });
    await expect
      .poll(async () => (await asker(`${office.address}/api/notices`)).text(), { timeout: 5_000 })
      .toContain('It may hum.');
  });

  test('pressing Send twice sends once, and a page that is out of date sends nothing', async () => {
    const asker = browser();
    const sam = browser();
    const link = await escalate(asker, 'Do goats count as visitors of the library?');
    const page = await (await sam(link)).text();
    const twice = { act: 'answer', words: 'Only on Fridays.' };
    await Promise.all([press(sam, link, page, twice), press(sam, link, page, twice)]);
    const late = await press(sam, link, page, { ...twice, once: 'other', words: 'Never.' });
    expect(late.status).toBe(409);
    expect(late.page).toContain('changed in the meantime');
    expect(late.page).toContain('Never.');
    const notices = async () => (await asker(`${office.address}/api/notices`)).text();
    await expect.poll(notices, { timeout: 5_000 }).toContain('Only on Fridays.');
    expect((await notices()).match(/Only on Fridays/g)).toHaveLength(1);
  });

  test('other open tickets are listed, and their links come by mail only', async () => {
    const sam = browser();
    const link = await escalate(browser(), 'Where does the janitor keep the moon?');
    await escalate(browser(), 'Is the piano allowed to snore in assembly?');
    const page = await (await sam(link)).text();
    expect(page).toContain('Your other open tickets');
    expect(page.match(/\/agent\/[\w.-]+/g)?.every((found) => link.endsWith(found))).toBe(true);
    const other = page.match(/name="other" value="(\d+)"/)![1]!;
    const before = office.mailbox.letters.length;
    await press(sam, link, page, { act: 'send_link', other });
    await expect.poll(() => office.mailbox.letters.length, { timeout: 5_000 }).toBeGreaterThan(before);
  });
});

describe('links and forms', () => {
  const settings = () => ({
    store: { dataDir: office.dataDir, retentionDays: 400 },
    dataKey: undefined,
    linkKey: undefined,
  });

  test('a link that is forged, cut, old or for another ticket opens nothing', async () => {
    const link = await escalate(browser(), 'Can a cactus be a proctor in May?');
    const token = link.split('/agent/')[1]!;
    const [body = '', signature = ''] = token.split('.');
    const old = createLinks(linkKey(settings())).sign(
      { ticket: 'x', agent: 'sam@oak.org' },
      Date.now() - 31 * 86_400_000,
    );
    const other = createLinks(Buffer.from('another key of sixteen')).sign(
      { ticket: 'x', agent: 'sam@oak.org' },
      Date.now(),
    );
    const swapped = Buffer.from(Buffer.from(body, 'base64url').toString().replace('sam@', 'lee@')).toString(
      'base64url',
    );
    for (const bad of [
      old,
      other,
      `${swapped}.${signature}`,
      body,
      `${body}.`,
      `${token}x`,
      'x'.repeat(700),
    ]) {
      const response = await fetch(`${office.address}/agent/${bad}`);
      expect([response.status, bad]).toEqual([403, bad]);
    }
  });

  test('a form without its proof, or from another site, changes nothing', async () => {
    const sam = browser();
    const link = await escalate(browser(), 'Should the fire drill be quieter in winter?');
    const page = await (await sam(link)).text();
    const forged = await press(sam, link, page, { act: 'answer', words: 'x', key: 'wrong' });
    expect(forged.status).toBe(403);
    expect((await press(browser(), link, page, { act: 'answer', words: 'x' })).status).toBe(403);
    const body = new URLSearchParams({ act: 'close', key: field(page, 'key') });
    const foreign = await sam(link, { method: 'POST', body, headers: { Origin: 'https://evil.example' } });
    expect(foreign.status).toBe(403);
    expect(await (await sam(link)).text()).toContain('class="state open"');
  });

  test('the page has the strict policy, no scripts, and is kept by nobody', async () => {
    const link = await escalate(browser(), 'Which way does the corridor lean today?');
    const response = await fetch(link);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('referrer-policy')).toBe('same-origin');
    expect(await response.text()).not.toMatch(/<script|\sstyle=|\son\w+=/);
  });
});

describe('feedback', () => {
  test('is kept with the question, the reason masked; only for answers of one’s own', async () => {
    const asker = browser();
    const judge = async (visit: Browser, verdict: object) => {
      const response = await visit(`${office.address}/api/feedback`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(verdict),
      });
      return [response.status, await response.json()];
    };
    await say(asker, { text: 'What does STAIRS mean?' });
    const verdict = { id: `m${number}`, helpful: false, reason: 'student Maria Lopez' };
    expect(await judge(asker, verdict)).toEqual([200, { kept: true }]);
    expect(await judge(browser(), verdict)).toEqual([200, { kept: false }]);
    expect((await judge(asker, { id: 'x' }))[0]).toBe(400);
  });
});
