/** What is said of downtimes, reminders and figures, and how they are asked for: `intents/planning.yaml`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { plainText } from '../search/normalise.ts';

const NAMES =
  `admin_only downtime_usage downtime_added downtime_announced downtime_announced_one downtime_ended
  downtime_called_off downtime_none downtimes downtimes_none notice_now notice_ahead until_now until_ahead until_open
  is_down announce_up announce_over announce_off reminder_due today tomorrow in_days remind_set remind_too_near remind_past
  remind_which remind_unknown remind_unnamed remind_nothing remind_offer reminders reminders_none reminder_line reminder_cancel reminder_canceled
  reminders_canceled reminder_unknown see_reminders stats stats_none stats_waiting stats_failed misses misses_none
  misses_line misses_line_once misses_more failures failures_none failure_line failures_again failures_resent see_misses
  see_failures overview overview_role overview_role_school overview_dates overview_no_dates overview_tasks overview_more
  overview_reminders overview_questions overview_ticket overview_tickets overview_draft overview_draft_open
  overview_remind`.split(/\s+/);

const COMMANDS = [
  'downtime_add',
  'downtime_end',
  'downtimes',
  'stats',
  'misses',
  'failures',
  'reminders',
  'unremind',
  'remind',
  'overview',
] as const;
export type Command = (typeof COMMANDS)[number];

const text = z.string().min(1);
const patterns = z.array(text).min(1);
const Schema = z.strictObject({
  texts: z.strictObject(Object.fromEntries(NAMES.map((name) => [name, text]))),
  commands: z.record(z.enum(COMMANDS), patterns),
  about: patterns,
  asks: patterns,
  any_system: patterns,
  subjects: patterns,
});

export interface Texts {
  /** @example texts('in_days', { n: 7 }) // 'in 7 days' */
  (name: string, words?: Record<string, string | number>): string;
  /** The command that a message is, with what it names. */
  command(message: string): { name: Command; which?: string } | undefined;
  /** Whether words, with `@` for a system, are about systems that do not work. */
  isAbout(words: string): boolean;
  /** Whether they ask if a system is down. */
  isAsked(words: string): boolean;
  /** What people call the systems when they name none. */
  anySystem: readonly string[];
  /** Subjects of answers that are about downtimes. */
  subjects: ReadonlySet<string>;
}

/**
 * @param folder the project's, with `intents/`
 * @throws ZodError when a text is missing or unknown
 */
export function loadTexts(folder = '.'): Texts {
  const data = Schema.parse(parse(readFileSync(join(folder, 'intents/planning.yaml'), 'utf8')));
  const said = data.texts as Record<string, string>;
  const compile = (list: readonly string[]) => list.map((p) => new RegExp(p, 'u'));
  const commands = COMMANDS.map((name) => ({ name, patterns: compile(data.commands[name]) }));
  const about = compile(data.about);
  const asks = compile(data.asks);

  function say(name: string, words: Record<string, string | number> = {}): string {
    const line = said[name];
    if (line === undefined) throw new Error(`intents/planning.yaml has no text "${name}".`);
    // One pass: what is filled in is not read for further places.
    return line.replace(/\{(\w+)\}/g, (whole, key: string) => String(words[key] ?? whole));
  }
  return Object.assign(say, {
    command(message: string) {
      if (message.length > LONGEST_COMMAND) return undefined;
      const plain = plainText(message)
        .replace(/[^\p{L}\p{N}' ]+/gu, ' ')
        .replace(/\s+/g, ' ')
        .trim();
      for (const { name, patterns } of commands)
        for (const pattern of patterns) {
          const match = plain.match(pattern);
          if (match) return { name, which: match.groups?.which };
        }
      return undefined;
    },
    isAbout: (words: string) => about.some((p) => p.test(words)),
    isAsked: (words: string) => asks.some((p) => p.test(words)),
    anySystem: data.any_system,
    subjects: new Set(data.subjects),
  });
}

/** Longer messages are no commands, and are not read as such. */
const LONGEST_COMMAND = 600;
