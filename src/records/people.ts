/** People as the channels know them, and the way back into their conversations. */
import type { Role } from '../knowledge/schema.ts';
import type { Later } from './later.ts';

export interface Profile {
  /** Opaque, unique to the channel and its workspace. */
  id: string;
  channel: string;
  name?: string;
  email?: string;
  role?: Role;
  lea?: string;
  school?: string;
  /** Whatever else a channel keeps: time zone, when welcomed. Plain JSON. */
  fields: Record<string, unknown>;
  updatedAt: number;
}

export interface People {
  get(id: string): Later<Profile | undefined>;
  /** All accounts with this email, whatever the case. */
  byEmail(email: string): Later<Profile[]>;
  /** Adds the person, or changes what is given; `fields` are merged. */
  save(profile: Partial<Profile> & Pick<Profile, 'id' | 'channel'>, at: number): Later<Profile>;
}

/** How a channel speaks in a conversation unasked, such as a Teams conversation reference. */
export interface Reference {
  conversation: string;
  channel: string;
  person?: string;
  /** Plain JSON that only the channel reads. */
  data: unknown;
  updatedAt: number;
  /** Blocked, uninstalled or removed: until it is saved again. */
  deadAt?: number;
  deadWhy?: string;
}

export interface References {
  get(conversation: string): Later<Reference | undefined>;
  /** Keeps it anew and alive. */
  save(reference: Pick<Reference, 'conversation' | 'channel' | 'person' | 'data'>, at: number): Later<void>;
  markDead(conversation: string, why: string, at: number): Later<void>;
  /** Living ones of a person, the newest first. */
  ofPerson(person: string, limit?: number): Later<Reference[]>;
}

/** A workspace or tenant that installed the app. */
export interface Installation {
  id: string;
  channel: string;
  /** Tokens, encrypted by the channel with DATA_KEY. */
  sealed: string;
  /** Plain JSON without secrets. */
  data: unknown;
  updatedAt: number;
}

export interface Installations {
  get(id: string): Later<Installation | undefined>;
  save(installation: Omit<Installation, 'updatedAt'>, at: number): Later<void>;
  remove(id: string): Later<boolean>;
  list(channel?: string): Later<Installation[]>;
}
