/** Where a ticket's cards stand in the chats, and the deliveries that draw them anew when it changes. */
import type { Outbox } from '../records/deliveries.ts';
import type { Reference, References } from '../records/people.ts';

/** What a delivery carries that draws one card anew; its target is the card's own reference. */
export interface CardPayload {
  type: 'card';
  ticket: string;
  /** Also when it shows the present state by all we know: an agent pressed on an old one. */
  always?: true;
}

/** A card that was posted. */
export interface KeptCard {
  /** A conversation id that stands for the card, such as the thread that it opens. */
  conversation: string;
  channel: string;
  /** Plain JSON that only the channel reads. */
  data: object;
}

/** After this it is looked at once more: what changed while the card was on its way did not know of it. */
const LOOK_AGAIN_MS = 1_000;

/** Cards are kept as ways back into conversations, of "the person" ticket:ID. */
const OWNER = 'ticket:';
const ownerOf = (ticket: string) => `${OWNER}${ticket}`;

/** Whether a ticket's card stands there: what else is kept of the place must not take its place. */
export function isCard({ person }: Pick<Reference, 'person'>): boolean {
  return person?.startsWith(OWNER) ?? false;
}

/** The living ones, the newest first. */
export async function cardsOf(
  references: Pick<References, 'ofPerson'>,
  ticket: string,
): Promise<Reference[]> {
  return references.ofPerson(ownerOf(ticket));
}

/** What a kept card showed last. */
export function shownOn({ data }: Pick<Reference, 'data'>): string | undefined {
  const { shown } = (data ?? {}) as { shown?: unknown };
  return typeof shown === 'string' ? shown : undefined;
}

/** Keeps where a card stands and what it shows. */
export async function keepCard(
  { references }: { references: Pick<References, 'save'> },
  ticket: string,
  { conversation, channel, data }: KeptCard,
  shown: string,
  now: number,
): Promise<void> {
  await references.save({ conversation, channel, person: ownerOf(ticket), data: { ...data, shown } }, now);
}

/** A card that was just posted may show what is old already. */
export async function lookAgain(
  { outbox }: { outbox: Pick<Outbox, 'add'> },
  ticket: string,
  { conversation, channel }: Pick<KeptCard, 'conversation' | 'channel'>,
  now: number,
): Promise<void> {
  const payload: CardPayload = { type: 'card', ticket };
  const lane = cardLane(conversation);
  await outbox.add(
    {
      kind: channel,
      target: conversation,
      conversation: lane,
      payload,
      key: `${lane}:${ticket}:posted:${now}`,
      notBefore: now + LOOK_AGAIN_MS,
    },
    now,
  );
}

export interface RefreshContext {
  records: { references: Pick<References, 'ofPerson'>; outbox: Pick<Outbox, 'add'> };
  now: number;
  /** Whether a channel takes deliveries of a kind. */
  carries(kind: string): boolean;
}

/**
 * A delivery for each card of a ticket, kept with the change that calls for it: none is lost with the process, and
 * whichever instance is connected draws it.
 * @param change names the change: the same one twice is one delivery
 */
export async function refreshCards(
  { records, now, carries }: RefreshContext,
  ticket: string,
  change: string,
  always?: true,
): Promise<void> {
  for (const { conversation, channel } of await cardsOf(records.references, ticket)) {
    if (!carries(channel)) continue;
    const payload: CardPayload = { type: 'card', ticket, ...(always ? { always } : {}) };
    const lane = cardLane(conversation);
    await records.outbox.add(
      {
        kind: channel,
        target: conversation,
        conversation: lane,
        payload,
        key: `${lane}:${ticket}:${change}`,
      },
      now,
    );
  }
}

/** Each card is drawn by one at a time, and never held up by what is said in its chat. */
export const cardLane = (conversation: string) => `card:${conversation}`;
