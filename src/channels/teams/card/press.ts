/** What a button of a card carries back. */
import * as z from 'zod';
import { LIMITS } from '../limits.ts';

const short = z.string().max(200);
/** Number of the part in its reply: fields are named after it. */
const number = z.number().int().default(0);

/** `of` is the nonce: which card it was, and with what is pressed on it, which press. */
const Pressed = z.discriminatedUnion('press', [
  z.object({
    press: z.literal('choose'),
    of: short,
    action: z.string().max(LIMITS.actionData),
    label: z.string().max(2_000),
  }),
  z.object({
    press: z.literal('pick'),
    of: short,
    at: number,
    /** Action and label of the choice, as JSON. */
    answer: z.string().max(LIMITS.actionData),
  }),
  z.object({
    press: z.literal('answer'),
    of: short,
    at: number,
    answer: z.union([z.string(), z.number()]).transform(String).default(''),
    time: z.string().max(20).optional(),
  }),
  z.object({ press: z.literal('helpful'), of: short, helpful: z.boolean() }),
  z.object({ press: z.literal('reason'), of: short, reason: z.string().max(4_000).default('') }),
]);
export type Pressed = z.infer<typeof Pressed>;

/** What was pressed, or undefined for what no card of ours sends. */
export function readPress(data: unknown): Pressed | undefined {
  const fields = (data ?? {}) as Record<string, unknown>;
  const answer = fields[`answer-${fields.at}`];
  const time = fields[`time-${fields.at}`];
  return Pressed.safeParse(typeof data === 'object' ? { ...fields, answer, time } : data).data;
}
