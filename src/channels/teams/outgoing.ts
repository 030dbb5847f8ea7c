/** A reply as a message of Teams. */
import type { Reply } from '../../assistant/reply.ts';
import type { AdaptiveCard } from './card/elements.ts';
import { type CardOptions, isPlain, plainText, renderCard } from './card/render.ts';
import type { Outgoing } from './connector.ts';
import { LIMITS } from './limits.ts';

export const CARD = 'application/vnd.microsoft.card.adaptive';

/**
 * Words only are sent as words. All else is a card alone: Teams splits a message with text and card in two, so the
 * plain text stands in the summary (notifications, list of chats) and in the card's fallback.
 */
export function toMessage(reply: Reply, options: CardOptions): Outgoing {
  if (isPlain(reply) && !options.feedback && !options.settled)
    return { type: 'message', text: cutBytes(plainText(reply)), textFormat: 'plain' };
  return cardMessage(renderCard(reply, options), plainText(reply));
}

export function cardMessage(card: AdaptiveCard, words: string): Outgoing {
  const line = words.replace(/\s+/g, ' ');
  const summary =
    line.length > LIMITS.summary ? `${line.slice(0, LIMITS.summary - 1).toWellFormed()}…` : line;
  return { type: 'message', summary, attachments: [{ contentType: CARD, content: card }] };
}

function cutBytes(text: string): string {
  return text.length * 3 > LIMITS.cardBytes
    ? `${text.slice(0, LIMITS.cardBytes / 3).toWellFormed()} …`
    : text;
}
