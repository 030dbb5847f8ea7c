import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createWorld } from '../../../src/assistant/create-world.ts';
import type { World } from '../../../src/assistant/world.ts';
import type { AdaptiveCard } from '../../../src/channels/teams/card/elements.ts';
import { faultsOf } from '../../support/adaptive-cards.ts';
import {
  ANN,
  activity,
  type FakeConnector,
  type Issuer,
  inChannel,
  mention,
  press,
  type Sent,
  SUGGESTIONS,
  startConnector,
  startIssuer,
  startTeams,
  type Teams,
  type TeamsTestOptions,
} from '../../support/teams.ts';
import { buttonsOf as allButtons } from './support/buttons.ts';

let issuer: Issuer;
let world: World;
let connector: FakeConnector;
let teams: Teams;
let dataDir: string;
const start = (options: TeamsTestOptions['options'] = {}) =>
  startTeams({ issuer, connector, world, database: { dataDir }, options });
const QUESTION = 'we received the score reports on May 14, 2027, when must parents have them';
const BOB = { id: '29:bob', name: 'Bob Elm', aadObjectId: 'bob-in-the-directory' };

beforeAll(async () => {
  issuer = await startIssuer();
  world = createWorld();
});
afterAll(() => issuer.stop());
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'caaspp-teams-'));
  connector = await startConnector();
  teams = await start();
});
afterEach(async () => {
  await teams.stop();
  await connector.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const words = (what: unknown) => JSON.stringify(what);
const buttonsOf = (card: unknown) =>
  allButtons<{ press: string; action?: string; of: string; at?: number }>(card);
const titled = (what: unknown, title: string) => buttonsOf(what).find((b) => b.title === title)?.data;
const named = (what: unknown, name: string) => buttonsOf(what).find((b) => b.data.press === name)?.data;

async function say(text: string, more = {}): Promise<Sent> {
  const before = connector.messages().length;
  await teams.post(activity(connector, { text, ...more }));
  return (await connector.until(before + 1))[before]!;
}
async function push(data: unknown, more = {}): Promise<AdaptiveCard> {
  const response = await teams.post(press(connector, data, more));
  return ((await response.json()) as { value: AdaptiveCard }).value;
}
/** Messages that came, after a word that comes in any case. */
async function said(): Promise<Sent[]> {
  await say('thanks');
  return connector.messages().slice(0, -1);
}

describe('a question on a card counts once', () => {
  async function dayOf(asked: Sent, day: string, more = {}): Promise<AdaptiveCard> {
    const data = named(asked, 'answer');
    return push({ ...data, [`answer-${data?.at}`]: day }, more);
  }

  test('with its first day: pressed again with another, the card says the first, and nothing is computed', async () => {
    const asked = await say(QUESTION);
    expect(words(await dayOf(asked, '2027-06-10'))).toContain('Your answer: Thursday, June 10, 2027');
    expect(words((await connector.until(2))[1])).toContain('June 11, 2027');
    const again = await dayOf(asked, '2027-06-18');
    expect(faultsOf(again)).toEqual([]);
    expect(words(again)).toContain('Your answer: Thursday, June 10, 2027');
    expect(words(again)).not.toContain('June 18');
    expect(await said()).toHaveLength(2);
  });

  test('as what it asks for, whatever is talked of by now', async () => {
    const asked = await say(QUESTION);
    await say('what is the latest date our testing window can end');
    await dayOf(asked, '2027-06-10');
    await connector.until(3);
    const action = 'rule:set:ssr-notification-deadline:last_day_of_instruction:2027-06-10';
    expect(await teams.store?.questions.list({ limit: 1 })).toMatchObject([{ action }]);
  });

  test('whoever presses second, and after a restart', async () => {
    const more = { conversation: inChannel };
    const asked = await say('', { ...more, ...mention(QUESTION) });
    await dayOf(asked, '2027-06-10', more);
    await teams.stop();
    teams = await start();
    const again = await dayOf(asked, '2027-06-18', { ...more, from: BOB });
    expect(words(again)).toContain('Your answer: Thursday, June 10, 2027');
  });

  test('with its first choice: another one of a stale card changes nothing, not even the role', async () => {
    const asked = await say('who do I contact for help?');
    await push(titled(asked, 'LEA coordinator'));
    await connector.until(2);
    const again = await push(titled(asked, 'Site coordinator'));
    expect(words(again)).toContain('You chose: LEA coordinator');
    expect(words(again)).not.toContain('You chose: Site coordinator');
    expect(await said()).toHaveLength(2);
    expect((await teams.store?.people.get(`teams:${ANN.aadObjectId}`))?.role).toBe('lea_coordinator');
  });

  test('with words that somebody typed: they are kept nowhere, so a second press only says that it is answered', async () => {
    const asked = await say('please prepare my call to CalTAC');
    const data = named(asked, 'answer');
    const typed = (text: string) => push({ ...data, [`answer-${data?.at}`]: text });
    expect(words(await typed('dell desktop in room seven'))).toContain('dell desktop in room seven');
    await connector.until(2);
    const again = await typed('ipads');
    expect(words(again)).toContain('This question is answered.');
    expect(words(again)).not.toContain('ipads');
    expect(words(await teams.store?.outbox.find(await keyOfLast()))).not.toContain('"pressed"');
  });

  /** The key under which the last reply was delivered. */
  async function keyOfLast(): Promise<string> {
    const [question] = (await teams.store?.questions.list({ limit: 1 })) ?? [];
    return `teams:${question?.conversation}:${question?.message}`;
  }
});

describe('a suggestion on a card', () => {
  const install = () =>
    teams.post(activity(connector, { type: 'installationUpdate', action: 'add', text: undefined }));
  const [first = '', second = ''] = SUGGESTIONS;

  test('that the card shows again is answered again', async () => {
    await install();
    const [welcome] = await connector.until(1);
    const afterFirst = await push(titled(welcome, first));
    await connector.until(2);
    expect(titled(afterFirst, first)).toBeUndefined();
    const afterSecond = await push(titled(afterFirst, second));
    await connector.until(3);
    const afterThird = await push(titled(afterSecond, first));
    expect(words(afterThird)).toContain(`You chose: ${first}`);
    const [, one, , three] = await connector.until(4);
    expect(words(three)).toContain('December 1');
    expect(three?.summary).toBe(one?.summary);
  });

  test('pressed twice in one state of the card is answered once', async () => {
    await install();
    const [welcome] = await connector.until(1);
    const once = await push(titled(welcome, first));
    expect(await push(titled(welcome, first))).toEqual(once);
    await connector.until(2);
    expect(await said()).toHaveLength(2);
  });

  test('is answered again after the card said whether the answer helped', async () => {
    const answered = await say(first);
    const follow = buttonsOf(answered).find((b) => b.data.press === 'choose')!;
    const after = await push(follow.data);
    await connector.until(2);
    const judged = await push(titled(after, 'Yes'));
    await push(titled(judged, follow.title));
    expect((await connector.until(3))[2]?.summary).toBe(connector.messages()[1]?.summary);
  });

  test('leaves open whether the answer helped, until that was said', async () => {
    const answered = await say(first);
    const follow = buttonsOf(answered).find((b) => b.data.press === 'choose')!;
    const after = await push(follow.data);
    expect(words(after)).toContain('Did this help?');
    const judged = await push(titled(after, 'No'));
    expect(words(judged)).not.toContain('Did this help?');
    expect(named(judged, 'reason')).toBeDefined();
    const thanked = await push({ ...named(judged, 'reason'), reason: '' });
    expect(words(thanked)).not.toContain('Did this help?');
    expect(named(thanked, 'reason')).toBeUndefined();
  });
});

describe('a press whose work takes longer than Bot Service waits', () => {
  /** Looking up who presses takes its time. */
  async function slowly() {
    await teams.stop();
    connector.latencyMs = 100;
    teams = await start({ answerWithin: 10 });
  }

  test('in private changes the card when it is done', async () => {
    const asked = await say('testing window');
    const [choice] = buttonsOf(asked).filter((b) => b.data.press === 'choose');
    await slowly();
    const response = await teams.post(press(connector, choice?.data));
    expect(response.status).toBe(202);
    expect(await response.text()).toBe('');
    await expect.poll(() => connector.taken.filter((t) => t.method === 'PUT')).toHaveLength(1);
    const [put] = connector.taken.filter((t) => t.method === 'PUT');
    expect(put?.path).toMatch(/activities\/sent-1$/);
    expect(words(put?.body)).toContain(`You chose: ${choice?.title}`);
    expect(titled(put?.body, choice!.title)).toBeUndefined();
  });

  test('in company shows nobody what somebody else fills in', async () => {
    const more = { conversation: inChannel };
    const asked = await say('', { ...more, ...mention(QUESTION) });
    await slowly();
    expect((await teams.post(press(connector, named(asked, 'blank'), more))).status).toBe(202);
    await teams.stop();
    expect(connector.taken.some((t) => t.method === 'PUT')).toBe(false);
    teams = await start();
  });
});
