/** A ticket's cards in Teams: posted where its agents are, and drawn anew in place as the ticket stands now. */
import * as z from 'zod';
import { DeliveryError, type Transport } from '../../../escalation/delivery/transport.ts';
import { type CardPayload, cardsOf, keepCard, lookAgain, shownOn } from '../../../escalation/kept-cards.ts';
import type { ReplyPayload } from '../../../escalation/notices.ts';
import type { Delivery } from '../../../records/deliveries.ts';
import type { ChannelTools } from '../../channel.ts';
import type { Connector, Outgoing } from '../connector.ts';
import { GoneError } from '../errors.ts';
import { fromConversation, toConversation } from '../incoming.ts';
import { cardMessage, toMessage } from '../outgoing.ts';
import { KIND, keptUnder, type Post } from '../post.ts';
import type { KeptReferences, Reference } from '../reference.ts';
import { drawTicket, type TicketTexts } from './card.ts';

export interface TicketCardsOptions {
  tools: Pick<ChannelTools, 'store' | 'desk' | 'log'>;
  post: Post;
  connector: Connector;
  references: KeptReferences;
  texts: TicketTexts;
}

/** What is kept of a card. */
const Kept = z.object({
  /** The conversation that it stands in. */
  place: z.string(),
  /** The message that it is. */
  activity: z.string(),
  /** The delivery that posted it. */
  key: z.string().optional(),
});

/** The transport of the channel, which also carries tickets and their cards. */
export function withTickets(transport: Transport, options: TicketCardsOptions): Transport {
  const { tools, post, connector, references, texts } = options;
  const { store, desk, log } = tools;

  async function privateWay(person: string): Promise<string | undefined> {
    const kept = (await store?.references.ofPerson(person)) ?? [];
    return kept.find((r) => r.channel === KIND && (r.data as { scope?: string })?.scope === 'personal')
      ?.conversation;
  }

  /** An agent's address may be a conversation, or `teams:` and their email: the private chat with them. */
  async function placeOf(target: string): Promise<string> {
    const email = fromConversation(target);
    if (!/^[^\s@:;]+@[^\s@:;]+$/.test(email) || (await references.find(target))) return target;
    for (const { id, channel } of (await store?.people.byEmail(email)) ?? []) {
      const way = channel === KIND ? await privateWay(id) : undefined;
      if (way) return way;
    }
    throw new DeliveryError('The person has no private chat with the bot in Teams.', { gone: true });
  }

  async function cardsIn(ticket: string, place: string) {
    const kept = store ? await cardsOf(store.references, ticket) : [];
    return kept.flatMap(({ channel, data }) => {
      const card = channel === KIND ? Kept.safeParse(data).data : undefined;
      return card?.place === place ? [card] : [];
    });
  }

  /** In the thread of the oldest card that is still there. @returns whether there was one */
  async function saidBelow(to: Reference, cards: z.infer<typeof Kept>[], news: Outgoing): Promise<boolean> {
    for (const { place, activity } of cards)
      try {
        await connector.send({ ...to, conversation: `${to.conversation};messageid=${activity}` }, news);
        return true;
      } catch (error) {
        // Somebody deleted the card, and its thread with it: the channel is there all the same.
        if (!(error instanceof GoneError && error.missing)) throw error;
        await dropCard(keptUnder(place, activity), error);
      }
    return false;
  }

  async function dropCard(conversation: string, error: DeliveryError): Promise<void> {
    await store?.references.markDead(conversation, error.why ?? error.message, Date.now());
    log.warn({ channel: KIND, why: error.message }, 'a card is not there any more');
  }

  /** In a channel one card, and news in its thread; in a chat, where there are no threads, news are a card again. */
  async function tell(delivery: Delivery, { reply, ticket }: ReplyPayload): Promise<void> {
    const { id, why } = ticket!;
    const place = await placeOf(delivery.target);
    const before = await cardsIn(id, place);
    // The process ended after it was posted, and before that was written down.
    const posted = before.find((card) => card.key === delivery.key);
    const card = await desk?.card(id, why);
    if (!card || !store) return transport.send(delivery);
    if (posted)
      return lookAgain(
        store,
        id,
        { conversation: keptUnder(place, posted.activity), channel: KIND },
        Date.now(),
      );
    await post.within(place, async (to) => {
      const news = { ...reply, parts: reply.parts.filter((part) => part.type !== 'facts') };
      const said = toMessage(news, { texts, of: delivery.key });
      if (to.scope === 'channel' && (await saidBelow(to, before.toReversed(), said))) return;
      const drawn = drawTicket(card, { step: 'show' }, texts);
      const activity = await connector.send(to, cardMessage(drawn, `${why} ${card.ticket.question}`));
      if (!activity) return;
      const kept = { conversation: keptUnder(place, activity), channel: KIND };
      const data = { place, activity, key: delivery.key };
      await keepCard(store, id, { ...kept, data }, card.shown, Date.now());
      await lookAgain(store, id, kept, Date.now());
    });
  }

  async function refresh(conversation: string, { ticket, always }: CardPayload): Promise<void> {
    const reference = await store?.references.get(conversation);
    const kept = Kept.safeParse(reference?.data).data;
    const card = await desk?.card(ticket);
    if (!store || !reference || reference.deadAt || !kept || !card) return;
    if (!always && shownOn(reference) === card.shown) return;
    const to = await references.find(kept.place);
    const drawn = drawTicket(card, { step: 'show' }, texts);
    try {
      if (!to) throw new DeliveryError('There is no way into this conversation now.', { gone: true });
      await connector.update(to, kept.activity, cardMessage(drawn, card.ticket.question));
    } catch (error) {
      if (!(error instanceof DeliveryError && error.permanent)) throw error;
      // Somebody deleted it, or the place is closed: the ticket itself is told of in other ways.
      return dropCard(conversation, error);
    }
    await keepCard(store, ticket, { conversation, channel: KIND, data: kept }, card.shown, Date.now());
  }

  return {
    ...transport,
    privateWay,
    async send(delivery) {
      const payload = delivery.payload as CardPayload | ReplyPayload;
      if (payload.type === 'card') return refresh(delivery.target, payload);
      if (payload.ticket) return tell(delivery, payload);
      return transport.send(delivery);
    },
  };
}

/** A conversation as administrators may know it: without the channel's name. */
export const placeName = (target: string): string =>
  target.startsWith(toConversation('')) ? fromConversation(target) : target;
