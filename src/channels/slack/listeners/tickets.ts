/** What agents do with tickets on their cards. Who they are is proved by Slack, what they may by the desk. */
import type { ViewSubmitAction, webApi } from '@slack/bolt';
import * as z from 'zod';
import { AGENT_ACTS, type AgentAct } from '../../../escalation/by-agent.ts';
import { sayFault } from '../../../escalation/card-words.ts';
import { WORDY_ACTS } from '../../../escalation/ticket-card.ts';
import { TicketError } from '../../../escalation/tickets.ts';
import { ACTION_IDS, VIEW_IDS } from '../action-ids.ts';
import type { Register, SlackContext } from '../context.ts';
import { safely } from '../logger.ts';
import { Action } from '../pressed.ts';
import { sections } from '../render/blocks.ts';
import { fallback } from '../render/parts.ts';
import { toldAside } from '../sorry.ts';
import { answerSubmission, type Outcome } from '../submission.ts';
import type { Texts } from '../texts.ts';
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
  const { texts, tools } = context;
  const { log } = tools;
  app.action(
    new RegExp(`^${ACTION_IDS.ticket}:`),
    ({ body, payload, client, respond, context: { teamId } }) =>
      safely(
        log,
        'a ticket',
        async () => {
          const at = whereabouts(body, teamId);
          const { action_id, value = '' } = Action.parse(payload);
          const act = AGENT_ACTS.find((a) => action_id === `${ACTION_IDS.ticket}:${a}`);
          if (at && act) await press(act, value, at, client, context);
        },
        toldAside(respond, texts.not_done),
      ),
  );
  app.view<ViewSubmitAction>(VIEW_IDS.act, ({ ack, body, client, context: { teamId = '' } }) => {
    const words = wordsIn(body);
    const work = () => submit(body, words, { teamId, user: body.user.id, client }, context);
    return answerSubmission({ ack, body, client }, work, { log, texts, words });
  });
  app.view<ViewSubmitAction>(VIEW_IDS.preview, ({ ack, body, client, context: { teamId = '' } }) => {
    const work = async (): Promise<Outcome> => {
      const { user, view } = Submitted.parse(body);
      const { of, words } = unpackMetadata(view.private_metadata);
      const { act, ticket } = Metadata.parse(of);
      const done = { act, ticket, words, once: `view:${view.root_view_id ?? view.id}` };
      const after = () => finish(done, { teamId, user: user.id, client }, context);
      return { answer: { response_action: 'clear' }, after };
    };
    return answerSubmission({ ack, body, client }, work, { log, texts });
  });
};

function wordsIn(body: unknown): string {
  return Submitted.safeParse(body).data?.view.state.values.words?.words.value?.trim() ?? '';
}

/** An answer and a question back are previewed; all else is done at once. */
async function submit(body: unknown, words: string, actor: Actor, context: SlackContext): Promise<Outcome> {
  const { view } = Submitted.parse(body);
  const { act, ticket } = Metadata.parse(unpackMetadata(view.private_metadata).of);
  const to = view.state.values.to?.to.selected_option?.value;
  if (act !== 'answer' && act !== 'ask_back') {
    const done = { act, ticket, words, to, once: `view:${view.id}` };
    return { after: () => finish(done, actor, context) };
  }
  const { texts, tools } = context;
  try {
    const agent = await emailOf(actor.teamId, actor.user, context);
    if (!tools.desk) throw new TicketError('NOT_FOUND');
    const seen = await tools.desk.view(ticket, agent);
    const reply = tools.desk.preview(seen, agent, act, words);
    const preview = previewModal({ act, ticket, number: seen.ticket.number, words, reply }, texts);
    return { answer: { response_action: 'push', view: preview }, late: preview };
  } catch (error) {
    const fault = sayFault(error, texts);
    const late = [fault, texts.words_back, words].join('\n');
    return { answer: { response_action: 'errors', errors: { words: fault } }, late };
  }
}

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

/** The modal is closed by then: whatever goes wrong, the agent gets their words back. */
async function finish(done: Omit<AgentAct, 'agent'>, actor: Actor, context: SlackContext): Promise<void> {
  const { texts, tools } = context;
  const giveBack = (why: string) => sayAlone(actor, why, done.words ?? '', texts);
  await safely(
    tools.log,
    'a ticket',
    async () => {
      const refused = await act(done, actor, context);
      if (!refused) return;
      await safely(tools.log, 'a refusal', () => giveBack(sayFault(refused, texts)));
      await safely(tools.log, 'a card', async () => tools.desk?.redraw(done.ticket));
      tools.wake?.();
    },
    () => giveBack(texts.not_done),
  );
}

/** @returns why the agent may not, or it cannot be done any more */
async function act(
  done: Omit<AgentAct, 'agent'>,
  { teamId, user }: Actor,
  context: SlackContext,
): Promise<TicketError | undefined> {
  try {
    const agent = await emailOf(teamId, user, context);
    await context.tools.desk?.act({ ...done, words: done.words || undefined, agent });
    context.tools.wake?.();
    return undefined;
  } catch (error) {
    if (error instanceof TicketError) return error;
    throw error;
  }
}

/** In the agent's private chat, never where others read along. */
async function sayAlone({ client, user }: Actor, why: string, words: string, texts: Texts): Promise<void> {
  const { channel } = await client.conversations.open({ users: user });
  if (!channel?.id) return;
  const blocks = words ? [why, texts.words_back, words].flatMap(sections) : sections(why);
  await client.chat.postMessage({ channel: channel.id, text: fallback(why), blocks });
}

/** @throws TicketError when Slack does not know the person's address: nobody acts under an unproved name */
async function emailOf(team: string, user: string, { people }: SlackContext): Promise<string> {
  const { email } = await people.person(team, user);
  if (!email) throw new TicketError('NOT_ALLOWED');
  return email;
}
