/** `POST /api/messages`: proves who sends, hands the activity to the bot, and answers before Bot Service gives up. */
import { CloudAdapter, INVOKE_RESPONSE_KEY, type InvokeResponse, type TurnContext } from 'botbuilder';
import express, { type Express, type Request, type Response } from 'express';
import type { TeamsSettings } from '../../config/settings.ts';
import { PROBLEMS, Refusal } from '../../http/problems.ts';
import type { Log } from '../../log.ts';
import type { TeamsBot } from './bot.ts';
import type { AdaptiveCard } from './card/elements.ts';
import type { Identity, Verified } from './identity.ts';
import { Activity, tenantOf } from './incoming.ts';
import { LIMITS } from './limits.ts';
import { CARD } from './outgoing.ts';

export interface EndpointOptions {
  teams: TeamsSettings;
  identity: Identity;
  bot: TeamsBot;
  log: Log;
  typing(activity: Activity): Promise<void>;
  /** Says that the answer will follow, for work that takes longer than Bot Service waits. */
  stillWorking(activity: Activity): Promise<void>;
  /** Shows the card that a press leaves, where the request was acknowledged before there was one. */
  tooLate(activity: Activity, card: AdaptiveCard): Promise<void>;
  /** Milliseconds until then. */
  answerWithin?: number;
}

export interface Endpoint {
  mount(app: Express): void;
  /** Waits for what goes on after the request was answered. */
  settle(): Promise<void>;
}

type SdkActivity = Parameters<CloudAdapter['processActivityDirect']>[1];

export function messagesRoute(options: EndpointOptions): Endpoint {
  const {
    teams,
    identity,
    bot,
    log,
    typing,
    stillWorking,
    tooLate,
    answerWithin = LIMITS.answerWithin,
  } = options;
  const adapter = new CloudAdapter(identity.authentication);
  const underWay = new Set<Promise<unknown>>();

  async function run(activity: Activity, verified: Verified): Promise<InvokeResponse | undefined> {
    let response: InvokeResponse | undefined;
    await adapter.processActivityDirect(
      verified,
      activity as unknown as SdkActivity,
      async (context: TurnContext) => {
        await bot.run(context);
        response = context.turnState.get(INVOKE_RESPONSE_KEY)?.value;
      },
    );
    return response;
  }

  async function handle(req: Request, res: Response): Promise<void> {
    const parsed = Activity.safeParse(req.body);
    if (!parsed.success) throw new Refusal(PROBLEMS.badRequest);
    const activity = parsed.data;
    const verified = await identity.verify(activity, req.headers.authorization ?? '');
    if (!verified) throw new Refusal(PROBLEMS.noToken);
    const tenant = tenantOf(activity);
    if (teams.tenants.length && !(tenant && teams.tenants.includes(tenant))) {
      log.warn({ channel: 'teams', tenant }, 'a message from another tenant was refused');
      throw new Refusal(PROBLEMS.otherTenant);
    }
    // The SDK stumbles over activities without a recipient.
    const whole = { ...req.body, recipient: req.body.recipient ?? { id: '' } } as Activity;
    const work = run(whole, verified);
    underWay.add(work);
    const soon = setTimeout(() => sign(activity), LIMITS.typingAfter);
    const done = work.finally(() => {
      clearTimeout(soon);
      underWay.delete(work);
    });
    const late = later(answerWithin);
    const response = await Promise.race([done, late.comes]).finally(late.cancel);
    if (response === LATE) {
      goOn(activity, done);
      if (isAwaited(activity))
        stillWorking(activity).catch((error) =>
          log.debug({ channel: 'teams', err: error }, 'a word was not sent'),
        );
      res.status(activity.type === 'invoke' ? 202 : 200).end();
      return;
    }
    res.status(response?.status ?? 200);
    if (response?.body === undefined) res.end();
    else res.json(response.body);
  }

  /** After the request was acknowledged. */
  function goOn(activity: Activity, work: Promise<InvokeResponse | undefined>): void {
    const shown = work
      .then(async (response) => {
        const card = cardOf(response);
        if (card) await tooLate(activity, card);
      })
      .catch((error) =>
        log.error({ channel: 'teams', err: error }, 'an activity failed after it was acknowledged'),
      )
      .finally(() => underWay.delete(shown));
    underWay.add(shown);
  }

  function sign(activity: Activity): void {
    if (!isAwaited(activity)) return;
    typing(activity).catch((error) =>
      log.debug({ channel: 'teams', err: error }, 'typing could not be shown'),
    );
  }

  return {
    mount(app) {
      app.post('/api/messages', express.json({ limit: LIMITS.incomingBytes }), handle);
      app.all('/api/messages', () => {
        throw new Refusal(PROBLEMS.wrongMethod);
      });
    },
    async settle() {
      while (underWay.size) await Promise.allSettled(underWay);
    },
  };
}

/** Whether somebody waits for what becomes of it. */
function isAwaited({ type }: Activity): boolean {
  return type === 'message' || type === 'messageUpdate' || type === 'invoke';
}

function cardOf(response: InvokeResponse | undefined): AdaptiveCard | undefined {
  const { type, value } = (response?.body ?? {}) as { type?: string; value?: AdaptiveCard };
  return type === CARD ? value : undefined;
}

const LATE = Symbol('late');

function later(ms: number) {
  let timer: NodeJS.Timeout | undefined;
  const comes = new Promise<typeof LATE>((resolve) => {
    timer = setTimeout(() => resolve(LATE), ms);
  });
  return { comes, cancel: () => clearTimeout(timer) };
}
