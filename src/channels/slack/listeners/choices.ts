/** Buttons, lists and pickers of replies: each says in its value what it means. */

import type { AllMiddlewareArgs, SlackActionMiddlewareArgs, webApi } from '@slack/bolt';
import type { Answered } from '../../../assistant/assistant.ts';
import type { Reply } from '../../../assistant/reply.ts';
import { ROLES } from '../../../knowledge/schema.ts';
import { ACTION_IDS } from '../action-ids.ts';
import { answerAside } from '../asides.ts';
import type { Register, SlackContext } from '../context.ts';
import { replyDeliveries } from '../delivery.ts';
import { isPrivate, personId, placeOf } from '../ids.ts';
import { safely } from '../logger.ts';
import { Action, chosenBy, type Pressed, pressId } from '../pressed.ts';
import { replaceBlock } from '../render/answered.ts';
import { renderSlack } from '../render/reply.ts';
import { fill } from '../texts.ts';
import { whereabouts } from '../whereabouts.ts';

type Args = SlackActionMiddlewareArgs & AllMiddlewareArgs;

export const registerChoices: Register = (app, context) => {
  const { choice, answer, date, moment, rest } = ACTION_IDS;
  const { log } = context.tools;
  app.action(new RegExp(`^(${[choice, answer, date, moment].join('|')}):`), (args) =>
    safely(log, 'a press', () => choose(args as Args, context)),
  );
  app.action(rest, (args) => safely(log, 'a press', () => showRest(args as Args, context)));
};

async function choose(args: Args, context: SlackContext): Promise<void> {
  const { answering, engaged, people, tools, texts } = context;
  const at = whereabouts(args.body, args.context.teamId);
  const action = Action.parse(args.payload);
  const chosen = chosenBy(action);
  if (!at || !chosen) return;
  const person = await people.person(at.team, at.pressed.user.id);
  const role = ROLES.find((r) => chosen.action === `role:${r}`);
  if (role) await people.keep(person.id, { role });
  const place = placeOf(at.conversation);
  const conversation = place && !at.only ? await engaged.conversationIn(place, person.id) : at.conversation;
  const message = {
    id: pressId(at.conversation, at.ts, person.id, chosen),
    conversation,
    person,
    inCompany: !at.only && !isPrivate(at.channel),
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
  await settle(args.client, at, action, fill(texts.chosen, { label: chosen.label }));
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
async function showRest(args: Args, { answering, engaged, tools, texts }: SlackContext): Promise<void> {
  const at = whereabouts(args.body, args.context.teamId);
  const [, page = '', message = ''] = Action.parse(args.payload).value?.match(/^(\d+):(.+)$/s) ?? [];
  if (!at || !message) return;
  const place = placeOf(at.conversation);
  const presser = personId(at.team, at.pressed.user.id);
  const conversation = place && !at.only ? await engaged.conversationIn(place, presser) : at.conversation;
  const asked = { id: message, conversation, person: { id: '' }, text: '', at: tools.now() };
  const { repeated } = (await tools.conversations.begin?.(asked)) ?? {};
  const gone: Reply = { kind: 'decline', parts: [{ type: 'text', text: texts.rest_gone }] };
  const shown = repeated ?? gone;
  if (at.only) {
    const drawn = renderSlack(shown, { texts, message, page: Number(page) });
    return void (await args.respond({ response_type: 'ephemeral', replace_original: false, ...drawn }));
  }
  await answering.send(replyDeliveries(shown, at.conversation, message, Number(page)).slice(0, 1));
}
