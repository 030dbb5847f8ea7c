import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deliver } from '../../src/escalation/delivery/deliver.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { databases, type TestDatabase } from '../support/databases.ts';
import { handleDeliver } from '../support/deliveries.ts';
import { answer, message, turned } from '../support/messages.ts';

describe.each(await databases())('conversations on $name', ({ create }) => {
  let database: TestDatabase;
  let store: Store;
  beforeAll(async () => {
    database = await create();
    store = await openStore({
      ...database.options(),
      effects: {
        deliver: handleDeliver,
        async ticket(_, { records, now }) {
          await records.tickets.create({ question: 'q', at: now });
        },
        async broken() {
          throw new Error('broken');
        },
      },
    });
  });
  afterAll(async () => {
    await store.close();
    await database.drop();
  });

  const inConversation = (conversation: string, id = 'm1') => ({ message: message(id, { conversation }) });

  test('a conversation that is new begins empty, at version 0', async () => {
    expect(await store.conversations.begin(message('m', { conversation: 'new' }))).toEqual({
      state: {},
      version: 0,
      repeated: undefined,
    });
  });

  test('state is kept, and each turn counts its version up', async () => {
    const first = turned('m1', inConversation('kept'));
    expect(await store.conversations.commit(first)).toEqual({ outcome: 'kept' });
    const begun = await store.conversations.begin(message('m2', { conversation: 'kept' }));
    expect(begun).toEqual({ state: { role: 'site_coordinator' }, version: 1, repeated: undefined });
    expect(await store.conversations.load('kept')).toEqual({ role: 'site_coordinator' });
  });

  test('a message that comes again has the reply that it had', async () => {
    await store.conversations.commit(turned('m1', { ...inConversation('again'), reply: answer('First.') }));
    const { repeated } = await store.conversations.begin(message('m1', { conversation: 'again' }));
    expect(repeated).toEqual(answer('First.'));
    const second = turned('m1', { ...inConversation('again'), reply: answer('Second.'), version: 1 });
    expect(await store.conversations.commit(second)).toEqual({
      outcome: 'repeated',
      reply: answer('First.'),
    });
    expect((await store.questions.list()).filter((q) => q.conversation === 'again')).toHaveLength(1);
  });

  test('the same id in another conversation is another message', async () => {
    await store.conversations.commit(turned('same', inConversation('one')));
    const begun = await store.conversations.begin(message('same', { conversation: 'other' }));
    expect(begun.repeated).toBeUndefined();
  });

  test('a turn that another message overtook is not kept, neither its question nor its effects', async () => {
    await store.conversations.commit(turned('m1', inConversation('race')));
    const before = await store.outbox.count();
    const late = turned('m2', {
      ...inConversation('race', 'm2'),
      version: 0,
      effects: [deliver({ kind: 'mail', target: 't', payload: {}, key: 'race' })],
    });
    expect(await store.conversations.commit(late)).toEqual({ outcome: 'overtaken' });
    expect(await store.outbox.count()).toEqual(before);
    expect(
      (await store.conversations.begin(message('m2', { conversation: 'race' }))).repeated,
    ).toBeUndefined();
    expect(await store.conversations.commit({ ...late, version: 1 })).toEqual({ outcome: 'kept' });
  });

  test('of ten turns committed at once from the same version, one is kept', async () => {
    const all = Array.from({ length: 10 }, (_, i) =>
      store.conversations.commit(turned(`m${i}`, inConversation('ten', `m${i}`))),
    );
    const outcomes = (await Promise.all(all)).map((c) => c.outcome);
    expect(outcomes.filter((o) => o === 'kept')).toHaveLength(1);
    expect(outcomes.filter((o) => o === 'overtaken')).toHaveLength(9);
  });

  test('the same message committed ten times at once is kept once', async () => {
    const all = Array.from({ length: 10 }, () =>
      store.conversations.commit(turned('m1', inConversation('echo'))),
    );
    const outcomes = (await Promise.all(all)).map((c) => c.outcome);
    expect(outcomes.filter((o) => o === 'kept')).toHaveLength(1);
    expect(outcomes.filter((o) => o === 'repeated')).toHaveLength(9);
  });

  test('the question is a row with outcome, subject, confidence and the words to keep', async () => {
    await store.conversations.commit(
      turned('m1', {
        message: message('m1', { conversation: 'row', text: 'SSID 1234567890?' }),
        text: 'SSID ••••••••••?',
        reply: answer('x', { kind: 'escalate', subject: undefined, confidence: 0.25 }),
        role: 'site_coordinator',
      }),
    );
    const row = await store.questions.ofMessage('row', 'm1');
    expect(row).toMatchObject({
      text: 'SSID ••••••••••?',
      outcome: 'escalate',
      confidence: 0.25,
      person: 'p1',
      role: 'site_coordinator',
      lea: 'Sunny Unified',
      school: 'Hill School',
    });
    expect(row?.subject).toBeUndefined();
  });

  test('an entry that was given is kept with its version', async () => {
    await store.conversations.commit(
      turned('m1', { ...inConversation('given'), given: { entry: 'window', version: 'abc' } }),
    );
    const given = (await store.answersGiven.since(0)).find((g) => g.conversation === 'given');
    expect(given).toMatchObject({ entry: 'window', version: 'abc', person: 'p1', message: 'm1' });
  });

  test('effects happen in the same commit', async () => {
    const { waiting } = await store.outbox.count();
    await store.conversations.commit(
      turned('m1', {
        ...inConversation('effects'),
        effects: [{ type: 'ticket' }, deliver({ kind: 'mail', target: 't', payload: { a: 1 }, key: 'eff' })],
      }),
    );
    expect(await store.tickets.list()).toHaveLength(1);
    expect((await store.outbox.count()).waiting).toBe(waiting + 1);
  });

  test('an effect that fails undoes the whole turn', async () => {
    const before = await store.outbox.count();
    const turn = turned('m1', {
      ...inConversation('undone'),
      effects: [deliver({ kind: 'mail', target: 't', payload: {}, key: 'undone' }), { type: 'broken' }],
    });
    await expect(store.conversations.commit(turn)).rejects.toThrow('broken');
    expect(await store.conversations.load('undone')).toEqual({});
    expect(await store.questions.ofMessage('undone', 'm1')).toBeUndefined();
    expect(await store.outbox.count()).toEqual(before);
  });

  test('an effect of an unknown type is an error that names it', async () => {
    const turn = turned('m1', { ...inConversation('unknown'), effects: [{ type: 'constructor' }] });
    await expect(store.conversations.commit(turn)).rejects.toThrow(/No handler.*"constructor"/);
    expect(await store.conversations.load('unknown')).toEqual({});
  });

  test('a text with NUL and half a character pair is kept', async () => {
    const odd = 'a\0b\ud83d c';
    await store.conversations.commit(turned('m1', { ...inConversation('odd'), text: odd }));
    expect((await store.questions.ofMessage('odd', 'm1'))?.text).toMatch(/^ab.* c$/);
  });

  test('inside transact, the store’s own records refuse instead of waiting for ever', async () => {
    await expect(store.transact(async () => store.tickets.list())).rejects.toThrow(/Inside transact/);
    await expect(store.transact(async (r) => r.tickets.list())).resolves.toHaveLength(1);
  });

  test('what is begun inside transact and runs on afterwards may use the store again', async () => {
    let later: Promise<unknown> | undefined;
    await store.transact(async () => {
      later = new Promise((resolve) => setTimeout(resolve, 50)).then(() => store.tickets.list());
    });
    await expect(later).resolves.toHaveLength(1);
  });
});
