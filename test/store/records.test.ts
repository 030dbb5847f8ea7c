import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore, type Store } from '../../src/store/store.ts';
import { databases, type TestDatabase } from '../support/databases.ts';
import { answer, message, turned } from '../support/messages.ts';

const NOW = 1_795_000_000_000;

describe.each(await databases())('records on $name', ({ create }) => {
  let database: TestDatabase;
  let store: Store;
  beforeAll(async () => {
    database = await create();
    store = await openStore({ ...database.options(), now: () => NOW });
  });
  afterAll(async () => {
    await store.close();
    await database.drop();
  });

  test('tickets are numbered from 1001, without gaps and without doubles, also when made at once', async () => {
    const made = await Promise.all(
      Array.from({ length: 8 }, (_, i) => store.tickets.create({ question: `q${i}`, at: NOW })),
    );
    expect(made.map((t) => t.number).sort()).toEqual([1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008]);
    expect(await store.tickets.byNumber(1003)).toMatchObject({ state: 'open', version: 1, fields: {} });
    expect(await store.tickets.byNumber(1)).toBeUndefined();
  });

  test('a ticket is changed only from the version that was seen', async () => {
    const { id } = await store.tickets.create({ question: 'q', assignee: 'a', fields: { x: 1 }, at: NOW });
    const claimed = await store.tickets.update(id, 1, { state: 'claimed', fields: { x: 2 } }, NOW + 5);
    expect(claimed).toMatchObject({ state: 'claimed', version: 2, fields: { x: 2 }, updatedAt: NOW + 5 });
    expect(await store.tickets.update(id, 1, { state: 'closed' }, NOW)).toBeUndefined();
    expect((await store.tickets.update(id, 2, { assignee: undefined }, NOW))?.assignee).toBeUndefined();
    expect((await store.tickets.get(id))?.state).toBe('claimed');
  });

  test('a ticket has its askers and its history in order', async () => {
    const { id, number } = await store.tickets.create({ question: 'TOMS is down', at: NOW });
    const asker = await store.tickets.addAsker({
      ticket: id,
      person: 'teacher',
      conversation: 'c',
      question: 'toms??',
      at: NOW,
    });
    await store.tickets.updateAsker(asker.id, { helped: true });
    await store.tickets.updateAsker(asker.id, {});
    expect(await store.tickets.askers(id)).toEqual([{ ...asker, helped: true }]);
    expect((await store.tickets.ofPerson('teacher')).map((t) => t.number)).toEqual([number]);
    for (const kind of ['created', 'claimed', 'note'])
      await store.tickets.addEvent({ ticket: id, at: NOW, who: 'agent', kind, data: { kind } });
    expect((await store.tickets.events(id)).map((e) => e.data.kind)).toEqual(['created', 'claimed', 'note']);
  });

  test('tickets are found by state and assignee', async () => {
    const { id } = await store.tickets.create({ question: 'q', assignee: 'kim', at: NOW });
    await store.tickets.create({ question: 'q', assignee: 'kim', at: NOW });
    await store.tickets.update(id, 1, { state: 'closed' }, NOW);
    expect(await store.tickets.list({ assignee: 'kim', states: ['open'] })).toHaveLength(1);
    expect(await store.tickets.list({ assignee: 'kim' })).toHaveLength(2);
  });

  test('feedback is kept with its question, and unhelpful ones are found beside unanswered ones', async () => {
    for (const [id, kind] of [
      ['f1', 'answer'],
      ['f2', 'escalate'],
      ['f3', 'answer'],
    ] as const)
      await store.conversations.commit(
        turned(id, { message: message(id, { conversation: id }), reply: answer('x', { kind }) }),
      );
    expect(await store.questions.feedback('f1', 'f1', false, 'old date')).toBe(true);
    expect(await store.questions.feedback('f1', 'nothing', true)).toBe(false);
    const misses = await store.questions.list({ outcomes: ['escalate'], unhelpful: true });
    expect(misses.map((q) => q.message).sort()).toEqual(['f1', 'f2']);
    expect(misses.find((q) => q.message === 'f1')).toMatchObject({ helpful: false, reason: 'old date' });
    expect(await store.questions.outcomes(0)).toEqual({ answer: 2, escalate: 1 });
    expect(await store.questions.list({ since: NOW + 1 })).toEqual([]);
  });

  test('answers given are listed until they are corrected', async () => {
    const given = { entry: 'e', version: 'v', conversation: 'c', person: 'p', message: 'm', at: NOW };
    await store.answersGiven.add({ id: 'g1', ...given });
    await store.answersGiven.add({ id: 'g2', ...given });
    await store.answersGiven.markCorrected(['g1'], NOW + 1);
    expect((await store.answersGiven.since(NOW)).map((g) => g.id)).toEqual(['g2']);
  });

  test('a miss that is ignored stays ignored, once', async () => {
    await store.ignoredMisses.add({ key: 'k', by: 'a', at: 1 });
    await store.ignoredMisses.add({ key: 'k', by: 'b', at: 2 });
    expect(await store.ignoredMisses.list()).toEqual([{ key: 'k', by: 'a', at: 1 }]);
    await store.ignoredMisses.remove('k');
    expect(await store.ignoredMisses.list()).toEqual([]);
  });

  test('a person is added, changed in part, and found by email whatever the case', async () => {
    await store.people.save({ id: 'u1', channel: 'slack', email: 'Ana@Example.org', fields: { a: 1 } }, NOW);
    const saved = await store.people.save(
      { id: 'u1', channel: 'slack', role: 'site_coordinator', fields: { b: 2 } },
      NOW + 1,
    );
    expect(saved).toMatchObject({
      email: 'Ana@Example.org',
      role: 'site_coordinator',
      fields: { a: 1, b: 2 },
    });
    expect((await store.people.byEmail('ana@example.ORG ')).map((p) => p.id)).toEqual(['u1']);
    const bare = await store.people.save({ id: 'u1', channel: 'slack', role: undefined }, NOW + 2);
    expect(bare.role).toBeUndefined();
    expect(await store.people.get('nobody')).toBeUndefined();
  });

  test('a reference that is dead comes back to life when it is saved again', async () => {
    const reference = { conversation: 't1', channel: 'teams', person: 'u2', data: { url: 'x' } };
    await store.references.save(reference, NOW);
    await store.references.markDead('t1', 'uninstalled', NOW + 1);
    expect(await store.references.get('t1')).toMatchObject({ deadWhy: 'uninstalled', deadAt: NOW + 1 });
    expect(await store.references.ofPerson('u2')).toEqual([]);
    await store.references.save(reference, NOW + 2);
    expect(await store.references.ofPerson('u2')).toEqual([{ ...reference, updatedAt: NOW + 2 }]);
  });

  test('installations are kept sealed, replaced and removed', async () => {
    await store.installations.save({ id: 'T1', channel: 'slack', sealed: 'x1', data: { team: 'A' } }, NOW);
    await store.installations.save({ id: 'T1', channel: 'slack', sealed: 'x2', data: { team: 'A' } }, NOW);
    expect(await store.installations.get('T1')).toMatchObject({ sealed: 'x2', data: { team: 'A' } });
    expect(await store.installations.list('teams')).toEqual([]);
    expect(await store.installations.remove('T1')).toBe(true);
    expect(await store.installations.remove('T1')).toBe(false);
  });

  test('a person has one draft of each form; a second takes its place', async () => {
    const draft = { person: 'd', form: 'caltac', updatedAt: NOW, expiresAt: NOW + 1 };
    await store.drafts.save({ ...draft, fields: { step: 1 }, sealed: 's' });
    await store.drafts.save({ ...draft, fields: { step: 2 } });
    const kept = await store.drafts.get('d', 'caltac');
    expect(kept).toMatchObject({ fields: { step: 2 } });
    expect(kept?.sealed).toBeUndefined();
    expect(await store.drafts.ofPerson('d')).toHaveLength(1);
    expect(await store.drafts.remove('d', 'caltac')).toBe(true);
    expect(await store.drafts.get('d', 'caltac')).toBeUndefined();
  });

  test('calls are saved, completed and listed, the newest first', async () => {
    const call = { id: 'k1', person: 'd', fields: { device: 'Chromebook' }, at: NOW, updatedAt: NOW };
    await store.calls.save(call);
    await store.calls.save({ ...call, id: 'k2', at: NOW + 1 });
    await store.calls.save({ ...call, caseNumber: '123456' });
    expect((await store.calls.list({ person: 'd' })).map((c) => c.id)).toEqual(['k2', 'k1']);
    expect(await store.calls.get('k1')).toEqual({ ...call, caseNumber: '123456' });
  });

  test('calendars are kept by key', async () => {
    await store.calendars.save('lea', { days: [1] }, NOW);
    await store.calendars.save('lea', { days: [2] }, NOW);
    expect(await store.calendars.get('lea')).toEqual({ key: 'lea', data: { days: [2] }, updatedAt: NOW });
    expect(await store.calendars.list()).toHaveLength(1);
    expect(await store.calendars.remove('lea')).toBe(true);
  });

  test('a reminder that is due is removed by one only', async () => {
    const reminder = { id: 'r1', person: 'd', conversation: 'c', about: { task: 't' }, createdAt: NOW };
    await store.reminders.add({ ...reminder, dueAt: NOW });
    await store.reminders.add({ ...reminder, id: 'r2', dueAt: NOW + 10 });
    expect((await store.reminders.due(NOW)).map((r) => r.id)).toEqual(['r1']);
    expect(await store.reminders.ofPerson('d')).toHaveLength(2);
    const removed = await Promise.all([store.reminders.remove('r1'), store.reminders.remove('r1')]);
    expect(removed.sort()).toEqual([false, true]);
  });

  test('downtimes are current until they end', async () => {
    const down = { id: 'd1', system: 'TOMS', from: NOW - 5, by: 'admin' };
    await store.downtimes.add(down);
    await store.downtimes.add({ ...down, id: 'd2', until: NOW });
    expect(await store.downtimes.current(NOW)).toEqual([down]);
    expect(await store.downtimes.end('d1', NOW)).toBe(true);
    expect(await store.downtimes.end('d1', NOW)).toBe(false);
    expect(await store.downtimes.current(NOW)).toEqual([]);
  });

  test('a transcript comes back in order, and its session is not kept in the clear', async () => {
    await store.transcripts.add('secret-session', 'web:1', { id: 'a' }, NOW);
    await store.transcripts.add('secret-session', 'web:1', { id: 'b' }, NOW);
    expect(await store.transcripts.read('secret-session')).toEqual({
      conversation: 'web:1',
      exchanges: [{ id: 'a' }, { id: 'b' }],
    });
    await store.transcripts.forget('secret-session');
    expect(await store.transcripts.read('secret-session')).toBeUndefined();
  });

  test('what was kept is there after closing and opening again', async () => {
    const { number } = await store.tickets.create({ question: 'kept?', at: NOW });
    await store.close();
    store = await openStore({ ...database.options(), now: () => NOW });
    expect((await store.tickets.byNumber(number))?.question).toBe('kept?');
  });
});
