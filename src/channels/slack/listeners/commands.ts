/** `/caaspp question`, and the shortcut on a message: answers that only the asker sees, to share when they like. */
import type { RespondFn } from '@slack/bolt';
import * as z from 'zod';
import { ACTION_IDS, COMMAND, SHORTCUT_ID } from '../action-ids.ts';
import { answerAside, asideMessage } from '../asides.ts';
import type { Register, SlackContext } from '../context.ts';
import { openBlank } from '../forms/open.ts';
import { aside, conversationId, personId } from '../ids.ts';
import { plainWords } from '../inbound.ts';
import { keptReply } from '../kept-reply.ts';
import { safely } from '../logger.ts';
import { Action } from '../pressed.ts';
import { drawShared } from '../sharing.ts';
import { toldAside } from '../sorry.ts';

const Command = z.object({
  team_id: z.string(),
  channel_id: z.string(),
  user_id: z.string(),
  trigger_id: z.string(),
  text: z.string().default(''),
});

const Shortcut = z.object({
  user: z.object({ id: z.string() }),
  channel: z.object({ id: z.string() }),
  message: z.object({ ts: z.string(), text: z.string().default('') }),
});

const Shared = z.object({ user: z.object({ id: z.string() }), channel: z.object({ id: z.string() }) });

export const registerCommands: Register = (app, context) => {
  const { texts, tools } = context;
  const { log } = tools;
  app.command(COMMAND, ({ command, respond, context: { botUserId } }) =>
    safely(
      log,
      'a command',
      () => ask(Command.parse(command), respond, context, botUserId),
      toldAside(respond, texts.not_now),
    ),
  );
  app.shortcut(
    { type: 'message_action', callback_id: SHORTCUT_ID },
    ({ shortcut, respond, context: { teamId, botUserId } }) =>
      safely(
        log,
        'a shortcut',
        () => askAbout(Shortcut.parse(shortcut), teamId ?? '', respond, context, botUserId),
        toldAside(respond, texts.not_now),
      ),
  );
  app.action(ACTION_IDS.share, ({ body, payload, respond, context: { teamId } }) =>
    safely(log, 'a press', () =>
      share(Shared.parse(body), Action.parse(payload), teamId ?? '', respond, context),
    ),
  );
};

async function ask(
  command: z.infer<typeof Command>,
  respond: RespondFn,
  context: SlackContext,
  self?: string,
): Promise<void> {
  const { team_id: team, channel_id: channel, user_id: user, trigger_id } = command;
  const asker = { team, channel, user };
  const text = plainWords(command.text, self) || context.texts.command_help;
  if (text.toLowerCase() === context.texts.form_command) {
    const client = await context.clientOf(team);
    const opener = { team, user, trigger: trigger_id };
    return client && openBlank(client, opener, { subject: 'form' }, context);
  }
  const message = await asideMessage(asker, { id: trigger_id, text }, context);
  await answerAside(message, asker, respond, context);
}

/** The words of the message are the question. */
async function askAbout(
  { user, channel, message }: z.infer<typeof Shortcut>,
  team: string,
  respond: RespondFn,
  context: SlackContext,
  self?: string,
): Promise<void> {
  const asker = { team, channel: channel.id, user: user.id };
  const said = { id: `about:${message.ts}:${Date.now()}`, text: plainWords(message.text, self) };
  await answerAside(await asideMessage(asker, said, context), asker, respond, context);
}

/** Posts the answer for everybody, by the response address: that works where the bot is no member, too. */
async function share(
  { user, channel }: z.infer<typeof Shared>,
  { value = '' }: Action,
  team: string,
  respond: RespondFn,
  { shares, tools, texts }: SlackContext,
): Promise<void> {
  const conversation = conversationId(aside(team, channel.id, user.id));
  // Only the asker's own answer: the button cannot be made to share another's.
  if (!value.startsWith(`${conversation}:`)) return;
  const reply = await keptReply(tools, conversation, value);
  if (!reply) return void (await toldAside(respond, texts.rest_gone)());
  if (!(await shares.begin(value, personId(team, user.id)))) return;
  const drawn = drawShared(reply, { conversation, message: value }, texts);
  try {
    await respond({ response_type: 'in_channel', replace_original: false, ...drawn });
  } catch (error) {
    await shares.undo(value);
    throw error;
  }
  await respond({ response_type: 'ephemeral', replace_original: true, text: texts.shared });
}
