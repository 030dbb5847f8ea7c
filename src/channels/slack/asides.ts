/** Answers that only the asker sees, in the place where they asked. */
import type { RespondFn } from '@slack/bolt';
import type { Message } from '../../assistant/message.ts';
import type { Reply } from '../../assistant/reply.ts';
import { ACTION_IDS } from './action-ids.ts';
import type { SlackContext } from './context.ts';
import { filesOf, replyDeliveries } from './delivery.ts';
import { aside, conversationId, isPrivate } from './ids.ts';
import { LIMITS } from './limits.ts';
import { quietError } from './logger.ts';
import { actions, type Block, plain, context as smallPrint } from './render/blocks.ts';
import { renderSlack } from './render/reply.ts';
import type { Texts } from './texts.ts';

export interface Asker {
  team: string;
  channel: string;
  user: string;
}

/** The message that somebody's words or press are, when only they see the answer. */
export async function asideMessage(
  { team, channel, user }: Asker,
  said: { id: string; text: string; action?: string },
  { people, tools }: SlackContext,
): Promise<Message> {
  const conversation = conversationId(aside(team, channel, user));
  const person = await people.person(team, user);
  return { ...said, id: `${conversation}:${said.id}`, conversation, person, at: tools.now() };
}

/** Answers by the response address; when that no longer works, in a private message. Files always come privately. */
export async function answerAside(
  message: Message,
  asker: Asker,
  respond: RespondFn,
  context: SlackContext,
): Promise<void> {
  const { answering, texts, tools } = context;
  const { reply, repeated } = await answering.privately(message);
  if (repeated) return;
  const deliveries = replyDeliveries(reply, message.conversation, message.id);
  try {
    await respond({
      response_type: 'ephemeral',
      replace_original: false,
      ...drawAside(reply, message.id, asker, texts),
    });
    await answering.send(deliveries.slice(1));
  } catch (error) {
    tools.log.warn({ channel: 'slack', error: quietError(error) }, 'answered in a private message instead');
    await answering.send(deliveries);
  }
}

export function drawAside(reply: Reply, message: string, { channel }: Asker, texts: Texts) {
  const foot = [
    ...(filesOf(reply).length ? smallPrint(texts.sent_privately) : []),
    ...shareButton(reply, message, channel, texts),
  ];
  return renderSlack(reply, { texts, message, foot });
}

/** In a private channel there is nobody to share with. */
function shareButton({ kind }: Reply, message: string, channel: string, texts: Texts): Block[] {
  if (isPrivate(channel) || (kind !== 'answer' && kind !== 'calculation')) return [];
  const text = plain(texts.share, LIMITS.buttonText);
  return actions([{ type: 'button', text, action_id: ACTION_IDS.share, value: message }]);
}

/** A reply as everybody in the channel may see it: what asks only the asker is left out. */
export function shareable(reply: Reply): Reply {
  return { ...reply, parts: reply.parts.filter((p) => p.type !== 'choices' && p.type !== 'question') };
}
