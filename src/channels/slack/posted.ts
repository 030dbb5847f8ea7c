/** Our own messages, found again by the key of the delivery that posted them; and taken away. */
import type { webApi } from '@slack/bolt';
import { troubleOf } from './errors.ts';
import type { Place } from './ids.ts';

const EVENT_TYPE = 'caaspp_delivery';
const MOST = 100;

/** What a posted message carries, unseen, to be known again. */
export function markOf(key: string) {
  return { event_type: EVENT_TYPE, event_payload: { key } };
}

/** After a crash or a lost answer the message may be there already. */
export async function whereIs(
  client: webApi.WebClient,
  place: Place,
  key: string,
): Promise<string | undefined> {
  try {
    return (await postedFor(client, place, (known) => known === key))[0];
  } catch {
    // Where it may not be read, the message is sent: twice is better than never.
    return undefined;
  }
}

/**
 * Deletes what was posted for an answer, with the further pages of it.
 * @param since the message that was answered: nothing older is looked at
 * @throws what passes, so that it is tried again; what Slack refuses for good is let be
 */
export async function removePosted(
  client: webApi.WebClient,
  place: Place,
  { key, since }: { key: string; since: string },
): Promise<void> {
  const isPage = (known: string) => known.startsWith(`${key}:page:`);
  try {
    const found = await postedFor(client, place, (known) => known === key || isPage(known), since);
    for (const ts of found) await client.chat.delete({ channel: place.channel, ts });
  } catch (error) {
    if (troubleOf(error).trouble === 'passing') throw error;
  }
}

async function postedFor(
  client: webApi.WebClient,
  { channel, thread }: Place,
  isMeant: (key: string) => boolean,
  oldest?: string,
): Promise<string[]> {
  const asked = { channel, include_all_metadata: true, limit: MOST, ...(oldest ? { oldest } : {}) };
  const { messages = [] } = thread
    ? await client.conversations.replies({ ...asked, ts: thread })
    : await client.conversations.history(asked);
  return messages.flatMap((message) => {
    const { metadata, ts } = message as { metadata?: { event_payload?: { key?: unknown } }; ts?: string };
    const key = metadata?.event_payload?.key;
    return ts && typeof key === 'string' && isMeant(key) ? [ts] : [];
  });
}
