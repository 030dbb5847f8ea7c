/** A Teams of the tests' own: an issuer of tokens, a connector that takes messages, and the channel on a real port. */
import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { createApp } from '../../src/app.ts';
import type { Assistant } from '../../src/assistant/assistant.ts';
import { createAssistant } from '../../src/assistant/assistant.ts';
import type { World } from '../../src/assistant/world.ts';
import type { AdaptiveCard } from '../../src/channels/teams/card/elements.ts';
import { messageId } from '../../src/channels/teams/repeats.ts';
import { createTeamsChannel, type TeamsOptions } from '../../src/channels/teams/teams-channel.ts';
import { readSettings } from '../../src/config/settings.ts';
import type { Worker, WorkerOptions } from '../../src/escalation/delivery/worker.ts';
import { NO_ORGANIZATION, type Organization } from '../../src/escalation/organization.ts';
import { withMembership } from '../../src/help-desk.ts';
import { startKeeping } from '../../src/keeping.ts';
import { createLog, type Log } from '../../src/log.ts';
import { openPlanner, type Planner } from '../../src/planner.ts';
import type { DatabaseOptions } from '../../src/store/database.ts';
import type { Store } from '../../src/store/store.ts';

export const APP_ID = '11111111-2222-3333-4444-555555555555';
export const TENANT = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee';
export const BOT = { id: `28:${APP_ID}`, name: 'CAASPP Help' };
export const ANN = { id: '29:ann', name: 'Ann Oak', aadObjectId: 'ann-in-the-directory' };
const ISSUER = 'https://api.botframework.com';

