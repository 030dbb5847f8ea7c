/** Private messages, mentions in channels, and what follows in a thread where the assistant is engaged. */
import type { Register, SlackContext } from '../context.ts';
import { conversationId, isPrivate, messageId, type Place } from '../ids.ts';
import { addressesOthers, isSpoken, MessageEvent, mentions, plainWords } from '../inbound.ts';
import { quietError } from '../logger.ts';

interface Heard {
  team: string;
  /** Our own user id there. */
  self?: string;
  event: MessageEvent;
}

export const registerMessages: Register = (app, context) => {
  const hear = async (raw: unknown, team: string, self?: string) => {
    const event = MessageEvent.safeParse(raw);
    if (event.success) await handle({ team, self, event: event.data }, context);
  };
  app.event('app_mention', ({ event, body, context: { botUserId } }) => hear(event, body.team_id, botUserId));
  app.event('message', ({ event, body, context: { botUserId } }) => hear(event, body.team_id, botUserId));
};

async function handle(heard: Heard, context: SlackContext): Promise<void> {
  const { event, self, team } = heard;
  if (!event.user || !isSpoken(event, self)) return;
  const place: Place = { team, channel: event.channel, thread: event.thread_ts ?? event.ts };
  const conversation = conversationId(place);
  if (!(await isMeant(heard, conversation, context))) return;
  const { answering, engaged, people, tools } = context;
  try {
    const person = await people.person(team, event.user);
    await engaged.engage(conversation, person.id);
    await answering.answer({
      id: messageId(place, event.ts),
      conversation,
      person,
      text: plainWords(event.text, self),
      at: tools.now(),
    });
  } catch (error) {
    tools.log.error({ channel: 'slack', error: quietError(error) }, 'a message could not be answered');
  }
}

/** In private always; in a channel when mentioned, and in a thread for whoever mentioned us there before. */
async function isMeant(
  { event, self, team }: Heard,
  conversation: string,
  { engaged }: SlackContext,
): Promise<boolean> {
  if (event.type === 'app_mention' || mentions(event.text, self)) return true;
  if (event.channel_type === 'im' || isPrivate(event.channel)) return true;
  if (!event.thread_ts || !event.user || addressesOthers(event.text, self)) return false;
  return engaged.isEngaged(conversation, `slack:${team}:${event.user}`);
}
