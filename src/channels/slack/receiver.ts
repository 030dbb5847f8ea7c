/** How Slack's requests come in: over HTTP on the house's own server, signatures checked, or through Socket Mode. */
import {
  type App,
  ExpressReceiver,
  type InstallationStore,
  type Receiver,
  type ReceiverEvent,
  SocketModeReceiver,
  type webApi,
} from '@slack/bolt';
import type { Express } from 'express';
import type { SlackSettings } from '../../config/settings.ts';
import type { Log } from '../../log.ts';
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
}

export const INSTALL_PATH = '/slack/install';
export const REDIRECT_PATH = '/slack/oauth_redirect';

/** Adds Bolt's routes to the server, which does all listening. */
export function httpReceiver(
  server: Express,
  { settings, log, clientOptions, oauth }: ReceiverOptions,
): Receiver {
  return guarded(
    new ExpressReceiver({
      app: server,
      signingSecret: settings.signingSecret ?? '',
      endpoints: EVENTS_PATH,
      logger: boltLogger(log),
      ...(oauth
        ? {
            ...oauth,
            installerOptions: {
              installPath: INSTALL_PATH,
              redirectUriPath: REDIRECT_PATH,
              clientOptions,
              authorizationUrl: authorizationUrl(clientOptions),
            },
          }
        : {}),
    }),
    log,
  );
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
