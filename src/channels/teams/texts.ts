/** What is said in Teams only: `intents/teams.yaml`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';

const text = z.string().trim().min(1);

const NAMES = [
  'working',
  'source',
  'sources',
  'sources_more',
  'caution',
  'note',
  'send',
  'choose',
  'answer_here',
  'time',
  'chosen',
  'answered',
  'answered_once',
  'file_open',
  'file_without_link',
  'picture_open',
  'cut',
  'helpful_question',
  'helpful_yes',
  'helpful_no',
  'helpful_reason',
  'helpful_thanks',
  'helpful_sorry',
  'still_working',
  'card_unreadable',
  'fill_in',
  'fill_change',
  'fill_required',
  'fill_time',
  'fill_faults',
  'fill_close',
  'fill_closed',
  'fill_done',
  'ticket_internal',
  'welcome',
  'welcome_group',
  'welcome_role',
  'welcome_suggestions',
] as const;

export type TeamsTexts = Record<(typeof NAMES)[number], string>;

const Texts = z.strictObject(Object.fromEntries(NAMES.map((name) => [name, text])));

/** @throws when a text is missing, or one is there that nobody says */
export function loadTexts(folder = '.'): TeamsTexts {
  const file = join(folder, 'intents/teams.yaml');
  return Texts.parse(parse(readFileSync(file, 'utf8'))) as TeamsTexts;
}

/** @example fill('You chose: {label}', { label: 'Yes' }) // 'You chose: Yes' */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
