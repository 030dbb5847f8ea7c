/** What a button of a ticket's card carries back, with what was typed beside it. */
import { createHash } from 'node:crypto';
import * as z from 'zod';
import { CARD_ACTS } from '../../../escalation/ticket-card.ts';
import { clean } from '../card/markdown.ts';

/** Longest answer, note or word: drawn and carried back, it fits a card twice. */
export const LONGEST_WORDS = 2_500;

const TicketPress = z.object({
  press: z.literal('ticket'),
  /** The card as it stands; a form; what the asker will see; the act itself. */
  step: z.enum(['show', 'form', 'preview', 'do']),
  act: z.enum(CARD_ACTS).optional(),
  ticket: z.string().max(100),
  /** Version of the ticket that the card showed. */
  seen: z.number().int(),
  words: z
    .string()
    .max(10_000)
    .default('')
    .transform((words) => clean(words).slice(0, LONGEST_WORDS)),
  /** Email of a colleague. */
  to: z.string().max(320).optional(),
});
export type TicketPress = z.infer<typeof TicketPress>;

/** What was pressed, or undefined for what no ticket's card sends. */
export function readTicketPress(data: unknown): TicketPress | undefined {
  return TicketPress.safeParse(data).data;
}

/** The same press by the same agent on the same state of the ticket has the same name, however often it comes. */
export function nonceOf({ ticket, seen, act, words, to = '' }: TicketPress, agent: string): string {
  const what = [ticket, seen, act, words, to, agent].join('\n');
  return `teams:${createHash('sha256').update(what).digest('base64url').slice(0, 32)}`;
}
