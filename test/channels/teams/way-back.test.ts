import { describe, expect, test } from 'vitest';
import {
  ANN,
  activity,
  BOT,
  type FakeConnector,
  inChannel,
  mention,
  press,
  TENANT,
  type Teams,
} from '../../support/teams.ts';
import { teamsForEach } from './support/each.ts';

const CHAT = 'teams:a:private';
const TOWN = { ...inChannel, id: '19:town@thread.tacv2', tenantId: TENANT };
const THREAD = `teams:${inChannel.id}`;
const REPLY = { kind: 'answer' as const, parts: [{ type: 'text' as const, text: 'Good morning.' }] };
let connector: FakeConnector;
let teams: Teams;

teamsForEach((there) => ({ connector, teams } = there));

const tell = (more: Record<string, unknown>) => teams.post(activity(connector, { text: undefined, ...more }));
const update = (more: Record<string, unknown>) => tell({ type: 'conversationUpdate', ...more });
const install = (more: Record<string, unknown> = {}) =>
  tell({ type: 'installationUpdate', action: 'add', ...more });
const kept = async (conversation = CHAT) => teams.store!.references.get(conversation);
const close = async (conversation: string) =>
  teams.store!.references.markDead(conversation, 'ConversationBlockedByUser', Date.now());

/** Something unasked, such as a reminder. */
async function remind(conversation: string): Promise<void> {
  const delivery = { kind: 'teams', target: conversation, conversation, payload: { reply: REPLY } };
  await teams.store!.outbox.add({ ...delivery, key: `reminder:${conversation}` }, Date.now());
  teams.worker?.wake();
}

describe('the way back into a conversation of Teams', () => {
  test.each([
    ['a press that judges an answer', () => press(connector, { press: 'helpful', of: 'm', helpful: true })],
    ['a press on a ticket', () => press(connector, { press: 'ticket', step: 'show', ticket: '1', seen: 1 })],
    [
      'a press in an older client',
      () =>
        activity(connector, {
          text: undefined,
          value: { press: 'helpful', of: 'm', helpful: true },
          replyToId: 'sent-1',
        }),
    ],
    [
      'a newer version of the app',
      () => activity(connector, { type: 'installationUpdate', action: 'add-upgrade', text: undefined }),
    ],
    [
      'a reaction to a message',
      () =>
        activity(connector, { type: 'messageReaction', text: undefined, reactionsAdded: [{ type: 'like' }] }),
    ],
  ])('is open again with %s', async (_, makes) => {
    await install();
    await close(CHAT);
    expect((await teams.post(makes())).status).toBe(200);
    expect(await kept()).toMatchObject({ person: `teams:${ANN.aadObjectId}` });
    expect((await kept())?.deadAt).toBeUndefined();
  });

  test('is closed when the bot is among the removed members, and stays open when somebody else is', async () => {
    await install({ conversation: TOWN });
    await update({ conversation: TOWN, membersRemoved: [ANN] });
    expect((await kept(`teams:${TOWN.id}`))?.deadAt).toBeUndefined();
    await update({ conversation: TOWN, membersRemoved: [ANN, BOT] });
    await update({ conversation: TOWN, membersRemoved: [ANN] });
    expect((await kept(`teams:${TOWN.id}`))?.deadWhy).toBe('uninstalled');
  });

  test('is not kept before the install by who came along with the bot: it is welcomed all the same', async () => {
    await update({ membersAdded: [ANN] });
    await install();
    const [welcome] = await connector.until(1);
    expect(JSON.stringify(welcome)).toContain('CAASPP Help');
  });

  test('into a thread is open again when the app comes back to its channel', async () => {
    await install({ conversation: TOWN });
    await teams.post(activity(connector, { conversation: inChannel, ...mention('window?') }));
    await connector.until(2);
    await close(THREAD);
    await update({ conversation: TOWN, membersRemoved: [BOT] });
    await install({ conversation: TOWN });
    await connector.until(3);
    await remind(THREAD);
    await connector.until(4);
    expect(connector.taken.at(-1)?.conversation).toBe(inChannel.id);
  });

  test('into a thread that was closed since then is none, though its channel is open', async () => {
    await install({ conversation: TOWN });
    await teams.post(activity(connector, { conversation: inChannel, ...mention('window?') }));
    await connector.until(2);
    await new Promise((resolve) => setTimeout(resolve, 5));
    await close(THREAD);
    await remind(THREAD);
    await expect.poll(async () => (await teams.store?.outbox.count())?.failed).toBe(1);
    expect(connector.tried.filter((t) => t.body.type === 'message')).toHaveLength(2);
  });
});
