/** The Slack app: Bolt on the house's server, its listeners, and the transport that posts the replies. */
import type { webApi } from '@slack/bolt';
import type { Express } from 'express';
import type { SlackSettings } from '../../config/settings.ts';
import { withAnotherWay } from '../../escalation/delivery/another-way.ts';
import type { Channel, ChannelTools } from '../channel.ts';
import { createAnswering } from './answering.ts';
import { type BoltApp, createBoltApp } from './bolt-app.ts';
import type { SlackContext } from './context.ts';
import { createTransport, SLACK } from './delivery.ts';
import { createEngaged } from './engaged.ts';
import { keptOpen } from './http.ts';
import { placeOf } from './ids.ts';
import { manyWorkspaces } from './installations.ts';
import { registerAll } from './listeners/index.ts';
import { boltLogger, quietError } from './logger.ts';
import { oauthOf } from './oauth.ts';
import { createPeople } from './people.ts';
import { createShares } from './sharing.ts';
import { loadTexts } from './texts.ts';
import { createCards } from './tickets/cards.ts';
import { oneWorkspace } from './workspaces.ts';

const TIMEOUT_MS = 10_000;

export function createSlackChannel(tools: ChannelTools): Channel {
  const { log, store, organization } = tools;
  const settings = tools.settings.slack;
  if (!settings) throw new Error('The Slack settings are missing.');
  const texts = loadTexts();
  const clientOptions = clientOptionsOf(settings, tools);
  const oauth = oauthOf(settings, tools, texts);
  const workspaces = oauth
    ? manyWorkspaces(oauth.installationStore, clientOptions, oauth.teams)
    : oneWorkspace(settings.botToken ?? '', clientOptions);
  const clientOf = workspaces.client;
  const cards = createCards({ ...tools, texts });
  const transport = withAnotherWay(createTransport({ clientOf, texts, cards }), {
    ...tools,
    now: Date.now,
    name: 'Slack',
    placeOf: (target) => placeOf(target)?.channel ?? target,
    report: (what, { error, ...details }) =>
      log.error({ channel: SLACK, ...details, ...(error ? { error: quietError(error) } : {}) }, what),
  });
  const context: SlackContext = {
    tools,
    texts,
    answering: createAnswering(tools, transport),
    people: createPeople({ store, log, organization, clientOf, isOurs: workspaces.isOurs }),
    clientOf,
    engaged: createEngaged(tools),
    shares: createShares(tools),
    forget: async (teamId) => {
      const where = { teamId, enterpriseId: undefined, isEnterpriseInstall: false };
      await oauth?.installationStore.deleteInstallation?.(where);
    },
  };
  let bolt: BoltApp | undefined;

  return {
    name: 'slack',
    transports: [transport],
    async mount(server: Express) {
      bolt = createBoltApp(server, workspaces, { settings, log, clientOptions, oauth });
      registerAll(bolt.listening, context);
      if (settings.botToken) askWhoWeAre();
      if (settings.appToken) await bolt.app.start();
    },
    async close() {
      if (settings.appToken) await bolt?.app.stop();
      // Events are acknowledged before they are answered: the answers must not be lost.
      await bolt?.settled();
    },
  };

  /** Before the first event; a wrong token is named at start, not at the first question. */
  function askWhoWeAre(): void {
    workspaces
      .authorize(undefined)
      .catch((error) =>
        log.error(
          { channel: 'slack', error: quietError(error) },
          'Slack refuses SLACK_BOT_TOKEN, or cannot be reached: npm run doctor says which',
        ),
      );
  }
}

/** The outbox waits and tries again; the client itself tries once. */
function clientOptionsOf(
  { apiUrl }: SlackSettings,
  { log }: Pick<ChannelTools, 'log'>,
): webApi.WebClientOptions {
  return {
    ...(apiUrl ? { slackApiUrl: apiUrl } : {}),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: TIMEOUT_MS,
    fetch: keptOpen,
    logger: boltLogger(log),
  };
}
