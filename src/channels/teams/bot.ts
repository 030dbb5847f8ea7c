/** What Teams tells of: messages, presses, installs. Each is handed on; nothing is decided here. */
import { type InvokeResponse, TeamsActivityHandler, type TurnContext } from 'botbuilder';
import { type Pressed, readPress } from './card/press.ts';
import type { AfterPress } from './dialogue.ts';
import { Activity, isMeant } from './incoming.ts';
import { CARD } from './outgoing.ts';
import { readTicketPress, type TicketPress } from './tickets/press.ts';

export interface BotEvents {
  heard(activity: Activity): Promise<void>;
  pressed(activity: Activity, press: Pressed | TicketPress): Promise<AfterPress>;
  /** Feedback by the buttons of Teams itself. */
  judged(activity: Activity, helpful: boolean, reason: string | undefined): Promise<void>;
  installed(activity: Activity): Promise<void>;
  removed(activity: Activity): Promise<void>;
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
      await next();
    });
    this.onInstallationUpdateAdd(async (context, next) => {
      if (context.activity.action === 'add') await options.installed(read(context));
      await next();
    });
    this.onInstallationUpdateRemove(async (context, next) => {
      await options.removed(read(context));
      await next();
    });
  }

  /** The SDK's own looks every new member up by a request; only whether the bot is among them matters here. */
  protected override async onConversationUpdateActivity(context: TurnContext): Promise<void> {
    const activity = read(context);
    const bot = activity.recipient?.id;
    if (bot && activity.membersAdded?.some((member) => member.id === bot))
      await this.#options.installed(activity);
  }

  protected override async onInvokeActivity(context: TurnContext): Promise<InvokeResponse> {
    const activity = read(context);
    if (activity.name === 'adaptiveCard/action') return this.#pressed(activity);
    if (activity.name === 'message/submitAction') return this.#judged(activity);
    return super.onInvokeActivity(context);
  }

  async #pressed(activity: Activity): Promise<InvokeResponse> {
    const { action } = (activity.value ?? {}) as { action?: { data?: unknown } };
    const press = readPress(action?.data) ?? readTicketPress(action?.data);
    if (!press) return said(this.#options.unreadable);
    const { card, words } = await this.#options.pressed(activity, press);
    return card ? { status: 200, body: { statusCode: 200, type: CARD, value: card } } : said(words);
  }

  async #judged(activity: Activity): Promise<InvokeResponse> {
    const { actionName, actionValue } = (activity.value ?? {}) as Judgement;
    if (actionName !== 'feedback') return { status: 200 };
    const helpful = actionValue?.reaction === 'like';
    await this.#options.judged(activity, helpful, reasonOf(actionValue?.feedback));
    return { status: 200 };
  }
}

interface Judgement {
  actionName?: string;
  actionValue?: { reaction?: string; feedback?: string };
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

function reasonOf(feedback: string | undefined): string | undefined {
  try {
    const { feedbackText } = JSON.parse(feedback ?? '{}') as { feedbackText?: unknown };
    return typeof feedbackText === 'string' && feedbackText ? feedbackText : undefined;
  } catch {
    return undefined;
  }
}
