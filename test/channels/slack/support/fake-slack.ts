/** A Slack for tests: `emulate`, behind a proxy of ours that refuses what the real one refuses and emulate lets pass. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { createEmulator } from 'emulate';
import { faultsOf, MessageBlocks, SlackView } from './block-schema.ts';
import { startSockets } from './sockets.ts';

export const BOT_TOKEN = 'xoxb-test-token';
export const BOT = { id: 'B0BOT', user: 'U0BOT' };
export const APP_TOKEN = 'xapp-test-token';
export const TEAM = 'T000000001';

const SCOPES = (
  JSON.parse(readFileSync('manifest.json', 'utf8')) as { oauth_config: { scopes: { bot: string[] } } }
).oauth_config.scopes.bot;

export interface Call {
  method: string;
  token?: string;
  body: Record<string, unknown>;
  answer: Record<string, unknown>;
}

export interface Failure {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
  /** Closes the connection instead of answering; `late` when all is done. */
  reset?: boolean | 'late';
  /** Never answers. */
  silent?: boolean;
}

export interface FakeSlack {
  /** Told of each call once it is answered. */
  onCall?: (call: Call) => void;
  /** For `slackApiUrl`. */
  api: string;
  url: string;
  calls: Call[];
  ofMethod(method: string): Call[];
  /** The next calls of a method fail so, one each. */
  fail(method: string, ...failures: Failure[]): void;
  /** Calls a method with the bot's token. */
  /** Sends an event through Socket Mode. @returns when the app acknowledged it */
  push(type: string, payload: unknown): Promise<void>;
  call(method: string, body: Record<string, unknown>): Promise<Record<string, unknown>>;
  userId(name: string): Promise<string>;
  channelId(name: string): Promise<string>;
  /** The private channel between a person and the bot. */
  privateChannel(user: string): Promise<string>;
  stop(): Promise<void>;
}

/** Methods that emulate does not have: checked, and answered with `ok`. */
const OWN: Record<string, (body: Record<string, unknown>) => string | undefined> = {
  'assistant.threads.setStatus': (b) => need(b, 'channel_id', 'thread_ts'),
  'assistant.threads.setTitle': (b) => need(b, 'channel_id', 'thread_ts', 'title'),
  'assistant.threads.setSuggestedPrompts': (b) => {
    const prompts = b.prompts as { title?: string; message?: string }[] | undefined;
    if (!Array.isArray(prompts) || prompts.length < 1 || prompts.length > 4) return 'invalid_arguments';
    return prompts.every((p) => p.title && p.message) ? need(b, 'channel_id') : 'invalid_arguments';
  },
};

function need(body: Record<string, unknown>, ...names: string[]): string | undefined {
  return names.every((n) => typeof body[n] === 'string' && body[n]) ? undefined : 'invalid_arguments';
}

/**
 * @param more further people, beside Ann and Bob
 * @param latencyMs how long a call takes on average: half as long, or half as long again, as over a network
 */
