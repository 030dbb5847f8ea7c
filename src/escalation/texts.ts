/** What is said around tickets: `intents/escalation.yaml`, read once, every name checked. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { ROLES } from '../knowledge/schema.ts';
import { TICKET_STATES } from '../records/tickets.ts';
import { ROUTE_TOPICS } from '../rules/facts.ts';
import { plainText } from '../search/normalise.ts';
import type { Topic } from './organization.ts';

const NAMES =
  `offer offer_somebody offer_text ask_question ask_role ask_lea ask_school no_such_name nobody_here way way_text letter
  letter_role confirm confirm_role masked confirm_question send change do_not_send ask_change not_sent sent joined
  sent_choices mine mine_line mine_none not_yours withdrawn already_over not_over reopened helped which_helped edited
  edit_what reply_what replied you_asked answer_intro ask_back_intro claimed passed_on closed closed_with
  reopened_by_agent late late_backup button_helped button_reopen button_reply button_withdraw correction_intro
  agent_subject agent_opened agent_passed agent_reminder agent_backup agent_reopened agent_edited agent_withdrawn
  agent_replied agent_link agent_shown queue queue_line shown button_show agent_question agent_offered agent_from agent_open_link agent_footer administrators_subject
  administrators_intro`
    .split(/\s+/)
    .filter(Boolean);

const COMMANDS = [
  'talk',
  'mine',
  'show',
  'withdraw',
  'reopen',
  'helped',
  'edit',
  'reply',
  'send',
  'change',
  'stop',
] as const;
export type Command = (typeof COMMANDS)[number];

const text = z.string().min(1);
const Schema = z.strictObject({
  texts: z.strictObject({
    ...Object.fromEntries(NAMES.map((name) => [name, text])),
    states: z.record(z.enum(TICKET_STATES), text),
  }),
  commands: z.record(z.enum(COMMANDS), z.array(text).min(1)),
  topics: z.partialRecord(z.enum(ROUTE_TOPICS), z.array(text)),
  contacts: z.record(z.string(), text),
  titles: z.record(z.enum(ROLES), text),
});

export interface Texts {
  /** @example texts('withdrawn', { number: 1042 }) // 'Ticket 1042 is withdrawn.' */
  (name: string, words?: Record<string, string | number>): string;
  state(state: (typeof TICKET_STATES)[number]): string;
  /** The ticket number that a command names, 0 when it is the command without one, undefined when it is not. */
  command(which: Command, message: string): number | undefined;
  topicOf(question: string): Topic;
  contact(id: string): string;
  title(role: (typeof ROLES)[number] | undefined): string;
}

/**
 * @param folder the project's, with `intents/`
 * @throws ZodError when a text is missing or unknown
 */
export function loadTexts(folder = '.'): Texts {
  const file = join(folder, 'intents/escalation.yaml');
  const data = Schema.parse(parse(readFileSync(file, 'utf8')));
  const all = data.texts as Record<string, string> & { states: Record<string, string> };
  const compile = (patterns: readonly string[]) =>
    patterns.map((p) => new RegExp(p.replaceAll('{number}', '(?<number>\\d{1,9})'), 'u'));
  const commands = new Map(COMMANDS.map((name) => [name, compile(data.commands[name])]));
  const topics = Object.entries(data.topics).map(([topic, patterns]) => ({
    topic: topic as Topic,
    patterns: compile(patterns ?? []),
  }));

  function say(name: string, words: Record<string, string | number> = {}): string {
    const said = all[name];
    if (said === undefined) throw new Error(`intents/escalation.yaml has no text "${name}".`);
    return fill(said, words);
  }
  return Object.assign(say, {
    state: (state: string) => all.states[state] ?? state,
    command(which: Command, message: string) {
      const plain = plainText(message)
        .replace(/[^\p{L}\p{N}' ]+/gu, ' ')
        .replace(/\s+/g, ' ')
        .trim();
      for (const pattern of commands.get(which) ?? []) {
        const match = plain.match(pattern);
        if (match) return Number(match.groups?.number ?? 0);
      }
      return undefined;
    },
    topicOf(question: string) {
      const plain = plainText(question);
      const found = topics.find(({ patterns }) => patterns.some((p) => p.test(plain)));
      return found?.topic ?? 'technical_or_administration';
    },
    contact: (id: string) => data.contacts[id] ?? id.replaceAll('_', ' '),
    title: (role: (typeof ROLES)[number] | undefined) => data.titles[role ?? 'site_coordinator'],
  });
}

/** One pass: what is filled in is not read for further places. */
function fill(said: string, words: Record<string, string | number>): string {
  return said.replace(/\{(\w+)\}/g, (whole, name: string) => String(words[name] ?? whole));
}
