/** What a button of a card carries back. */
import { isValid, parseISO } from 'date-fns';
import * as z from 'zod';
import { sayMoment } from '../../../assistant/rules/say.ts';
import { sayDay } from '../../../knowledge/dates.ts';
import { filledFrom } from '../forms/fields.ts';
import { LIMITS } from '../limits.ts';

const MOST_FIELDS = 200;

const short = z.string().max(200);
/** It may name a conversation, and one of Teams has a long id. */
const of = z.string().max(1_000);
/** Number of the part in its reply: fields are named after it. */
const number = z.number().int().default(0);
/** In which state of the card. */
const presses = z.number().int().min(0).optional();

/** `of` is the nonce: which card it was, and with what is pressed on it in which of its states, which press. */
const Pressed = z.discriminatedUnion('press', [
  z.object({
    press: z.literal('choose'),
    of,
    presses,
    /** Where it answers a question: the number of that part. */
    at: z.number().int().optional(),
    action: z.string().max(LIMITS.actionData),
    label: z.string().max(2_000),
  }),
  z.object({
    press: z.literal('pick'),
    of,
    presses,
    at: number,
    /** Action and label of the choice, as JSON. */
    answer: z.string().max(LIMITS.actionData),
  }),
  z.object({
    press: z.literal('answer'),
    of,
    presses,
    at: number,
    answer: z.union([z.string(), z.number()]).transform(String).default(''),
    time: z.string().max(20).optional(),
  }),
  /** Opens a blank as a card, closes it again, and sends it. */
  z.object({ press: z.literal('blank'), of, presses, blank: short }),
  z.object({ press: z.literal('unfilled'), of, presses }),
  z.object({
    press: z.literal('filled'),
    of,
    presses,
    blank: short,
    nonce: short,
    filled: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  }),
  z.object({ press: z.literal('helpful'), of, presses, helpful: z.boolean() }),
  z.object({ press: z.literal('reason'), of, presses, reason: z.string().max(4_000).default('') }),
]);
export type Pressed = z.infer<typeof Pressed>;
export type BlankPress = Extract<Pressed, { press: 'blank' | 'unfilled' | 'filled' }>;

const FieldIds = z.array(short).max(MOST_FIELDS).catch([]);

/** By what a press names its card: the nonce, and the state that the card was in. */
export function markOf({ of, presses }: { of: string; presses?: number }) {
  return { of, ...(presses ? { presses } : {}) };
}

export function isBlankPress(pressed: Pressed): pressed is BlankPress {
  return pressed.press === 'blank' || pressed.press === 'unfilled' || pressed.press === 'filled';
}

/** What was pressed, or undefined for what no card of ours sends. */
export function readPress(data: unknown): Pressed | undefined {
  const fields = (data ?? {}) as Record<string, unknown>;
  const answer = fields[`answer-${fields.at}`];
  const time = fields[`time-${fields.at}`];
  const filled = fields.press === 'filled' ? filledFrom(FieldIds.parse(fields.fields), fields) : undefined;
  return Pressed.safeParse(typeof data === 'object' ? { ...fields, answer, time, filled } : data).data;
}

/** Whether an answer is a day that was picked, and no words of somebody's. */
export function isDay(answer: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(answer) && isValid(parseISO(answer));
}

/**
 * What was answered, as people say it: fields for days and times give them as computers do.
 * @example sayAnswered('2026-11-20', '09:30') // 'Friday, November 20, 2026, 9:30 a.m.'
 */
export function sayAnswered(answer: string, time = ''): string {
  if (!isDay(answer)) return [answer, time].filter(Boolean).join(' ');
  return /^\d{2}:\d{2}/.test(time) ? sayMoment(`${answer}T${time}`) : sayDay(answer);
}
