/** What agents do with tickets on their cards. Who they are is proved by Slack, what they may by the desk. */
import type { webApi } from '@slack/bolt';
import * as z from 'zod';
import { AGENT_ACTS, type AgentAct } from '../../../escalation/by-agent.ts';
import { sayFault } from '../../../escalation/card-words.ts';
import { WORDY_ACTS } from '../../../escalation/ticket-card.ts';
import { TicketError } from '../../../escalation/tickets.ts';
import { ACTION_IDS, VIEW_IDS } from '../action-ids.ts';
import type { Register, SlackContext } from '../context.ts';
import { safely } from '../logger.ts';
import { Action } from '../pressed.ts';
import { actModal, previewModal, unpackMetadata } from '../tickets/modals.ts';
import { type Whereabouts, whereabouts } from '../whereabouts.ts';

const Metadata = z.object({ ticket: z.string(), act: z.enum(WORDY_ACTS) });

const Submitted = z.object({
  user: z.object({ id: z.string() }),
  view: z.object({
    id: z.string(),
    root_view_id: z.string().nullish(),
    private_metadata: z.string(),
    state: z.object({
      values: z.object({
        words: z.object({ words: z.object({ value: z.string().nullish() }) }).optional(),
        to: z
          .object({ to: z.object({ selected_option: z.object({ value: z.string() }).nullish() }) })
          .optional(),
      }),
    }),
  }),
});

export const registerTickets: Register = (app, context) => {
  const { log } = context.tools;
  app.action(new RegExp(`^${ACTION_IDS.ticket}:`), ({ body, payload, client, context: { teamId } }) =>
    safely(log, 'a ticket', async () => {
      const at = whereabouts(body, teamId);
      const { action_id, value = '' } = Action.parse(payload);
      const act = AGENT_ACTS.find((a) => action_id === `${ACTION_IDS.ticket}:${a}`);
      if (at && act) await press(act, value, at, client, context);
    }),
  );
  app.view(VIEW_IDS.act, async ({ ack, body, client, context: { teamId = '' } }) => {
    const { user, view } = Submitted.parse(body);
    const { act, ticket } = Metadata.parse(unpackMetadata(view.private_metadata).of);
    const { values } = view.state;
    const words = values.words?.words.value?.trim() ?? '';
    const to = values.to?.to.selected_option?.value;
    if (act !== 'answer' && act !== 'ask_back') {
      await ack();
      return finish(
        { act, ticket, words, to, once: `view:${view.id}` },
        { teamId, user: user.id, client },
        context,
      );
    }
    try {
      const agent = await emailOf(teamId, user.id, context);
      const { desk } = context.tools;
      if (!desk) throw new TicketError('NOT_FOUND');
      const seen = await desk.view(ticket, agent);
      const reply = desk.preview(seen, agent, act, words);
      const { number } = seen.ticket;
      await ack({
        response_action: 'push',
        view: previewModal({ act, ticket, number, words, reply }, context.texts),
      });
    } catch (error) {
      await ack({ response_action: 'errors', errors: { words: sayFault(error, context.texts) } });
    }
  });
  app.view(VIEW_IDS.preview, async ({ ack, body, client, context: { teamId = '' } }) => {
    await ack({ response_action: 'clear' });
    const { user, view } = Submitted.parse(body);
    const { of, words } = unpackMetadata(view.private_metadata);
    const { act, ticket } = Metadata.parse(of);
    await finish(
      { act, ticket, words, once: `view:${view.root_view_id ?? view.id}` },
      { teamId, user: user.id, client },
      context,
    );
  });
};

interface Actor {
  teamId: string;
  user: string;
  client: webApi.WebClient;
}

/** Taking and reopening are done at once; for all else a modal asks for words. */
async function press(
  act: AgentAct['act'],
  ticket: string,
  at: Whereabouts,
  client: webApi.WebClient,
  context: SlackContext,
) {
  const { team, channel, pressed } = at;
  const user = pressed.user.id;
  const { desk } = context.tools;
  try {
    const agent = await emailOf(team, user, context);
    if (!desk) throw new TicketError('NOT_FOUND');
    if (act === 'claim' || act === 'reopen') {
      await desk.act({ act, ticket, agent });
      context.tools.wake?.();
    } else {
      const seen = await desk.view(ticket, agent);
      const colleagues = desk.colleagues(seen.ticket);
      if (act === 'pass_on' && !colleagues.length) throw new TicketError('NO_AGENT');
      if (pressed.trigger_id)
        await client.views.open({
          trigger_id: pressed.trigger_id,
          view: actModal({ act, ticket: seen.ticket, colleagues }, context.texts),
        });
      return;
    }
  } catch (error) {
    if (!(error instanceof TicketError)) throw error;
    await client.chat.postEphemeral({ channel, user, text: sayFault(error, context.texts) });
    await desk?.redraw(ticket);
    context.tools.wake?.();
  }
}

async function finish(
  done: Omit<AgentAct, 'agent'>,
  { teamId, user, client }: Actor,
  context: SlackContext,
): Promise<void> {
  await safely(context.tools.log, 'a ticket', async () => {
    try {
      const agent = await emailOf(teamId, user, context);
      await context.tools.desk?.act({ ...done, words: done.words || undefined, agent });
      context.tools.wake?.();
    } catch (error) {
      if (!(error instanceof TicketError)) throw error;
      const { channel } = await client.conversations.open({ users: user });
      if (channel?.id)
        await client.chat.postMessage({ channel: channel.id, text: sayFault(error, context.texts) });
      await context.tools.desk?.redraw(done.ticket);
      context.tools.wake?.();
    }
  });
}

/** @throws TicketError when Slack does not know the person's address: nobody acts under an unproved name */
async function emailOf(team: string, user: string, { people }: SlackContext): Promise<string> {
  const { email } = await people.person(team, user);
  if (!email) throw new TicketError('NOT_ALLOWED');
  return email;
}
