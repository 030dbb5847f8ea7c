/** What people wrote in Slack, as plain words; and which messages are meant for the assistant. */
import * as z from 'zod';

/** As much of a message event as is read; everything else may come and go. */
export const MessageEvent = z.object({
  type: z.enum(['message', 'app_mention']),
  channel: z.string().min(1),
  ts: z.string().min(1),
  user: z.string().min(1).optional(),
  text: z.string().default(''),
  thread_ts: z.string().optional(),
  channel_type: z.string().optional(),
  subtype: z.string().optional(),
  bot_id: z.string().optional(),
  app_id: z.string().optional(),
  edited: z.object({ ts: z.string() }).optional(),
});
export type MessageEvent = z.infer<typeof MessageEvent>;

/** A message that was changed: Slack tells of it for links that unfold, too. */
export const ChangedEvent = z.object({
  type: z.literal('message'),
  subtype: z.literal('message_changed'),
  channel: z.string().min(1),
  channel_type: z.string().optional(),
  message: z.object({
    user: z.string().optional(),
    text: z.string().default(''),
    ts: z.string(),
    thread_ts: z.string().optional(),
    bot_id: z.string().optional(),
    edited: z.object({ ts: z.string() }).optional(),
  }),
  previous_message: z
    .object({ text: z.string().default(''), edited: z.object({ ts: z.string() }).optional() })
    .optional(),
});
export type ChangedEvent = z.infer<typeof ChangedEvent>;

/** A changed question as if it had been asked anew, or undefined when its words are the same. */
export function asAskedAnew({
  message,
  previous_message,
  channel,
  channel_type,
}: ChangedEvent): MessageEvent | undefined {
  const { subtype: _, ...said } = MessageEvent.parse({ ...message, type: 'message', channel, channel_type });
  if (!message.edited || !previous_message || previous_message.text === message.text) return undefined;
  return said;
}

/** A message that is gone; where it has a thread, Slack says that it was changed into a tombstone. */
const DeletedEvent = z.object({
  type: z.literal('message'),
  subtype: z.enum(['message_deleted', 'message_changed']),
  channel: z.string().min(1),
  deleted_ts: z.string().optional(),
  message: z.object({ subtype: z.string().optional() }).optional(),
  previous_message: z.object({
    ts: z.string(),
    user: z.string().optional(),
    bot_id: z.string().optional(),
    thread_ts: z.string().optional(),
    edited: z.object({ ts: z.string() }).optional(),
  }),
});

export interface Deleted {
  channel: string;
  user: string;
  ts: string;
  thread: string;
  /** When it was changed last. */
  edited?: string;
}

/** @returns what a person deleted; undefined for all other events, and for what a bot had said */
export function deletedBy(event: unknown): Deleted | undefined {
  const { data } = DeletedEvent.safeParse(event);
  if (!data) return undefined;
  if (data.subtype === 'message_changed' && data.message?.subtype !== 'tombstone') return undefined;
  const { ts, user, bot_id, thread_ts, edited } = data.previous_message;
  if (!user || bot_id) return undefined;
  return { channel: data.channel, user, ts, thread: thread_ts ?? ts, edited: edited?.ts };
}

/** Subtypes that are still words of a person; all others are news about the channel. */
const SPOKEN: ReadonlySet<string> = new Set(['file_share', 'thread_broadcast', 'me_message']);

/**
 * A person's own words, addressed to whoever reads along: not a bot's, not our own, not Slack's.
 * @param self the assistant's user id
 */
export function isSpoken({ user, subtype, bot_id }: MessageEvent, self?: string): boolean {
  return (
    Boolean(user) && user !== self && user !== 'USLACKBOT' && !bot_id && (!subtype || SPOKEN.has(subtype))
  );
}

export function mentions(text: string, user: string | undefined): boolean {
  return user !== undefined && new RegExp(`<@${user}(\\|[^>]*)?>`).test(text);
}

/** Begins by turning to somebody else. */
export function addressesOthers(text: string, self: string | undefined): boolean {
  const first = text.match(/^\s*<@([A-Z0-9]+)(?:\|[^>]*)?>/)?.[1];
  return first !== undefined && first !== self;
}

/**
 * Slack's markup as the words that were typed; the assistant's own mention falls away.
 * @example plainWords('<@UBOT> when is <https://toms.org|TOMS> down &amp; up?', 'UBOT') // 'when is TOMS down & up?'
 */
export function plainWords(text: string, self?: string): string {
  return text
    .replace(/<([@#!]?)([^>|]*)(?:\|([^>]*))?>/g, (_, kind: string, target: string, label?: string) => {
      if (kind === '@') return target === self ? ' ' : label ? `@${label}` : ' ';
      if (kind === '#') return label ? `#${label}` : ' ';
      if (kind === '!') return label ?? ' ';
      return label ?? target.replace(/^(mailto|tel):/, '');
    })
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .replace(/[^\S\n]{2,}/g, ' ')
    .trim();
}
