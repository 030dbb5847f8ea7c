/** What `npm run doctor` looks at for Slack: token, scopes, signing secret, app token, and the agents' channels. */
import type { Settings, SlackSettings } from '../../config/settings.ts';
import { NO_ORGANIZATION, type Organization } from '../../escalation/organization.ts';
import type { Records } from '../../records/store.ts';
import { checkInstalled } from './doctor-installed.ts';
import { checkWorkspace, clientFor, type Finding, finding, postingsOf } from './doctor-workspace.ts';
import { troubleOf } from './errors.ts';
import { EVENTS_PATH, INSTALL_PATH, REDIRECT_PATH } from './receiver.ts';

/** Slack's signing secrets are 32 hexadecimal digits. */
const SIGNING_SECRET = /^[0-9a-f]{32}$/;

/**
 * @param store only read; where it cannot be opened, workspaces that installed the app are not looked at
 * @returns a finding for each thing looked at; none when Slack is not set up
 * @example await checkSlack(readSettings(process.env), organization) // [{ level: 'good', what: 'Slack: bot token', say: '…' }, …]
 */
export async function checkSlack(
  settings: Settings,
  organization: Organization = NO_ORGANIZATION,
  store?: Pick<Records, 'installations'>,
): Promise<Finding[]> {
  const { slack, publicUrl } = settings;
  if (!slack) return [];
  const found = [...checkWayIn(slack, publicUrl)];
  if (slack.appToken) found.push(await checkAppToken(slack));
  const postings = postingsOf(organization);
  if (slack.oauth) {
    found.push(sayInstall(publicUrl), sayWhose(slack.oauth.teams));
    if (!store) return found;
    const { installations } = store;
    return [...found, ...(await checkInstalled({ slack, settings, installations, postings }))];
  }
  const client = clientFor(slack, slack.botToken);
  return [...found, ...(await checkWorkspace(client, postings))];
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

function sayWhose(teams: readonly string[]): Finding {
  return finding(
    'good',
    'workspaces',
    `Only ${teams.join(', ')} may install the app (SLACK_TEAMS), and only there does an email make somebody an agent or an administrator.`,
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
