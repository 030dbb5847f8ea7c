/** The channels whose settings are there. Their modules are heavy, so only those that are needed are loaded. */
import type { Settings } from '../config/settings.ts';
import type { Channel, ChannelTools } from './channel.ts';
import { keptTranscripts } from './web/kept-transcripts.ts';
import { createWebChannel } from './web/web-channel.ts';

interface OptionalChannel {
  wanted(settings: Settings): boolean;
  load(tools: ChannelTools): Promise<Channel>;
}

/** Besides the page, which is always there. */
const OPTIONAL: readonly OptionalChannel[] = [
  {
    wanted: (settings) => settings.slack !== undefined,
    load: async (tools) => (await import('./slack/slack-channel.ts')).createSlackChannel(tools),
  },
  {
    wanted: (settings) => settings.teams !== undefined,
    load: async (tools) => (await import('./teams/teams-channel.ts')).createTeamsChannel(tools),
  },
];

export async function configuredChannels(tools: ChannelTools): Promise<Channel[]> {
  const wanted = OPTIONAL.filter((channel) => channel.wanted(tools.settings));
  const transcripts = tools.store && keptTranscripts(tools.store.transcripts);
  const others = await Promise.all(wanted.map((channel) => channel.load(tools)));
  // The page comes last: it takes all that stands under /api for requests of its own site.
  return [...others, createWebChannel(tools, { transcripts })];
}
