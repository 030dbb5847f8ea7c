/** Bolt, set up as this house wants it: acknowledged at once, followed to the end, quiet in the log. */
import { App } from '@slack/bolt';
import type { Express } from 'express';
import { VIEW_IDS } from './action-ids.ts';
import { createListening, type Listening } from './listening.ts';
import { boltLogger, quietError } from './logger.ts';
import { httpReceiver, type ReceiverOptions, socketReceiver } from './receiver.ts';
import type { Workspaces } from './workspaces.ts';

export interface BoltApp {
  app: App;
  listening: Listening;
  /** Waits for what goes on after acknowledgements. */
  settled(): Promise<void>;
}

const OWN_VIEWS: ReadonlySet<string> = new Set(Object.values(VIEW_IDS));

export function createBoltApp(server: Express, workspaces: Workspaces, options: ReceiverOptions): BoltApp {
  const { settings, log, clientOptions, oauth } = options;
  const app = new App({
    receiver: settings.appToken ? socketReceiver(options) : httpReceiver(server, options),
    // With OAuth, Bolt's receiver authorizes from the installations itself.
    ...(oauth ? {} : { authorize: ({ teamId }) => workspaces.authorize(teamId) }),
    clientOptions,
    logger: boltLogger(log),
    convoStore: false,
  });
  app.error(async (error) => log.error({ channel: 'slack', error: quietError(error) }, 'slack'));
  const underWay = followWork(app);
  acknowledgeAtOnce(app);
  const listening = createListening(app, log);
  return { app, listening, settled: async () => void (await Promise.allSettled(underWay)) };
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

/** All that waits for it has 3 seconds: it is acknowledged before anything else is done. Our modals answer themselves. */
function acknowledgeAtOnce(app: App): void {
  app.use(async (args) => {
    const { body, next } = args;
    if ('ack' in args && args.ack && !isOwnView(body)) await (args.ack as () => Promise<void>)();
    await next();
  });
}

function isOwnView(body: unknown): boolean {
  const { type, view } = body as { type?: unknown; view?: { callback_id?: unknown } };
  return type === 'view_submission' && OWN_VIEWS.has(String(view?.callback_id));
}
