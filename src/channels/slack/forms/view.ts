/** A blank as a modal. Pure: every field with its own kind of input, within Slack's limits. */
import type { types } from '@slack/bolt';
import type { Blank, BlankField, Option } from '../../../assistant/blank.ts';
import { VIEW_IDS } from '../action-ids.ts';
import { LIMITS } from '../limits.ts';
import { clean, cut } from '../mrkdwn.ts';
import { type Block, bold, context, marked, plain, sections } from '../render/blocks.ts';
import type { Texts } from '../texts.ts';

/** What the modal remembers: names only, nothing of what is filled in. */
export interface Meant {
  subject: string;
  /** The conversation that it goes on, and the thread where that is told; a private message where there is none. */
  conversation?: string;
  target?: string;
}

/** Every input of a blank has this action id; the block's id is the field's name. */
export const FIELD = 'blank_field';
/** The time of a moment stands in a block of its own. */
export const TIME = '~time';

const DAY = /^\d{4}-\d\d-\d\d/;
const TIME_OF_DAY = /^\d{4}-\d\d-\d\d (\d\d:\d\d)$/;

/** @param note said above everything, such as that one more thing is needed */
export function blankView(blank: Blank, meant: Meant, texts: Texts, note?: string): types.ModalView {
  const blocks: Block[] = [
    { type: 'header', text: plain(blank.title, LIMITS.headerText) },
    ...(note ? sections(note) : []),
    ...blank.notes.flatMap(context),
    ...blank.fields.flatMap((field) => [...heading(field), ...drawField(field, blank, texts)]),
  ];
  return {
    ...frame(meant, texts),
    submit: plain(texts.fill_send, LIMITS.viewButton),
    blocks: blocks.slice(0, LIMITS.blocksPerView),
  };
}

/** A modal of words only, while the blank is fetched or when there is none. */
export function wordsView(words: string, meant: Meant, texts: Texts): types.ModalView {
  return { ...frame(meant, texts), blocks: sections(words) };
}

function frame(meant: Meant, texts: Texts) {
  return {
    type: 'modal' as const,
    callback_id: VIEW_IDS.fill,
    private_metadata: JSON.stringify(meant),
    title: plain(texts.fill_title, LIMITS.viewTitle),
    close: plain(texts.fill_close, LIMITS.viewButton),
  };
}

function heading({ heading, note }: BlankField): Block[] {
  const words = heading && bold(heading);
  return [
    ...(words ? [{ type: 'section' as const, text: marked(words) }] : []),
    ...(note ? context(note) : []),
  ];
}

function drawField(field: BlankField, { opensMore }: Blank, texts: Texts): types.InputBlock[] {
  const { name, label, hint, required, input } = field;
  const chosen = input.kind === 'choice' || input.kind === 'choices';
  const block: types.InputBlock = {
    type: 'input',
    block_id: name,
    optional: !required,
    label: plain(label, LIMITS.inputLabel),
    ...(hint ? { hint: plain(hint, LIMITS.inputHint) } : {}),
    ...(chosen && opensMore ? { dispatch_action: true } : {}),
    element: elementOf(field, texts),
  };
  if (input.kind !== 'moment') return [block];
  const time = String(field.value ?? '').match(TIME_OF_DAY)?.[1];
  const clock: types.InputBlock = {
    type: 'input',
    block_id: `${name}${TIME}`,
    optional: true,
    label: plain(texts.fill_time, LIMITS.inputLabel),
    element: { type: 'timepicker', action_id: FIELD, ...(time ? { initial_time: time } : {}) },
  };
  return [block, clock];
}

function elementOf({ input, value }: BlankField, texts: Texts): types.InputBlock['element'] {
  const action_id = FIELD;
  const words = cut(clean(typeof value === 'string' ? value : ''), LIMITS.inputValue);
  const initial = words ? { initial_value: words } : {};
  switch (input.kind) {
    case 'text':
    case 'phone': {
      const multiline = input.kind === 'text' && input.long ? { multiline: true } : {};
      return { type: 'plain_text_input', action_id, max_length: LIMITS.inputValue, ...multiline, ...initial };
    }
    case 'email':
      return { type: 'email_text_input', action_id, ...initial };
    case 'number':
      return { type: 'number_input', action_id, is_decimal_allowed: false, ...initial };
    case 'date':
    case 'moment': {
      const day = words.match(DAY)?.[0];
      const placeholder = plain(texts.pick_date, LIMITS.placeholder);
      return { type: 'datepicker', action_id, placeholder, ...(day ? { initial_date: day } : {}) };
    }
    case 'choice': {
      const options = drawOptions(input.options);
      const [initial_option] = options.filter((o) => o.value === value);
      const placeholder = plain(texts.pick, LIMITS.placeholder);
      return {
        type: 'static_select',
        action_id,
        placeholder,
        options,
        ...(initial_option ? { initial_option } : {}),
      };
    }
    case 'choices': {
      const options = drawOptions(input.options);
      const initial_options = options.filter((o) => value?.includes(o.value));
      const chosen = initial_options.length ? { initial_options } : {};
      return options.length > LIMITS.checkboxes
        ? { type: 'multi_static_select', action_id, options, ...chosen }
        : { type: 'checkboxes', action_id, options, ...chosen };
    }
  }
}

function drawOptions(options: readonly Option[]) {
  return options
    .filter(({ value }) => value && value.length <= LIMITS.optionValue)
    .slice(0, LIMITS.selectOptions)
    .map(({ value, label }) => ({ text: plain(label, LIMITS.optionText), value }));
}
