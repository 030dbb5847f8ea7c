/** The modals in which an agent answers, asks back, notes, passes on and closes. Pure. */
import type { types } from '@slack/bolt';
import type { Reply } from '../../../assistant/reply.ts';
import type { Agent } from '../../../escalation/organization.ts';
import type { WordyAct } from '../../../escalation/ticket-card.ts';
import type { Ticket } from '../../../records/tickets.ts';
import { VIEW_IDS } from '../action-ids.ts';
import { LIMITS } from '../limits.ts';
import { cut } from '../mrkdwn.ts';
import { context, plain, sections } from '../render/blocks.ts';
import { drawPart } from '../render/parts.ts';
import { fill, type Texts } from '../texts.ts';

export type { WordyAct };

export interface ActMetadata {
  ticket: string;
  act: WordyAct;
}

/** Room for what else the preview keeps. */
export const LONGEST_WORDS = 2_500;
const QUESTION = 1_500;

/** Behind the first line the words stand as they are: in JSON, quotes and line breaks would count twice. */
export function packMetadata(of: ActMetadata, words = ''): string {
  return `${JSON.stringify(of)}\n${words}`;
}

export function unpackMetadata(packed: string): { of: unknown; words: string } {
  const [first = '', ...rest] = packed.split('\n');
  return { of: JSON.parse(first), words: rest.join('\n') };
}

export function actModal(
  { act, ticket, colleagues }: { act: WordyAct; ticket: Ticket; colleagues: readonly Agent[] },
  texts: Texts,
): types.ModalView {
  const optional = act === 'close' || act === 'pass_on';
  const previewed = act === 'answer' || act === 'ask_back';
  const to = act === 'pass_on' ? [toWhom(colleagues, texts)] : [];
  return {
    type: 'modal',
    callback_id: VIEW_IDS.act,
    private_metadata: packMetadata({ ticket: ticket.id, act }),
    title: plain(fill(texts.act_title, { number: ticket.number }), LIMITS.viewTitle),
    submit: plain(previewed ? texts.act_preview : texts.act_save, LIMITS.viewButton),
    close: plain(texts.act_cancel, LIMITS.viewButton),
    blocks: [
      ...sections(cut(ticket.question, QUESTION)),
      ...to,
      {
        type: 'input',
        block_id: 'words',
        optional,
        label: plain(texts[`act_words_${act}`], LIMITS.inputLabel),
        element: { type: 'plain_text_input', action_id: 'words', multiline: true, max_length: LONGEST_WORDS },
      },
    ],
  };
}

function toWhom(colleagues: readonly Agent[], texts: Texts): types.InputBlock {
  return {
    type: 'input',
    block_id: 'to',
    label: plain(texts.act_to, LIMITS.inputLabel),
    element: {
      type: 'static_select',
      action_id: 'to',
      options: colleagues
        .filter(({ email }) => email.length <= LIMITS.optionValue)
        .slice(0, LIMITS.selectOptions)
        .map(({ name, email }) => ({ text: plain(name, LIMITS.optionText), value: email })),
    },
  };
}

/** The very reply that those who asked will see. */
export function previewModal(
  { act, number, ticket, words, reply }: ActMetadata & { number: number; words: string; reply: Reply },
  texts: Texts,
): types.ModalView {
  const drawn = reply.parts.filter((p) => p.type !== 'choices').flatMap((part) => drawPart(part, texts));
  return {
    type: 'modal',
    callback_id: VIEW_IDS.preview,
    private_metadata: packMetadata({ ticket, act }, cut(words, LONGEST_WORDS)),
    title: plain(fill(texts.act_title, { number }), LIMITS.viewTitle),
    submit: plain(texts.act_send, LIMITS.viewButton),
    close: plain(texts.act_back, LIMITS.viewButton),
    blocks: [...context(texts.act_previewed), ...drawn].slice(0, LIMITS.blocksPerView),
  };
}
