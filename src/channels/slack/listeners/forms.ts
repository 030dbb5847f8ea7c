/** Forms and calculations filled in as a modal: opened, grown with what is chosen, and sent. */
import type { types, ViewSubmitAction } from '@slack/bolt';
import * as z from 'zod';
import { ACTION_IDS, FORM_SHORTCUT_ID, VIEW_IDS } from '../action-ids.ts';
import type { Register, SlackContext } from '../context.ts';
import { blankFor, openBlank } from '../forms/open.ts';
import { filledIn, Values } from '../forms/state.ts';
import { blankView, FIELD, type Meant, wordsView } from '../forms/view.ts';
import { conversationId, isInCompany, personId, placeOf } from '../ids.ts';
import { LIMITS } from '../limits.ts';
import { safely } from '../logger.ts';
import { cut } from '../mrkdwn.ts';
import { Action, Pressed } from '../pressed.ts';
import { toldAside } from '../sorry.ts';
import { answerSubmission, type Outcome } from '../submission.ts';
import { whereabouts } from '../whereabouts.ts';

/** Whichever form the person is in, or the only one. */
const ANY_FORM = 'form';

const Metadata = z.object({
  subject: z.string(),
  conversation: z.string().optional(),
  target: z.string().optional(),
});

const InView = z.object({
  user: z.object({ id: z.string() }),
  view: z.object({
    id: z.string(),
    hash: z.string().optional(),
    private_metadata: z.string(),
    state: z.object({ values: Values }),
  }),
});

export const registerForms: Register = (app, context) => {
  const { texts, tools } = context;
  const { log } = tools;
  app.action(ACTION_IDS.fill, ({ body, payload, client, respond, context: { teamId } }) =>
    safely(
      log,
      'a form',
      async () => {
        const { user, team, trigger_id: trigger } = Pressed.parse(body);
        const subject = Action.parse(payload).value;
        if (!subject || !trigger) return;
        const at = { team: team?.id ?? teamId ?? '', user: user.id, trigger };
        await openBlank(client, at, await meantBy(body, at, subject, context), context);
      },
      toldAside(respond, texts.not_done),
    ),
  );
  app.shortcut(
    { type: 'shortcut', callback_id: FORM_SHORTCUT_ID },
    ({ shortcut, client, context: { teamId } }) =>
      safely(log, 'a form', () =>
        openBlank(
          client,
          { team: teamId ?? '', user: shortcut.user.id, trigger: shortcut.trigger_id },
          { subject: ANY_FORM },
          context,
        ),
      ),
  );
  app.action(FIELD, ({ body, client, context: { teamId = '' } }) =>
    safely(log, 'a form', async () => {
      const { user, view } = InView.parse(body);
      const meant = Metadata.parse(JSON.parse(view.private_metadata));
      const filled = filledIn(view.state.values);
      const blank = await blankFor({ team: teamId, user: user.id }, meant, context, filled);
      if (!blank || blank.fields.every(({ name }) => filled[name] !== undefined)) return;
      // With its hash: what was drawn from older values does not replace what came after.
      await client.views.update({
        view_id: view.id,
        hash: view.hash,
        view: blankView(blank, meant, context.texts),
      });
    }),
  );
  app.view<ViewSubmitAction>(VIEW_IDS.fill, ({ ack, body, client, context: { teamId = '' } }) =>
    answerSubmission({ ack, body, client }, () => submit(body, teamId, context), { log, texts }),
  );
};

/** What is filled in is looked at, and sent where nothing is wrong with it. */
async function submit(body: unknown, team: string, context: SlackContext): Promise<Outcome> {
  const { texts } = context;
  const { user, view } = InView.parse(body);
  const meant = Metadata.parse(JSON.parse(view.private_metadata));
  const filled = filledIn(view.state.values);
  const blank = await blankFor({ team, user: user.id }, meant, context, filled);
  if (!blank) return updated(wordsView(texts.fill_gone, meant, texts));
  const faults = Object.entries(blank.faults);
  const atFields = faults.filter(([name]) => filled[name] !== undefined);
  if (atFields.length) {
    const errors = Object.fromEntries(atFields.map(([name, why]) => [name, cut(why, LIMITS.inputHint)]));
    const late = blankView(blank, meant, texts, Object.values(errors).join('\n'));
    return { answer: { response_action: 'errors', errors }, late };
  }
  if (faults.length) return updated(blankView(blank, meant, texts, texts.fill_more));
  await send({ team, user: user.id, view: view.id }, meant, { action: blank.action, filled }, context);
  return {};
}

function updated(view: types.ModalView): Outcome {
  return { answer: { response_action: 'update', view }, late: view };
}

/** A form opened from what only one person sees goes on in private, where its questions can be answered. */
async function meantBy(
  body: unknown,
  { team, user }: { team: string; user: string },
  subject: string,
  { engaged }: SlackContext,
): Promise<Meant> {
  const at = whereabouts(body, team);
  if (!at || (at.only && subject.startsWith('form:'))) return { subject };
  const place = placeOf(at.conversation);
  if (!place || at.only) return { subject, conversation: at.conversation };
  const conversation = await engaged.conversationIn(place, personId(team, user));
  return { subject, conversation, target: at.conversation };
}

/** The same modal is one message, however often it is sent. */
async function send(
  { team, user, view }: { team: string; user: string; view: string },
  meant: Meant,
  sent: { action: string; filled: ReturnType<typeof filledIn> },
  { answering, clientOf, engaged, people, tools }: SlackContext,
): Promise<void> {
  let { conversation } = meant;
  if (!conversation) {
    const { channel } = (await (await clientOf(team))?.conversations.open({ users: user })) ?? {};
    if (!channel?.id) return;
    conversation = conversationId({ team, channel: channel.id, thread: '' });
  }
  const own = conversation;
  const person = await people.person(team, user);
  const message = {
    ...sent,
    id: `${own}:fill:${view}`,
    conversation: own,
    person,
    inCompany: isInCompany(own),
    text: '',
    at: tools.now(),
  };
  await answering.answer(message, meant.target ?? own, async (answered) => {
    // What only one person sees in a channel is no thread to go on in.
    if (meant.target || !meant.conversation) await engaged.engage(own, person.id, answered);
  });
}
