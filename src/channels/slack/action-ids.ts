/** The names by which Slack says what was pressed. What it means is in the value, so that it works after days. */
export const ACTION_IDS = {
  /** A choice beside an answer. */
  choice: 'choice',
  /** A choice that answers a question: it is replaced by what was chosen. */
  answer: 'answer',
  date: 'date',
  moment: 'moment',
  rest: 'rest',
  feedback: 'feedback',
  share: 'share',
  role: 'role',
  remind: 'remind',
  unremind: 'unremind',
  draft: 'draft',
  /** Opens the blank that the value names. */
  fill: 'fill',
  ticket: 'ticket',
  /** Has the card of the ticket with that number sent to its agent once more. */
  show: 'show',
} as const;

/** The names of the modals. */
export const VIEW_IDS = {
  feedback: 'feedback',
  role: 'role',
  fill: 'fill',
  home: 'home',
  act: 'act',
  preview: 'preview',
  /** Words only: there is nothing to send. */
  words: 'words',
} as const;

export const SHORTCUT_ID = 'ask_about_message';
export const FORM_SHORTCUT_ID = 'fill_in_form';
export const COMMAND = '/caaspp';