export async function startFakeSlack({ more = 0, latencyMs = 0 } = {}): Promise<FakeSlack> {
  const others = Array.from({ length: more }, (_, n) => ({ name: `user${n}`, email: `user${n}@oak.org` }));
  const emulator = await createEmulator({
    service: 'slack',
    port: await freePort(),
    seed: {
      slack: {
        team: { name: 'Oak Unified', domain: 'oak' },
        users: [
          { name: 'ann', real_name: 'Ann Lee', email: 'ann@oak.org' },
          { name: 'bob', real_name: 'Bob Ruiz', email: 'bob@oak.org' },
          ...others,
        ],
        channels: [{ name: 'testing' }, { name: 'agents' }],
        oauth_apps: [
          {
            app_id: 'A0APP',
            client_id: '1.2',
            client_secret: 'secret',
            name: 'CAASPP Help',
            redirect_uris: ['https://caaspp.example.org/slack/oauth_redirect'],
            scopes: SCOPES,
            bot_id: BOT.id,
            bot_user_id: BOT.user,
            bot_name: 'caaspp-help',
          },
        ],
        tokens: [
          {
            token: BOT_TOKEN,
            type: 'bot',
            user_id: BOT.user,
            scopes: SCOPES,
            app_id: 'A0APP',
            bot_id: BOT.id,
          },
        ],
        strict_scopes: true,
      },
    },
  });
  const calls: Call[] = [];
  const tokens = new Set([BOT_TOKEN]);
  const sockets = await startSockets();
  const failures = new Map<string, Failure[]>();

  const watched: Pick<FakeSlack, 'onCall'> = {};
  const server = createServer(async (req, res) => {
    const raw = await readAll(req);
    const path = req.url ?? '/';
    if (path.startsWith('/respond')) return takeResponse(req, raw, res);
    if (!path.startsWith('/api/')) return forward(path, req, raw, res);
    const method = path.slice(5).split('?')[0]!;
    const body = parseBody(req, raw);
    const token = req.headers.authorization?.replace(/^Bearer /, '') ?? (body.token as string | undefined);
    const call: Call = { method, token, body, answer: {} };
    if (latencyMs) await pause(latencyMs * (0.5 + Math.random()));
    const failure = failures.get(method)?.shift();
    if (failure) calls.push(call);
    if (failure?.silent) return;
    if (failure?.reset === true) return void req.socket.destroy();
    if (failure && !failure.reset) {
      call.answer = { failed: failure.status ?? 200 };
      res.writeHead(failure.status ?? 200, { 'Content-Type': 'application/json', ...failure.headers });
      return void res.end(JSON.stringify(failure.body ?? { ok: false, error: 'internal_error' }));
    }
    const refused = method === 'oauth.v2.access' ? undefined : refuse(method, token, body, tokens);
    if (refused) return done(call, res, { ok: false, ...refused });
    if (method === 'apps.connections.open') return done(call, res, { ok: true, url: sockets.url });
    if (OWN[method]) return done(call, res, { ok: true });
    const forwarded = await fetch(`${emulator.url}${path}`, {
      method: req.method,
      headers: {
        'Content-Type': req.headers['content-type'] ?? '',
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
      },
      body: req.method === 'GET' ? undefined : new Uint8Array(raw),
    });
    const told = (await forwarded.json()) as Record<string, unknown>;
    if (method === 'oauth.v2.access' && typeof told.access_token === 'string') tokens.add(told.access_token);
    if (failure?.reset === 'late') return void req.socket.destroy();
    // Uploads go to where emulate listens; that is fine for tests on this computer.
    done(call, res, told);
  });

  /** What is sent to a response address, checked as messages are. */
  function takeResponse(req: IncomingMessage, raw: Buffer, res: ServerResponse): void {
    const body = parseBody(req, raw);
    const call: Call = { method: 'respond', body, answer: {} };
    const failure = failures.get('respond')?.shift();
    if (failure) {
      calls.push(call);
      res.writeHead(failure.status ?? 500);
      return void res.end('expired_url');
    }
    const faults = body.blocks === undefined ? [] : faultsOf(MessageBlocks, body.blocks);
    done(call, res, faults.length ? { ok: false, error: 'invalid_blocks', faults } : { ok: true });
  }

  /** Noted once it is answered. */
  function done(call: Call, res: ServerResponse, told: Record<string, unknown>): void {
    call.answer = told;
    calls.push(call);
    watched.onCall?.(call);
    res.writeHead(200, { 'Content-Type': 'application/json' });
    res.end(JSON.stringify(told));
  }

  async function forward(path: string, req: IncomingMessage, raw: Buffer, res: ServerResponse) {
    const forwarded = await fetch(`${emulator.url}${path}`, {
      method: req.method,
      redirect: 'manual',
      headers: { 'Content-Type': req.headers['content-type'] ?? '' },
      body: req.method === 'GET' ? undefined : new Uint8Array(raw),
    });
    const location = forwarded.headers.get('location');
    res.writeHead(forwarded.status, location ? { Location: location } : {});
    res.end(Buffer.from(await forwarded.arrayBuffer()));
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const api = `${url}/api/`;
  const call = async (method: string, body: Record<string, unknown>) => {
    const answered = await fetch(`${emulator.url}/api/${method}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${BOT_TOKEN}` },
      body: JSON.stringify(body),
    });
    return (await answered.json()) as Record<string, unknown>;
  };
  const byName = async (method: string, list: string, name: string): Promise<string> => {
    const found = ((await call(method, { limit: 100 }))[list] as { id: string; name: string }[]).find(
      (one) => one.name === name,
    );
    if (!found) throw new Error(`no ${name}`);
    return found.id;
  };

  const fake: FakeSlack = {
    push: sockets.push,
    api,
    url,
    calls,
    ofMethod: (method) => calls.filter((c) => c.method === method),
    fail: (method, ...more) => void failures.set(method, [...(failures.get(method) ?? []), ...more]),
    call,
    userId: (name) => byName('users.list', 'members', name),
    channelId: (name) => byName('conversations.list', 'channels', name),
    async privateChannel(user) {
      const { channel } = await call('conversations.open', { users: user });
      return (channel as { id: string }).id;
    },
    async stop() {
      server.close();
      server.closeAllConnections();
      await sockets.stop();
      await emulator.close();
    },
  };
  return Object.assign(watched, fake);
}

/** What the real Slack refuses and emulate does not. */
function refuse(
  method: string,
  token: string | undefined,
  body: Record<string, unknown>,
  tokens: ReadonlySet<string>,
) {
  if (!token) return { error: 'not_authed' };
  if (method === 'apps.connections.open') return token === APP_TOKEN ? undefined : { error: 'invalid_auth' };
  if (!tokens.has(token)) return { error: 'invalid_auth' };
  const own = OWN[method]?.(body);
  if (own) return { error: own };
  if (body.blocks !== undefined) {
    const faults = faultsOf(MessageBlocks, body.blocks);
    if (faults.length) return { error: 'invalid_blocks', response_metadata: { messages: faults } };
  }
  if (typeof body.text === 'string' && body.text.length > 40_000) return { error: 'msg_too_long' };
  if (method.startsWith('views.')) {
    const faults = faultsOf(SlackView, body.view);
    if (faults.length) return { error: 'invalid_arguments', response_metadata: { messages: faults } };
  }
  return undefined;
}

function parseBody(req: IncomingMessage, raw: Buffer): Record<string, unknown> {
  const type = req.headers['content-type'] ?? '';
  if (type.includes('json')) return JSON.parse(raw.toString('utf8')) as Record<string, unknown>;
  const entries = [...new URLSearchParams(raw.toString('utf8'))].map(([name, value]) => {
    if (!/^[[{]/.test(value)) return [name, value] as const;
    try {
      return [name, JSON.parse(value) as unknown] as const;
    } catch {
      return [name, value] as const;
    }
  });
  return Object.fromEntries(entries);
}

async function readAll(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