async function listen(handle: (req: IncomingMessage, res: ServerResponse) => void) {
  const server = createServer(handle).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function stop(server: Server): Promise<void> {
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
}

async function bodyOf(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

export interface TokenOptions {
  kid?: string;
  alg?: string;
  claims?: Record<string, unknown>;
  /** Signs with a key that the issuer does not publish, under the published name. */
  forged?: boolean;
  /** Changes the token after it was signed. */
  tamper?: boolean;
}

export interface Issuer {
  openId: string;
  token(serviceUrl: string, options?: TokenOptions): string;
  stop(): Promise<void>;
}

export async function startIssuer(): Promise<Issuer> {
  const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
  const keys: Record<string, { privateKey: KeyObject; publicKey: KeyObject; endorsements?: string[] }> = {
    good: { ...pair(), endorsements: ['msteams', 'skype'] },
    other: { ...pair(), endorsements: ['webchat'] },
    bare: { ...pair() },
    empty: { ...pair(), endorsements: [] },
  };
  const stranger = pair();
  const { server, address } = await listen((req, res) => {
    res.setHeader('Content-Type', 'application/json');
    if (req.url === '/openid') res.end(JSON.stringify({ issuer: ISSUER, jwks_uri: `${address}/keys` }));
    else
      res.end(
        JSON.stringify({
          keys: Object.entries(keys).map(([kid, { publicKey, endorsements }]) => ({
            ...publicKey.export({ format: 'jwk' }),
            kid,
            use: 'sig',
            endorsements,
          })),
        }),
      );
  });
  return {
    openId: `${address}/openid`,
    token(serviceUrl, { kid = 'good', alg = 'RS256', claims = {}, forged, tamper } = {}) {
      const now = Math.floor(Date.now() / 1000);
      const payload = {
        iss: ISSUER,
        aud: APP_ID,
        serviceurl: serviceUrl,
        iat: now,
        nbf: now - 60,
        exp: now + 3600,
        ...claims,
      };
      const signing = `${encode({ typ: 'JWT', alg, kid })}.${encode(payload)}`;
      if (alg === 'none') return `${signing}.`;
      // What everybody can read, taken for a secret.
      const published = () => (keys[kid] ?? stranger).publicKey.export({ type: 'spki', format: 'pem' });
      if (alg === 'HS256')
        return `${signing}.${createHmac('sha256', published()).update(signing).digest('base64url')}`;
      const key = forged ? stranger.privateKey : (keys[kid] ?? stranger).privateKey;
      const signature = sign('RSA-SHA256', Buffer.from(signing), key).toString('base64url');
      if (!tamper) return `${signing}.${signature}`;
      return `${encode({ typ: 'JWT', alg, kid })}.${encode({ ...payload, extra: 1 })}.${signature}`;
    },
    stop: () => stop(server),
  };
}

export interface Taken {
  method: string;
  path: string;
  /** The conversation, as its id. */
  conversation: string;
  authorization?: string;
  body: Sent;
  at: number;
}

export interface Sent {
  type: string;
  text?: string;
  summary?: string;
  attachments?: { contentType: string; content: AdaptiveCard }[];
}

/** What the connector does instead of taking a message: an answer, silence, or a cut line. */
export type Trouble =
  | { status: number; headers?: Record<string, string>; body?: unknown; afterTaking?: boolean }
  | 'hang'
  | 'reset';

export interface FakeConnector {
  /** How long it takes to answer. */
  latencyMs: number;
  /** Told of each message that was taken. */
  onTaken?: (one: Taken) => void;
  address: string;
  taken: Taken[];
  /** All that came, refused ones too. */
  tried: Taken[];
  /** The next requests go wrong in these ways, one after another. */
  trouble: Trouble[];
  /** What goes wrong with one of a kind, such as with what goes into a thread. */
  refuse?: (one: Taken) => Trouble | undefined;
  /** Answers 503 to everything. */
  down: boolean;
  /** Messages taken, without typing. */
  count(): number;
  /** Forgets what came. */
  reset(): void;
  /** Members by the last part of the path. */
  members: Record<string, object>;
  /** Messages and cards, without typing. */
  messages(): Sent[];
  /** Waits until as many messages were taken. */
  until(count: number): Promise<Sent[]>;
  stop(): Promise<void>;
}

/** @param latencyMs how long it takes to answer on average: half as long, or half as long again, as on a network */
export async function startConnector(latencyMs = 0): Promise<FakeConnector> {
  const taken: Taken[] = [];
  const tried: Taken[] = [];
  const trouble: Trouble[] = [];
  const members: Record<string, object> = {};
  const self: Pick<FakeConnector, 'down' | 'latencyMs' | 'onTaken' | 'refuse'> = { down: false, latencyMs };
  let count = 0;
  const take = (one: Taken) => {
    taken.push(one);
    if (one.body.type === 'typing') return;
    count++;
    self.onTaken?.(one);
  };
  const { server, address } = await listen(async (req, res) => {
    const path = req.url ?? '';
    const text = await bodyOf(req);
    if (self.latencyMs) await pause(self.latencyMs * (0.5 + Math.random()));
    const one: Taken = {
      method: req.method ?? '',
      path,
      conversation: decodeURIComponent(path.match(/conversations\/([^/]+)/)?.[1] ?? ''),
      authorization: req.headers.authorization,
      body: text ? JSON.parse(text) : {},
      at: Date.now(),
    };
    res.setHeader('Content-Type', 'application/json');
    if (req.method === 'GET') {
      const member = members[decodeURIComponent(path.split('/').at(-1) ?? '')];
      res.statusCode = member ? 200 : 404;
      return res.end(JSON.stringify(member ?? { error: { code: 'MemberNotFound' } }));
    }
    tried.push(one);
    const away: Trouble | undefined = self.down ? { status: 503 } : undefined;
    const wrong = one.body.type === 'typing' ? undefined : (away ?? self.refuse?.(one) ?? trouble.shift());
    if (wrong === 'hang') return;
    if (wrong === 'reset') return req.socket.destroy();
    if (!wrong || wrong.afterTaking) take(one);
    if (wrong) {
      res.writeHead(wrong.status, wrong.headers);
      return res.end(JSON.stringify(wrong.body ?? { error: { code: 'Trouble' } }));
    }
    res.statusCode = 201;
    res.end(JSON.stringify({ id: `sent-${taken.length}` }));
  });
  const messages = () => taken.filter((t) => t.body.type !== 'typing').map((t) => t.body);
  return Object.assign(self, {
    address: `${address}/amer/`,
    taken,
    tried,
    trouble,
    members,
    messages,
    count: () => count,
    reset() {
      taken.length = 0;
      tried.length = 0;
      count = 0;
    },
    async until(count: number) {
      for (let waited = 0; messages().length < count; waited += 10) {
        if (waited > 8_000) throw new Error(`Only ${messages().length} of ${count} messages came.`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      return messages();
    },
    stop: () => stop(server),
  });
}

export interface Teams {
  address: string;
  store?: Store;
  worker?: Worker;
  planner?: Planner;
  /** Posts an activity with a good token. */
  post(activity: object, options?: { token?: string | null; raw?: string }): Promise<Response>;
  stop(): Promise<void>;
}

export interface TeamsTestOptions {
  issuer: Pick<Issuer, 'openId'> & Partial<Pick<Issuer, 'token'>>;
  connector: Pick<FakeConnector, 'address'>;
  /** An assistant that says what a test wants … */
  assistant?: Assistant;
  /** … or the real one on a world. */
  world?: World;
  database?: DatabaseOptions;
  environment?: NodeJS.ProcessEnv;
  organization?: Organization;
  now?: () => string;
  log?: Log;
  options?: Partial<TeamsOptions>;
  worker?: Pick<WorkerOptions, 'everyMs' | 'backoff'>;
}

export const SUGGESTIONS = ['When must our testing window be set?', 'Who signs the security affidavit?'];

export async function startTeams(given: TeamsTestOptions): Promise<Teams> {
  const { issuer, connector, world, environment = {}, database } = given;
  const log = given.log ?? createLog({ logLevel: 'silent', logMessageText: false });
  const settings = readSettings({
    MICROSOFT_APP_ID: APP_ID,
    MICROSOFT_APP_PASSWORD: 'the secret of the bot',
    MICROSOFT_APP_TENANT_ID: TENANT,
    PUBLIC_URL: 'https://caaspp.example.org',
    ...environment,
  });
  const keeping = database && (await startKeeping({ store: { ...settings.store, ...database } }, log));
  const store = keeping?.store;
  const conversations = store?.conversations ?? { load: () => ({}) };
  const { organization = NO_ORGANIZATION, now = () => '2026-11-21T10:00:00-08:00' } = given;
  const planner =
    world && store && openPlanner({ world, store, organization, log, now: () => Date.parse(now()) });
  const assistant =
    given.assistant ??
    createAssistant(
      world as World,
      store?.conversations as Store['conversations'],
      planner ? [planner.skill] : [],
      {
        recognise: (person) => withMembership(person, organization),
        announce: planner?.announce,
        privately: planner?.privately,
      },
    );
  let worker: Worker | undefined;
  const channel = createTeamsChannel(
    {
      assistant,
      conversations,
      world: {
        suggestions: SUGGESTIONS,
        intents: {
          intents: [],
          guards: [],
          unsaid: [],
          voice: { name: 'CAASPP Help' },
          vocabulary: undefined as never,
        },
      },
      settings,
      log,
      now,
      store,
      wake: () => worker?.wake(),
    },
    {
      endpoints: endpointsOf(issuer.openId),
      token: async () => 'the-token-of-the-bot',
      ...given.options,
    },
  );
  planner?.start(channel.transports ?? []);
  worker = keeping?.deliver(channel.transports ?? [], {
    everyMs: 20,
    backoff: { firstMs: 10, longestMs: 40, tries: 8 },
    ...given.worker,
  });
  const app = await createApp({ channels: [channel], log, health: () => ({ ok: true }) });
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    address,
    store,
    worker,
    planner,
    post(activity, { token = issuer.token?.(connector.address) ?? null, raw } = {}) {
      return fetch(`${address}/api/messages`, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
        },
        body: raw ?? JSON.stringify(activity),
      });
    },
    async stop() {
      await stop(server);
      await channel.close?.();
      await planner?.close();
      await keeping?.close();
    },
  };
}

/** Where the SDK finds the tests' issuer instead of Microsoft's. */
export function endpointsOf(openId: string) {
  return {
    ToChannelFromBotLoginUrl: 'https://login.microsoftonline.com/botframework.com',
    ToChannelFromBotOAuthScope: 'https://api.botframework.com',
    ToBotFromChannelTokenIssuer: ISSUER,
    OAuthUrl: 'https://api.botframework.com',
    ToBotFromChannelOpenIdMetadataUrl: openId,
    ToBotFromEmulatorOpenIdMetadataUrl: openId,
    ValidateAuthority: 'true',
  };
}

let count = 0;
/** Ids of activities, by what the channel calls their messages. */
const activityIds = new Map<string, string>();

/** An activity as Teams sends it. */
export function activity(connector: FakeConnector, more: Record<string, unknown> = {}) {
  const one = {
    type: 'message',
    id: `a-${++count}`,
    channelId: 'msteams',
    serviceUrl: connector.address,
    // Nobody writes twice in the same millisecond.
    timestamp: new Date(Date.UTC(2026, 10, 21, 18) + count).toISOString(),
    from: ANN,
    recipient: BOT,
    conversation: { id: 'a:private', conversationType: 'personal', tenantId: TENANT },
    channelData: { tenant: { id: TENANT } },
    text: 'window deadline?',
    textFormat: 'plain',
    ...more,
  };
  activityIds.set(messageId(one), one.id);
  return one;
}

export const inChannel = {
  id: '19:town@thread.tacv2;messageid=1',
  conversationType: 'channel',
  isGroup: true,
  tenantId: TENANT,
};

export const mention = (text: string) => ({
  text: `<at>${BOT.name}</at> ${text}`,
  entities: [{ type: 'mention', text: `<at>${BOT.name}</at>`, mentioned: BOT }],
});

/**
 * Which activities were answered in each conversation, in the order in which the answers were taken.
 * @example answered(connector.taken).get('a:private') // ['a-1', 'a-2']
 */
export function answered(taken: readonly Taken[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { conversation, body } of taken) {
    // The nonce of the card is the id of the message that it answers.
    const of = JSON.stringify(body).match(/"of":"([^"]+)"/)?.[1];
    if (of) found.set(conversation, [...(found.get(conversation) ?? []), activityIds.get(of) ?? of]);
  }
  return found;
}

/** A pressed button of a card. */
export function press(connector: FakeConnector, data: unknown, more: Record<string, unknown> = {}) {
  return activity(connector, {
    type: 'invoke',
    name: 'adaptiveCard/action',
    text: undefined,
    value: { action: { type: 'Action.Execute', verb: 'choose', data }, trigger: 'manual' },
    replyToId: 'sent-1',
    ...more,
  });
}
