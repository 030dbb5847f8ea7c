/** An activity of Teams as the assistant's own kind of message; the only place that takes a conversation id apart. */
import * as z from 'zod';

/** Clients leave out what they do not know, or send null: an activity is not refused for either. */
function given<T extends z.ZodType>(kind: T) {
  return kind
    .nullish()
    .transform((value): z.output<T> | undefined => value ?? undefined)
    .optional();
}

const id = z.string().max(2_000);
const word = given(z.string());
const account = z.object({ id: given(id), name: word, aadObjectId: word });

const entity = z.object({
  type: word,
  text: word,
  mentioned: given(account),
  timezone: given(z.string().max(100)),
});

/** What is read of an activity. All else stays unread. */
export const Activity = z.object({
  type: z.string().max(100),
  name: word,
  action: word,
  id: given(id),
  channelId: word,
  serviceUrl: word,
  timestamp: given(z.union([z.string(), z.date()])),
  localTimestamp: given(z.union([z.string(), z.date()])),
  /** IANA name; some clients tell it among the entities instead. */
  localTimezone: z.string().max(100).optional().catch(undefined),
  text: z.string().nullish(),
  value: z.unknown().optional(),
  replyToId: id.nullish(),
  from: account.nullish(),
  recipient: account.nullish(),
  conversation: z
    .object({ id, conversationType: word, tenantId: word, isGroup: given(z.boolean()) })
    .nullish(),
  membersAdded: z.array(account).nullish(),
  membersRemoved: z.array(account).nullish(),
  // What one of them holds that we do not know must not hide a mention of the bot.
  entities: z.array(entity.catch({})).nullish().catch(undefined),
  channelData: z
    .object({ tenant: z.object({ id: word }).nullish(), eventType: word })
    .nullish()
    .catch(undefined),
});
export type Activity = z.infer<typeof Activity>;

export type Scope = 'personal' | 'groupChat' | 'channel';

const PREFIX = 'teams:';

export const toConversation = (id: string): string => PREFIX + id;
export const fromConversation = (conversation: string): string => conversation.slice(PREFIX.length);

/** In lower case, as settings hold it: ids of tenants are the same in any case. */
export function tenantOf({ channelData, conversation }: Activity): string | undefined {
  return (channelData?.tenant?.id ?? conversation?.tenantId)?.toLowerCase();
}

export function scopeOf({ conversation }: Activity): Scope {
  const kind = conversation?.conversationType;
  if (kind === 'channel' || kind === 'groupChat') return kind;
  return kind !== 'personal' && conversation?.isGroup ? 'groupChat' : 'personal';
}

/** People have one id for each bot; what stays the same is the directory's. */
export function personOf({ from }: Activity): { id: string; name?: string } | undefined {
  const known = from?.aadObjectId ?? from?.id;
  return known ? { id: PREFIX + known, name: from?.name } : undefined;
}

/** Where the writer's clock is, as far as Teams tells: `'America/Los_Angeles'`. */
export function timeZoneOf({ localTimezone, entities }: Activity): string | undefined {
  return localTimezone || entities?.find((e) => e.type === 'clientInfo')?.timezone || undefined;
}

/** Whether the bot is spoken to: in company only when it is mentioned. */
export function isMeant(activity: Activity): boolean {
  return scopeOf(activity) === 'personal' || mentions(activity).length > 0;
}

function mentions({ entities, recipient }: Activity): string[] {
  if (!recipient?.id) return [];
  return (entities ?? []).flatMap(({ type, text, mentioned }) =>
    type === 'mention' && mentioned?.id === recipient.id ? [text ?? `<at>${mentioned?.name ?? ''}</at>`] : [],
  );
}

/**
 * The words of a message: without the mention of the bot; other people's names stay.
 * @example wordsOf({ text: '<at>CAASPP Help</at> when?', … }) // 'when?'
 */
export function wordsOf(activity: Activity): string {
  let words = activity.text ?? '';
  for (const mention of mentions(activity)) words = words.replace(mention, ' ');
  return words
    .replace(/<at[^>]*>(.*?)<\/at>/g, '$1')
    .replace(/&(nbsp|amp|lt|gt|quot|#160|#39);/g, (_, name: string) => ENTITIES[name] ?? ' ')
    .replace(/\u00a0/g, ' ')
    .trim();
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
