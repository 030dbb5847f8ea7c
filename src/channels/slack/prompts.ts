/** Questions to begin with, by role and by what is due soonest: `intents/slack-prompts.yaml`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { addDays } from '../../knowledge/dates.ts';
import type { Library } from '../../knowledge/library.ts';
import { ROLES, type Role } from '../../knowledge/schema.ts';
import { place } from '../../knowledge/timing.ts';
import { LIMITS } from './limits.ts';
import { cut } from './mrkdwn.ts';

/** What is later than this is not what people think of now. */
const HORIZON_DAYS = 120;
const MOST_DUE = 2;

const text = z.string().trim().min(1);
const Questions = z.strictObject({
  first: z.array(text).default([]),
  /** By the entry that knows the day. */
  due: z.record(z.string(), text).default({}),
  also: z.array(text).min(1),
});
export type Questions = z.infer<typeof Questions>;
/** For each role, and for people whose role is not known. */
export type PromptLists = Record<Role | 'anyone', Questions>;

const Schema = z.strictObject(
  Object.fromEntries([...ROLES, 'anyone'].map((who) => [who, Questions])),
) as unknown as z.ZodType<PromptLists>;

export interface Prompt {
  title: string;
  message: string;
}

/**
 * @param folder the project's, with `intents/`
 * @throws ZodError when a role is missing or unknown
 */
export function loadPrompts(folder = '.'): PromptLists {
  return Schema.parse(parse(readFileSync(join(folder, 'intents/slack-prompts.yaml'), 'utf8')));
}

/**
 * At most four questions, the soonest due among them.
 * @param today YYYY-MM-DD
 * @param library knows the days; without it nothing is due
 * @example promptsFor('lea_coordinator', lists, '2026-11-21', library)[2]?.message // 'When must our testing window be set?'
 */
export function promptsFor(
  role: Role | undefined,
  lists: PromptLists,
  today: string,
  library?: Pick<Library, 'entry'>,
): Prompt[] {
  const { first, due, also } = lists[role ?? 'anyone'];
  const soonest = Object.entries(due)
    .map(([id, question]) => ({ question, day: library && dueDay(id, today, library) }))
    .filter((one): one is { question: string; day: string } => one.day !== undefined)
    .sort((a, b) => a.day.localeCompare(b.day))
    .slice(0, MOST_DUE)
    .map(({ question }) => question);
  return [...new Set([...first, ...soonest, ...also])]
    .slice(0, LIMITS.suggestedPrompts)
    .map((message) => ({ title: cut(message, LIMITS.buttonText), message }));
}

/** The next day of an entry, today for what has begun; undefined for what is over or far away. */
function dueDay(id: string, today: string, library: Pick<Library, 'entry'>): string | undefined {
  return Object.values(library.entry(id, today)?.dates ?? {})
    .map((date) => place(date, today))
    .filter(({ state }) => state !== 'past')
    .map(({ from }) => (from < today ? today : from))
    .filter((day) => day <= addDays(today, HORIZON_DAYS))
    .sort()[0];
}
