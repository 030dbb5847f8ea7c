/** What the Slack app says of itself, from `intents/slack.yaml`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { type CardWords, loadCardWords } from '../../escalation/card-words.ts';

const NAMES = [
  'source',
  'working',
  'note',
  'caution',
  'rest',
  'rest_gone',
  'full_labels',
  'typed_choices',
  'pick',
  'pick_date',
  'attached',
  'picture',
  'nothing_to_show',
  'chosen',
  'working_on_it',
  'helpful',
  'not_helpful',
  'share',
  'shared_by',
  'shared',
  'sent_privately',
  'command_help',
  'not_now',
  'not_done',
  'words_back',
  'one_moment',
  'view_done',
  'install_refused',
  'aside_number',
  'aside_words',
  'thanks',
  'fill_in',
  'fill_change',
  'fill_title',
  'fill_send',
  'fill_close',
  'fill_time',
  'fill_wait',
  'fill_gone',
  'fill_more',
  'form_command',
  'feedback_title',
  'feedback_send',
  'feedback_close',
  'feedback_kind',
  'feedback_wrong',
  'feedback_other',
  'feedback_unclear',
  'feedback_missing',
  'feedback_words',
  'feedback_hint',
  'role_title',
  'role_save',
  'role_close',
  'role_label',
  'role_hint',
  'school_label',
  'role_unknown',
  'home_role',
  'home_role_school',
  'home_set_role',
  'home_change_role',
  'home_dates',
  'home_no_dates',
  'home_tasks',
  'home_no_tasks',
  'home_more',
  'home_remind',
  'home_reminders',
  'home_reminder',
  'home_cancel',
  'home_questions',
  'home_question',
  'home_draft',
  'home_draft_open',
  'home_downtimes',
  'home_downtime',
  'home_downtime_until',
  'home_ask',
  'prompts_title',
  'act_internal',
  'home_tickets',
  'home_show',
  'home_show_where',
  'home_failures',
  'home_misses',
  'home_no_misses',
  'home_miss',
  'home_no_failures',
  'home_failure',
] as const;

type Own = Record<(typeof NAMES)[number], string>;
/** With what stands on tickets' cards in every chat. */
export type Texts = Own & CardWords;

const Schema = z.strictObject(
  Object.fromEntries(NAMES.map((name) => [name, z.string().trim().min(1)])),
) as unknown as z.ZodType<Own>;

/**
 * @param folder the project's, with `intents/`
 * @throws ZodError when a text is missing or unknown
 */
export function loadTexts(folder = '.'): Texts {
  const own = Schema.parse(parse(readFileSync(join(folder, 'intents/slack.yaml'), 'utf8')));
  return { ...loadCardWords(folder), ...own };
}

/** @example fill('You chose: {label}', { label: 'Yes' }) // 'You chose: Yes' */
export function fill(text: string, words: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(words[name] ?? whole));
}
