/** What `npm run doctor` looks at for Slack: token, scopes, signing secret, app token, and the agents' channels. */
import { webApi } from '@slack/bolt';
import type { Settings, SlackSettings } from '../../config/settings.ts';
import { agentsOf, type Organization } from '../../escalation/organization.ts';
import { troubleOf } from './errors.ts';
import { placeOf } from './ids.ts';
import { manifestScopes } from './manifest.ts';
import { EVENTS_PATH, INSTALL_PATH, REDIRECT_PATH } from './receiver.ts';

export interface Finding {
  level: 'good' | 'warning' | 'fault';
  /** What was looked at. */
  what: string;
  /** How it is, and what to do. */
  say: string;
}

const PATIENCE_MS = 10_000;
/** Slack's signing secrets are 32 hexadecimal digits. */
const SIGNING_SECRET = /^[0-9a-f]{32}$/;

/** What Slack's words mean for whoever set the app up. */
const WORDS: Record<string, string> = {
  invalid_auth: 'Slack does not know the token. Copy it anew from OAuth & Permissions.',
  not_authed: 'Slack does not know the token. Copy it anew from OAuth & Permissions.',
  token_revoked:
    'The token was revoked. Install the app again under OAuth & Permissions and copy the new one.',
  account_inactive: 'The workspace or the app’s user was switched off. Install the app again.',
  channel_not_found:
    'There is no such channel, or it is private and the app is not in it. Invite it there: /invite @CAASPP Help',
  not_in_channel: 'The app is not in the channel. Invite it there: /invite @CAASPP Help',
  is_archived: 'The channel is archived. Name another one in the organization file.',
};

/**
 * @returns a finding for each thing looked at; none when Slack is not set up
 * @example await checkSlack(readSettings(process.env), organization) // [{ level: 'good', what: 'Slack: bot token', say: '…' }, …]
 */
export async function checkSlack(settings: Settings, organization?: Organization): Promise<Finding[]> {
  const { slack, publicUrl } = settings;
  if (!slack) return [];
  const found = [...checkWayIn(slack, publicUrl)];
  if (slack.appToken) found.push(await checkAppToken(slack));
  if (slack.oauth) return [...found, sayInstall(publicUrl)];
  const client = clientFor(slack, slack.botToken);
  const token = await checkToken(client);
  found.push(...token);
  if (token.some((f) => f.level === 'fault')) return found;
  return [...found, ...(await checkChannels(client, organization))];
}

function finding(level: Finding['level'], what: string, say: string): Finding {
  return { level, what: `Slack: ${what}`, say };
}

function clientFor({ apiUrl }: SlackSettings, token: string | undefined): webApi.WebClient {
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

function checkWayIn({ signingSecret, appToken }: SlackSettings, publicUrl: string | undefined): Finding[] {
  if (appToken) return [];
  const secret = SIGNING_SECRET.test(signingSecret ?? '')
    ? finding('good', 'signing secret', 'SLACK_SIGNING_SECRET has the right form.')
    : finding(
        'fault',
        'signing secret',
        'SLACK_SIGNING_SECRET is none: it has 32 digits and letters a to f. Copy it from Basic Information > App Credentials.',
      );
  const address = publicUrl?.startsWith('https://')
    ? finding(
        'good',
        'address',
        `Request URLs of the app (events, interactivity, /caaspp) must be ${publicUrl}${EVENTS_PATH}`,
      )
    : finding(
        'fault',
        'address',
        'PUBLIC_URL is not an https address: Slack reaches no other. Set it, or use Socket Mode (SLACK_APP_TOKEN).',
      );
  return [secret, address];
}

function sayInstall(publicUrl = ''): Finding {
  return finding(
    'good',
    'install',
    `Workspaces install the app at ${publicUrl}${INSTALL_PATH}; the app’s redirect URL must be ${publicUrl}${REDIRECT_PATH}`,
  );
}

async function checkAppToken(slack: SlackSettings): Promise<Finding> {
  try {
    await clientFor(slack, slack.appToken).apps.connections.open();
    return finding('good', 'app token', 'Socket Mode can connect.');
  } catch (error) {
    const { trouble, code } = troubleOf(error);
    if (trouble === 'passing')
      return finding('warning', 'app token', `Slack could not be asked from here (${code}).`);
    return finding(
      'fault',
      'app token',
      `Slack refuses SLACK_APP_TOKEN (${code}). It needs the scope connections:write: Basic Information > App-Level Tokens.`,
    );
  }
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

/** Where tickets are posted. */
async function checkChannels(
  client: webApi.WebClient,
  organization: Organization | undefined,
): Promise<Finding[]> {
  if (!organization) return [];
  const chats = [...agentsOf(organization).values()].map(({ chat }) => chat);
  const channelsOf = (places: readonly (string | undefined)[]) =>
    new Set(places.flatMap((place) => (place && placeOf(place)?.channel) || []));
  const agents = channelsOf(chats);
  const announcements = channelsOf(organization.announcements ?? []);
  return Promise.all([
    ...[...agents].map((channel) => checkChannel(client, channel, `agents’ channel ${channel}`)),
    ...[...announcements].map((channel) =>
      checkChannel(client, channel, `announcements’ channel ${channel}`),
    ),
  ]);
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
