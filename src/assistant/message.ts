/** What comes in through a channel, the same from every one. */
import type { Role } from '../knowledge/schema.ts';
import type { Filled } from './blank.ts';

export interface Person {
  /** Opaque, unique to the channel and its workspace. */
  id: string;
  name?: string;
  email?: string;
  /** What the channel or the organisation file knows of the person's role. */
  role?: Role;
  lea?: string;
  school?: string;
}

export interface Message {
  /** The channel's own id of the message, by which a second delivery is recognised. */
  id: string;
  /** Opaque: only the channel takes it apart. */
  conversation: string;
  person: Person;
  /** Others read along: what is for the person alone is said elsewhere. */
  inCompany?: boolean;
  /** Said among others without a mention: answered only where it can be meant for the assistant. */
  overheard?: boolean;
  text: string;
  /** A pressed choice: the `action` that came with it. */
  action?: string;
  /** What was filled in, where the action sends a blank. Never kept with the message. */
  filled?: Filled;
  /** Los Angeles wall-clock time with offset, such as 2026-11-21T10:00:00-08:00. */
  at: string;
}
