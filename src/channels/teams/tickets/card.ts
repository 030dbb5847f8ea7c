/** A ticket as agents see it in Teams: how it stands, a form for their words, and what the asker will see. Pure. */
import type { Reply } from '../../../assistant/reply.ts';
import type { CardWords } from '../../../escalation/card-words.ts';
import type { Agent } from '../../../escalation/organization.ts';
import {
  actsFor,
  type CardAct,
  sayFrom,
  type TicketCard,
  type WordyAct,
} from '../../../escalation/ticket-card.ts';
import { type Action, type AdaptiveCard, block, type Element, type Input } from '../card/elements.ts';
import { clean, markdown } from '../card/markdown.ts';
import { drawPart } from '../card/parts.ts';
import { frame } from '../card/render.ts';
import { bytesOf, shortened } from '../card/size.ts';
import { LIMITS } from '../limits.ts';
import { fill, type TeamsTexts } from '../texts.ts';
import { LONGEST_WORDS, type TicketPress } from './press.ts';

export type TicketTexts = TeamsTexts & CardWords;

/** What is below the question. */
export type Below =
  /** What can be done. */
  | { step: 'show' }
  | { step: 'form'; act: WordyAct; colleagues: readonly Agent[]; words?: string }
  | { step: 'preview'; act: 'answer' | 'ask_back'; words: string; reply: Reply };

/** Longest question, answer and offer; a share of them where the whole would be too large. */
const LONGEST = 4_000;
const SHARES = [1, 0.5, 0.25, 0.1, 0.02];
const MOST_COLLEAGUES = 60;
const SIDE_BY_SIDE = 3;

/**
 * @param warning why what was pressed was not done
 * @example drawTicket(card, { step: 'show' }, texts) // { type: 'AdaptiveCard', body: [{ type: 'TextBlock', text: 'Ticket 1042', … }, …] }
 */
export function drawTicket(
  card: TicketCard,
  below: Below,
  texts: TicketTexts,
  warning?: string,
): AdaptiveCard {
  const { number, question } = card.ticket;
  const title = fill(texts.card_title, { number });
  let drawn: AdaptiveCard | undefined;
  for (const share of SHARES) {
    const warned = warning ? [notice(warning, 'warning')] : [];
    const body = [...warned, ...head(card, title, share, texts), ...lower(card, below, share, texts)];
    drawn = frame(body, clean(`${title}: ${question}`));
    if (bytesOf(drawn) <= LIMITS.cardBytes) break;
  }
  return drawn!;
}

const small = (text: string) => block(markdown(text), { size: 'Small', isSubtle: true, spacing: 'Small' });
const paragraphs = (text: string) => text.split('\n').map(markdown).join('\n\n');
const notice = (text: string, style: 'emphasis' | 'warning'): Element => ({
  type: 'Container',
  style,
  items: [block(paragraphs(text))],
});

function head(
  { ticket, waiting, state, who, lines, why }: TicketCard,
  title: string,
  share: number,
  texts: TicketTexts,
): Element[] {
  const longest = Math.ceil(LONGEST * share);
  const from = sayFrom(ticket);
  return [
    block(title, { weight: 'Bolder', size: 'Medium' }),
    ...(why ? [block(paragraphs(cut(why, longest)))] : []),
    notice(cut(ticket.question, longest), 'emphasis'),
    ...(from ? [small(cut(from, longest))] : []),
    ...(waiting > 1 ? [small(fill(texts.card_waiting, { n: waiting }))] : []),
    ...(ticket.offered ? [small(`${texts.note}: ${cut(ticket.offered, Math.ceil(longest / 4))}`)] : []),
    ...lines.map((line) => small(cut(line, Math.ceil(longest / 8)))),
    ...(ticket.answer
      ? [block(paragraphs(cut(fill(texts.card_answer, { words: ticket.answer }), longest)))]
      : []),
    block(markdown(fill(texts.card_state, { state, who: cut(who, 200) })), { weight: 'Bolder' }),
  ];
}

function lower(card: TicketCard, below: Below, share: number, texts: TicketTexts): Element[] {
  const { ticket } = card;
  const go = (title: string, step: TicketPress['step'], more: { act?: CardAct; words?: string } = {}) =>
    button(title, { press: 'ticket', step, ticket: ticket.id, seen: ticket.version, ...more }, more.words);
  if (below.step === 'show') {
    const acts = actsFor(ticket).map((act) =>
      go(texts[`act_${act}`], act === 'claim' || act === 'reopen' ? 'do' : 'form', { act }),
    );
    const rows = [acts.slice(0, SIDE_BY_SIDE), acts.slice(SIDE_BY_SIDE)].filter((row) => row.length);
    return [
      ...rows.map((actions): Element => ({ type: 'ActionSet', spacing: 'Small', actions })),
      small(texts.ticket_internal),
    ];
  }
  const { act } = below;
  const cancel = go(texts.act_cancel, 'show');
  if (below.step === 'form') {
    const previewed = act === 'answer' || act === 'ask_back';
    const fields = act === 'pass_on' ? [toWhom(below.colleagues, texts)] : [];
    const send = go(previewed ? texts.act_preview : texts.act_save, previewed ? 'preview' : 'do', { act });
    return [
      ...fields,
      wordsField(below.act, below.words, texts),
      { type: 'ActionSet', actions: [{ ...send, associatedInputs: 'auto' }, cancel] },
    ];
  }
  const reply = shortened(below.reply, share);
  // Only to be looked at: nothing in it can be pressed or filled in.
  const drawing = { texts, of: '', kind: 'ask' as const, settled: { label: '' } };
  const parts = reply.parts.filter((part) => part.type !== 'choices');
  const items = parts.flatMap((part, index) => drawPart(part, { ...drawing, index }));
  const { words } = below;
  return [
    small(texts.act_previewed),
    { type: 'Container', style: 'emphasis', items: items.length ? items : [block('…')] },
    {
      type: 'ActionSet',
      actions: [go(texts.act_send, 'do', { act, words }), go(texts.act_back, 'form', { act, words }), cancel],
    },
  ];
}

function button(title: string, data: object, words?: string): Extract<Action, { type: 'Action.Execute' }> {
  return {
    type: 'Action.Execute',
    title,
    verb: 'ticket',
    data: words === undefined ? data : { ...data, words },
    associatedInputs: 'none',
  };
}

function wordsField(act: WordyAct, words: string | undefined, texts: TicketTexts): Input {
  const needed = act === 'answer' || act === 'ask_back' || act === 'note';
  return {
    type: 'Input.Text',
    id: 'words',
    label: texts[`act_words_${act}`],
    isMultiline: true,
    maxLength: LONGEST_WORDS,
    ...(words ? { value: words } : {}),
    ...(needed ? { isRequired: true as const, errorMessage: texts.act_empty } : {}),
  };
}

function toWhom(colleagues: readonly Agent[], texts: TicketTexts): Input {
  return {
    type: 'Input.ChoiceSet',
    id: 'to',
    label: texts.act_to,
    isRequired: true,
    errorMessage: texts.act_to,
    choices: colleagues
      .slice(0, MOST_COLLEAGUES)
      .map(({ name, email }) => ({ title: clean(name).slice(0, 80) || email, value: email })),
  };
}

function cut(words: string, longest: number): string {
  return words.length > longest ? `${words.slice(0, longest).toWellFormed()} …` : words;
}
