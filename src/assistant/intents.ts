/** What people mean besides asking: `intents/`, one item a thing the assistant can do. */
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { type Fault, parseItems, yamlFiles } from '../knowledge/load.ts';

const text = z.string().trim().min(1);

export const Intent = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  title: text.max(75),
  /** Which skill acts on it. */
  skill: text,
  /** How people say it. */
  examples: z.array(text).min(4),
  keywords: z.array(text).default([]),
  /** Whole messages that mean just this, whatever the rest of the conversation. */
  exact: z.array(text).default([]),
  /** Whole messages that mean this only while nothing is being asked. */
  alone: z.array(text).default([]),
  /** What is said, for intents that need no more than words; several are alternatives. */
  say: z.array(text).default([]),
  /** Whether to add whom to turn to. */
  hand_over: z.boolean().default(false),
});
export type Intent = z.infer<typeof Intent>;

/** Texts the assistant says of itself, by name. */
export type Voice = Record<string, string>;

export interface Vocabulary {
  synonyms: string[][];
  phrases: Record<string, string[]>;
  facets: {
    tests: Record<string, string[]>;
    roles: Record<string, string[]>;
    months: Record<string, string[]>;
  };
  /** Things asked about in turn: "and summative ones?" after a question about interims. */
  contrasts: string[][][];
  /** Words of another language → English words of the field. */
  spanish: Record<string, string>;
  /** Words of courtesy around a whole message that means one thing. */
  courtesy: string[];
  /** What people say in passing, as a regular expression: no answer to what is asked. */
  remarks: string;
  /** What tells that somebody is new in a role, and the words around it that ask nothing of their own. */
  beginner: { signs: string[]; filler: string[] };
  /** What a "Yes" or "No" is measured by: denials, words that turn the sense round, words of duty. */
  polarity: { negations: string[]; turns: string[]; duties: string[] };
}

const VocabularySchema = z.strictObject({
  synonyms: z.array(z.array(text).min(2)),
  phrases: z.record(z.string(), z.array(text).min(1)),
  facets: z.strictObject({
    tests: z.record(z.string(), z.array(text)),
    roles: z.record(z.string(), z.array(text)),
    months: z.record(z.string(), z.array(text)),
  }),
  contrasts: z.array(z.array(z.array(text).min(1)).min(2)),
  spanish: z.record(z.string(), text),
  courtesy: z.array(text).min(1),
  remarks: text,
  beginner: z.strictObject({ signs: z.array(text), filler: z.array(text) }),
  polarity: z.strictObject({
    negations: z.array(text),
    turns: z.array(text),
    duties: z.array(text),
  }),
});

/** Patterns that are refused before anything else, by name of the intent that answers. */
export const Guard = z.strictObject({ intent: text, patterns: z.array(text).min(1) });
export type Guard = z.infer<typeof Guard>;

/** What a question may ask for beside its subject, and the entry that hands it over where what was found says nothing of it. */
export const Unsaid = z.strictObject({
  id: text,
  asks: z.array(text).min(1),
  holds: text,
  to: text.optional(),
});
export type Unsaid = z.infer<typeof Unsaid>;

export interface Intents {
  intents: Intent[];
  guards: Guard[];
  unsaid: Unsaid[];
  voice: Voice;
  vocabulary: Vocabulary;
}

/** Loads `intents/*.yaml` (not the rules and forms below it, which their own modules load). */
export function loadIntents(folder: string): { intents: Intents; faults: Fault[] } {
  const faults: Fault[] = [];
  const file = (name: string) => join(folder, name);
  const items = yamlFiles(folder)
    .filter((p) => /^(conversation|decline)/.test(relative(folder, p)))
    .flatMap((p) => parseItems(relative(join(folder, '..'), p), readFileSync(p, 'utf8'), Intent, faults));
  const guards = parseItems('intents/guards.yaml', readFileSync(file('guards.yaml'), 'utf8'), Guard, faults);
  const unsaid = parseItems('intents/unsaid.yaml', readFileSync(file('unsaid.yaml'), 'utf8'), Unsaid, faults);
  const voice = existsSync(file('voice.yaml'))
    ? (parse(readFileSync(file('voice.yaml'), 'utf8')) as Voice)
    : {};
  const vocabulary = VocabularySchema.parse(parse(readFileSync(file('vocabulary.yaml'), 'utf8')));
  return { intents: { intents: items, guards, unsaid, voice, vocabulary }, faults };
}
