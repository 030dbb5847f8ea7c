/** A channel: a way in for messages and a way out for replies. Adding one is adding a folder. */
import type { Express } from 'express';
import type { Assistant, Conversations } from '../assistant/assistant.ts';
import type { World } from '../assistant/world.ts';
import type { Settings } from '../config/settings.ts';
import type { Transport } from '../escalation/delivery/transport.ts';
import type { Desk } from '../escalation/desk.ts';
import type { Links } from '../escalation/links.ts';
import type { Organization } from '../escalation/organization.ts';
import type { Log } from '../log.ts';
import type { Records, Transacting } from '../records/store.ts';

export interface Channel {
  name: string;
  /** Adds the channel's routes, or connects. Bodies are not parsed yet: signatures need them as they came. */
  mount(app: Express): void | Promise<void>;
  /** What carries its deliveries, for channels that can speak unasked. */
  transports?: readonly Transport[];
  /** Ends what keeps the process alive; requests under way have finished by then. */
  close?(): void | Promise<void>;
}

/** What a channel is built from. */
export interface ChannelTools {
  assistant: Assistant;
  /** Read only: what the conversation knows, such as the role; and the reply that a message had. */
  conversations: Pick<Conversations, 'load'> & Partial<Pick<Conversations, 'begin'>>;
  world: Pick<World, 'suggestions' | 'intents'> & Partial<Pick<World, 'library' | 'datesAhead'>>;
  settings: Settings;
  log: Log;
  /** Los Angeles wall time with offset. */
  now: () => string;
  /** What is kept; without it a channel keeps what it needs in memory. */
  store?: Records & Transacting;
  /** Who works where, from the organization file. */
  organization?: Organization;
  /** Tickets, for agents who work in this channel. */
  desk?: Desk;
  /** Signs and reads the links to agents' pages. */
  links?: Links;
  /** Tells the outbox that something new is due. */
  wake?: () => void;
}
