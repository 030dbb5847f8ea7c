import { afterEach, describe, expect, test } from 'vitest';
import { startReminders } from '../../../src/channels/slack/reminders/runner.ts';
import { instantOf, remindersFor } from '../../../src/channels/slack/reminders/when.ts';
import { loadTexts } from '../../../src/channels/slack/texts.ts';
import { createLog } from '../../../src/log.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import { databases } from '../../support/databases.ts';

const ZONE = 'America/Los_Angeles';
const iso = (moments: number[]) => moments.map((at) => new Date(at).toISOString());

describe('the moments of reminders', () => {
  test('are nine in the morning, 7 days and 1 day before', () => {
    const now = Date.parse('2026-11-21T10:00:00-08:00');
    expect(iso(remindersFor('2026-12-03', ZONE, now))).toEqual([
      '2026-11-26T17:00:00.000Z',
      '2026-12-02T17:00:00.000Z',
    ]);
  });

  test('fall on the Friday before when the day is on a weekend', () => {
    const now = Date.parse('2026-11-01T10:00:00-07:00');
    // December 7, 2026 is a Monday: the day before is a Sunday.
    expect(iso(remindersFor('2026-12-07', ZONE, now))).toEqual([
      '2026-11-30T17:00:00.000Z',
      '2026-12-04T17:00:00.000Z',
    ]);
  });

  test('that have passed are left out', () => {
    expect(remindersFor('2026-12-01', ZONE, Date.parse('2026-11-30T17:00:00Z'))).toEqual([]);
  });

  test('are the person’s own mornings, on both sides of the clocks’ change', () => {
    expect(new Date(instantOf('2026-11-02', '09:00', ZONE)).toISOString()).toBe('2026-11-02T17:00:00.000Z');
    expect(new Date(instantOf('2026-10-30', '09:00', ZONE)).toISOString()).toBe('2026-10-30T16:00:00.000Z');
    expect(new Date(instantOf('2026-11-02', '09:00', 'America/New_York')).toISOString()).toBe(
      '2026-11-02T14:00:00.000Z',
    );
    expect(new Date(instantOf('2026-11-02', '09:00', 'Asia/Kolkata')).toISOString()).toBe(
      '2026-11-02T03:30:00.000Z',
    );
  });
});

describe.each(await databases())('reminders on $name', (kind) => {
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  async function open(): Promise<Store> {
    const database = await kind.create();
    const store = await openStore({ ...database.options(), effects: {} });
    closing.push(async () => {
      await store.close();
      await database.drop();
    });
    return store;
  }

  test('are sent when they are due, once, however many look', async () => {
    const store = await open();
    const due = Date.parse('2026-11-30T17:00:00Z');
    const about = { date: '2026-12-01 Window', label: 'Window setting deadline', on: '2026-12-01' };
    await store.reminders.add({
      id: 'r1',
      person: 'ann@oak.org',
      conversation: 'slack:T1:D1:',
      about,
      dueAt: due,
      createdAt: 0,
    });
    await store.reminders.add({
      id: 'r2',
      person: 'ann@oak.org',
      conversation: 'teams:x',
      about,
      dueAt: due,
      createdAt: 0,
    });
    let now = '2026-11-30T08:59:59-08:00';
    const log = createLog({ logLevel: 'silent', logMessageText: false });
    const runners = [1, 2].map(() => startReminders({ store, log, now: () => now }, loadTexts()));
    closing.unshift(async () => void (await Promise.all(runners.map((r) => r.stop()))));
    await Promise.all(runners.map((r) => r.run()));
    expect((await store.outbox.count()).waiting).toBe(0);
    now = '2026-11-30T09:00:00-08:00';
    await Promise.all(runners.map((r) => r.run()));
    const [delivery, more] = await store.outbox.claim({
      owner: 'test',
      now: due + 60_000,
      leaseMs: 1_000,
      limit: 9,
      kinds: ['slack'],
    });
    expect(more).toBeUndefined();
    expect(delivery?.target).toBe('slack:T1:D1:');
    expect(JSON.stringify(delivery?.payload)).toContain(
      'Reminder: Window setting deadline, Tuesday, December 1, 2026 (tomorrow)',
    );
    expect(await store.reminders.ofPerson('ann@oak.org')).toHaveLength(1);
  });
});
