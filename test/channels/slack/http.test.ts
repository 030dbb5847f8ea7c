import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { keptOpen } from '../../../src/channels/slack/http.ts';

let server: Server | undefined;

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/chat.postMessage`;
}

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

describe('calls to Slack', () => {
  test('carry method, headers and body, and bring back status, headers and text', async () => {
    const seen: unknown[] = [];
    const url = await serve(async (req, res) => {
      let body = '';
      for await (const part of req) body += part;
      seen.push(req.method, req.headers.authorization, body);
      res.writeHead(200, { 'Content-Type': 'application/json', 'X-OAuth-Scopes': 'chat:write' });
      res.end('{"ok":true,"text":"añb"}');
    });
    const answer = await keptOpen(url, {
      method: 'POST',
      headers: { Authorization: 'Bearer x' },
      body: 'text=añb',
    });
    expect(seen).toEqual(['POST', 'Bearer x', 'text=añb']);
    expect([answer.status, answer.ok, answer.url]).toEqual([200, true, url]);
    expect(answer.headers.get('x-oauth-scopes')).toBe('chat:write');
    expect(answer.headers.get('retry-after')).toBeNull();
    expect(Object.fromEntries(answer.headers.entries())).toMatchObject({
      'content-type': 'application/json',
    });
    expect(await answer.json()).toEqual({ ok: true, text: 'añb' });
  });

  test('go one after another over the same connection', async () => {
    const ports = new Set<number | undefined>();
    const url = await serve((req, res) => {
      ports.add(req.socket.remotePort);
      req.resume().on('end', () => res.end('{}'));
    });
    for (let i = 0; i < 3; i++) await (await keptOpen(url, { method: 'POST', body: 'a=b' })).text();
    expect(ports.size).toBe(1);
  });

  test('that nobody takes are refused as fetch refuses them', async () => {
    await expect(keptOpen('http://127.0.0.1:1/', { method: 'POST', body: 'a' })).rejects.toMatchObject({
      name: 'TypeError',
      message: 'fetch failed',
      cause: { code: 'ECONNREFUSED' },
    });
  });

  test('that are cut off in the middle of the answer fail', async () => {
    const url = await serve((_, res) => {
      res.writeHead(200, { 'Content-Length': '100' });
      res.write('{"ok":');
      setTimeout(() => res.destroy(), 10);
    });
    await expect(keptOpen(url, { method: 'POST', body: 'a' })).rejects.toThrow('fetch failed');
  });

  test('that take too long end with the reason of the signal', async () => {
    const url = await serve(() => {});
    const sent = keptOpen(url, { method: 'POST', body: 'a', signal: AbortSignal.timeout(20) });
    await expect(sent).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  test('follow no redirect, so that no token goes elsewhere', async () => {
    const url = await serve((_, res) => {
      res.writeHead(302, { Location: 'http://127.0.0.1:1/' });
      res.end();
    });
    await expect(keptOpen(url, { method: 'POST', body: 'a', redirect: 'error' })).rejects.toThrow(
      'fetch failed',
    );
  });

  test('with a file for a body are left to fetch', async () => {
    let type: string | undefined;
    const url = await serve((req, res) => {
      type = req.headers['content-type'];
      req.resume().on('end', () => res.end('ok'));
    });
    const form = new FormData();
    form.append('file', new Blob(['x']), 'x.ics');
    expect(await (await keptOpen(url, { method: 'POST', body: form })).text()).toBe('ok');
    expect(type).toMatch(/^multipart\/form-data/);
  });
});
