import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore, type Store } from '../../src/store/store.ts';
import { databases, type TestDatabase } from '../support/databases.ts';
import { message, turned } from '../support/messages.ts';

const DAY = 24 * 60 * 60 * 1000;
const NOW = 1_795_000_000_000;

describe.each(await databases())('privacy on $name', ({ name, create }) => {
  let database: TestDatabase;
  let store: Store;
  let now = NOW;
  beforeEach(async () => {
    now = NOW;
    database = await create();
    store = await openStore({ ...database.options(), now: () => now });
  });
  afterEach(async () => {
    await store.close();
    await database.drop();
  });

  async function ask(person: string, conversation: string, text = 'zebra question') {
    const asked = message('m', { conversation, person: { id: person }, text });
    await store.conversations.commit(
      turned('m', { message: asked, text, given: { entry: 'e', version: 'v' } }),
    );
  }

  test('forgetting erases all that is the person’s, in every account with the email, and says what', async () => {
    await store.people.save({ id: 'slack:ana', channel: 'slack', email: 'Ana@example.org', fields: {} }, NOW);
    await store.people.save({ id: 'teams:ana', channel: 'teams', email: 'ana@example.org', fields: {} }, NOW);
    await store.people.save({ id: 'bob', channel: 'slack', email: 'bob@example.org', fields: {} }, NOW);
    await ask('slack:ana', 'c-ana');
    await ask('bob', 'c-bob');
    await store.transcripts.add('session', 'c-ana', { id: 'x' }, NOW);
    await store.outbox.add(
      { kind: 'web', target: 't', payload: 'zebra', conversation: 'c-ana', key: 'k' },
      NOW,
    );
    await store.drafts.save({ person: 'teams:ana', form: 'f', fields: {}, updatedAt: NOW, expiresAt: NOW });

    expect(await store.forget('ANA@example.org')).toEqual({
      people: ['slack:ana', 'teams:ana'],
      erased: {
        questions: 1,
        'answers given': 1,
        'messages received': 1,
        conversations: 1,
        drafts: 1,
        notifications: 1,
        'exchanges on the page': 1,
        profiles: 2,
      },
    });
    expect((await store.questions.list()).map((q) => q.person)).toEqual(['bob']);
    expect(await store.people.get('bob')).toBeDefined();
    expect(await store.transcripts.read('session')).toBeUndefined();
    expect(await store.forget('ana@example.org')).toEqual({ people: [], erased: {} });
  });

  test('where others read along, the person’s part of the talk goes, and theirs stays', async () => {
    const commit = store.conversations.commit({
      message: { id: 'm', conversation: 'town', person: { id: 'bob' }, inCompany: true, text: 'q', at: '' },
      text: 'q',
      version: 0,
      state: {
        last: { text: 'zebra', facets: {} as never },
        each: { ana: { role: 'test_examiner' }, bob: { role: 'site_coordinator' } },
      },
      reply: { kind: 'answer', parts: [] },
      effects: [],
    });
    expect((await commit).outcome).toBe('kept');
    await store.people.save({ id: 'ana', channel: 'slack', fields: {} }, NOW);
    expect((await store.forget('ana')).erased).toEqual({ profiles: 1, 'talks in company': 1 });
    expect(await store.conversations.load('town')).toEqual({ each: { bob: { role: 'site_coordinator' } } });
  });

  test('a ticket that others asked too stays with their words; one of the person alone goes', async () => {
    const alone = await store.tickets.create({ question: 'zebra alone', at: NOW });
    const shared = await store.tickets.create({ question: 'zebra shared', at: NOW });
    const asker = { conversation: 'c', at: NOW };
    await store.tickets.addAsker({ ...asker, ticket: alone.id, person: 'ana', question: 'zebra alone' });
    await store.tickets.addAsker({ ...asker, ticket: shared.id, person: 'ana', question: 'zebra shared' });
    await store.tickets.addAsker({ ...asker, ticket: shared.id, person: 'bob', question: 'TOMS?' });
    for (const ticket of [alone.id, shared.id])
      await store.tickets.addEvent({ ticket, at: NOW, who: 'ana', kind: 'edited', data: { from: 'zebra' } });
    const { erased } = await store.forget('ana');
    expect(erased).toMatchObject({ tickets: 1, 'tickets asked': 2 });
    expect(await store.tickets.get(alone.id)).toBeUndefined();
    expect((await store.tickets.get(shared.id))?.question).toBe('TOMS?');
    expect(await store.tickets.events(shared.id)).toMatchObject([{ who: 'forgotten person', data: {} }]);
    expect((await store.tickets.askers(shared.id)).map((a) => a.person)).toEqual(['bob']);
  });

  test('what an agent did stays, without the name', async () => {
    const { id } = await store.tickets.create({ question: 'q', assignee: 'kim', at: NOW });
    await store.tickets.addEvent({ ticket: id, at: NOW, who: 'kim', kind: 'claimed', data: { a: 1 } });
    expect((await store.forget('kim')).people).toEqual(['kim']);
    expect((await store.tickets.get(id))?.assignee).toBe('forgotten person');
    expect(await store.tickets.events(id)).toMatchObject([{ who: 'forgotten person', data: { a: 1 } }]);
  });

  test('retention deletes what is older, and keeps open tickets however old', async () => {
    await ask('ana', 'old');
    const open = await store.tickets.create({ question: 'open', at: NOW });
    const closed = await store.tickets.create({ question: 'closed', at: NOW });
    await store.tickets.update(closed.id, 1, { state: 'closed' }, NOW);
    await store.tickets.addEvent({ ticket: closed.id, at: NOW, who: 'a', kind: 'closed', data: {} });
    await store.drafts.save({
      person: 'p',
      form: 'f',
      fields: {},
      updatedAt: NOW,
      expiresAt: NOW + 14 * DAY,
    });
    expect(await store.purge(400)).toEqual({});
    now = NOW + 2 * DAY;
    expect(await store.purge(400)).toEqual({ inbound: 1 });
    now = NOW + 401 * DAY;
    await ask('ana', 'new');
    expect(await store.purge(400)).toEqual({
      drafts: 1,
      questions: 1,
      answersGiven: 1,
      conversations: 1,
      ticketEvents: 1,
      tickets: 1,
    });
    expect(await store.tickets.get(open.id)).toBeDefined();
    expect((await store.questions.list()).map((q) => q.conversation)).toEqual(['new']);
  });

  test('a message is recognised as repeated for a day, not for two', async () => {
    await ask('ana', 'c');
    now = NOW + DAY - 1;
    await store.purge(400);
    expect((await store.conversations.begin(message('m', { conversation: 'c' }))).repeated).toBeDefined();
    now = NOW + DAY + 1;
    await store.purge(400);
    expect((await store.conversations.begin(message('m', { conversation: 'c' }))).repeated).toBeUndefined();
  });

  if (name === 'SQLite')
    test('what was forgotten is nowhere in the files', async () => {
      await ask('ana', 'c', 'zebra0815question');
      const { dataDir } = database.options();
      const everything = () =>
        readdirSync(dataDir)
          .map((file) => readFileSync(join(dataDir, file), 'latin1'))
          .join('');
      expect(everything()).toContain('zebra0815question');
      await store.forget('ana');
      expect(everything()).not.toContain('zebra0815question');
    });
});
