/** Answers that only the asker sees, in the place where they asked. */
import type { RespondFn } from '@slack/bolt';
import type { Message } from '../../assistant/message.ts';
import type { Input, Reply } from '../../assistant/reply.ts';
import { ACTION_IDS } from './action-ids.ts';
import type { SlackContext } from './context.ts';
import { filesOf, replyDeliveries } from './delivery.ts';
import { aside, conversationId, isPrivate } from './ids.ts';
import { LIMITS } from './limits.ts';
import { quietError } from './logger.ts';
import { actions, type Block, plain, context as smallPrint } from './render/blocks.ts';
import { renderSlack } from './render/reply.ts';
import { canBeShared } from './sharing.ts';
import type { Texts } from './texts.ts';

/** What has buttons or a picker. */
const PRESSED: ReadonlySet<Input['kind']> = new Set(['choice', 'date', 'moment']);

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

/** @param page which part of a reply that is too long for one message, from 0 */
export function drawAside(reply: Reply, message: string, { channel }: Asker, texts: Texts, page = 0) {
  const foot = [
    ...howToAnswer(reply, texts),
    ...(filesOf(reply).length ? smallPrint(texts.sent_privately) : []),
  ];
  const onEachPage = shareButton(reply, message, channel, texts);
  return renderSlack(reply, { texts, message, page, foot, onEachPage });
}

/** There is no thread below what only one person sees: what is asked there is answered by the command. */
function howToAnswer({ parts }: Reply, texts: Texts): Block[] {
  const asked = parts.find((p) => p.type === 'question')?.input.kind;
  if (!asked || PRESSED.has(asked)) return [];
  return smallPrint(asked === 'number' ? texts.aside_number : texts.aside_words);
}

/** In a private channel there is nobody to share with. */
function shareButton(reply: Reply, message: string, channel: string, texts: Texts): Block[] {
  if (isPrivate(channel) || !canBeShared(reply)) return [];
  const text = plain(texts.share, LIMITS.buttonText);
  return actions([{ type: 'button', text, action_id: ACTION_IDS.share, value: message }]);
}
