/** Buttons, lists and pickers of replies: each says in its value what it means. */

import type { AllMiddlewareArgs, SlackActionMiddlewareArgs, webApi } from '@slack/bolt';
import type { Answered } from '../../../assistant/assistant.ts';
import { createInTurn } from '../../../assistant/in-turn.ts';
import type { Reply } from '../../../assistant/reply.ts';
import { ROLES } from '../../../knowledge/schema.ts';
import { ACTION_IDS } from '../action-ids.ts';
import { decorate } from '../agent.ts';
import { answerAside, drawAside } from '../asides.ts';
import type { Register, SlackContext } from '../context.ts';
import { replyDeliveries } from '../delivery.ts';
import { conversationOf, isInCompany, personId, placeOf } from '../ids.ts';
import { keptReply } from '../kept-reply.ts';
import { safely } from '../logger.ts';
import { Action, chosenBy, type Pressed, pressId } from '../pressed.ts';
import { replaceBlock } from '../render/answered.ts';
import type { SlackMessage } from '../render/reply.ts';
import { drawShared, sharedMessage } from '../sharing.ts';
import { toldAside } from '../sorry.ts';
import { fill } from '../texts.ts';
import { type Whereabouts, whereabouts } from '../whereabouts.ts';

type Args = SlackActionMiddlewareArgs & AllMiddlewareArgs;

export const registerChoices: Register = (app, context) => {
  const { choice, answer, date, moment, rest } = ACTION_IDS;
  const { texts, tools } = context;
  const { log } = tools;
  const inTurn = createInTurn();
  app.action(new RegExp(`^(${[choice, answer, date, moment].join('|')}):`), (args) =>
    safely(
      log,
      'a press',
      async () => {
        const at = whereabouts(args.body, args.context.teamId);
        // Of several picks on one message the last one holds.
        if (at) await inTurn(`${at.channel}:${at.ts}`, () => choose(args as Args, at, context));
      },
      toldAside(args.respond, texts.not_now),
    ),
  );
  app.action(rest, (args) =>
    safely(log, 'a press', () => showRest(args as Args, context), toldAside(args.respond, texts.not_now)),
  );
};

async function choose(args: Args, at: Whereabouts, context: SlackContext): Promise<void> {
  const { answering, engaged, people, tools, texts } = context;
  const action = Action.parse(args.payload);
  const chosen = chosenBy(action);
  if (!chosen) return;
  const person = await people.person(at.team, at.pressed.user.id);
  const role = ROLES.find((r) => chosen.action === `role:${r}`);
  if (role) await people.keep(person.id, { role });
  const place = placeOf(at.conversation);
  const conversation = place && !at.only ? await engaged.conversationIn(place, person.id) : at.conversation;
  const message = {
    id: pressId(at.conversation, at.ts, person.id, chosen),
    conversation,
    person,
    inCompany: isInCompany(at.conversation),
    text: chosen.action ? '' : chosen.text,
    action: chosen.action,
    at: tools.now(),
  };
  if (at.only) {
    const asker = { team: at.team, channel: at.channel, user: at.pressed.user.id };
    return answerAside(message, asker, args.respond, context);
  }
  const engage = (answered: Answered) => engaged.engage(conversation, person.id, answered);
  const { repeated } = await answering.answer(message, at.conversation, engage);
  if (repeated || action.action_id.startsWith(ACTION_IDS.choice)) return;
  await decorate(tools.log, () =>
    settle(args.client, at, action, fill(texts.chosen, { label: chosen.label })),
  );
}

/** A question that is answered shows what was chosen, and can be answered there no more. */
async function settle(
  client: webApi.WebClient,
  { channel, ts, pressed }: { channel: string; ts: string; pressed: Pressed },
  { block_id }: Action,
  said: string,
): Promise<void> {
  const { blocks = [], text = said } = pressed.message ?? {};
  if (!block_id || !blocks.length) return;
  await client.chat.update({ channel, ts, text, blocks: replaceBlock(blocks, block_id, said) });
}

/** The next page of a reply that was too long for one message. */
async function showRest(args: Args, context: SlackContext): Promise<void> {
  const { answering, engaged, texts } = context;
  const at = whereabouts(args.body, args.context.teamId);
  const [, n = '', behind = ''] = Action.parse(args.payload).value?.match(/^(\d+):(.+)$/s) ?? [];
  if (!at || !behind) return;
  const page = Number(n);
  const shared = sharedMessage(behind);
  const aside = (drawn: SlackMessage) =>
    args.respond({ response_type: 'ephemeral', replace_original: false, ...drawn });
  if (shared) return void (await aside(await restOfShared(shared, page, at, context)));
  if (at.only) {
    const asker = { ...at, user: at.pressed.user.id };
    const reply = await replyTo(behind, at.conversation, context);
    return void (await aside(drawAside(reply, behind, asker, texts, page)));
  }
  const place = placeOf(at.conversation);
  const presser = personId(at.team, at.pressed.user.id);
  const conversation = place ? await engaged.conversationIn(place, presser) : at.conversation;
  const reply = await replyTo(behind, conversation, context);
  await answering.send(replyDeliveries(reply, at.conversation, behind, page).slice(0, 1));
}

/** Whoever reads an answer that was shared in the channel sees the rest of it: by themselves, and nothing else. */
async function restOfShared(
  message: string,
  page: number,
  { team, channel }: Whereabouts,
  context: SlackContext,
): Promise<SlackMessage> {
  const conversation = conversationOf(message) ?? '';
  const place = placeOf(conversation);
  const here = place?.team === team && place.channel === channel;
  const open = here && (await context.shares.isShared(message));
  const reply = open ? await replyTo(message, conversation, context) : gone(context);
  return drawShared(reply, { conversation, message }, context.texts, page);
}

/** The reply that a message had, or that it is no longer kept. */
async function replyTo(message: string, conversation: string, context: SlackContext): Promise<Reply> {
  return (await keptReply(context.tools, conversation, message)) ?? gone(context);
}

function gone({ texts }: SlackContext): Reply {
  return { kind: 'decline', parts: [{ type: 'text', text: texts.rest_gone }] };
}
