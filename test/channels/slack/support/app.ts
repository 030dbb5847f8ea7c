/** The Slack app on a real port, with a sender that signs as Slack does. */
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from '../../../../src/app.ts';
import { type Assistant, memoryConversations } from '../../../../src/assistant/assistant.ts';
import type { Message } from '../../../../src/assistant/message.ts';
import type { Reply } from '../../../../src/assistant/reply.ts';
import type { ChannelTools } from '../../../../src/channels/channel.ts';
import { createSlackChannel } from '../../../../src/channels/slack/slack-channel.ts';
import { readSettings } from '../../../../src/config/settings.ts';
import { createLog, type Log } from '../../../../src/log.ts';
import { faultsOf, SlackView } from './block-schema.ts';
import { APP_TOKEN, BOT, BOT_TOKEN, type FakeSlack, TEAM } from './fake-slack.ts';

export const SECRET = 'test-signing-secret';
export const SUGGESTIONS = ['When must our testing window be set?', 'What should I do this month?'];

export interface Sent {
  status: number;
  text: string;
  ms: number;
}

export interface SlackApp {
  /** Messages that reached the assistant. */
  heard: Message[];
  address: string;
  /** Posts a body as Slack would; `signed` may be changed for forgeries. */
  post(
    body: string,
    options?: { json?: boolean; secret?: string; at?: number; headers?: Record<string, string> },
  ): Promise<Sent>;
  event(event: Record<string, unknown>, more?: Record<string, unknown>): Promise<Sent>;
  interact(payload: Record<string, unknown>): Promise<Sent>;
  command(fields: Record<string, string>): Promise<Sent>;
  stop(): Promise<void>;
}

export interface AppOptions {
  slack: FakeSlack;
  reply?: (message: Message) => Reply | Promise<Reply>;
  tools?: Partial<ChannelTools>;
  environment?: NodeJS.ProcessEnv;
  log?: Log;
  /** Slack speaks through Socket Mode, not over HTTP. */
  socket?: boolean;
}

export const says = (words: string, more: Partial<Reply> = {}): Reply => ({
  kind: 'answer',
  parts: [{ type: 'text', text: words }],
  subject: 'entry:window',
  ...more,
});

/** Answers each message once, by its id. */
export function fakeAssistant(reply: (message: Message) => Reply | Promise<Reply>) {
  const heard: Message[] = [];
  const given = new Map<string, Promise<Reply>>();
  const answer: Assistant['answer'] = async (message) => {
    const before = given.get(message.id);
    if (before) return { reply: await before, repeated: true, open: false };
    heard.push(message);
    const mine = Promise.resolve(reply(message));
    given.set(message.id, mine);
    return { reply: await mine, repeated: false, open: false };
  };
  const assistant: Assistant = { answer, reply: async (message) => (await answer(message)).reply };
  const begin = async ({ id }: Message) => ({ state: {}, version: 0, repeated: await given.get(id) });
  return { assistant, heard, begin };
}

export async function startSlackApp({
  slack,
  reply = (m) => says(`You asked: ${m.text || m.action}`),
  tools = {},
  environment = {},
  log = createLog({ logLevel: 'silent', logMessageText: false }),
  socket = false,
}: AppOptions): Promise<SlackApp> {
  const { assistant, heard, begin } = fakeAssistant(reply);
  const conversations = memoryConversations();
  const channel = createSlackChannel({
    assistant,
    conversations: { load: conversations.load, begin },
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
    settings: readSettings({
      SLACK_BOT_TOKEN: BOT_TOKEN,
      SLACK_SIGNING_SECRET: SECRET,
      SLACK_API_URL: slack.api,
      ...(socket ? { SLACK_APP_TOKEN: APP_TOKEN, SLACK_SIGNING_SECRET: '' } : {}),
      ...environment,
    }),
    log,
    now: () => '2026-11-21T10:00:00-08:00',
    ...tools,
  } as ChannelTools);
  const app = await createApp({ channels: [channel], log, health: () => ({ ok: true }) });
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { post, event, interact, command } = socket ? await socketSender(slack) : sender(address);
  return {
    heard,
    address,
    post,
    event,
    interact,
    command,
    async stop() {
      server.close();
      server.closeAllConnections();
      await channel.close?.();
    },
  };
}

