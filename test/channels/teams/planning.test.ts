import { describe, expect, test } from 'vitest';
import { NO_ORGANIZATION, type Organization } from '../../../src/escalation/organization.ts';
import { faultsOf } from '../../support/adaptive-cards.ts';
import {
  ANN,
  activity,
  type FakeConnector,
  inChannel,
  mention,
  press,
  type Sent,
  type Teams,
} from '../../support/teams.ts';
import { buttonsOf as allButtons } from './support/buttons.ts';
import { teamsForEach } from './support/each.ts';

const BOB = { id: '29:bob', name: 'Bob Elm', aadObjectId: 'bob-in-the-directory' };
const TOWN = '19:town@thread.tacv2';
const ORGANIZATION: Organization = {
  ...NO_ORGANIZATION,
  administrators: ['bob@oak.org'],
  announcements: [`teams:${TOWN}`, 'slack:T1:C1:'],
};

let connector: FakeConnector;
let teams: Teams;
let now: string;

teamsForEach(
  async (there) => {
    ({ connector, teams } = there);
    const bob = { id: `teams:${BOB.aadObjectId}`, channel: 'teams', email: 'bob@oak.org' };
    await teams.store?.people.save(bob, Date.now());
  },
  () => {
    now = '2026-11-21T10:00:00-08:00';
    return { organization: ORGANIZATION, now: () => now };
  },
);

const asBob = { from: BOB, conversation: { id: 'a:bob', conversationType: 'personal' } };
const ask = (text: string, more = {}) => teams.post(activity(connector, { text, ...more }));
const words = (sent: Sent | undefined) => JSON.stringify(sent);

/** The answer to a message: what is taken next. */
async function answerTo(text: string, more = {}): Promise<Sent> {
  const before = connector.messages().length;
  await ask(text, more);
  return (await connector.until(before + 1))[before]!;
}

const buttonsOf = (card: unknown) => allButtons<{ action?: string }>(card);

async function pressed(sent: Sent, title: RegExp): Promise<Sent> {
  const before = connector.messages().length;
  const button = buttonsOf(sent).find((b) => title.test(b.title));
  expect(button, `a button like ${title}`).toBeDefined();
  await teams.post(press(connector, button?.data));
  return (await connector.until(before + 1))[before]!;
}

/** Chooses from the list to pick from. */
async function picked(sent: Sent, title: RegExp): Promise<Sent> {
  const before = connector.messages().length;
  const [, id = '', value = ''] = [...listsOf(sent)].find(([label]) => title.test(label)) ?? [];
  expect(value, `a choice like ${title}`).not.toBe('');
  const { data } = buttonsOf(sent).find((b) => b.title === 'Choose')!;
  await teams.post(press(connector, { ...data, [id]: value }));
  return (await connector.until(before + 1))[before]!;
}

function* listsOf(sent: unknown): Generator<[title: string, id: string, value: string]> {
  if (!sent || typeof sent !== 'object') return;
  const one = sent as { type?: string; id?: string; choices?: { title: string; value: string }[] };
  if (one.type === 'Input.ChoiceSet')
    for (const { title, value } of one.choices ?? []) yield [title, one.id ?? '', value];
  for (const value of Object.values(sent)) yield* listsOf(value);
}

describe('downtimes in Teams', () => {
  test('are entered by administrators only', async () => {
    expect(words(await answerTo('downtime add TOMS'))).toContain('Only administrators');
    expect(await teams.store?.downtimes.current(Date.parse(now))).toEqual([]);
  });

  test('are told by the next answer, of everybody, until they are ended', async () => {
    expect(words(await answerTo('downtime add TOMS until 2026-11-22 17:00 Upgrade', asBob))).toContain(
      'Noted: TOMS is down',
    );
    const answer = await answerTo('is TOMS down?');
    expect(words(answer)).toMatch(
      /TOMS is down: since Saturday.*until Sunday, November 22, 5:00 PM\. Upgrade/,
    );
    expect(words(answer)).toContain('Yes, TOMS is down');
    expect(faultsOf(answer.attachments![0]!.content)).toEqual([]);
    expect(words(await answerTo('downtime end TOMS', asBob))).toContain('TOMS is up again');
    expect(words(await answerTo('is TOMS down?'))).not.toContain('Yes, TOMS is down');
  });

  test('are announced once in the configured channel, and so is their end; the channel that is not connected waits for nothing', async () => {
    await answerTo('hello', { conversation: { ...inChannel, id: TOWN }, ...mention('hello') });
    const add = activity(connector, { text: 'downtime add CERS Maintenance', ...asBob });
    await teams.post(add);
    await teams.post(add);
    await connector.until(3);
    await ask('downtime end CERS', asBob);
    await connector.until(5);
    await new Promise((resolve) => setTimeout(resolve, 150));
    const inTown = connector.taken.filter((t) => t.conversation === TOWN).map((t) => words(t.body));
    expect(inTown.slice(1).map((w) => w.includes('CERS is down: since'))).toEqual([true, false]);
    expect(inTown[2]).toContain('CERS is up again.');
    expect((await teams.store?.outbox.count())?.waiting).toBe(0);
  });
});

