/** What is said on tickets' cards and around them in every chat: `intents/tickets.yaml`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { TicketError, type TicketFault } from './tickets.ts';

const NAMES = [
  'card_title',
  'card_state',
  'card_answer',
  'card_waiting',
  'line_note',
  'line_asked_back',
  'line_asker_replied',
  'line_passed_on',
  'line_passed_on_with',
  'line_closed',
  'line_closed_with',
  'line_helped',
  'line_withdrawn',
  'line_edited',
  'act_claim',
  'act_answer',
  'act_ask_back',
  'act_note',
  'act_pass_on',
  'act_close',
  'act_reopen',
  'act_title',
  'act_preview',
  'act_send',
  'act_save',
  'act_cancel',
  'act_back',
  'act_words_answer',
  'act_words_ask_back',
  'act_words_note',
  'act_words_pass_on',
  'act_words_close',
  'act_to',
  'act_previewed',
  'act_empty',
  'ticket_not_found',
  'ticket_not_allowed',
  'ticket_changed',
  'ticket_state',
  'ticket_no_agent',
  'undeliverable',
  'undeliverable_mail',
  'undeliverable_chat',
  'undeliverable_nowhere',
  'undeliverable_subject',
] as const;

export type CardWords = Record<(typeof NAMES)[number], string>;

const Schema = z.strictObject(
  Object.fromEntries(NAMES.map((name) => [name, z.string().trim().min(1)])),
) as unknown as z.ZodType<CardWords>;

/**
 * @param folder the project's, with `intents/`
 * @throws ZodError when a text is missing or unknown
 */
export function loadCardWords(folder = '.'): CardWords {
  return Schema.parse(parse(readFileSync(join(folder, 'intents/tickets.yaml'), 'utf8')));
}

const FAULTS: Record<TicketFault, keyof CardWords> = {
  NOT_FOUND: 'ticket_not_found',
  NOT_ALLOWED: 'ticket_not_allowed',
  CHANGED: 'ticket_changed',
  STATE: 'ticket_state',
  EMPTY: 'act_empty',
  NO_AGENT: 'ticket_no_agent',
};

/**
 * Why an agent's act was refused, in words; what is no refusal is thrown on.
 * @example sayFault(new TicketError('EMPTY'), words) // 'Please write something.'
 */
export function sayFault(error: unknown, words: CardWords): string {
  if (!(error instanceof TicketError)) throw error;
  return words[FAULTS[error.fault]];
}
