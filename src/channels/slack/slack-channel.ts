/** The Slack app: Bolt on the house's server, its listeners, and the transport that posts the replies. */
import { App, type webApi } from '@slack/bolt';
import type { Express } from 'express';
import type { SlackSettings } from '../../config/settings.ts';
import type { Channel, ChannelTools } from '../channel.ts';
import { createAnswering } from './answering.ts';
import type { SlackContext } from './context.ts';
import { buryDead } from './dead.ts';
import { createTransport } from './delivery.ts';
import { createEngaged } from './engaged.ts';
import { registerAll } from './listeners/index.ts';
import { boltLogger, quietError } from './logger.ts';
import { createPeople } from './people.ts';
import { httpReceiver, socketReceiver } from './receiver.ts';
import { type ReminderRunner, startReminders } from './reminders/runner.ts';
import { loadTexts } from './texts.ts';
import { oneWorkspace } from './workspaces.ts';

const TIMEOUT_MS = 10_000;

export function createSlackChannel(tools: ChannelTools): Channel {
  const { log } = tools;
  const settings = tools.settings.slack;
  if (!settings) throw new Error('The Slack settings are missing.');
  const texts = loadTexts();
  const clientOptions = clientOptionsOf(settings, tools);
  const workspaces = oneWorkspace(settings.botToken, clientOptions);
  const transport = createTransport({
    clientOf: workspaces.client,
    texts,
    onDead: (delivery, error) => buryDead(delivery, error, tools),
  });
  const context: SlackContext = {
    tools,
    texts,
    answering: createAnswering(tools, transport),
    people: createPeople({
      store: tools.store,
      log,
      organization: tools.organization,
      clientOf: workspaces.client,
    }),
    clientOf: workspaces.client,
    engaged: createEngaged(tools),
  };
  let app: App | undefined;
  let reminders: ReminderRunner | undefined;
  let underWay: ReadonlySet<Promise<void>> = new Set();

  return {
    name: 'slack',
    transports: [transport],
    async mount(server: Express) {
      const options = { settings, log, clientOptions };
      const socket = settings.appToken !== undefined;
      app = new App({
        receiver: socket ? socketReceiver(options) : httpReceiver(server, options),
        authorize: ({ teamId }) => workspaces.authorize(teamId),
        clientOptions,
        logger: boltLogger(log),
        convoStore: false,
      });
      app.error(async (error) => log.error({ channel: 'slack', error: quietError(error) }, 'slack'));
      underWay = followWork(app);
      acknowledgeAtOnce(app);
      registerAll(app, context);
      // Who we are is asked before the first event; a wrong token is named at start, not at the first question.
      workspaces
        .authorize(undefined)
        .catch((error) =>
          log.error(
            { channel: 'slack', error: quietError(error) },
            'Slack refuses SLACK_BOT_TOKEN, or cannot be reached',
          ),
        );
      reminders = startReminders(tools, texts);
      if (socket) await app.start();
    },
    async close() {
      if (settings.appToken) await app?.stop();
      await reminders?.stop();
      // Events are acknowledged before they are answered: the answers must not be lost.
      await Promise.allSettled(underWay);
    },
  };
}

/** What goes on after the acknowledgement. */
function followWork(app: App): ReadonlySet<Promise<void>> {
  const underWay = new Set<Promise<void>>();
  app.use(async ({ next }) => {
    const work = next();
    underWay.add(work);
    try {
      await work;
    } finally {
      underWay.delete(work);
    }
  });
  return underWay;
}

/** Presses, commands and shortcuts have 3 seconds: they are acknowledged before anything else is done. Views answer themselves. */
function acknowledgeAtOnce(app: App): void {
  app.use(async (args) => {
    const { body, next } = args;
    if ('ack' in args && args.ack && !isView(body)) await (args.ack as () => Promise<void>)();
    await next();
  });
}

function isView(body: unknown): boolean {
  return String((body as { type?: unknown }).type).startsWith('view_');
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
    logger: boltLogger(log),
  };
}
