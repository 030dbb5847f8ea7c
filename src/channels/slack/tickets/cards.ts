/** Where a ticket's cards stand, so that each can show how the ticket stands now. */
import type { webApi } from '@slack/bolt';
import type { ChannelTools } from '../../channel.ts';
import { conversationId, placeOf } from '../ids.ts';
import { quietError } from '../logger.ts';
import type { Texts } from '../texts.ts';
import { renderCard } from './card.ts';

export interface CardPlace {
  team: string;
  channel: string;
  ts: string;
}

export interface Cards {
  /** The card in a channel, when there is one. */
  find(ticket: string, team: string, channel: string): Promise<CardPlace | undefined>;
  keep(ticket: string, place: CardPlace): Promise<void>;
  /** Draws all cards of a ticket anew. */
  refresh(ticket: string): Promise<void>;
  /** As a message; undefined when there is no such ticket. */
  draw(
    ticket: string,
    why?: string,
  ): Promise<{ text: string; blocks: ReturnType<typeof renderCard>['blocks'] } | undefined>;
}

type Tools = Pick<ChannelTools, 'store' | 'log' | 'desk'> & {
  texts: Texts;
  clientOf(team: string): Promise<webApi.WebClient | undefined>;
};

/** Cards are kept as ways back into conversations: of "the person" ticket:ID, in the thread of the card. */
export function createCards({ store, log, desk, texts, clientOf }: Tools): Cards {
  const owner = (ticket: string) => `ticket:${ticket}`;

  async function places(ticket: string): Promise<CardPlace[]> {
    const kept = (await store?.references.ofPerson(owner(ticket))) ?? [];
    return kept.flatMap(({ conversation }) => {
      const place = placeOf(conversation);
      return place?.thread ? [{ team: place.team, channel: place.channel, ts: place.thread }] : [];
    });
  }

  const draw: Cards['draw'] = async (id, why) => {
    const ticket = await store?.tickets.get(id);
    if (!ticket || !desk) return undefined;
    const askers = ((await store?.tickets.askers(id)) ?? []).filter((asker) => !asker.withdrawnAt);
    const { assignee, state } = ticket;
    return renderCard(
      { ticket, waiting: askers.length, state: desk.texts.state(state), who: desk.nameOf(assignee), why },
      texts,
    );
  };

  return {
    draw,
    async find(ticket, team, channel) {
      return (await places(ticket)).find((p) => p.team === team && p.channel === channel);
    },
    async keep(ticket, { team, channel, ts }) {
      const conversation = conversationId({ team, channel, thread: ts });
      await store?.references.save(
        { conversation, channel: 'slack', person: owner(ticket), data: {} },
        Date.now(),
      );
    },
    async refresh(ticket) {
      const card = await draw(ticket);
      if (!card) return;
      for (const { team, channel, ts } of await places(ticket))
        try {
          await (await clientOf(team))?.chat.update({ channel, ts, ...card });
        } catch (error) {
          log.warn({ channel: 'slack', error: quietError(error) }, 'a card could not be drawn anew');
        }
    },
  };
}
