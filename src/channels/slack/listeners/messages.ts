/** Private messages, mentions, what follows in a thread where the assistant is engaged; what is changed or deleted; what ends it. */
import type { webApi } from '@slack/bolt';
import * as z from 'zod';
import type { Answered } from '../../../assistant/assistant.ts';
import { ownState } from '../../../assistant/company.ts';
import { createInTurn } from '../../../assistant/in-turn.ts';
import type { Message } from '../../../assistant/message.ts';
import { setTitle, whileWorking } from '../agent.ts';
import type { Register, SlackContext } from '../context.ts';
import { conversationId, isInCompany, isPrivate, messageId, type Place, personId } from '../ids.ts';
import {
  addressesOthers,
  asAskedAnew,
  ChangedEvent,
  type Deleted,
  deletedBy,
  isSpoken,
  MessageEvent,
  mentions,
  plainWords,
} from '../inbound.ts';
import { safely } from '../logger.ts';
import { createOnce, type Once } from '../sorry.ts';
import { takeBack, versionOf } from '../taken-back.ts';
import { createTitles } from '../titles.ts';

const Stopped = z.object({
  channel: z.string().optional(),
  channel_id: z.string().optional(),
  thread_ts: z.string().optional(),
});

interface Heard {
  team: string;
  /** Our own user id there. */
  self?: string;
  event: MessageEvent;
  /** It was changed; when it had been changed before that, if it had. */
  before?: { edited?: string };
}

interface Where extends Pick<Heard, 'team' | 'self'> {
  client: webApi.WebClient;
}

export const registerMessages: Register = (app, context) => {
  const inTurn = createInTurn();
  const title = createTitles(
    (message) => setTitle(message, context),
    () => context.answering.idle(),
  );
  const once = createOnce();
  const { log } = context.tools;
  const forget = ({ channel, user, ts, thread, edited }: Deleted, team: string) =>
    inTurn(`${team}:${channel}`, () =>
      safely(log, 'a deleted message', () => {
        const versions = [undefined, ...(edited ? [edited] : [])];
        return takeBack({ place: { team, channel, thread }, user, ts, versions }, context);
      }),
    );
  const hear = async (raw: unknown, { team, self, client }: Where) => {
    const deleted = deletedBy(raw);
    if (deleted) return forget(deleted, team);
    const changed = ChangedEvent.safeParse(raw);
    const event = MessageEvent.safeParse(changed.success ? asAskedAnew(changed.data) : raw);
    if (!event.success) return;
    const heard: Heard = { team, self, event: event.data };
    if (changed.success) heard.before = { edited: changed.data.previous_message?.edited?.ts };
    // Events are acknowledged before they are answered: of one channel they are answered in the order they came.
    const heading = await inTurn(`${team}:${heard.event.channel}`, () =>
      safely(
        log,
        'a message',
        () => handle(heard, context),
        () => apologize(heard, client, once, context),
      ),
    );
    if (heading) await title(heading);
  };
  app.event('agent_session_stopped', ({ event, body }) => {
    const { channel, channel_id, thread_ts: thread } = Stopped.parse(event);
    const place = channel ?? channel_id;
    if (!place || !thread) return Promise.resolve();
    const { team_id: team } = body;
    // In its turn: what was said before is answered, and noted, first.
    return inTurn(`${team}:${place}`, () =>
      safely(log, 'a stopped session', () =>
        context.engaged.leave(conversationId({ team, channel: place, thread })),
      ),
    );
  });
  app.event('app_mention', ({ event, body, client, context: { botUserId } }) =>
    hear(event, { team: body.team_id, self: botUserId, client }),
  );
  app.event('message', ({ event, body, client, context: { botUserId } }) =>
    hear(event, { team: body.team_id, self: botUserId, client }),
  );
};

/** Whoever asked in private or by name hears that it failed; others in a channel were not waiting. */
async function apologize(
  heard: Heard,
  client: webApi.WebClient,
  once: Once,
  { texts }: SlackContext,
): Promise<void> {
  const { event, self, team } = heard;
  if (!isSpoken(event, self) || !(isMentioned(heard) || isInPrivate(heard))) return;
  const { channel, ts, thread_ts = ts, edited } = event;
  await once(messageId({ team, channel }, versionOf(ts, edited?.ts)), () =>
    client.chat.postMessage({ channel, thread_ts, text: texts.not_now }),
  );
}

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
  const inCompany = isInCompany(here);
  // A form has taken the answer already: it is corrected there, in words.
  if (event.edited && ownState(await tools.conversations.load(conversation), { inCompany, person }).dialogue)
    return undefined;
  const message = {
    id: messageId(place, versionOf(event.ts, event.edited?.ts)),
    conversation,
    person,
    inCompany,
    overheard: inCompany && !isMentioned(heard),
    text: plainWords(event.text, self),
    at: tools.now(),
  };
  const engage = ({ open, silent }: Pick<Answered, 'open' | 'silent'>) =>
    silent ? undefined : engaged.engage(conversation, person.id, { open: open || inCompany });
  // Mentioned in a channel, before the answer goes out: should it never arrive, the place is there to be marked.
  const before = inCompany && !message.overheard;
  if (before) await engage({ open: true });
  const after = before ? undefined : engage;
  await whileWorking(message, context, () => answering.answer(message, here, after));
  const { before: earlier } = heard;
  if (earlier)
    await safely(tools.log, 'a changed message', () =>
      takeBack({ place, user: event.user ?? '', ts: event.ts, versions: [earlier.edited] }, context),
    );
  return !event.thread_ts && conversation === here ? message : undefined;
}

/** In private always; in a channel when mentioned, and in a thread for whoever mentioned us there before. */
async function isMeant(heard: Heard, conversation: string, { engaged }: SlackContext): Promise<boolean> {
  const { event, self, team } = heard;
  if (isMentioned(heard)) return true;
  if (isInPrivate(heard)) return true;
  if (!event.thread_ts || !event.user || addressesOthers(event.text, self)) return false;
  return engaged.isEngaged(conversation, personId(team, event.user));
}

function isInPrivate({ event }: Heard): boolean {
  return event.channel_type === 'im' || isPrivate(event.channel);
}

function isMentioned({ event, self }: Heard): boolean {
  return event.type === 'app_mention' || mentions(event.text, self);
}
