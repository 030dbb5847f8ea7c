/** A ticket as agents see it. Pure. */
import type { Ticket } from '../../../records/tickets.ts';
import { ACTION_IDS } from '../action-ids.ts';
import { LIMITS } from '../limits.ts';
import { cut } from '../mrkdwn.ts';
import { actions, type Block, context, plain, sections } from '../render/blocks.ts';
import { drawPart, fallback } from '../render/parts.ts';
import type { SlackMessage } from '../render/reply.ts';
import { fill, type Texts } from '../texts.ts';

/** A long question is shortened on the card; the answer modal and the ticket's page hold all of it. */
const LONGEST = 2_500;

export interface CardData {
  ticket: Ticket;
  /** How many wait for the answer. */
  waiting: number;
  /** Names of state and assignee as they are said. */
  state: string;
  who: string;
  /** Why the agent is told now. */
  why?: string;
}

export const CARD_ACTS = ['claim', 'answer', 'ask_back', 'note', 'pass_on', 'close', 'reopen'] as const;
export type CardAct = (typeof CARD_ACTS)[number];

export function renderCard({ ticket, waiting, state, who, why }: CardData, texts: Texts): SlackMessage {
  const { number, question, offered, answer, role, school, lea } = ticket;
  const title = fill(texts.card_title, { number });
  const from = [role?.replaceAll('_', ' ').replace(/^lea/, 'LEA'), school, lea].filter(Boolean).join(', ');
  const blocks: Block[] = [
    { type: 'header', text: plain(title, LIMITS.headerText) },
    ...(why ? sections(cut(why, LIMITS.sectionText)) : []),
    ...sections(cut(question, LONGEST)),
    ...(from ? context(from) : []),
    ...(waiting > 1 ? context(fill(texts.card_waiting, { n: waiting })) : []),
    ...(offered ? drawPart({ type: 'notice', level: 'info', text: cut(offered, 1_000) }, texts) : []),
    ...(answer ? sections(cut(fill(texts.card_answer, { words: answer }), LONGEST)) : []),
    ...context(fill(texts.card_state, { state, who })),
    ...actions(actsFor(ticket).map((act) => button(act, ticket, texts))),
    ...context(texts.act_internal),
  ];
  return { text: fallback(`${title}: ${question}`), blocks };
}

/** What can be done with it as it stands. */
export function actsFor({ state }: Pick<Ticket, 'state'>): CardAct[] {
  if (state === 'closed') return ['note', 'reopen'];
  if (state === 'answered') return ['answer', 'note', 'close', 'reopen'];
  const open: CardAct[] = ['answer', 'ask_back', 'note', 'pass_on', 'close'];
  return state === 'claimed' ? open : ['claim', ...open];
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
