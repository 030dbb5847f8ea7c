/** The channels whose settings are there. Their modules are heavy, so only those that are needed are loaded. */
import type { Settings } from '../config/settings.ts';
import type { Channel, ChannelTools } from './channel.ts';
import { createWebChannel } from './web/web-channel.ts';

interface OptionalChannel {
  wanted(settings: Settings): boolean;
  load(tools: ChannelTools): Promise<Channel>;
}

/** Besides the page, which is always there. */
const OPTIONAL: readonly OptionalChannel[] = [];

export async function configuredChannels(tools: ChannelTools): Promise<Channel[]> {
  const wanted = OPTIONAL.filter((channel) => channel.wanted(tools.settings));
  return [createWebChannel(tools), ...(await Promise.all(wanted.map((channel) => channel.load(tools))))];
}
