/** What every listener of the Slack app works with. */
import type { App } from '@slack/bolt';
import type { ChannelTools } from '../channel.ts';
import type { Answering } from './answering.ts';
import type { Engaged } from './engaged.ts';
import type { People } from './people.ts';
import type { Texts } from './texts.ts';

export interface SlackContext {
  tools: ChannelTools;
  texts: Texts;
  answering: Answering;
  people: People;
  engaged: Engaged;
}

/** Adds the listeners of one kind to the app. */
export type Register = (app: App, context: SlackContext) => void;
