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
} as const;
