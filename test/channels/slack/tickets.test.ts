import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { packMetadata } from '../../../src/channels/slack/tickets/modals.ts';
import { actAsAsker } from '../../../src/escalation/by-asker.ts';
import { type Agent, DEFAULT_HOURS, type Organization } from '../../../src/escalation/organization.ts';
import { openTicket, TicketError } from '../../../src/escalation/tickets.ts';
import { createLog } from '../../../src/log.ts';
import { databases, type TestDatabase } from '../../support/databases.ts';
import { aWhile, until } from './support/app.ts';
import { BOT, type Call, type FakeSlack, startFakeSlack, TEAM } from './support/fake-slack.ts';
import { type KeptApp, type KeptOptions, startKeptApp } from './support/kept.ts';

describe.each(await databases())('tickets in Slack on $name', (kind) => {
  let slack: FakeSlack;
  let database: TestDatabase;
  let app: KeptApp;
  let ann: string;
  let bob: string;
  let dm: string;
  let agents: string;
  let organization: Organization;

  beforeAll(async () => {
    slack = await startFakeSlack();
    ann = await slack.userId('ann');
    bob = await slack.userId('bob');
    dm = await slack.privateChannel(ann);
    agents = await slack.channelId('agents');
    const sam: Agent = { name: 'Bob Ruiz', email: 'bob@oak.org', chat: `slack:${TEAM}:${agents}:` };
    const kim: Agent = { name: 'Kim Day', email: 'kim@oak.org', chat: `slack:${TEAM}:${agents}:` };
    organization = {
      leas: [
        {
          name: 'Oak Unified',
          cds: '1234567',
          hours: DEFAULT_HOURS,
          successAgent: sam,
          backups: [kim],
          coordinators: [],
          schools: [],
        },
      ],
      administrators: [],
      topics: {},
      answerWithinHours: 8,
    };
  });
  afterAll(() => slack.stop());

  afterEach(async () => {
    await app.stop();
    await database.drop();
    slack.calls.length = 0;
  });

  const ofMethod = (method: string) => slack.ofMethod(method).filter((c) => c.answer.ok);
  const posts = () => ofMethod('chat.postMessage');
  const words = (call: { body: unknown }) => JSON.stringify(call.body);

  /** A question of Ann's is handed over. */
  async function open() {
    const opened = await app.store.transact((records) =>
      openTicket(app.desk!.context(records, Date.now()), {
        number: 1001,
        question: 'May we test on a Saturday?',
        offered: 'My documents do not answer that.',
        topic: 'technical_or_administration',
        assignee: 'bob@oak.org',
        backups: [],
        lea: 'Oak Unified',
        person: `slack:${TEAM}:${ann}`,
        conversation: `slack:${TEAM}:${dm}:1798000000.000100`,
      }),
    );
    app.wake();
    return opened;
  }

  /** @returns the card of a question of Ann's */
  async function handOver(options: Partial<KeptOptions> = {}): Promise<{ card: Call; id: string }> {
    database = await kind.create();
    app = await startKeptApp({ slack, database, organization, ...options });
    const { id } = await open();
    return { card: await until(() => posts().find((p) => p.body.channel === agents)), id };
  }

  function pressOn(card: Call, act: string, user: string, trigger_id?: string) {
    const blocks = card.body.blocks as { type: string; elements?: Record<string, unknown>[] }[];
    const element = blocks.flatMap((b) => b.elements ?? []).find((e) => e.action_id === `ticket:${act}`);
    const ts = card.answer.ts as string;
    return app.interact({
      type: 'block_actions',
      user: { id: user, team_id: TEAM },
      channel: { id: agents },
      container: { message_ts: ts },
      message: { ts, blocks },
      actions: [element ?? { type: 'button', action_id: `ticket:${act}`, value: '' }],
      ...(trigger_id ? { trigger_id } : {}),
    });
  }
  const trigger = async (user: string) =>
    (await slack.call('views.generateTriggerId', { user_id: user })).trigger_id as string;
  const submit = (
    view: Record<string, unknown>,
    user: string,
    text?: string,
    more: Record<string, unknown> = {},
  ) =>
    app.interact({
      type: 'view_submission',
      user: { id: user },
      view: {
        id: 'V1',
        root_view_id: 'V1',
        ...view,
        state: { values: { ...(text === undefined ? {} : { words: { words: { value: text } } }), ...more } },
      },
    });

  test('a card is posted, taken and drawn anew; the answer is previewed, and reaches the asker where they asked', async () => {
    const { card, id } = await handOver();
    expect(words(card)).toContain('Ticket 1001');
    expect(words(card)).toContain('May we test on a Saturday?');

    await pressOn(card, 'claim', bob);
    const claimed = await until(() => ofMethod('chat.update')[0]);
    expect(words(claimed)).not.toContain('ticket:claim');
    expect((await app.store.tickets.get(id))?.state).toBe('claimed');

    await pressOn(card, 'answer', bob, await trigger(bob));
    const opened = await until(() => ofMethod('views.open')[0]);
    const pushed = JSON.parse(
      (await submit(opened.body.view as Record<string, unknown>, bob, 'Yes, with the window open.')).text,
    ) as { response_action: string; view: Record<string, unknown> };
    expect(pushed.response_action).toBe('push');
    expect(JSON.stringify(pushed.view)).toContain('Yes, with the window open.');
    expect((await app.store.tickets.get(id))?.state).toBe('claimed');
    expect(posts().some((p) => words(p).includes('Yes, with the window open.'))).toBe(false);

    const preview = { ...pushed.view, id: 'V2' };
    await submit(preview, bob);
    await submit(preview, bob);
    const answer = await until(() => posts().find((p) => words(p).includes('Yes, with the window open.')));
    expect(answer.body).toMatchObject({ channel: dm, thread_ts: '1798000000.000100' });
    expect(words(answer)).toContain('May we test on a Saturday?');
    await aWhile();
    expect(posts().filter((p) => words(p).includes('Yes, with the window open.'))).toHaveLength(1);
    expect(
      words(await until(() => ofMethod('chat.update').find((u) => words(u).includes('Answer: Yes')))),
    ).toContain('ticket:reopen');
  });

  test('who is no agent of the ticket can do nothing, whatever is sent', async () => {
    const { card, id } = await handOver();
    await pressOn(card, 'claim', ann);
    expect(words(await until(() => ofMethod('chat.postEphemeral')[0]))).toContain(
      'Only the agents of this ticket',
    );
    const forged = {
      type: 'modal',
      callback_id: 'preview',
      private_metadata: packMetadata({ ticket: id, act: 'answer' }, 'Forged.'),
    };
    await submit(forged, ann);
    await aWhile(300);
    expect((await app.store.tickets.get(id))?.state).toBe('open');
    // The words come back to whoever sent them, in private, and go nowhere else.
    const [back, ...more] = posts().filter((p) => words(p).includes('Forged.'));
    expect(words(back!)).toContain('Only the agents of this ticket');
    expect(back!.body.channel).toBe(dm);
    expect(more).toEqual([]);
  });

  test.each(['a fault of ours', 'a refusal'])(
    'an answer that cannot be sent because of %s comes back to the agent in private, word for word',
    async (why) => {
      const { card, id } = await handOver();
      const fault = why === 'a refusal' ? new TicketError('CHANGED') : new Error('disk full');
      const long = `Yes, with the window open. ${'It is written in the manual. '.repeat(60)}The end.`;
      await pressOn(card, 'answer', bob, await trigger(bob));
      const opened = await until(() => ofMethod('views.open')[0]);
      const { text } = await submit(opened.body.view as Record<string, unknown>, bob, long);
      vi.spyOn(app.desk!, 'act').mockRejectedValueOnce(fault);
      await submit({ ...(JSON.parse(text) as { view: object }).view, id: 'V2' }, bob);
      const back = await until(() => posts().find((p) => words(p).includes('so that they are not lost')));
      expect(back.body.channel).toBe(await slack.privateChannel(bob));
      expect(words(back)).toContain(long);
      expect((await app.store.tickets.get(id))?.state).toBe('open');
    },
  );

  test('what agents say in the thread of a card stays there', async () => {
    const { card } = await handOver();
    await app.event({
      type: 'message',
      channel_type: 'channel',
      channel: agents,
      user: bob,
      ts: '1798000001.000100',
      thread_ts: card.answer.ts,
      text: 'Kim, do you know?',
    });
    await aWhile(300);
    expect(posts()).toHaveLength(1);
  });

  test('an agent who asks the assistant in the thread of a card is answered there, and the card stays a card', async () => {
    const logged: string[] = [];
    const to = { write: (line: string) => void logged.push(line) };
    const log = createLog({ logLevel: 'warn', logMessageText: false }, to);
    const { card, id } = await handOver({ log });
    const inThread = (ts: string, text: string, type = 'message') => ({
      type,
      channel_type: 'channel',
      channel: agents,
      user: bob,
      ts,
      thread_ts: card.answer.ts,
      text,
    });
    await app.event(inThread('1798000001.000100', 'Kim, do you know?'));
    await app.event(
      inThread('1798000002.000100', `<@${BOT.user}> When must our testing window be set?`, 'app_mention'),
    );
    const answer = await until(() => posts()[1]);
    expect(words(answer)).toContain('December 1, 2026');
    await app.event(inThread('1798000003.000100', 'what happens if we miss it?'));
    await until(() => posts()[2]);
    await app.event({ type: 'agent_session_stopped', channel: agents, thread_ts: card.answer.ts });
    await app.event(inThread('1798000004.000100', 'and when does it open?'));
    await aWhile(300);
    expect(posts()).toHaveLength(3);
    await app.desk!.act({
      act: 'pass_on',
      ticket: id,
      agent: 'bob@oak.org',
      to: 'kim@oak.org',
      words: 'Yours',
    });
    const drawn = await until(() => ofMethod('chat.update')[0]);
    expect(drawn.body.ts).toBe(card.answer.ts);
    expect(words(drawn)).toContain('Kim Day');
    const told = await until(() => posts().find((p) => words(p).includes('Yours')));
    expect(told.body.thread_ts).toBe(card.answer.ts);
    expect(await app.store.references.ofPerson(`ticket:${id}`)).toHaveLength(1);
    expect(logged).toEqual([]);
  });

  test('a ticket is passed on to a colleague, noted in the thread of its card', async () => {
    const { card, id } = await handOver();
    await pressOn(card, 'pass_on', bob, await trigger(bob));
    const opened = await until(() => ofMethod('views.open')[0]);
    await submit(opened.body.view as Record<string, unknown>, bob, 'Your field', {
      to: { to: { selected_option: { value: 'kim@oak.org' } } },
    });
    const told = await until(() => posts().find((p) => p.body.thread_ts === card.answer.ts));
    expect(words(told)).toContain('Your field');
    expect((await app.store.tickets.get(id))?.assignee).toBe('kim@oak.org');
  });

  test('what is changed elsewhere is drawn at once: the agent’s page, the asker, one more who asks', async () => {
    const { card, id } = await handOver();
    const { desk, store } = app;
    const ts = card.answer.ts;
    const drawn = (text: string) =>
      until(() => ofMethod('chat.update').find((u) => u.body.ts === ts && words(u).includes(text)));
    await desk!.act({ act: 'note', ticket: id, agent: 'bob@oak.org', words: 'I am asking Kim.' });
    await drawn('Bob Ruiz noted (among agents): I am asking Kim.');
    const asker = { number: 1001, person: `slack:${TEAM}:${ann}` };
    const byAsker = (act: 'reply' | 'withdraw', said?: string) =>
      store.transact((records) =>
        actAsAsker(desk!.context(records, Date.now()), { ...asker, act, words: said }),
      );
    await byAsker('reply', 'It is for grade 8');
    await drawn('The asker replied: It is for grade 8');
    await store.transact((records) =>
      openTicket(desk!.context(records, Date.now()), {
        number: 1001,
        question: 'May we test on a Saturday?',
        topic: 'technical_or_administration',
        assignee: 'bob@oak.org',
        backups: [],
        person: 'web:somebody',
        conversation: 'web:somebody',
      }),
    );
    await drawn('2 people wait for this answer.');
    await byAsker('withdraw');
    await drawn('Withdrawn by the asker.');
    // Shown is shown: what is asked for again changes nothing.
    const updates = ofMethod('chat.update').length;
    await aWhile(1_500);
    expect(ofMethod('chat.update')).toHaveLength(updates);
  });

  test('a card that Slack does not take just now is drawn later, and one that was deleted is let go', async () => {
    const { card, id } = await handOver();
    const note = (said: string) =>
      app.desk!.act({ act: 'note', ticket: id, agent: 'bob@oak.org', words: said });
    slack.fail('chat.update', { status: 503 }, { status: 503 });
    await note('First.');
    await until(() => ofMethod('chat.update').find((u) => words(u).includes('First.')));
    slack.fail('chat.update', { body: { ok: false, error: 'message_not_found' } });
    await note('Second.');
    const conversation = `slack:${TEAM}:${agents}:${card.answer.ts}`;
    await until(async () => (await app.store.references.get(conversation))?.deadAt);
    expect(await app.store.outbox.failures()).toEqual([]);
    expect((await app.store.tickets.get(id))?.state).toBe('open');
  });

  test('a card whose posting was not heard of is posted once, and follows the ticket all the same', async () => {
    database = await kind.create();
    app = await startKeptApp({ slack, database, organization });
    slack.fail('chat.postMessage', { reset: 'late' });
    const { id } = await open();
    const kept = await until(async () => (await app.store.references.ofPerson(`ticket:${id}`))[0]);
    const ts = kept.conversation.split(':').at(-1);
    await app.desk!.act({ act: 'note', ticket: id, agent: 'bob@oak.org', words: 'Seen.' });
    await until(() => ofMethod('chat.update').find((u) => u.body.ts === ts && words(u).includes('Seen.')));
    expect(posts()).toEqual([]);
  });

  test('where the agents’ channel is closed, the card comes into the agent’s private chat', async () => {
    database = await kind.create();
    app = await startKeptApp({ slack, database, organization });
    await app.store.people.save(
      { id: `slack:${TEAM}:${bob}`, channel: 'slack', email: 'Bob@oak.org' },
      Date.now(),
    );
    slack.fail('chat.postMessage', { body: { ok: false, error: 'is_archived' } });
    const opened = await open();
    const card = await until(() => posts()[0]);
    expect(card.body.channel).toBe(await slack.privateChannel(bob));
    expect(words(card)).toContain('ticket:claim');
    await app.desk!.act({ act: 'claim', ticket: opened.id, agent: 'bob@oak.org' });
    await until(() => ofMethod('chat.update').find((u) => words(u).includes('being looked at')));
    expect(await app.store.outbox.failures()).toMatchObject([
      { lastError: 'Slack: is_archived', attempts: 1 },
    ]);
  });
});
