/** Buttons, lists and pickers of replies: each says in its value what it means. */
import type { AllMiddlewareArgs, SlackActionMiddlewareArgs, webApi } from '@slack/bolt';
import type { Reply } from '../../../assistant/reply.ts';
import { ACTION_IDS } from '../action-ids.ts';
import type { Register, SlackContext } from '../context.ts';
import { replyDeliveries } from '../delivery.ts';
import { conversationId } from '../ids.ts';
import { quietError } from '../logger.ts';
import { Action, chosenBy, Pressed, pressId } from '../pressed.ts';
import { replaceBlock } from '../render/answered.ts';
import { fill } from '../texts.ts';

type Args = SlackActionMiddlewareArgs & AllMiddlewareArgs;

export const registerChoices: Register = (app, context) => {
  const { choice, answer, date, moment, rest } = ACTION_IDS;
  const safely = (handle: (args: Args, context: SlackContext) => Promise<void>) => async (args: Args) => {
    try {
      await handle(args, context);
    } catch (error) {
      context.tools.log.error(
        { channel: 'slack', error: quietError(error) },
        'a press could not be answered',
      );
    }
  };
  app.action(new RegExp(`^(${[choice, answer, date, moment].join('|')}):`), safely(choose));
  app.action(rest, safely(showRest));
};

/** Where the pressed message stands, as a conversation. */
function whereabouts({ body, context }: Args) {
  const pressed = Pressed.parse(body);
  const team = pressed.team?.id ?? context.teamId ?? pressed.user.team_id ?? '';
  const channel = pressed.channel?.id;
  const ts = pressed.message?.ts ?? pressed.container?.message_ts;
  if (!channel || !ts) return undefined;
  const conversation = conversationId({ team, channel, thread: pressed.message?.thread_ts ?? ts });
  return { pressed, team, channel, ts, conversation };
}

async function choose(args: Args, { answering, engaged, people, tools, texts }: SlackContext): Promise<void> {
  const at = whereabouts(args);
  const action = Action.parse(args.payload);
  const chosen = chosenBy(action);
  if (!at || !chosen) return;
  const person = await people.person(at.team, at.pressed.user.id);
  await engaged.engage(at.conversation, person.id);
  const { repeated } = await answering.answer({
    id: pressId(at.conversation, at.ts, person.id, chosen),
    conversation: at.conversation,
    person,
    text: chosen.action ? '' : chosen.text,
    action: chosen.action,
    at: tools.now(),
  });
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
async function showRest(args: Args, { answering, tools, texts }: SlackContext): Promise<void> {
  const at = whereabouts(args);
  const [, page = '', message = ''] = Action.parse(args.payload).value?.match(/^(\d+):(.+)$/s) ?? [];
  if (!at || !message) return;
  const asked = { id: message, conversation: at.conversation, person: { id: '' }, text: '', at: tools.now() };
  const { repeated } = (await tools.conversations.begin?.(asked)) ?? {};
  const gone: Reply = { kind: 'decline', parts: [{ type: 'text', text: texts.rest_gone }] };
  const shown = repeated ?? gone;
  await answering.send(replyDeliveries(shown, at.conversation, message, Number(page)).slice(0, 1));
}
