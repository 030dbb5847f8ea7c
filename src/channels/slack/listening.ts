/** Where the listeners register: events go straight to their own, everything else the way that Bolt has for it. */
import type { App } from '@slack/bolt';
import type { Log } from '../../log.ts';

export type Listening = Pick<App, 'event' | 'action' | 'view' | 'command' | 'shortcut'>;

type Handler = (args: never) => Promise<unknown>;

/**
 * Bolt asks every listener of every kind about each event, which takes longer than all else it does. After its own
 * checks (workspace, own messages) and ours, an event is handed to the one that registered for its type.
 */
export function createListening(app: App, log: Log): Listening {
  const handlers = new Map<string, Handler>();
  app.use(async (args) => {
    const event = 'event' in args ? args.event : undefined;
    if (!event) return args.next();
    const handler = handlers.get(event.type);
    // The manifest asks for what we know: what else comes was asked for by somebody, who wants to know that it is not heard.
    if (!handler) return log.warn({ channel: 'slack', type: event.type.slice(0, 50) }, 'unknown event');
    await handler(args as never);
  });
  return {
    event: ((type: string, handler: Handler) => void handlers.set(type, handler)) as App['event'],
    action: app.action.bind(app),
    view: app.view.bind(app),
    command: app.command.bind(app),
    shortcut: app.shortcut.bind(app),
  };
}
