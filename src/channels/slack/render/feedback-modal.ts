/** The modal that asks why an answer did not help. */
import type { types } from '@slack/bolt';
import { VIEW_IDS } from '../action-ids.ts';
import { LIMITS } from '../limits.ts';
import type { Texts } from '../texts.ts';
import { plain } from './blocks.ts';

export interface Asked {
  conversation: string;
  message: string;
}

export function feedbackModal(asked: Asked, texts: Texts): types.ModalView {
  const kinds = [texts.feedback_wrong, texts.feedback_other, texts.feedback_unclear, texts.feedback_missing];
  return {
    type: 'modal',
    callback_id: VIEW_IDS.feedback,
    private_metadata: JSON.stringify(asked),
    title: plain(texts.feedback_title, LIMITS.viewTitle),
    submit: plain(texts.feedback_send, LIMITS.viewButton),
    close: plain(texts.feedback_close, LIMITS.viewButton),
    blocks: [
      {
        type: 'input',
        block_id: 'kind',
        optional: true,
        label: plain(texts.feedback_kind, LIMITS.inputLabel),
        element: {
          type: 'radio_buttons',
          action_id: 'kind',
          options: kinds.map((text, i) => ({ text: plain(text, LIMITS.optionText), value: String(i) })),
        },
      },
      {
        type: 'input',
        block_id: 'words',
        optional: true,
        label: plain(texts.feedback_words, LIMITS.inputLabel),
        hint: plain(texts.feedback_hint, LIMITS.inputHint),
        element: { type: 'plain_text_input', action_id: 'words', multiline: true, max_length: 1_000 },
      },
    ],
  };
}
