/** What a workspace lets the app do, for `npm run doctor`: token, scopes, and the channels of agents and announcements. */
import { webApi } from '@slack/bolt';
import type { SlackSettings } from '../../config/settings.ts';
import { agentsOf, type Organization } from '../../escalation/organization.ts';
import { troubleOf } from './errors.ts';
import { type Place, placeOf } from './ids.ts';
import { manifestScopes } from './manifest.ts';

export interface Finding {
  level: 'good' | 'warning' | 'fault';
  /** What was looked at. */
  what: string;
  /** How it is, and what to do. */
  say: string;
}

const PATIENCE_MS = 10_000;

/** What Slack's words mean for whoever set the app up. */
const WORDS: Record<string, string> = {
  invalid_auth:
    'Slack does not know the token. Copy it anew from OAuth & Permissions, or install the app again.',
  not_authed:
    'Slack does not know the token. Copy it anew from OAuth & Permissions, or install the app again.',
  token_revoked:
    'The token was revoked. Install the app again; where SLACK_BOT_TOKEN is set, copy the new one from OAuth & Permissions.',
  account_inactive: 'The workspace or the app’s user was switched off. Install the app again.',
  channel_not_found:
    'There is no such channel, or it is private and the app is not in it. Invite it there: /invite @CAASPP Help',
  not_in_channel: 'The app is not in the channel. Invite it there: /invite @CAASPP Help',
  is_archived: 'The channel is archived. Name another one in the organization file.',
};

export function finding(level: Finding['level'], what: string, say: string): Finding {
  return { level, what: `Slack: ${what}`, say };
}

export function clientFor({ apiUrl }: SlackSettings, token: string | undefined): webApi.WebClient {
  return new webApi.WebClient(token, {
    ...(apiUrl ? { slackApiUrl: apiUrl } : {}),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: PATIENCE_MS,
    logger: {
      debug() {},
      info() {},
      warn() {},
      error() {},
      setLevel() {},
      getLevel: () => 'error' as webApi.LogLevel,
      setName() {},
    },
  });
}

async function checkToken(client: webApi.WebClient): Promise<Finding[]> {
  try {
    const told = await client.auth.test();
    const had = told.response_metadata?.scopes;
    return [
      finding('good', 'bot token', `The app is ${told.user} in ${told.team}.`),
      ...(had ? [checkScopes(had)] : []),
    ];
  } catch (error) {
    return [refusal('bot token', error)];
  }
}

function checkScopes(had: readonly string[]): Finding {
  const missing = manifestScopes().filter((scope) => !had.includes(scope));
  if (!missing.length) return finding('good', 'scopes', 'All scopes of manifest.json are granted.');
  return finding(
    'fault',
    'scopes',
    `Missing: ${missing.join(', ')}. Paste manifest.json under App Manifest, and install the app again.`,
  );
}

/** Where tickets are posted and downtimes announced. */
export interface Posting {
  place: Place;
  what: string;
}

/** Each place in Slack once. */
export function postingsOf(organization: Organization): Posting[] {
  const chats = [...agentsOf(organization).values()].map(({ chat }) => chat);
  const named = (places: readonly (string | undefined)[], whose: string) => {
    const found = places.flatMap((place) => (place && placeOf(place)) || []);
    const each = new Map(found.map((place) => [`${place.team}:${place.channel}`, place]));
    return [...each.values()].map((place) => ({ place, what: `${whose} channel ${place.channel}` }));
  };
  return [...named(chats, 'agents’'), ...named(organization.announcements ?? [], 'announcements’')];
}

/** Token and scopes; the channels only where the token is good. */
export async function checkWorkspace(
  client: webApi.WebClient,
  postings: readonly Posting[],
): Promise<Finding[]> {
  const token = await checkToken(client);
  if (token.some((f) => f.level === 'fault')) return token;
  const channels = postings.map(({ place, what }) => checkChannel(client, place.channel, what));
  return [...token, ...(await Promise.all(channels))];
}

async function checkChannel(client: webApi.WebClient, channel: string, what: string): Promise<Finding> {
  try {
    const { channel: told } = await client.conversations.info({ channel });
    if (told?.is_archived) return finding('fault', what, WORDS.is_archived!);
    if (!told?.is_im && told?.is_member === false) return finding('fault', what, WORDS.not_in_channel!);
    return finding('good', what, 'The app is there.');
  } catch (error) {
    return refusal(what, error);
  }
}

function refusal(what: string, error: unknown): Finding {
  const { trouble, code } = troubleOf(error);
  if (trouble === 'passing') return finding('warning', what, `Slack could not be asked from here (${code}).`);
  return finding('fault', what, `${WORDS[code] ?? 'Slack refuses.'} (${code})`);
}
