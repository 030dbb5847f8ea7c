/** The reply that a message had, while it is kept. */
import type { Reply } from '../../assistant/reply.ts';
import type { ChannelTools } from '../channel.ts';

/** @example await keptReply(tools, 'slack:T1:C1:1.5', 'slack:T1:C1:1.6') // undefined after a day, or without a store */
export async function keptReply(
  { conversations, now }: Pick<ChannelTools, 'conversations' | 'now'>,
  conversation: string,
  message: string,
): Promise<Reply | undefined> {
  const asked = { id: message, conversation, person: { id: '' }, text: '', at: now() };
  return (await conversations.begin?.(asked))?.repeated;
}
