/** What is pressed in the Home tab: the role, reminders, the draft, an agent's tickets. */
import type { ViewSubmitAction } from '@slack/bolt';
import * as z from 'zod';
import { NO_ORGANIZATION } from '../../../escalation/organization.ts';
import { ROLES } from '../../../knowledge/schema.ts';
import { itemOf } from '../../../planning/reminder-times.ts';
import { cancelReminder, hoursOfPerson, setReminder } from '../../../planning/reminders.ts';
import { ACTION_IDS, VIEW_IDS } from '../action-ids.ts';
import type { Register, SlackContext } from '../context.ts';
import { publishHome } from '../home/publish.ts';
import { aside, conversationId, personId } from '../ids.ts';
import { safely } from '../logger.ts';
import { Action, Pressed } from '../pressed.ts';
import { roleModal } from '../render/role-modal.ts';
import { answerSubmission } from '../submission.ts';

const Submitted = z.object({
  user: z.object({ id: z.string() }),
  view: z.object({
    state: z.object({
      values: z.object({
        role: z.object({ role: z.object({ selected_option: z.object({ value: z.enum(ROLES) }).nullish() }) }),
        school: z.object({ school: z.object({ value: z.string().nullish() }) }),
      }),
    }),
  }),
});

interface Presser {
  team: string;
  user: string;
  value: string;
  trigger?: string;
}

export const registerHome: Register = (app, context) => {
  const { log } = context.tools;
  const on = (id: string | RegExp, act: (presser: Presser, context: SlackContext) => Promise<void>) =>
    app.action(id, ({ body, payload, context: { teamId } }) =>
      safely(log, 'the Home tab', async () => {
        const { user, team, trigger_id } = Pressed.parse(body);
        const presser = {
          team: team?.id ?? teamId ?? '',
          user: user.id,
          value: Action.parse(payload).value ?? '',
        };
        await act({ ...presser, trigger: trigger_id }, context);
      }),
    );
  on(ACTION_IDS.role, askRole);
  on(new RegExp(`^${ACTION_IDS.remind}:`), remind);
  on(new RegExp(`^${ACTION_IDS.unremind}:`), unremind);
  on(ACTION_IDS.draft, (presser) => inMessages(presser, `form:${presser.value}:continue`, context));
  on(new RegExp(`^${ACTION_IDS.show}:`), async (presser) => {
    // Whether it is theirs to see, the assistant asks the desk.
    if (/^\d+$/.test(presser.value)) await inMessages(presser, `hand-over:show:${presser.value}`, context);
  });
  app.view<ViewSubmitAction>(VIEW_IDS.role, ({ ack, body, client, context: { teamId } }) => {
    const work = async () => {
      const { user, view } = Submitted.parse(body);
      const { role, school } = view.state.values;
      const id = personId(teamId ?? '', user.id);
      await context.people.keep(id, {
        role: role.role.selected_option?.value,
        school: school.school.value?.trim() || undefined,
      });
      return { after: () => safely(log, 'the Home tab', () => publishHome(teamId ?? '', user.id, context)) };
    };
    return answerSubmission({ ack, body, client }, work, { log, texts: context.texts });
  });
};

/** The trigger is good for three seconds: the modal comes before anything else. */
async function askRole(
  { team, user, trigger }: Presser,
  { clientOf, people, texts }: SlackContext,
): Promise<void> {
  if (!trigger) return;
  const client = await clientOf(team);
  const person = await people.person(team, user);
  await client?.views.open({ trigger_id: trigger, view: roleModal(person, texts) });
}

async function remind({ team, user, value }: Presser, context: SlackContext): Promise<void> {
  const { people, tools } = context;
  const { store, organization = NO_ORGANIZATION } = tools;
  const item = itemOf(value);
  if (!item || !store) return;
  const person = await people.person(team, user);
  await setReminder(store, {
    person,
    conversation: conversationId(aside(team, user, user)),
    item,
    hours: await hoursOfPerson(person, { store, organization }),
    now: Date.parse(tools.now()),
  });
  await publishHome(team, user, context);
}

async function unremind({ team, user, value }: Presser, context: SlackContext): Promise<void> {
  const { people, tools } = context;
  if (tools.store) await cancelReminder(tools.store, await people.person(team, user), value);
  await publishHome(team, user, context);
}

/** An action of the assistant's, answered in the private channel. */
async function inMessages(
  { team, user, trigger }: Presser,
  action: string,
  { answering, clientOf, engaged, people, tools }: SlackContext,
): Promise<void> {
  const { channel } = (await (await clientOf(team))?.conversations.open({ users: user })) ?? {};
  if (!channel?.id) return;
  const person = await people.person(team, user);
  const conversation = conversationId({ team, channel: channel.id, thread: '' });
  const id = `${conversation}:home:${trigger ?? tools.now()}`;
  const message = { id, conversation, person, text: '', action, at: tools.now() };
  await answering.answer(message, conversation, (answered) =>
    engaged.engage(conversation, person.id, answered),
  );
}
