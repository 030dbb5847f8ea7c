/** Did it help? Kept with the question; when it did not, why. */
import type { ViewSubmitAction } from '@slack/bolt';
import * as z from 'zod';
import { withoutNumbers } from '../../../assistant/guard.ts';
import { ACTION_IDS, VIEW_IDS } from '../action-ids.ts';
import type { Register, SlackContext } from '../context.ts';
import { conversationOf, personId, placeOf } from '../ids.ts';
import { safely } from '../logger.ts';
import { Action } from '../pressed.ts';
import { type Asked, feedbackModal } from '../render/feedback-modal.ts';
import { toldAside } from '../sorry.ts';
import { answerSubmission } from '../submission.ts';
import { whereabouts } from '../whereabouts.ts';

const Metadata = z.object({ conversation: z.string(), message: z.string() });

const Given = z.object({
  user: z.object({ id: z.string() }),
  view: z.object({
    private_metadata: z.string(),
    state: z.object({
      values: z.object({
        kind: z.object({
          kind: z.object({ selected_option: z.object({ text: z.object({ text: z.string() }) }).nullish() }),
        }),
        words: z.object({ words: z.object({ value: z.string().nullish() }) }),
      }),
    }),
  }),
});

export const registerFeedback: Register = (app, context) => {
  const { texts, tools } = context;
  const { log } = tools;
  app.action(ACTION_IDS.feedback, ({ body, payload, client, respond, context: { teamId } }) => {
    const thanks = toldAside(respond, texts.thanks);
    const judged = async () => {
      const at = whereabouts(body, teamId);
      const [, helped = '', message = ''] = Action.parse(payload).value?.match(/^(yes|no):(.+)$/s) ?? [];
      if (!at || !message) return;
      // A message that names no conversation was asked in this thread, which all may judge.
      const place = placeOf(conversationOf(message) ?? at.conversation);
      if (!place) return;
      const presser = personId(at.team, at.pressed.user.id);
      const asked: Asked = { conversation: await context.engaged.conversationIn(place, presser), message };
      await keep(asked, helped === 'yes', undefined, context);
      const trigger = at.pressed.trigger_id;
      if (helped === 'no' && trigger)
        await client.views.open({ trigger_id: trigger, view: feedbackModal(asked, texts) });
      // In the place itself only where we are: an answer that only one person sees may stand anywhere.
      else if (at.only) await thanks();
      else
        await client.chat.postEphemeral({
          channel: at.channel,
          user: at.pressed.user.id,
          thread_ts: at.pressed.message?.thread_ts,
          text: texts.thanks,
        });
    };
    return safely(log, 'feedback', judged, toldAside(respond, texts.not_done));
  });
  app.view<ViewSubmitAction>(VIEW_IDS.feedback, ({ ack, body, client }) => {
    const work = async () => {
      const { view } = Given.parse(body);
      const asked = Metadata.parse(JSON.parse(view.private_metadata));
      const { kind, words } = view.state.values;
      const reason = [kind.kind.selected_option?.text.text, words.words.value].filter(Boolean).join(': ');
      await keep(asked, false, reason ? withoutNumbers(reason) : undefined, context);
      return {};
    };
    return answerSubmission({ ack, body, client }, work, { log, texts });
  });
};

async function keep(
  { conversation, message }: Asked,
  helped: boolean,
  reason: string | undefined,
  { tools }: SlackContext,
) {
  const { store, log } = tools;
  await store?.questions.feedback(conversation, message, helped, reason);
  log.info({ channel: 'slack', helped, withReason: reason !== undefined }, 'feedback');
}
