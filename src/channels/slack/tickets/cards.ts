/** A ticket's cards in Slack: where they stand, and drawing them as the ticket stands now. */
import type { webApi } from '@slack/bolt';
import type { CardPayload } from '../../../escalation/kept-cards.ts';
import { cardsOf, keepCard, lookAgain, shownOn } from '../../../escalation/kept-cards.ts';
import type { ChannelTools } from '../../channel.ts';
import { toDeliveryError } from '../errors.ts';
import { conversationId, type Place, placeOf } from '../ids.ts';
import { quietError } from '../logger.ts';
import type { SlackMessage } from '../render/reply.ts';
import type { Texts } from '../texts.ts';
import { renderCard } from './card.ts';

export interface DrawnCard {
  message: SlackMessage;
  /** What it shows, to tell whether that is old. */
  shown: string;
}

export interface Cards {
  /** The first message of its thread, where the ticket has a card in a channel. */
  find(ticket: string, place: Place): Promise<string | undefined>;
  /** Undefined when there is no such ticket. */
  draw(ticket: string, why?: string): Promise<DrawnCard | undefined>;
  /** A card was posted as this message. */
  keep(ticket: string, place: Place, ts: string, shown: string): Promise<void>;
  /** Draws one card anew; `conversation` is what it is kept under. */
  refresh(client: webApi.WebClient, conversation: string, payload: CardPayload): Promise<void>;
}

type Tools = Pick<ChannelTools, 'store' | 'log' | 'desk'> & { texts: Texts };

export function createCards({ store, log, desk, texts }: Tools): Cards {
  const draw: Cards['draw'] = async (id, why) => {
    const card = await desk?.card(id, why);
    return card && { message: renderCard(card, texts), shown: card.shown };
  };

  return {
    draw,
    async find(ticket, { team, channel }) {
      const kept = store ? await cardsOf(store.references, ticket) : [];
      const places = kept.map(({ conversation }) => placeOf(conversation));
      return places.find((p) => p?.team === team && p.channel === channel && p.thread)?.thread;
    },
    async keep(ticket, { team, channel }, ts, shown) {
      if (!store) return;
      const conversation = conversationId({ team, channel, thread: ts });
      const card = { conversation, channel: 'slack', data: {} };
      await keepCard(store, ticket, card, shown, Date.now());
      await lookAgain(store, ticket, card, Date.now());
    },
    async refresh(client, conversation, { ticket, always }) {
      const place = placeOf(conversation);
      const reference = await store?.references.get(conversation);
      const drawn = await draw(ticket);
      if (!store || !drawn || !place || !reference || reference.deadAt) return;
      if (!always && shownOn(reference) === drawn.shown) return;
      try {
        await client.chat.update({ channel: place.channel, ts: place.thread, ...drawn.message });
      } catch (error) {
        const known = toDeliveryError(error);
        if (!known.permanent) throw known;
        // Somebody deleted it, or the place is closed: the ticket itself is told of in other ways.
        await store.references.markDead(conversation, known.message, Date.now());
        log.warn({ channel: 'slack', error: quietError(error) }, 'a card cannot be drawn any more');
        return;
      }
      const kept = { conversation, channel: 'slack', data: reference.data as object };
      await keepCard(store, ticket, kept, drawn.shown, Date.now());
    },
  };
}
