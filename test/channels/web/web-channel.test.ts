import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Reply } from '../../../src/assistant/reply.ts';
import { echo, type Page, SUGGESTIONS, startPage } from '../../support/page.ts';

let page: Page;
let reply: (text: string) => Reply | Promise<Reply>;

beforeEach(async () => {
  reply = (text) => echo({ text } as never);
  page = await startPage({ reply: (m) => reply(m.text) });
});
afterEach(() => page.stop());

const JSON_TYPE = { 'Content-Type': 'application/json' };

function post(body: unknown, headers: Record<string, string> = {}, path = '/api/message'): Promise<Response> {
  return fetch(page.address + path, {
    method: 'POST',
    headers: { ...JSON_TYPE, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

const cookieOf = (response: Response) => response.headers.get('set-cookie')!.split(';')[0]!;
const codeOf = async (response: Response) =>
  ((await response.json()) as { error: { code: string } }).error.code;

describe('the page', () => {
  test('comes with a strict policy and loads nothing from another host', async () => {
    const response = await fetch(page.address);
    const html = await response.text();
    expect(response.headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect(response.headers.get('x-powered-by')).toBeNull();
    expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    expect(html).not.toMatch(/<script(?![^>]*src=)|<style|\sstyle=|\son\w+=/);
  });

  test.each([
    'style.css',
    'frame.css',
    'conversation.css',
    'parts.css',
    'devices.css',
    'app.js',
    'draw.js',
    'outbox.js',
    'notices.js',
    'feedback.js',
    'agent.css',
    'logo.svg',
  ])('finds its file %s', async (file) => {
    expect((await fetch(`${page.address}/${file}`)).status).toBe(200);
  });

  test('sets no cookie itself, so that a link from another site does not end the conversation', async () => {
    expect((await fetch(page.address)).headers.get('set-cookie')).toBeNull();
  });

  test('a conversation begins with suggestions, roles and a cookie that no script and no other site can use', async () => {
    const response = await fetch(`${page.address}/api/conversation`);
    expect(await response.json()).toMatchObject({
      suggestions: SUGGESTIONS,
      exchanges: [],
      roles: { length: 5 },
    });
    expect(response.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict/);
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  test('the cookie is for encrypted connections only where the public address is one', async () => {
    const secure = await startPage({ environment: { PUBLIC_URL: 'https://caaspp.example.org' } });
    const response = await fetch(`${secure.address}/api/conversation`);
    expect(response.headers.get('set-cookie')).toContain('; Secure');
    await secure.stop();
  });
});

describe('a message', () => {
  test('is answered, and the conversation survives a reload', async () => {
    const first = await post({ id: 'a', text: 'window deadline?', label: 'window deadline?' });
    expect(await first.json()).toMatchObject({
      exchange: { id: 'a', said: 'window deadline?', view: { kind: 'answer' } },
    });
    const again = await fetch(`${page.address}/api/conversation`, { headers: { Cookie: cookieOf(first) } });
    expect(await again.json()).toMatchObject({ exchanges: [{ id: 'a', said: 'window deadline?' }] });
  });

  test('reaches the assistant with its action, in the same conversation each time', async () => {
    const first = await post({ id: 'a', text: 'hello' });
    await post({ id: 'b', action: 'open:entry:x', label: 'Earliest start' }, { Cookie: cookieOf(first) });
    expect(page.heard[1]).toMatchObject({
      action: 'open:entry:x',
      text: 'Earliest start',
      at: '2026-11-21T10:00:00-08:00',
    });
    expect(page.heard[1]!.conversation).toBe(page.heard[0]!.conversation);
  });

  test('of another browser is another conversation', async () => {
    await post({ id: 'a', text: 'hello' });
    await post({ id: 'a', text: 'hello' });
    expect(page.heard[1]!.conversation).not.toBe(page.heard[0]!.conversation);
  });

  test('sent again with the same id gets the same answer and is not answered twice', async () => {
    const first = await post({ id: 'a', text: 'hello' });
    const second = await post({ id: 'a', text: 'hello' }, { Cookie: cookieOf(first) });
    expect(await second.json()).toEqual(await first.json());
    expect(page.heard).toHaveLength(1);
  });

  test('sent again while the first is still being answered waits for that answer', async () => {
    reply = async (text) => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      return echo({ text } as never);
    };
    const begun = await fetch(`${page.address}/api/conversation`);
    const headers = { Cookie: cookieOf(begun) };
    const [first, second] = await Promise.all([
      post({ id: 'a', text: 'x' }, headers),
      post({ id: 'a', text: 'x' }, headers),
    ]);
    expect(await second.json()).toEqual(await first.json());
    expect(page.heard).toHaveLength(1);
  });

  test('that fails inside gets an orderly word without the cause, and the next one is answered', async () => {
    reply = () => {
      throw new Error('secret cause');
    };
    const failed = await post({ id: 'a', text: 'x' });
    expect(failed.status).toBe(500);
    expect(await failed.text()).not.toContain('secret cause');
    reply = (text) => echo({ text } as never);
    expect((await post({ id: 'a', text: 'x' })).status).toBe(200);
  });

  test('a role from the picker belongs to the conversation and is shown after a reload', async () => {
    const set = await post({ id: 'a', action: 'role:site_coordinator' });
    expect(await set.json()).toMatchObject({ role: 'site_coordinator' });
    const headers = { Cookie: cookieOf(set) };
    await post({ id: 'b', text: 'hello' }, headers);
    expect(page.heard[1]!.person.role).toBe('site_coordinator');
    const again = await fetch(`${page.address}/api/conversation`, { headers });
    expect(await again.json()).toMatchObject({ role: 'site_coordinator' });
  });

  test('a new conversation forgets the old one', async () => {
    const first = await post({ id: 'a', text: 'hello' });
    const headers = { Cookie: cookieOf(first) };
    await fetch(`${page.address}/api/conversation`, { method: 'DELETE', headers });
    expect(await (await fetch(`${page.address}/api/conversation`, { headers })).json()).toMatchObject({
      exchanges: [],
    });
    await post({ id: 'b', text: 'hello' }, headers);
    expect(page.heard[1]!.conversation).not.toBe(page.heard[0]!.conversation);
  });

  test.each([
    '',
    '   ',
    '\u0000\u0007',
    '\ud800',
    '😀😀',
    '<img src=x onerror=alert(1)>',
    'x'.repeat(100_000),
  ])('with odd text is answered in order (%#)', async (text) => {
    expect((await post({ id: 'a', text, label: text.slice(0, 2_000) })).status).toBe(200);
  });
});

describe('what is refused', () => {
  test.each<[string, unknown, number, string]>([
    ['bad JSON', '{"text":', 400, 'bad_json'],
    ['a message without id', { text: 'x' }, 400, 'bad_request'],
    ['a message without words', { id: 'a' }, 400, 'bad_request'],
    ['unknown fields', { id: 'a', text: 'x', admin: true }, 400, 'bad_request'],
    ['an id with odd characters', { id: '../a', text: 'x' }, 400, 'bad_request'],
    ['a list', [], 400, 'bad_request'],
    ['more than 200 KB', { id: 'a', text: 'x'.repeat(210_000) }, 413, 'too_large'],
  ])('%s gets a clear JSON error', async (_what, body, status, code) => {
    const response = await post(body);
    expect(response.status).toBe(status);
    expect(await codeOf(response)).toBe(code);
    expect(page.heard).toHaveLength(0);
  });

  test('a body that is not JSON', async () => {
    const response = await post('id=a&text=x', { 'Content-Type': 'application/x-www-form-urlencoded' });
    expect(response.status).toBe(415);
  });

  test.each<Record<string, string>>([
    { Origin: 'https://evil.example' },
    { Origin: 'null' },
    { 'Sec-Fetch-Site': 'cross-site' },
  ])('a POST from another website: %o', async (headers) => {
    const response = await post({ id: 'a', text: 'x' }, headers);
    expect(response.status).toBe(403);
    expect(await codeOf(response)).toBe('other_site');
    expect(page.heard).toHaveLength(0);
  });

  test('a POST from the page itself and from its public address is taken', async () => {
    expect((await post({ id: 'a', text: 'x' }, { Origin: page.address })).status).toBe(200);
    const open = await startPage({ environment: { PUBLIC_URL: 'https://caaspp.example.org/' } });
    const response = await fetch(`${open.address}/api/message`, {
      method: 'POST',
      headers: { ...JSON_TYPE, Origin: 'https://caaspp.example.org' },
      body: JSON.stringify({ id: 'a', text: 'x' }),
    });
    expect(response.status).toBe(200);
    await open.stop();
  });

  test('too many requests in a minute are told how long to wait', async () => {
    const busy = await startPage({ perMinute: 2 });
    const ask = () => fetch(`${busy.address}/api/conversation`);
    await ask();
    await ask();
    const refused = await ask();
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await codeOf(refused)).toBe('too_many_requests');
    await busy.stop();
  });

  test('an unknown address gets JSON below /api and a page elsewhere', async () => {
    const api = await fetch(`${page.address}/api/nothing`);
    expect([api.status, await codeOf(api)]).toEqual([404, 'not_found']);
    const html = await fetch(`${page.address}/<script>alert(1)</script>`, {
      headers: { Accept: 'text/html' },
    });
    expect(html.status).toBe(404);
    expect(html.headers.get('content-type')).toContain('text/html');
    expect(await html.text()).not.toContain('alert');
  });

  test('a wrong method gets an orderly word', async () => {
    expect((await fetch(`${page.address}/api/message`)).status).toBe(405);
  });

  test.each(['/..%2f..%2fpackage.json', '/%2e%2e/web-channel.ts', '/%E0%A4%A', '/.env'])(
    'files outside the page are not given out: %s',
    async (path) => {
      expect((await fetch(page.address + path)).status).toBeGreaterThanOrEqual(400);
    },
  );
});
