/** What is pressed in the Home tab: the role, reminders, the draft. */
import { createHash } from 'node:crypto';
import * as z from 'zod';
import { personKey } from '../../../assistant/person.ts';
import { ROLES } from '../../../knowledge/schema.ts';
import { ACTION_IDS, VIEW_IDS } from '../action-ids.ts';
import type { Register, SlackContext } from '../context.ts';
import { publishHome } from '../home/publish.ts';
import { conversationId, personId } from '../ids.ts';
import { safely } from '../logger.ts';
import { Action, Pressed } from '../pressed.ts';
import { remindersFor } from '../reminders/when.ts';
import { roleModal } from '../render/role-modal.ts';

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
  on(ACTION_IDS.draft, goOnWithDraft);
  app.view(VIEW_IDS.role, async ({ ack, body, context: { teamId } }) => {
    await ack();
    await safely(log, 'the role modal', async () => {
      const { user, view } = Submitted.parse(body);
      const { role, school } = view.state.values;
      const id = personId(teamId ?? '', user.id);
      await context.people.keep(id, {
        role: role.role.selected_option?.value,
        school: school.school.value?.trim() || undefined,
      });
      await publishHome(teamId ?? '', user.id, context);
    });
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

/** Kept under names of their own: pressed twice, there is still one of each. */
async function remind({ team, user, value }: Presser, context: SlackContext): Promise<void> {
  const { people, tools, clientOf } = context;
  const [date = '', label = ''] = value.match(/^(\d{4}-\d\d-\d\d) (.+)$/s)?.slice(1) ?? [];
  if (!date || !tools.store) return;
  const person = await people.person(team, user);
  const { channel } = (await (await clientOf(team))?.conversations.open({ users: user })) ?? {};
  if (!channel?.id) return;
  const conversation = conversationId({ team, channel: channel.id, thread: '' });
  const now = Date.parse(tools.now());
  for (const dueAt of remindersFor(date, await people.timeZone(person.id), now)) {
    const id = createHash('sha256').update(`${person.id} ${value} ${dueAt}`).digest('base64url').slice(0, 32);
    await tools.store.reminders.add({
      id,
      person: personKey(person),
      conversation,
      about: { date: value, label, on: date },
      dueAt,
      createdAt: now,
    });
  }
  await publishHome(team, user, context);
}

async function unremind({ team, user, value }: Presser, context: SlackContext): Promise<void> {
  const { people, tools } = context;
  const person = await people.person(team, user);
  const own = (await tools.store?.reminders.ofPerson(personKey(person))) ?? [];
  // Only one's own: the id in a button proves nothing.
  if (own.some((r) => r.id === value)) await tools.store?.reminders.remove(value);
  await publishHome(team, user, context);
}

/** The form goes on in the private channel. */
async function goOnWithDraft(
  { team, user, value, trigger }: Presser,
  { answering, clientOf, engaged, people, tools }: SlackContext,
) {
  const { channel } = (await (await clientOf(team))?.conversations.open({ users: user })) ?? {};
  if (!channel?.id) return;
  const person = await people.person(team, user);
  const conversation = conversationId({ team, channel: channel.id, thread: '' });
  const id = `${conversation}:draft:${trigger ?? tools.now()}`;
  const message = { id, conversation, person, text: '', action: `form:${value}:continue`, at: tools.now() };
  await answering.answer(message, conversation, (answered) =>
    engaged.engage(conversation, person.id, answered),
  );
}