/** Signs and posts what Slack would. */
export function sender(address: string): Pick<SlackApp, 'post' | 'event' | 'interact' | 'command'> {
  return speaking(async (body, { json = true, secret = SECRET, at = Date.now(), headers = {} } = {}) => {
    const timestamp = String(Math.floor(at / 1_000));
    const signature = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
    const started = performance.now();
    const res = await fetch(`${address}/slack/events`, {
      method: 'POST',
      body,
      headers: {
        'Content-Type': json ? 'application/json' : 'application/x-www-form-urlencoded',
        'X-Slack-Request-Timestamp': timestamp,
        'X-Slack-Signature': signature,
        ...headers,
      },
    });
    const text = await res.text();
    refuseView(text);
    return { status: res.status, text, ms: performance.now() - started };
  });
}

/** Sends the same through Socket Mode, once the app is connected. */
export async function socketSender(
  slack: Pick<FakeSlack, 'push'>,
): Promise<Pick<SlackApp, 'post' | 'event' | 'interact' | 'command'>> {
  const connected = () =>
    slack.push('hello_again', {}).then(
      () => true,
      () => false,
    );
  await until(connected);
  return speaking(async (body, { json = true } = {}) => {
    const started = performance.now();
    const fields = json ? {} : Object.fromEntries(new URLSearchParams(body));
    if (json) await slack.push('events_api', JSON.parse(body));
    else if (fields.payload) await slack.push('interactive', JSON.parse(fields.payload));
    else await slack.push('slash_commands', fields);
    // Acknowledged: Slack asks for nothing else there.
    return { status: 200, text: '', ms: performance.now() - started };
  });
}

function speaking(post: SlackApp['post']): Pick<SlackApp, 'post' | 'event' | 'interact' | 'command'> {
  let count = 0;
  return {
    post,
    event: (event, more = {}) =>
      post(
        JSON.stringify({
          type: 'event_callback',
          team_id: TEAM,
          api_app_id: 'A0APP',
          event_id: `Ev${++count}${Math.random()}`,
          event_time: Math.floor(Date.now() / 1_000),
          authorizations: [
            {
              team_id: TEAM,
              enterprise_id: null,
              user_id: BOT.user,
              is_bot: true,
              is_enterprise_install: false,
            },
          ],
          event,
          ...more,
        }),
      ),
    interact: (payload) =>
      post(
        new URLSearchParams({
          payload: JSON.stringify({
            team: { id: TEAM, domain: 'oak' },
            api_app_id: 'A0APP',
            trigger_id: `1.${++count}`,
            ...payload,
          }),
        }).toString(),
        { json: false },
      ),
    command: (fields) =>
      post(
        new URLSearchParams({
          team_id: TEAM,
          team_domain: 'oak',
          command: '/caaspp',
          api_app_id: 'A0APP',
          trigger_id: `2.${++count}`,
          ...fields,
        }).toString(),
        { json: false },
      ),
  };
}

/** A modal may be answered with the next one: Slack shows it only when nothing is wrong with it. */
function refuseView(text: string): void {
  const view = text.startsWith('{') ? (JSON.parse(text) as { view?: unknown }).view : undefined;
  const faults = view ? faultsOf(SlackView, view) : [];
  if (faults.length) throw new Error(`Slack would not show this view: ${faults.join('; ')}`);
}

/** Waits until something is there. */
export async function until<T>(
  look: () => T | undefined | false | Promise<T | undefined | false>,
  ms = 5_000,
): Promise<T> {
  // Not the wall clock: tests set that.
  const end = performance.now() + ms;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (performance.now() > end) throw new Error('It did not come about in time.');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Long enough for what must not happen. */
export const aWhile = (ms = 150) => new Promise((resolve) => setTimeout(resolve, ms));
