/** How Slack's requests come in: over HTTP on the house's own server, signatures checked, or through Socket Mode. */
import {
  type App,
  ExpressReceiver,
  type ExpressReceiverOptions,
  type InstallationStore,
  type Receiver,
  type ReceiverEvent,
  SocketModeReceiver,
  type webApi,
} from '@slack/bolt';
import type { Express } from 'express';
import type { SlackSettings } from '../../config/settings.ts';
import type { Log } from '../../log.ts';
import { isAllowed } from './installations.ts';
import { boltLogger } from './logger.ts';

export const EVENTS_PATH = '/slack/events';

const KNOWN_TYPES: ReadonlySet<string> = new Set([
  'event_callback',
  'block_actions',
  'block_suggestion',
  'view_submission',
  'view_closed',
  'shortcut',
  'message_action',
]);

export interface ReceiverOptions {
  settings: SlackSettings;
  log: Log;
  clientOptions: webApi.WebClientOptions;
  /** For several workspaces. */
  oauth?: OAuth;
}

export interface OAuth {
  clientId: string;
  clientSecret: string;
  /** Signs the state that Slack sends back, so that nobody else's installation is slipped in. */
  stateSecret: string;
  redirectUri: string;
  scopes: string[];
  installationStore: InstallationStore;
  /** The workspaces that may install the app, and what is said to all others. */
  teams: string[];
  refusal: string;
}

export const INSTALL_PATH = '/slack/install';
export const REDIRECT_PATH = '/slack/oauth_redirect';

/** Adds Bolt's routes to the server, which does all listening. */
export function httpReceiver(
  server: Express,
  { settings, log, clientOptions, oauth: given }: ReceiverOptions,
): Receiver {
  const { teams, refusal, ...oauth } = given ?? { teams: [], refusal: '' };
  return guarded(
    new ExpressReceiver({
      app: server,
      signingSecret: settings.signingSecret ?? '',
      endpoints: EVENTS_PATH,
      logger: boltLogger(log),
      ...(given
        ? {
            ...oauth,
            installerOptions: {
              installPath: INSTALL_PATH,
              redirectUriPath: REDIRECT_PATH,
              clientOptions,
              authorizationUrl: authorizationUrl(clientOptions),
              callbackOptions: { afterInstallation: refusing(teams, refusal, log) },
            },
          }
        : {}),
    }),
    log,
  );
}

type InstallerOptions = NonNullable<ExpressReceiverOptions['installerOptions']>;
type AfterInstallation = NonNullable<NonNullable<InstallerOptions['callbackOptions']>['afterInstallation']>;

/** Whoever installs the app elsewhere reads why it does not answer there. */
function refusing(teams: readonly string[], refusal: string, log: Log): AfterInstallation {
  return async (installation, _options, _req, res) => {
    if (isAllowed(teams, installation)) return true;
    log.warn(
      { channel: 'slack', team: installation.team?.id },
      'refused: the workspace is not in SLACK_TEAMS',
    );
    res.writeHead(403, { 'Content-Type': 'text/plain; charset=utf-8' });
    res.end(refusal);
    return false;
  };
}

/** Where people agree; beside the API when that is not Slack's own. */
function authorizationUrl({ slackApiUrl }: webApi.WebClientOptions): string {
  return slackApiUrl
    ? new URL('../oauth/v2/authorize', slackApiUrl).href
    : 'https://slack.com/oauth/v2/authorize';
}

export function socketReceiver({ settings, log, clientOptions }: ReceiverOptions): SocketModeReceiver {
  return guarded(
    new SocketModeReceiver({
      appToken: settings.appToken ?? '',
      logger: boltLogger(log),
      installerOptions: { clientOptions },
    }),
    log,
  );
}

/** What Bolt does not know it neither handles nor acknowledges, and Slack would send it again and again. */
function guarded<R extends Receiver>(receiver: R, log: Log): R {
  const init = receiver.init.bind(receiver);
  receiver.init = (app: App) => {
    const processEvent = async (event: ReceiverEvent) => {
      if (isKnown(event.body)) return app.processEvent(event);
      log.warn({ channel: 'slack', type: String(event.body.type).slice(0, 50) }, 'unknown payload');
      await event.ack();
    };
    init({ processEvent } as App);
  };
  return receiver;
}

function isKnown(body: ReceiverEvent['body']): boolean {
  const { type, command, event } = body as { type?: unknown; command?: unknown; event?: unknown };
  if (type === 'event_callback') return typeof event === 'object' && event !== null;
  return typeof command === 'string' || (typeof type === 'string' && KNOWN_TYPES.has(type));
}
