import { afterEach, describe, expect, test } from 'vitest';
import { DEFAULT_HOURS, type Hours, NO_ORGANIZATION } from '../../src/escalation/organization.ts';
import { sendDue } from '../../src/planning/reminder-sending.ts';
import { remindersFor } from '../../src/planning/reminder-times.ts';
import { cancelReminder, hoursOfPerson, remindersOf, setReminder } from '../../src/planning/reminders.ts';
import { loadTexts } from '../../src/planning/texts.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { databases } from '../support/databases.ts';

const iso = (moments: number[]) => moments.map((at) => new Date(at).toISOString());
const at = Date.parse;
const ANN = { id: 'slack:T1:ANN', email: 'Ann@oak.org' };

describe('the moments of reminders', () => {
  test('are nine in the morning, 7 days and 1 day before', () => {
    expect(iso(remindersFor('2026-12-03', DEFAULT_HOURS, at('2026-11-21T10:00:00-08:00')))).toEqual([
      '2026-11-26T17:00:00.000Z',
      '2026-12-02T17:00:00.000Z',
    ]);
  });

  test('fall on the Friday before when the day is on a weekend', () => {
    // December 7, 2026 is a Monday: the day before is a Sunday.
    expect(iso(remindersFor('2026-12-07', DEFAULT_HOURS, at('2026-11-01T10:00:00-07:00')))).toEqual([
      '2026-11-30T17:00:00.000Z',
      '2026-12-04T17:00:00.000Z',
    ]);
  });

  test('come before the days off of the organization, and never outside its hours', () => {
    const late: Hours = {
      ...DEFAULT_HOURS,
      from: '12:00',
      until: '20:00',
      daysOff: [{ from: '2026-11-26', until: '2026-11-27' }],
    };
    expect(iso(remindersFor('2026-12-03', late, at('2026-11-21T10:00:00-08:00')))).toEqual([
      '2026-11-25T20:00:00.000Z',
      '2026-12-02T20:00:00.000Z',
    ]);
  });

  test('that have passed are left out', () => {
    expect(remindersFor('2026-12-01', DEFAULT_HOURS, at('2026-11-30T17:00:00Z'))).toEqual([]);
  });

  test('are the person’s own mornings, on both sides of the clocks’ change', () => {
    const now = at('2026-10-01T10:00:00-07:00');
    const zone = (timeZone: string) => iso(remindersFor('2026-11-03', { ...DEFAULT_HOURS, timeZone }, now));
    expect(zone('America/Los_Angeles')).toEqual(['2026-10-27T16:00:00.000Z', '2026-11-02T17:00:00.000Z']);
    expect(zone('Asia/Kolkata')).toEqual(['2026-10-27T03:30:00.000Z', '2026-11-02T03:30:00.000Z']);
  });
});

describe.each(await databases())('reminders on $name', (kind) => {
  const closing: (() => Promise<void>)[] = [];
  const texts = loadTexts();
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

  const request = (label: string, date = '2026-12-10') => ({
    person: ANN,
    conversation: 'slack:T1:ANN:@ANN',
    item: { label, date },
    hours: DEFAULT_HOURS,
    now: at('2026-11-21T10:00:00-08:00'),
  });
  const sending = (store: Store) => ({
    store,
    organization: NO_ORGANIZATION,
    texts,
    carries: (kind: string) => kind === 'slack',
  });

  test('asked for twice are set once, without student information, and only their own person cancels them', async () => {
    const store = await open();
    await setReminder(store, request('call about SSID 1234567890'));
    expect(await setReminder(store, request('call about SSID 1234567890'))).toHaveLength(2);
    const own = await remindersOf(store, { id: 'teams:ann', email: 'ann@oak.org' });
    expect(own.map(({ label }) => label)).toEqual(Array(2).fill('call about SSID ••••••••••'));
    expect(await cancelReminder(store, { id: 'slack:T1:EVE' }, own[0]!.id)).toBeUndefined();
    expect(await cancelReminder(store, ANN, own[0]!.id)).toMatchObject({ on: '2026-12-10' });
    expect(await remindersOf(store, ANN)).toHaveLength(1);
  });

  test('are counted in the zone that the channel knows, where it is one', async () => {
    const store = await open();
    const where = { store, organization: NO_ORGANIZATION };
    const save = (timeZone: string) =>
      store.people.save({ id: ANN.id, channel: 'slack', fields: { timeZone } }, 0);
    await save('America/Denver');
    expect((await hoursOfPerson(ANN, where)).timeZone).toBe('America/Denver');
    await save('Mars/Olympus');
    expect((await hoursOfPerson(ANN, where)).timeZone).toBe('America/Los_Angeles');
  });

  test('are sent when they are due, once, however many look, and those of a channel that is not there wait', async () => {
    const store = await open();
    await setReminder(store, request('order the packs'));
    await setReminder(store, { ...request('elsewhere'), conversation: 'teams:x' });
    const due = at('2026-12-09T17:00:00Z');
    const look = (now: number) => Promise.all([1, 2].map(() => sendDue(sending(store), now)));
    expect(await look(due - 6 * 24 * 3_600_000 - 1_000)).toEqual([0, 0]);
    // Seven days before, at night: it waits for the morning of work.
    expect(await look(at('2026-12-04T06:00:00Z'))).toEqual([0, 0]);
    const sent = await look(at('2026-12-04T17:00:00Z'));
    expect(sent.reduce((a, b) => a + b)).toBe(1);
    const claim = {
      owner: 'test',
      now: Math.max(due, Date.now()),
      leaseMs: 1_000,
      limit: 9,
      kinds: ['slack', 'teams'],
    };
    const [delivery, more] = await store.outbox.claim(claim);
    expect(more).toBeUndefined();
    expect(delivery?.target).toBe('slack:T1:ANN:@ANN');
    expect(JSON.stringify(delivery?.payload)).toContain(
      'Reminder: order the packs, Thursday, December 10, 2026 (in 6 days)',
    );
  });

  test('of a day that is over are dropped without a word', async () => {
    const store = await open();
    await setReminder(store, request('order the packs'));
    expect(await sendDue(sending(store), at('2026-12-11T17:00:00Z'))).toBe(0);
    expect(await remindersOf(store, ANN)).toEqual([]);
    expect((await store.outbox.count()).waiting).toBe(0);
  });
});
