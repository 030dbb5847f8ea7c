import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createWorld } from '../../../src/assistant/create-world.ts';
import type { World } from '../../../src/assistant/world.ts';
import type { AdaptiveCard } from '../../../src/channels/teams/card/elements.ts';
import { readPress } from '../../../src/channels/teams/card/press.ts';
import { bytesOf } from '../../../src/channels/teams/card/size.ts';
import { blankCard } from '../../../src/channels/teams/forms/card.ts';
import { LIMITS } from '../../../src/channels/teams/limits.ts';
import { loadTexts } from '../../../src/channels/teams/texts.ts';
import { faultsOf } from '../../support/adaptive-cards.ts';
import { allBlanks, anyBlank } from '../../support/blanks.ts';
import {
  activity,
  type FakeConnector,
  type Issuer,
  inChannel,
  mention,
  press,
  type Sent,
  startConnector,
  startIssuer,
  startTeams,
  type Teams,
} from '../../support/teams.ts';

const texts = loadTexts();
const options = { texts, of: 'message-1', nonce: 'press-1' };

interface Button {
  title: string;
  data: Record<string, unknown> & { press: string };
}
interface Field {
  type: string;
  id: string;
  value?: string | number;
}

function all<T>(what: unknown, is: (one: Record<string, unknown>) => boolean): T[] {
  if (!what || typeof what !== 'object') return [];
  const one = what as Record<string, unknown>;
  return [...(is(one) ? [one as T] : []), ...Object.values(one).flatMap((inner) => all<T>(inner, is))];
}
const buttonsOf = (what: unknown) => all<Button>(what, (one) => one.type === 'Action.Execute');
const fieldsOf = (what: unknown) => all<Field>(what, (one) => String(one.type).startsWith('Input.'));
const button = (what: unknown, name: string) => buttonsOf(what).find((b) => b.data.press === name);

describe('a blank as an Adaptive Card', () => {
  test('of every form and rule is one card within the limits, with every field, that schema and parser take', async () => {
    for (const blank of await allBlanks()) {
      const card = blankCard(blank, options);
      expect.soft([blank.subject, faultsOf(card)]).toEqual([blank.subject, []]);
      expect.soft(bytesOf(card)).toBeLessThanOrEqual(LIMITS.cardBytes);
      const names = new Set(fieldsOf(card).map((f) => f.id.slice(f.id.indexOf(':') + 1)));
      expect.soft(names).toEqual(new Set(blank.fields.map((f) => f.name)));
    }
  }, 60_000);

  test('of any kind at all is a good card below the limit, whatever was filled in', () => {
    fc.assert(
      fc.property(anyBlank, fc.string({ maxLength: 3_000 }), (blank, typed) => {
        const filled = Object.fromEntries(blank.fields.map((f) => [f.name, typed]));
        const card = blankCard(blank, { ...options, filled });
        expect(faultsOf(card)).toEqual([]);
        expect(bytesOf(card)).toBeLessThanOrEqual(LIMITS.cardBytes);
      }),
      { numRuns: 60 },
    );
  });

  test('never draws what is secret, not even sent back with a fault', async () => {
    const [blank] = await allBlanks();
    const filled = { 'student.ssid': '998877665', 'device.device': 'iPad' };
    const faults = { 'student.ssid': 'An SSID has exactly ten digits.' };
    const card = JSON.stringify(blankCard({ ...blank!, faults }, { ...options, filled }));
    expect(card).not.toContain('998877665');
    expect(card).toContain('An SSID has exactly ten digits.');
    expect(card).toContain('iPad');
  });

  test('gives back what was filled in; what a client leaves out was shown and is empty', () => {
    const fields = ['field:day', 'field:at', 'field:n', 'field:left', 'fields:tests', 'fields:none'];
    const data = {
      press: 'filled',
      of: '1',
      nonce: '2',
      blank: 'rule:x',
      fields,
      'field:day': '2027-03-17',
      'field:at': '2027-03-17',
      'time:at': '09:20',
      'field:n': 7,
      'fields:tests': 'a,b',
    };
    expect(readPress(data)).toMatchObject({
      filled: { day: '2027-03-17', at: '2027-03-17 09:20', n: '7', left: '', tests: ['a', 'b'], none: [] },
    });
    expect(readPress({ ...data, fields: 'no list' })).toMatchObject({ filled: {} });
  });
});