describe('reminders in Teams', () => {
  const inNewYork = { localTimezone: 'America/New_York' };

  test('are chosen, listed and canceled by buttons of cards', async () => {
    const offered = await answerTo('remind me', inNewYork);
    expect(faultsOf(offered.attachments![0]!.content)).toEqual([]);
    const set = await picked(offered, /Testing windows set in TOMS/);
    expect(words(set)).toContain('Tuesday, November 24, 9:00 AM');
    const [first, second] = (await teams.store?.reminders.ofPerson(`teams:${ANN.aadObjectId}`)) ?? [];
    // Nine in the morning where the person is.
    expect(new Date(first!.dueAt).toISOString()).toBe('2026-11-24T14:00:00.000Z');
    const list = await pressed(set, /My reminders/);
    expect(words(await pressed(list, /Cancel 1/))).toContain('Canceled');
    expect(await teams.store?.reminders.ofPerson(`teams:${ANN.aadObjectId}`)).toMatchObject([
      { id: second!.id },
    ]);
  });

  test('come unasked, privately, when they are due in working hours, and once', async () => {
    // Asked for in a channel: it is the person's own all the same.
    await answerTo('hello');
    await answerTo('x', {
      conversation: inChannel,
      ...mention('remind me on 2026-12-10 to order the packs'),
    });
    now = '2026-12-03T08:59:00-08:00';
    await teams.planner?.remind();
    now = '2026-12-03T21:00:00-08:00';
    await teams.planner?.remind();
    const before = connector.messages().length;
    now = '2026-12-04T09:00:00-08:00';
    await teams.planner?.remind();
    await teams.planner?.remind();
    teams.worker?.wake();
    const sent = (await connector.until(before + 1))[before];
    expect(words(sent)).toContain('Reminder: order the packs, Thursday, December 10, 2026 (in 6 days)');
    expect(connector.taken.at(-1)?.conversation).toBe('a:private');
    expect(connector.messages()).toHaveLength(before + 1);
  });
});

describe('lists in Teams', () => {
  test('asked for in a channel, what is for one person alone comes in the private chat', async () => {
    const inTown = { conversation: { ...inChannel, id: TOWN } };
    const refused = await answerTo('x', { ...inTown, ...mention('my overview') });
    expect(words(refused)).toContain('Please ask me in a private message');
    await answerTo('hello');
    const before = connector.messages().length;
    await ask('x', { ...inTown, ...mention('my overview') });
    await connector.until(before + 2);
    const said = connector.taken.slice(before).map(({ conversation, body }) => [conversation, words(body)]);
    expect(said.find(([where]) => where === TOWN)?.[1]).toContain('I sent it to you in a private message');
    expect(said.find(([where]) => where === 'a:private')?.[1]).toContain('Tasks of November 2026');
  });

  test('misses, failed deliveries and figures are for administrators', async () => {
    for (const command of ['stats', 'misses', 'failed deliveries'])
      expect(words(await answerTo(command))).toContain('Only administrators');
    await answerTo('is THSS down?');
    expect(words(await answerTo('stats', asBob))).toContain('Deliveries waiting');
    const misses = await answerTo('misses', asBob);
    expect(words(misses)).toMatch(/is THSS down|Everything was answered/);
    expect(words(await answerTo('failed deliveries', asBob))).toContain('No delivery has failed');
  });

  test('the overview holds the dates and tasks ahead with a way to be reminded', async () => {
    const overview = await answerTo('My overview');
    expect(faultsOf(overview.attachments![0]!.content)).toEqual([]);
    expect(words(overview)).toContain('Tasks of November 2026');
    expect(words(await pressed(overview, /Remind me/))).toContain('I will remind you:');
  });
});
