/** A whole server with Teams on a port of its own: agents in a channel, in a private chat and at their mail. */
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../../../src/app.ts';
import type { Channel, ChannelTools } from '../../../../src/channels/channel.ts';
import type { AdaptiveCard } from '../../../../src/channels/teams/card/elements.ts';
import { createTeamsChannel } from '../../../../src/channels/teams/teams-channel.ts';
import { readSettings } from '../../../../src/config/settings.ts';
import type { Desk } from '../../../../src/escalation/desk.ts';
import { openTicket } from '../../../../src/escalation/tickets.ts';
import type { Records, Transacting } from '../../../../src/records/store.ts';
import type { Ticket } from '../../../../src/records/tickets.ts';
import { type Office, startOffice } from '../../../support/office.ts';
import {
  ANN,
  APP_ID,
  activity,
  BOT,
  endpointsOf,
  type FakeConnector,
  type Issuer,
  press,
  type Sent,
  type Taken,
  TENANT,
} from '../../../support/teams.ts';
import { buttonsOf } from './buttons.ts';

const person = (name: string) => ({
  id: `29:${name}`,
  name: `${name[0]!.toUpperCase()}${name.slice(1)}`,
  aadObjectId: `${name}-in-the-directory`,
});
export const SAM = person('sam');
export const KIM = person('kim');
export const STRANGER = person('eve');

const AGENTS_ID = '19:agents@thread.tacv2';
/** The agents' channel. */
export const AGENTS = { id: AGENTS_ID, conversationType: 'channel', isGroup: true, tenantId: TENANT };
export const chatOf = (id: string) => ({ id, conversationType: 'personal', tenantId: TENANT });
export const ANNS = chatOf('a:private');
export const KIMS = chatOf('a:kim');

/** Sam works in the channel, Kim in a private chat, Lee by mail. */
export const ORGANIZATION = `
administrators: [lee@oak.org]
leas:
  - name: Oak Unified
    cds: "1964212"
    coordinators:
      - { name: Sam Rivera, email: sam@oak.org, chat: "teams:${AGENTS_ID}" }
      - { name: Kim Day, email: kim@oak.org, chat: "teams:kim@oak.org" }
      - { name: Lee Nguyen, email: lee@oak.org }
`;

export interface TeamsOffice {
  office: Office;
  store: Records & Transacting;
  desk: Desk;
  /** Posts an activity with a good token. */
  post(activity: object): Promise<Response>;
  /** What a press is answered with: a card, or words. */
  press(data: unknown, more?: Record<string, unknown>): Promise<{ type: string; value: AdaptiveCard }>;
  /** Opens a ticket that Ann asked in her private chat. */
  open(
    question: string,
    assignee?: string,
    more?: { person?: string; conversation?: string },
  ): Promise<Ticket>;
  stop(): Promise<void>;
}

export async function startTeamsOffice(
  issuer: Issuer,
  connector: FakeConnector,
  {
    organization = ORGANIZATION,
    environment = {},
  }: { organization?: string; environment?: NodeJS.ProcessEnv } = {},
): Promise<TeamsOffice> {
  const folder = mkdtempSync(join(tmpdir(), 'caaspp-agents-'));
  const file = join(folder, 'organization.yaml');
  writeFileSync(file, organization);
  let tools: ChannelTools | undefined;
  let address = '';
  const office = await startOffice({ ORGANIZATION_FILE: file, ...environment }, (given) => {
    tools = given;
    return [onItsOwnPort(given, issuer, (listening) => (address = listening))];
  });
  const store = tools!.store!;
  const desk = tools!.desk!;
  for (const one of [SAM, KIM])
    connector.members[one.id] = { id: one.id, name: one.name, email: `${one.name.toLowerCase()}@oak.org` };
  connector.members[STRANGER.id] = { id: STRANGER.id, name: 'Eve', email: 'eve@elsewhere.org' };
  const send = (one: object) =>
    fetch(`${address}/api/messages`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Authorization: `Bearer ${issuer.token(connector.address)}`,
      },
      body: JSON.stringify(one),
    });
  let number = 2_000 + Math.floor(Math.random() * 1_000_000);
  return {
    office,
    store,
    desk,
    post: send,
    async press(data, more = {}) {
      const answer = await send(press(connector, data, more));
      return (await answer.json()) as { type: string; value: AdaptiveCard };
    },
    async open(question, assignee = 'sam@oak.org', more = {}) {
      const opening = {
        number: ++number,
        question,
        offered: 'My documents do not answer that.',
        topic: 'technical_or_administration',
        assignee,
        backups: [],
        lea: 'Oak Unified',
        person: `teams:${ANN.aadObjectId}`,
        conversation: `teams:${ANNS.id}`,
        ...more,
      };
      return store.transact((records) => openTicket(desk.context(records, Date.now()), opening));
    },
    async stop() {
      await office.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The page takes all of /api for itself: Teams listens beside it. */
function onItsOwnPort(given: ChannelTools, issuer: Issuer, listening: (address: string) => void): Channel {
  const { teams } = readSettings({
    MICROSOFT_APP_ID: APP_ID,
    MICROSOFT_APP_PASSWORD: 'the secret of the bot',
    MICROSOFT_APP_TENANT_ID: TENANT,
    PUBLIC_URL: 'https://caaspp.example.org',
  });
  const channel = createTeamsChannel(
    { ...given, settings: { ...given.settings, teams } },
    { endpoints: endpointsOf(issuer.openId), token: async () => 'the-token-of-the-bot' },
  );
  let server: Server | undefined;
  return {
    name: 'teams',
    transports: channel.transports,
    async mount() {
      const app = await createApp({ channels: [channel], log: given.log, health: () => ({ ok: true }) });
      server = createServer(app).listen(0, '127.0.0.1');
      await once(server, 'listening');
      listening(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    },
    async close() {
      server?.closeAllConnections();
      server?.close();
      await channel.close?.();
    },
  };
}

/** The app comes into a conversation: the way back is kept. */
export function installIn(connector: FakeConnector, conversation: object, from: object = ANN) {
  return activity(connector, {
    type: 'installationUpdate',
    action: 'add',
    text: undefined,
    conversation,
    from,
    recipient: BOT,
  });
}

export const words = (sent: unknown) => JSON.stringify(sent);
export const cardIn = (sent: Sent | undefined) => sent?.attachments?.[0]?.content;

/** @throws when there is no such button */
export function button(card: unknown, title: string): Record<string, unknown> {
  const found = buttonsOf(card).find((b) => b.title === title);
  if (!found) throw new Error(`No button "${title}", only ${buttonsOf(card).map((b) => b.title)}.`);
  return found.data;
}

/** The first message taken, or put in another's place, that a test looks for. @param since how many came before */
export async function find(
  connector: FakeConnector,
  wanted: (taken: Taken) => boolean,
  what = 'message',
  since = 0,
): Promise<Taken> {
  const taken = () => connector.taken.slice(since);
  for (let waited = 0; waited < 8_000; waited += 20) {
    const found = taken().find(wanted);
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const all = taken().map((t) => `${t.method} ${t.conversation} ${words(t.body).slice(0, 300)}`);
  throw new Error(`No such ${what} among ${all.join('\n')}`);
}

/** Waits until it is there, and gives it. */
export async function until<T>(look: () => T | Promise<T>): Promise<NonNullable<T>> {
  for (let waited = 0; waited < 8_000; waited += 20) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('It did not come.');
}

/** Long enough for what must not happen. */
export const aWhile = (ms = 300) => new Promise((resolve) => setTimeout(resolve, ms));
