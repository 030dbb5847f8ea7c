/** The channels whose settings are there. Their modules are heavy, so only those that are needed are loaded. */
import type { Settings } from '../config/settings.ts';
import type { Channel, ChannelTools } from './channel.ts';
import { keptTranscripts } from './web/kept-transcripts.ts';
import { createWebChannel } from './web/web-channel.ts';

interface OptionalChannel {
  wanted(settings: Settings): boolean;
  load(): Promise<(tools: ChannelTools) => Channel>;
}

/** Besides the page, which is always there. */
const OPTIONAL: readonly OptionalChannel[] = [
  {
    wanted: (settings) => settings.slack !== undefined,
    load: async () => (await import('./slack/slack-channel.ts')).createSlackChannel,
  },
  {
    wanted: (settings) => settings.teams !== undefined,
    load: async () => (await import('./teams/teams-channel.ts')).createTeamsChannel,
  },
];

/** Loads the modules of the channels that are wanted. */
export function loadChannels(settings: Settings) {
  const wanted = OPTIONAL.filter((channel) => channel.wanted(settings));
  return Promise.all(wanted.map((channel) => channel.load()));
}

export async function configuredChannels(tools: ChannelTools): Promise<Channel[]> {
  const transcripts = tools.store && keptTranscripts(tools.store.transcripts);
  const others = (await loadChannels(tools.settings)).map((create) => create(tools));
  // The page comes last: it takes all that stands under /api for requests of its own site.
  return [...others, createWebChannel(tools, { transcripts })];
}
