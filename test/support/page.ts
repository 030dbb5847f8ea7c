/** The page on a real port, with an assistant that says what a test wants. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from '../../src/app.ts';
import type { Assistant } from '../../src/assistant/assistant.ts';
import type { Message } from '../../src/assistant/message.ts';
import type { Reply } from '../../src/assistant/reply.ts';
import type { ConversationState } from '../../src/assistant/skill.ts';
import { createWebChannel, type WebOptions } from '../../src/channels/web/web-channel.ts';
import { readSettings } from '../../src/config/settings.ts';
import type { Role } from '../../src/knowledge/schema.ts';
import { createLog, type Log } from '../../src/log.ts';

export interface Page {
  address: string;
  /** Messages that reached the assistant. */
  heard: Message[];
  stop(): Promise<void>;
}

export interface PageOptions extends WebOptions {
  reply?: (message: Message) => Reply | Promise<Reply>;
  environment?: NodeJS.ProcessEnv;
  log?: Log;
  port?: number;
}

export const SUGGESTIONS = ['When must our testing window be set?', 'Who signs the security affidavit?'];

export const echo = (message: Message): Reply => ({
  kind: 'answer',
  parts: [{ type: 'text', text: `You asked: ${message.text}` }],
});

export async function startPage({
  reply = echo,
  environment = {},
  log,
  port = 0,
  ...web
}: PageOptions = {}): Promise<Page> {
  const heard: Message[] = [];
  const states = new Map<string, ConversationState>();
  const assistant: Assistant = {
    async reply(message) {
      heard.push(message);
      if (message.action?.startsWith('role:'))
        states.set(message.conversation, { role: message.action.slice(5) as Role });
      return reply(message);
    },
    answer: async (message) => ({ reply: await assistant.reply(message), repeated: false, open: false }),
  };
  const quiet = log ?? createLog({ logLevel: 'silent', logMessageText: false });
  const channel = createWebChannel(
    {
      assistant,
      conversations: { load: (id) => states.get(id) ?? {} },
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
      settings: readSettings(environment),
      log: quiet,
      now: () => '2026-11-21T10:00:00-08:00',
    },
    web,
  );
  const app = await createApp({ channels: [channel], log: quiet, health: () => ({ ok: true }) });
  const server = createServer(app).listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
