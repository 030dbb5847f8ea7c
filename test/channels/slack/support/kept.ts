/** The real assistant on a real database, with the Slack app on top, as the server puts them together. */

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from '../../../../src/app.ts';
import { createAssistant } from '../../../../src/assistant/assistant.ts';
import { createWorld } from '../../../../src/assistant/create-world.ts';
import { formSkills } from '../../../../src/assistant/skills/form.ts';
import { handOverSkill } from '../../../../src/assistant/skills/hand-over.ts';
import type { World } from '../../../../src/assistant/world.ts';
import { createSlackChannel } from '../../../../src/channels/slack/slack-channel.ts';
import { readSettings } from '../../../../src/config/settings.ts';
import { createAsking } from '../../../../src/escalation/asking.ts';
import type { Transport } from '../../../../src/escalation/delivery/transport.ts';
import type { Worker } from '../../../../src/escalation/delivery/worker.ts';
import { createDesk, type Desk } from '../../../../src/escalation/desk.ts';
import { handleTicket, TICKET } from '../../../../src/escalation/effects.ts';
import { NO_ORGANIZATION, type Organization } from '../../../../src/escalation/organization.ts';
import { loadTexts as loadDeskTexts } from '../../../../src/escalation/texts.ts';
import { dataKey } from '../../../../src/forms/secret.ts';
import { withMembership } from '../../../../src/help-desk.ts';
import { startKeeping } from '../../../../src/keeping.ts';
import { createLog, type Log } from '../../../../src/log.ts';
import { openPlanner, type Planner } from '../../../../src/planner.ts';
import { loadFacts } from '../../../../src/rules/facts.ts';
import type { Store } from '../../../../src/store/store.ts';
import type { TestDatabase } from '../../../support/databases.ts';
import { SECRET, type SlackApp, sender } from './app.ts';
import { BOT_TOKEN, type FakeSlack } from './fake-slack.ts';

let world: World | undefined;

export interface KeptApp extends Omit<SlackApp, 'heard'> {
  store: Store;
  desk?: Desk;
  planner: Planner;
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
  /** Carries mails, where mail is set up. */
  mail?: Transport;
}

export async function startKeptApp(options: KeptOptions): Promise<KeptApp> {
  const {
    slack,
    database,
    environment = {},
    organization,
    now = () => '2026-11-21T10:00:00-08:00',
    mail,
  } = options;
  const { log = createLog({ logLevel: 'silent', logMessageText: false }), backoffMs = 20 } = options;
  world ??= createWorld();
  const settings = readSettings({
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_SIGNING_SECRET: SECRET,
    SLACK_API_URL: slack.api,
    ...environment,
  });
  let desk: Desk | undefined;
  // Before any ticket is opened, the desk is there.
  const effects = { [TICKET]: handleTicket(() => desk!) };
  const keeping = await startKeeping({ store: { ...settings.store, ...database.options() } }, log, effects);
  const { store } = keeping;
  const key = dataKey('a key of the tests, long enough');
  const deskTexts = loadDeskTexts();
  desk =
    organization &&
    createDesk({
      store,
      organization,
      texts: deskTexts,
      carries: (kind) => kind === 'slack' || kind === mail?.kind,
    });
  const asking = organization && createAsking(organization, deskTexts, loadFacts(), store.tickets);
  const forms = formSkills(world, { drafts: store.drafts, calls: store.calls, key, asking });
  const handOver = asking ? [handOverSkill(world, { asking, tickets: store.tickets })] : [];
  const planner = openPlanner({
    world,
    store,
    organization: organization ?? NO_ORGANIZATION,
    desk,
    log,
    now: () => Date.parse(now()),
  });
  const assistant = createAssistant(world, store.conversations, [...forms, ...handOver, planner.skill], {
    announce: planner.announce,
    privately: planner.privately,
    ...(organization ? { recognise: (person) => withMembership(person, organization) } : {}),
  });
  let worker: Worker | undefined;
  const wake = () => worker?.wake();
  const channel = createSlackChannel({
    assistant,
    conversations: store.conversations,
    world,
    settings,
    log,
    now,
    store,
    organization,
    desk,
    wake,
  });
  planner.start(channel.transports ?? []);
  worker = keeping.deliver([...(channel.transports ?? []), ...(mail ? [mail] : [])], {
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
    planner,
    wake,
    async stop() {
      server.close();
      server.closeAllConnections();
      await channel.close?.();
      await planner.close();
      await keeping.close();
    },
  };
}
