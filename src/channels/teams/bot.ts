/** What Teams tells of: messages, presses, installs. Each is handed on; nothing is decided here. */
import { type InvokeResponse, TeamsActivityHandler, type TurnContext } from 'botbuilder';
import { type Pressed, readPress } from './card/press.ts';
import { Activity, isMeant } from './incoming.ts';
import { CARD } from './outgoing.ts';
import type { AfterPress } from './presses.ts';
import { readTicketPress, type TicketPress } from './tickets/press.ts';

export interface BotEvents {
  heard(activity: Activity): Promise<void>;
  pressed(activity: Activity, press: Pressed | TicketPress): Promise<AfterPress>;
  /** A message of somebody's has other words now. */
  edited(activity: Activity): Promise<void>;
  installed(activity: Activity): Promise<void>;
  removed(activity: Activity): Promise<void>;
  /** All else that happens in a conversation. */
  seen(activity: Activity): Promise<void>;
}

export interface BotOptions extends BotEvents {
  unreadable: string;
}

export class TeamsBot extends TeamsActivityHandler {
  readonly #options: BotOptions;

  constructor(options: BotOptions) {
    super();
    this.#options = options;
    this.onMessage(async (context, next) => {
      const activity = read(context);
      const press = readPress(activity.value) ?? readTicketPress(activity.value);
      if (press) await options.pressed(activity, press);
      else if (isMeant(activity)) await options.heard(activity);
      else await options.seen(activity);
      await next();
    });
    // Deleted messages come as another kind of activity, and need nothing.
    this.onMessageUpdate(async (context, next) => {
      const activity = read(context);
      const edited = activity.channelData?.eventType === 'editMessage' && isMeant(activity);
      await (edited ? options.edited(activity) : options.seen(activity));
      await next();
    });
    this.onInstallationUpdateAdd(async (context, next) => {
      const activity = read(context);
      // The app was there before, and only is a newer one now.
      await (activity.action === 'add' ? options.installed(activity) : options.seen(activity));
      await next();
    });
    this.onMessageReaction(async (context, next) => {
      await options.seen(read(context));
      await next();
    });
    this.onInstallationUpdateRemove(async (context, next) => {
      await options.removed(read(context));
      await next();
    });
  }

  /** The SDK's own looks every new member up by a request; only whether the bot came or went matters here. */
  protected override async onConversationUpdateActivity(context: TurnContext): Promise<void> {
    const activity = read(context);
    const bot = activity.recipient?.id;
    const isAmong = (members: Activity['membersAdded']) => bot && members?.some(({ id }) => id === bot);
    if (isAmong(activity.membersAdded)) await this.#options.installed(activity);
    else if (isAmong(activity.membersRemoved)) await this.#options.removed(activity);
    else await this.#options.seen(activity);
  }

  protected override async onInvokeActivity(context: TurnContext): Promise<InvokeResponse> {
    const activity = read(context);
    if (activity.name === 'adaptiveCard/action') return this.#pressed(activity);
    return super.onInvokeActivity(context);
  }

  async #pressed(activity: Activity): Promise<InvokeResponse> {
    const { action } = (activity.value ?? {}) as { action?: { data?: unknown } };
    const press = readPress(action?.data) ?? readTicketPress(action?.data);
    if (!press) return said(this.#options.unreadable);
    const { card, words } = await this.#options.pressed(activity, press);
    return card ? { status: 200, body: { statusCode: 200, type: CARD, value: card } } : said(words);
  }
}

function read(context: TurnContext): Activity {
  return Activity.parse(context.activity);
}

function said(words: string): InvokeResponse {
  return {
    status: 200,
    body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: words },
  };
}
