/** What every listener of the Slack app works with. */
import type { webApi } from '@slack/bolt';
import type { ChannelTools } from '../channel.ts';
import type { Answering } from './answering.ts';
import type { Engaged } from './engaged.ts';
import type { Listening } from './listening.ts';
import type { People } from './people.ts';
import type { Shares } from './sharing.ts';
import type { Texts } from './texts.ts';

export interface SlackContext {
  tools: ChannelTools;
  texts: Texts;
  answering: Answering;
  people: People;
  engaged: Engaged;
  shares: Shares;
  /** The app was removed from a workspace: its token is thrown away. */
  forget(team: string): Promise<void>;
  /** The client of a workspace; undefined when the app is not installed there. */
  clientOf(team: string): Promise<webApi.WebClient | undefined>;
}

/** Adds the listeners of one kind to the app. */
export type Register = (app: Listening, context: SlackContext) => void;
