/** Reply → Adaptive Card 1.5. Pure; draws every part, drops nothing that fits. */
import type { Part, Reply } from '../../../assistant/reply.ts';
import { renderText } from '../../../assistant/text.ts';
import { LIMITS } from '../limits.ts';
import { fill, type TeamsTexts } from '../texts.ts';
import { type AdaptiveCard, block, type Element } from './elements.ts';
import { clean, markdown } from './markdown.ts';
import { drawPart } from './parts.ts';
import { markOf } from './press.ts';
import { bytesOf, shortened } from './size.ts';

export interface CardOptions {
  texts: TeamsTexts;
  /** Nonce of the card: the id of the message that the reply answers. */
  of: string;
  /** Addresses of pictures and files by the number of their part: data addresses, or links to this server. */
  addresses?: Readonly<Record<number, string>>;
  /** How often something was pressed on it: a suggestion counts anew each time its card was drawn. */
  presses?: number;
  /** What was pressed on it: the card as it is afterwards. */
  settled?: Settled;
  /** Whether to ask if it helped. */
  feedback?: 'ask' | 'reason';
}

/** What was pressed on a card, and is said there. */
export interface Settled {
  label: string;
  action?: string;
  note?: string;
  /** It was pressed beside what the card asks, which stays open. */
  beside?: true;
}

/** Subject of a notice to those who asked. */
const TICKET = /^ticket:\d+$/;

/**
 * @returns a card of at most `LIMITS.cardBytes`; texts of a reply too large for that are cut, with a word that they are
 * @example renderCard({ kind: 'answer', parts: [{ type: 'text', text: 'By December 1.' }] }, { texts, of: '1' })
 * // { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: 'By December 1.', wrap: true }], fallbackText: 'By December 1.', … }
 */
export function renderCard(reply: Reply, options: CardOptions): AdaptiveCard {
  for (const share of [1, 0.5, 0.25, 0.1, 0.03, 0.01]) {
    const card = draw(shortened(reply, share), options, share < 1);
    if (bytesOf(card) <= LIMITS.cardBytes) return card;
  }
  const bare = draw(shortened(reply, 0.01), { ...options, addresses: {} }, true);
  return bytesOf(bare) <= LIMITS.cardBytes ? bare : frame([block(options.texts.cut)], options.texts.cut);
}

function draw(reply: Reply, options: CardOptions, cut: boolean): AdaptiveCard {
  const { texts } = options;
  // What somebody is asked of a ticket of theirs is decided once.
  const decided = options.settled && TICKET.test(reply.subject ?? '');
  const parts = reply.parts.map((part, index) =>
    decided && part.type === 'choices' ? [] : drawPart(part, { ...options, index, kind: reply.kind }),
  );
  const body = [...parts.flat(), ...blankButton(reply, options), ...ending(options)];
  if (cut) body.push(block(texts.cut, { isSubtle: true, size: 'Small' }));
  return frame(body, plainText(reply));
}

/** Opens the form or calculation under way as a card. */
function blankButton({ blank, kind }: Reply, options: CardOptions): Element[] {
  const { texts, settled } = options;
  const asked = kind === 'ask';
  // What was asked and is answered is asked no more.
  if (!blank || (settled && asked)) return [];
  const title = asked ? texts.fill_in : texts.fill_change;
  const data = { press: 'blank', ...markOf(options), blank };
  return [
    {
      type: 'ActionSet',
      spacing: 'Small',
      actions: [{ type: 'Action.Execute', title, verb: 'blank', data, associatedInputs: 'none' }],
    },
  ];
}

function ending(options: CardOptions): Element[] {
  const { texts, settled, feedback } = options;
  const mark = markOf(options);
  const said =
    settled &&
    block(`✓ ${markdown(settled.note ?? fill(texts.chosen, { label: settled.label }))}`, {
      weight: 'Bolder',
    });
  const end: Element[] = said ? [said] : [];
  if (feedback === 'ask')
    end.push(block(texts.helpful_question, { isSubtle: true, size: 'Small' }), {
      type: 'ActionSet',
      spacing: 'Small',
      actions: [true, false].map((helpful) => ({
        type: 'Action.Execute' as const,
        title: helpful ? texts.helpful_yes : texts.helpful_no,
        verb: 'helpful',
        data: { press: 'helpful', ...mark, helpful },
        associatedInputs: 'none' as const,
      })),
    });
  if (feedback === 'reason')
    end.push(
      { type: 'Input.Text', id: 'reason', label: texts.helpful_reason, isMultiline: true, maxLength: 1_000 },
      {
        type: 'ActionSet',
        actions: [
          { type: 'Action.Execute', title: texts.send, verb: 'reason', data: { press: 'reason', ...mark } },
        ],
      },
    );
  return end;
}

/** A card of the version that Teams takes from bots, never empty. */
export function frame(body: Element[], text: string): AdaptiveCard {
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    // An empty card is refused.
    body: body.length ? body : [block(text)],
    fallbackText: text.slice(0, LIMITS.fallbackText).toWellFormed(),
  };
}

/** The reply's plain text, never empty. */
export function plainText(reply: Reply): string {
  return clean(renderText(reply)).trim() || '…';
}

/** Whether a reply is words only, and needs no card. */
export function isPlain(reply: Reply): boolean {
  return !reply.blank && reply.parts.every((part: Part) => part.type === 'text');
}
