/** The words and sentences about calendars, from `intents/`. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import { createWords, type Words } from './words.ts';

const texts = z.record(z.string(), z.string().min(1));

const CalendarTexts = z.strictObject({
  /** A sentence for each code. */
  remarks: texts,
  labels: texts,
  command: texts,
  picture: texts,
  take_along: z.strictObject({
    file: z.string(),
    title: z.string(),
    calendar_name: z.string(),
    description: z.string(),
    rules: z.record(
      z.string(),
      z.strictObject({ identity: z.array(z.string()).default([]), fields: z.record(z.string(), z.string()) }),
    ),
  }),
});
export type CalendarTexts = z.infer<typeof CalendarTexts>;

const intents = (name: string) => readFileSync(new URL(`../../intents/${name}`, import.meta.url), 'utf8');

let loadedTexts: CalendarTexts | undefined;
let loadedWords: Words | undefined;

/**
 * The sentences of `intents/calendar.yaml`.
 * @throws when the file is not as it must be
 */
export function loadCalendarTexts(): CalendarTexts {
  loadedTexts ??= CalendarTexts.parse(parse(intents('calendar.yaml'), { schema: 'core' }));
  return loadedTexts;
}

/**
 * The words of `intents/calendar-words.yaml`.
 * @throws when the file is not as it must be
 */
export function loadCalendarWords(): Words {
  loadedWords ??= createWords(parse(intents('calendar-words.yaml'), { schema: 'core' }));
  return loadedWords;
}

/**
 * Puts values into a sentence.
 * @example fill('Deadline: {date}.', { date: 'June 30, 2027' }) // 'Deadline: June 30, 2027.'
 */
export function fill(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