describe('forms as cards in Teams', () => {
  let issuer: Issuer;
  let world: World;
  let connector: FakeConnector;
  let teams: Teams;
  let dataDir: string;
  const start = () => startTeams({ issuer, connector, world, database: { dataDir } });

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

  async function say(text: string, more = {}): Promise<Sent> {
    const before = connector.messages().length;
    await teams.post(activity(connector, { text, ...more }));
    return (await connector.until(before + 1))[before]!;
  }
  const words = (what: unknown) => JSON.stringify(what);
  async function push(data: unknown, more = {}): Promise<{ type: string; value: AdaptiveCard }> {
    return (await (await teams.post(press(connector, data, more))).json()) as {
      type: string;
      value: AdaptiveCard;
    };
  }
  const open = async (sent: Sent, more = {}) => (await push(button(sent, 'blank')?.data, more)).value;
  /** Sends a card as Teams does: what stands in its fields, and what was typed. */
  function fill(card: AdaptiveCard, typed: Record<string, string>, more = {}) {
    const standing = fieldsOf(card).flatMap((f) => (f.value === undefined ? [] : [[f.id, f.value]]));
    const data = { ...button(card, 'filled')?.data, ...Object.fromEntries(standing) };
    for (const [name, value] of Object.entries(typed)) data[`field:${name}`] = value;
    return push(data, more);
  }

  test('a form goes back and forth: begun in words, filled in as one card, gone on with in words', async () => {
    await say('please prepare my call to CalTAC');
    const card = await open(await say('dell desktop'));
    expect(faultsOf(card)).toEqual([]);
    expect(fieldsOf(card).find((f) => f.id === 'field:device.device')?.value).toMatch(/dell/i);

    const refused = await fill(card, { 'contact.email': 'ann@oak', 'network.network': 'wired' });
    expect(faultsOf(refused.value)).toEqual([]);
    expect(words(refused.value)).toContain('not a complete email address');
    expect(fieldsOf(refused.value).find((f) => f.id === 'field:network.network')?.value).toBe('wired');
    expect(connector.messages()).toHaveLength(2);

    const done = await fill(refused.value, { 'contact.email': 'ann@oak.org' });
    expect(words(done.value)).toContain('Filled in.');
    expect(words(done.value)).not.toContain('ann@oak.org');
    const sheet = (await connector.until(3))[2];
    expect(words(sheet)).toMatch(/Call sheet.*ann@oak\.org/);

    await fill(refused.value, { 'contact.email': 'ann@oak.org' });
    const changed = await say('change the network to district Wi-Fi');
    expect(connector.messages()).toHaveLength(4);
    expect(words(changed)).toMatch(/Changed/);
    const again = await open(changed);
    expect(fieldsOf(again).find((f) => f.id === 'field:network.network')?.value).toBe('district Wi-Fi');
  });

  test('a card that was closed again is the question as it was, and nothing has changed', async () => {
    const asked = await say('please prepare my call to CalTAC');
    const card = await open(asked);
    const closed = await push(button(card, 'unfilled')?.data);
    expect(button(closed.value, 'blank')?.data).toEqual(button(asked, 'blank')?.data);
    expect(connector.messages()).toHaveLength(1);
  });

  test('what cannot be kept is not asked for, and the card says so', async () => {
    const card = await open(await say('please prepare my call to CalTAC'));
    expect(fieldsOf(card).some((f) => f.id.includes('student'))).toBe(false);
    expect(words(card)).toContain('no encryption key');
  });

  test('a rule is one card with days and choices, and its result comes into the conversation', async () => {
    const card = await open(
      await say('we received the score reports on May 14, 2027, when must parents have them'),
    );
    expect(fieldsOf(card).find((f) => f.id === 'field:received_on')).toMatchObject({
      type: 'Input.Date',
      value: '2027-05-14',
    });
    const more = await fill(card, { last_day_of_instruction: '2027-05-10' });
    expect(fieldsOf(more.value).map((f) => f.id)).toContain('field:next_first_day');
    await fill(more.value, { last_day_of_instruction: '2027-06-10' });
    const result = (await connector.until(2))[1];
    expect(words(result)).toContain('June 11, 2027');
    expect(button(result, 'blank')?.title).toBe('Change in a form');
    expect(words(await say('actually we got them May 17, 2027'))).toContain('June 14, 2027');
  });

  test('a card opened before the server started anew is sent as if nothing had been', async () => {
    const card = await open(await say('please prepare my call to CalTAC'));
    await teams.stop();
    teams = await start();
    await fill(card, { 'device.device': 'iPad' });
    expect(words((await connector.until(2))[1])).toContain('iPad');
  });

  test('in company nobody else sees what is being filled in', async () => {
    const asked = await say('', { conversation: inChannel, ...mention('please prepare my call to CalTAC') });
    const card = await open(asked, { conversation: inChannel });
    await fill(card, { 'contact.email': 'ann@oak' }, { conversation: inChannel });
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(connector.taken.some((t) => t.method === 'PUT')).toBe(false);
    expect(words(connector.messages())).not.toContain('ann@oak');
  });
});
