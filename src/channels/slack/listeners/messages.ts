/** Private messages, mentions in channels, and what follows in a thread where the assistant is engaged. */
import type { Answered } from '../../../assistant/assistant.ts';
import { createInTurn } from '../../../assistant/in-turn.ts';
import type { Message } from '../../../assistant/message.ts';
import { setTitle, whileWorking } from '../agent.ts';
import type { Register, SlackContext } from '../context.ts';
import { conversationId, isPrivate, messageId, type Place } from '../ids.ts';
import {
  addressesOthers,
  asAskedAnew,
  ChangedEvent,
  isSpoken,
  MessageEvent,
  mentions,
  plainWords,
} from '../inbound.ts';
import { safely } from '../logger.ts';
import { createTitles } from '../titles.ts';

interface Heard {
  team: string;
  /** Our own user id there. */
  self?: string;
  event: MessageEvent;
}

export const registerMessages: Register = (app, context) => {
  const inTurn = createInTurn();
  const title = createTitles(
    (message) => setTitle(message, context),
    () => context.answering.idle(),
  );
  const hear = async (raw: unknown, team: string, self?: string) => {
    const changed = ChangedEvent.safeParse(raw);
    const event = MessageEvent.safeParse(changed.success ? asAskedAnew(changed.data) : raw);
    if (!event.success) return;
    const heard = { team, self, event: event.data };
    // Events are acknowledged before they are answered: of one channel they are answered in the order they came.
    const heading = await inTurn(`${team}:${heard.event.channel}`, () =>
      safely(context.tools.log, 'a message', () => handle(heard, context)),
    );
    if (heading) await title(heading);
  };
  app.event('app_mention', ({ event, body, context: { botUserId } }) => hear(event, body.team_id, botUserId));
  app.event('message', ({ event, body, context: { botUserId } }) => hear(event, body.team_id, botUserId));
};

/** @returns the message that a new thread is named after */
async function handle(heard: Heard, context: SlackContext): Promise<Message | undefined> {
  const { event, self, team } = heard;
  if (!event.user || !isSpoken(event, self)) return undefined;
  const place: Place = { team, channel: event.channel, thread: event.thread_ts ?? event.ts };
  const here = conversationId(place);
  if (!(await isMeant(heard, here, context))) return undefined;
  const { answering, engaged, people, tools } = context;
  const person = await people.person(team, event.user);
  const conversation = await engaged.conversationIn(place, person.id, !event.thread_ts);
  // A form has taken the answer already: it is corrected there, in words.
  if (event.edited && (await tools.conversations.load(conversation)).dialogue) return undefined;
  const message = {
    id: messageId(place, event.edited ? `${event.ts}:${event.edited.ts}` : event.ts),
    conversation,
    person,
    inCompany: !isPrivate(place.channel),
    text: plainWords(event.text, self),
    at: tools.now(),
  };
  const engage = (answered: Pick<Answered, 'open'>) => engaged.engage(conversation, person.id, answered);
  // In a channel before the answer goes out: should it never arrive, the place is there to be marked.
  const before = !isPrivate(place.channel);
  if (before) await engage({ open: true });
  const after = before ? undefined : engage;
  await whileWorking(message, context, () => answering.answer(message, here, after));
  return !event.thread_ts && conversation === here ? message : undefined;
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
