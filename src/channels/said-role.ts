/** What people say to be in one conversation is known in the others. */
import type { Answered } from '../assistant/assistant.ts';
import type { Message } from '../assistant/message.ts';
import { channelOf } from '../escalation/notices.ts';
import type { ChannelTools } from './channel.ts';

/**
 * Keeps the role that somebody told in words, where none is known yet: what the organization file says, or what was
 * chosen before, is changed by choosing, not by "as a test examiner, …".
 * @param at epoch milliseconds
 * @example await keepSaidRole(store, message, await assistant.answer(message), Date.now());
 */
export async function keepSaidRole(
  store: ChannelTools['store'],
  { person }: Pick<Message, 'person'>,
  { role }: Pick<Answered, 'role'>,
  at: number,
): Promise<void> {
  if (!store || !role || person.role) return;
  await store.people.save({ id: person.id, channel: channelOf(person.id), role }, at);
}
