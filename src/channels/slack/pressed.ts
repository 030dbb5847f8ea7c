/** A pressed button, an opened list or a picked day, as the message it stands for. */
import { createHash } from 'node:crypto';
import * as z from 'zod';
import { toLosAngeles } from '../../clock.ts';

/** As much of a `block_actions` payload as is read. */
export const Pressed = z.object({
  user: z.object({ id: z.string(), team_id: z.string().optional() }),
  team: z.object({ id: z.string() }).nullish(),
  channel: z.object({ id: z.string() }).optional(),
  container: z.object({ message_ts: z.string().optional(), is_ephemeral: z.boolean().optional() }).optional(),
  message: z
    .object({
      ts: z.string(),
      thread_ts: z.string().optional(),
      text: z.string().optional(),
      blocks: z.array(z.unknown()).optional(),
    })
    .optional(),
  response_url: z.string().optional(),
  trigger_id: z.string().optional(),
});
export type Pressed = z.infer<typeof Pressed>;

export const Action = z.object({
  action_id: z.string(),
  block_id: z.string().optional(),
  value: z.string().optional(),
  text: z.object({ text: z.string() }).optional(),
  selected_option: z.object({ value: z.string(), text: z.object({ text: z.string() }) }).nullish(),
  selected_date: z.string().nullish(),
  selected_date_time: z.number().nullish(),
  action_ts: z.string().optional(),
});
export type Action = z.infer<typeof Action>;

/** What was chosen: an action of the assistant's, or words as if they had been typed. */
export interface Chosen {
  action?: string;
  text: string;
  label: string;
  /** Of a picker, when it was picked: there and back again are three picks. */
  at?: string;
}

/** The id of a picker that says which question it answers: the day is added to it. */
const ANSWERS = /^(?:date|moment):(.+:)$/s;

/** @returns undefined for a picker that was emptied */
export function chosenBy(action: Action): Chosen | undefined {
  const picked = pickedBy(action);
  if (picked) {
    const [, prefix] = action.action_id.match(ANSWERS) ?? [];
    return {
      ...(prefix ? { action: `${prefix}${picked}` } : {}),
      text: picked,
      label: picked,
      at: action.action_ts,
    };
  }
  const { selected_option: option } = action;
  const value = option?.value ?? action.value;
  if (!value) return undefined;
  const label = option?.text.text ?? action.text?.text ?? '';
  return { action: value, text: label, label };
}

/** A day, or a day and a time in Los Angeles. */
function pickedBy({ selected_date, selected_date_time }: Action): string | undefined {
  if (selected_date) return selected_date;
  if (!selected_date_time) return undefined;
  return toLosAngeles(new Date(selected_date_time * 1_000))
    .slice(0, 16)
    .replace('T', ' ');
}

/** The same choice on the same message by the same person is one message, however often it is pressed. */
export function pressId(conversation: string, message: string, user: string, chosen: Chosen): string {
  const what = createHash('sha256')
    .update([user, chosen.action ?? chosen.text, ...(chosen.at ? [chosen.at] : [])].join('\n'))
    .digest('base64url');
  return `${conversation}:press:${message}:${what.slice(0, 22)}`;
}
