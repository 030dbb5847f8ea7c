/** Slack's numbers, noted here a second time and not read from `src`: a slip there must show. */

/**
 * The most characters of a text, or the most things of a list, by what they stand in; `[]` are the things themselves.
 * Texts and lists are never empty.
 */
export const MOST: Record<string, Record<string, number>> = {
  section: { text: 3_000, fields: 10, 'fields[]': 2_000 },
  header: { text: 150 },
  divider: {},
  context: { elements: 10, 'elements[]': 3_000 },
  actions: { elements: 25 },
  context_actions: { elements: 5 },
  input: { label: 2_000, hint: 2_000 },
  image: { image_url: 3_000, alt_text: 2_000, title: 2_000 },
  markdown: { text: 12_000 },

  button: { text: 75, value: 2_000, url: 3_000, accessibility_label: 75 },
  feedback_buttons: {},
  icon_button: { text: 75, value: 2_000 },
  static_select: { options: 100, placeholder: 150 },
  multi_static_select: { options: 100, placeholder: 150 },
  users_select: { placeholder: 150 },
  conversations_select: { placeholder: 150 },
  channels_select: { placeholder: 150 },
  overflow: { options: 5 },
  radio_buttons: { options: 10 },
  checkboxes: { options: 10, initial_options: 10 },
  datepicker: { placeholder: 150, initial_date: 10 },
  timepicker: { placeholder: 150, initial_time: 5 },
  datetimepicker: {},
  plain_text_input: { placeholder: 150, initial_value: 3_000 },
  email_text_input: { placeholder: 150, initial_value: 3_000 },
  url_text_input: { placeholder: 150, initial_value: 3_000 },
  number_input: { placeholder: 150 },

  modal: { title: 24, submit: 24, close: 24, private_metadata: 3_000, callback_id: 255, external_id: 255 },
  home: { private_metadata: 3_000, callback_id: 255, external_id: 255 },
};

/** Of those without a type, by the field that holds them. */
const option = { text: 75, value: 150, description: 75 };
const feedback = { text: 75, value: 2_000, accessibility_label: 75 };
export const MOST_IN: Record<string, Record<string, number>> = {
  options: option,
  initial_option: option,
  initial_options: option,
  confirm: { title: 100, text: 300, confirm: 30, deny: 30 },
  positive_button: feedback,
  negative_button: feedback,
};

/** Wherever they stand. */
export const MOST_ANYWHERE = { action_id: 255, block_id: 255 };

/** Slack's types call these optional; without them there is nothing to choose, or nobody knows what was chosen. */
export const NEEDED: Record<string, string[]> = {
  static_select: ['options'],
  multi_static_select: ['options'],
  options: ['value'],
  positive_button: ['value'],
  negative_button: ['value'],
};

export const MOST_BLOCKS = { message: 50, view: 100 };
/** `msg_blocks_too_long` begins about here. */
export const MOST_CHARACTERS = 13_200;
/** `view_too_large` begins here. */
export const MOST_OF_VIEW = 250_000;
