/** The real assistant on a real database, with the Slack app on top, as the server puts them together. */

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from '../../../../src/app.ts';
import { createAssistant } from '../../../../src/assistant/assistant.ts';
import { createWorld } from '../../../../src/assistant/create-world.ts';
import { formSkills } from '../../../../src/assistant/skills/form.ts';
import type { World } from '../../../../src/assistant/world.ts';
import { createSlackChannel } from '../../../../src/channels/slack/slack-channel.ts';
import { readSettings } from '../../../../src/config/settings.ts';
import { DELIVER, handleDeliver } from '../../../../src/escalation/delivery/deliver.ts';
import type { Transport } from '../../../../src/escalation/delivery/transport.ts';
import { startWorker, type Worker } from '../../../../src/escalation/delivery/worker.ts';
import { createDesk, type Desk } from '../../../../src/escalation/desk.ts';
import type { Organization } from '../../../../src/escalation/organization.ts';
import { loadTexts as loadDeskTexts } from '../../../../src/escalation/texts.ts';
import { dataKey } from '../../../../src/forms/secret.ts';
import { createLog, type Log } from '../../../../src/log.ts';
import { openStore, type Store } from '../../../../src/store/store.ts';
import type { TestDatabase } from '../../../support/databases.ts';
import { SECRET, type SlackApp, sender } from './app.ts';
import { BOT_TOKEN, type FakeSlack } from './fake-slack.ts';

let world: World | undefined;

export interface KeptApp extends Omit<SlackApp, 'heard'> {
  store: Store;
  desk?: Desk;
  /** Looks for due deliveries at once. */
  wake(): void;
}

export interface KeptOptions {
  slack: Pick<FakeSlack, 'api'>;
  database: TestDatabase;
  environment?: NodeJS.ProcessEnv;
  organization?: Organization;
  now?: () => string;
  log?: Log;
  backoffMs?: number;
}

export async function startKeptApp(options: KeptOptions): Promise<KeptApp> {
  const {
    slack,
    database,
    environment = {},
    organization,
    now = () => '2026-11-21T10:00:00-08:00',
  } = options;
  const { log = createLog({ logLevel: 'silent', logMessageText: false }), backoffMs = 20 } = options;
  world ??= createWorld();
  const store = await openStore({ ...database.options(), effects: { [DELIVER]: handleDeliver } });
  const key = dataKey('a key of the tests, long enough');
  const forms = formSkills(world, { drafts: store.drafts, calls: store.calls, key });
  const assistant = createAssistant(world, store.conversations, forms);
  const desk =
    organization &&
    createDesk({ store, organization, texts: loadDeskTexts(), carries: (kind) => kind === 'slack' });
  let worker: Worker | undefined;
  const wake = () => worker?.wake();
  const channel = createSlackChannel({
    assistant,
    conversations: store.conversations,
    world,
    settings: readSettings({
      SLACK_BOT_TOKEN: BOT_TOKEN,
      SLACK_SIGNING_SECRET: SECRET,
      SLACK_API_URL: slack.api,
      ...environment,
    }),
    log,
    now,
    store,
    organization,
    desk,
    wake,
  });
  worker = startWorker({
    outbox: store.outbox,
    transports: (channel.transports ?? []) as Transport[],
    owner: `test-${Math.random()}`,
    backoff: { firstMs: backoffMs, longestMs: 1_000, tries: 5 },
    everyMs: 50,
  });
  const app = await createApp({ channels: [channel], log, health: () => ({ ok: true }) });
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...sender(address),
    address,
    store,
    desk,
    wake,
    async stop() {
      server.close();
      server.closeAllConnections();
      await channel.close?.();
      await worker?.stop();
      await store.close();
    },
  };
}
