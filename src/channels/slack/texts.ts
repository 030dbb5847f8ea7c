/** What the Slack app says of itself, from `intents/slack.yaml`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';

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
  'pick_moment',
  'attached',
  'picture',
  'nothing_to_show',
  'chosen',
  'working_on_it',
  'helpful',
  'not_helpful',
] as const;

export type Texts = Record<(typeof NAMES)[number], string>;

const Schema = z.strictObject(
  Object.fromEntries(NAMES.map((name) => [name, z.string().trim().min(1)])),
) as unknown as z.ZodType<Texts>;

/**
 * @param folder the project's, with `intents/`
 * @throws ZodError when a text is missing or unknown
 */
export function loadTexts(folder = '.'): Texts {
  return Schema.parse(parse(readFileSync(join(folder, 'intents/slack.yaml'), 'utf8')));
}

/** @example fill('You chose: {label}', { label: 'Yes' }) // 'You chose: Yes' */
export function fill(text: string, words: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(words[name] ?? whole));
}
