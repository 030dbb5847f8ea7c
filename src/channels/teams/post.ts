/** Replies on their way out: through the outbox where there is a store, in order and at once where there is none. */
import { createInTurn } from '../../assistant/in-turn.ts';
import type { Reply } from '../../assistant/reply.ts';
import type { Effect } from '../../assistant/skill.ts';
import { deliver } from '../../escalation/delivery/deliver.ts';
import { DeliveryError, type Transport } from '../../escalation/delivery/transport.ts';
import { cardLane } from '../../escalation/kept-cards.ts';
import type { NewDelivery } from '../../records/deliveries.ts';
import type { ChannelTools } from '../channel.ts';
import type { AdaptiveCard } from './card/elements.ts';
import type { Settled } from './card/render.ts';
import type { Connector, Outgoing } from './connector.ts';
import { GoneError } from './errors.ts';
import { cardMessage } from './outgoing.ts';
import type { KeptReferences, Reference } from './reference.ts';

/** What a delivery of kind `teams` carries; its target is the conversation. */
export interface Payload {
  reply: Reply;
  /** Nonce of the card: the id of the message answered. A reply nobody asked for takes the delivery's key. */
  of?: string;
  /** Whether it answers a message: then it may be asked if it helped, and its files can be found again. */
  answers?: boolean;
  /** Whom it is for, where others may see it too: only they settle its card. */
  person?: string;
  /** The press that it answers, as its card says it; of typed words nothing is kept. */
  pressed?: Settled;
}

/** A delivery that changes a card for all who see it; its target is the conversation. */
export interface Change {
  type: 'change';
  /** The message that the card is. */
  activity: string;
  card: AdaptiveCard;
  /** The line in the list of chats. */
  words: string;
  /** Names what asks for it: the same twice is one. */
  once: string;
}

export interface Post {
  /** For what is kept together with the reply; empty without a store. */
  effects(conversation: string, payload: Payload & { of: string }): Effect[];
  /** After the commit: on its way now. Without a store this is the sending itself. */
  go(conversation: string, payload: Payload & { of: string }): void;
  /** Unasked, once a key. */
  send(conversation: string, payload: Payload, key: string): Promise<void>;
  /** Does work in a conversation that there is a way into; the error of one that is closed to the bot names it. */
  within(conversation: string, work: (to: Reference) => Promise<void>): Promise<void>;
  /**
   * A reply that was sent, by the nonce of its card; undefined when it is long ago, or `by` is not whom it was for.
   * @example await post.sent('teams:a:ann', 'answer:1042:ann', 'teams:ann') // { kind: 'answer', subject: 'ticket:1042', … }
   */
  sent(conversation: string, of: string, by?: string): Promise<Reply | undefined>;
  /** The press that was answered under this id. */
  pressed(conversation: string, of: string): Promise<Settled | undefined>;
  /** Puts a card in the place of a message that was sent; the last one to be asked for stays. */
  change(conversation: string, change: Change): Promise<void>;
  transport: Transport;
  /** Waits for what is being sent. */
  settle(): Promise<void>;
}

export interface PostOptions extends Pick<ChannelTools, 'store' | 'wake' | 'log'> {
  references: KeptReferences;
  connector: Connector;
  draw(conversation: string, payload: Payload & { of: string }): Promise<Outgoing>;
}

export const KIND = 'teams';

/** What a card is kept under, and the lane of its changes. */
export const keptUnder = (conversation: string, activity: string) => `${conversation};card=${activity}`;

const answerKey = (conversation: string, of: string) => `${KIND}:${conversation}:${of}`;

export function createPost({ store, wake, log, references, connector, draw }: PostOptions): Post {
  const inTurn = createInTurn();
  const underWay = new Set<Promise<void>>();

  async function within(conversation: string, work: (to: Reference) => Promise<void>): Promise<void> {
    const reference = await references.find(conversation);
    if (!reference)
      throw new DeliveryError('There is no way into this conversation of Teams now.', { gone: true });
    try {
      await work(reference);
    } catch (error) {
      if (!(error instanceof GoneError)) throw error;
      const { why = '' } = error;
      log.warn({ channel: KIND, why }, 'a conversation is closed to the bot');
      // With a store, whoever takes care of the failed delivery marks it.
      if (!store) await references.markDead(conversation, why);
      throw new GoneError(why, conversation);
    }
  }

  const carry = (conversation: string, payload: Payload & { of: string }) =>
    within(conversation, async (to) => {
      await connector.send(to, await draw(conversation, payload));
    });

  async function put(conversation: string, { activity, card, words }: Change): Promise<void> {
    const to = await references.find(conversation);
    if (!to) return;
    try {
      await connector.update(to, activity, cardMessage(card, words));
    } catch (error) {
      if (!(error instanceof DeliveryError && error.permanent)) throw error;
      // Somebody deleted it, or the place is closed: whoever pressed has seen the new state already.
      log.warn({ channel: KIND, why: error.message }, 'a card was not changed');
    }
  }

  /** Without a store: once, and what fails is only logged. */
  function direct(lane: string, work: () => Promise<void>): void {
    const task = inTurn(lane, work)
      .catch((error) => log.warn({ channel: KIND, err: error }, 'not sent'))
      .finally(() => underWay.delete(task));
    underWay.add(task);
  }

  const delivery = (conversation: string, payload: Payload, key: string): NewDelivery => ({
    kind: KIND,
    target: conversation,
    conversation,
    payload,
    key,
  });

  return {
    effects: (conversation, payload) =>
      store ? [deliver(delivery(conversation, payload, answerKey(conversation, payload.of)))] : [],
    go(conversation, payload) {
      if (store) wake?.();
      else direct(conversation, () => carry(conversation, payload));
    },
    async send(conversation, payload, key) {
      if (!store) return direct(conversation, () => carry(conversation, { of: key, ...payload }));
      await store.outbox.add(delivery(conversation, payload, `${KIND}:${key}`), Date.now());
      wake?.();
    },
    within,
    async change(conversation, payload) {
      const lane = cardLane(keptUnder(conversation, payload.activity));
      if (!store) return direct(lane, () => put(conversation, payload));
      const key = `${lane}:${payload.once}`;
      await store.outbox.add(
        { kind: KIND, target: conversation, conversation: lane, payload, key },
        Date.now(),
      );
      wake?.();
    },
    async sent(conversation, of, by) {
      // Answers stand under the message that they answer, all else under a key of its own.
      const kept = (await store?.outbox.find(of)) ?? (await store?.outbox.find(answerKey(conversation, of)));
      if (kept?.kind !== KIND || kept.target !== conversation) return undefined;
      const { reply, person } = kept.payload as Payload;
      return by && person && person !== by ? undefined : reply;
    },
    async pressed(conversation, of) {
      const kept = await store?.outbox.find(answerKey(conversation, of));
      return (kept?.payload as Payload | undefined)?.pressed;
    },
    transport: {
      kind: KIND,
      send({ target, payload, key }) {
        const given = payload as (Payload & { type?: undefined }) | Change;
        return given.type === 'change' ? put(target, given) : carry(target, { of: key, ...given });
      },
    },
    async settle() {
      while (underWay.size) await Promise.all(underWay);
    },
  };
}
