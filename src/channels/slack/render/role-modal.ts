/** The modal that asks for role and school. */
import type { types } from '@slack/bolt';
import { sayRole } from '../../../assistant/hand-over.ts';
import { ROLES, type Role } from '../../../knowledge/schema.ts';
import { VIEW_IDS } from '../action-ids.ts';
import { LIMITS } from '../limits.ts';
import { clean, cut } from '../mrkdwn.ts';
import type { Texts } from '../texts.ts';
import { plain } from './blocks.ts';

export function roleModal({ role, school }: { role?: Role; school?: string }, texts: Texts): types.ModalView {
  const options = ROLES.map((r) => ({ text: plain(sayRole(r), LIMITS.optionText), value: r as string }));
  const initial = options.find((o) => o.value === role);
  return {
    type: 'modal',
    callback_id: VIEW_IDS.role,
    title: plain(texts.role_title, LIMITS.viewTitle),
    submit: plain(texts.role_save, LIMITS.viewButton),
    close: plain(texts.role_close, LIMITS.viewButton),
    blocks: [
      {
        type: 'input',
        block_id: 'role',
        label: plain(texts.role_label, LIMITS.inputLabel),
        hint: plain(texts.role_hint, LIMITS.inputHint),
        element: {
          type: 'radio_buttons',
          action_id: 'role',
          options,
          ...(initial ? { initial_option: initial } : {}),
        },
      },
      {
        type: 'input',
        block_id: 'school',
        optional: true,
        label: plain(texts.school_label, LIMITS.inputLabel),
        element: {
          type: 'plain_text_input',
          action_id: 'school',
          max_length: 200,
          ...(clean(school ?? '') ? { initial_value: cut(clean(school ?? ''), 200) } : {}),
        },
      },
    ],
  };
}
