/** A ticket as agents see it in Slack. Pure. */
import { actsFor, type CardAct, sayFrom, type TicketCard } from '../../../escalation/ticket-card.ts';
import type { Ticket } from '../../../records/tickets.ts';
import { ACTION_IDS } from '../action-ids.ts';
import { LIMITS } from '../limits.ts';
import { cut } from '../mrkdwn.ts';
import { actions, type Block, context, plain, sections } from '../render/blocks.ts';
import { drawPart, fallback } from '../render/parts.ts';
import type { SlackMessage } from '../render/reply.ts';
import { fill, type Texts } from '../texts.ts';

/** Longest question, answer and offer; a share of them where the whole would be too long for Slack. */
const LONGEST = 2_500;
const SHARES = [1, 0.5, 0.25, 0.1, 0.02];
const SHORT = 300;

type CardData = Omit<TicketCard, 'shown' | 'lines'> & Partial<Pick<TicketCard, 'lines'>>;

/** The answer modal and the ticket's page hold all of what is shortened here. */
export function renderCard(card: CardData, texts: Texts): SlackMessage {
  const { number, question } = card.ticket;
  const title = fill(texts.card_title, { number });
  let blocks: Block[] = [];
  for (const share of SHARES) {
    blocks = draw(card, title, share, texts);
    if (JSON.stringify(blocks).length <= LIMITS.messageBlocks) break;
  }
  return { text: fallback(`${title}: ${question}`), blocks };
}

function draw(
  { ticket, waiting, state, who, lines = [], why }: CardData,
  title: string,
  share: number,
  texts: Texts,
): Block[] {
  const { question, offered, answer } = ticket;
  const longest = Math.ceil(LONGEST * share);
  const short = Math.ceil(SHORT * share);
  return [
    { type: 'header', text: plain(title, LIMITS.headerText) },
    ...(why ? sections(cut(why, longest)) : []),
    ...sections(cut(question, longest)),
    ...context(cut(sayFrom(ticket), short)),
    ...(waiting > 1 ? context(fill(texts.card_waiting, { n: waiting })) : []),
    ...(offered
      ? drawPart({ type: 'notice', level: 'info', text: cut(offered, Math.ceil(longest * 0.4)) }, texts)
      : []),
    ...lines.flatMap((line) => context(cut(line, Math.ceil(longest * 0.25)))),
    ...(answer ? sections(cut(fill(texts.card_answer, { words: answer }), longest)) : []),
    ...context(fill(texts.card_state, { state: cut(state, short), who: cut(who, short) })),
    ...actions(actsFor(ticket).map((act) => button(act, ticket, texts))),
    ...context(texts.act_internal),
  ];
}

function button(act: CardAct, { id }: Ticket, texts: Texts) {
  return {
    type: 'button' as const,
    text: plain(texts[`act_${act}`], LIMITS.buttonText),
    action_id: `${ACTION_IDS.ticket}:${act}`,
    value: id,
    ...(act === 'claim' || act === 'answer' ? { style: 'primary' as const } : {}),
  };
}
