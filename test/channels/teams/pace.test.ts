import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Connector, Outgoing } from '../../../src/channels/teams/connector.ts';
import { LIMITS } from '../../../src/channels/teams/limits.ts';
import { nextTurn, type PaceOptions, paced } from '../../../src/channels/teams/pace.ts';
import type { Reference } from '../../../src/channels/teams/reference.ts';
import {
  activity,
  type FakeConnector,
  type Issuer,
  startConnector,
  startIssuer,
  startTeams,
  type Teams,
} from '../../support/teams.ts';

const PACE = { gap: 150, sends: [{ ms: 1_000, most: 3 }] };

describe('the turn of a message', () => {
  test.each([
    ['at once where nothing was sent', [], 500, 500],
    ['after the gap', [500], 510, 650],
    ['at once when the gap is over', [500], 700, 700],
    ['when the window is free again', [0, 150, 300], 400, 1_000],
    ['when the window behind those that wait is free', [0, 150, 300, 1_000, 1_150], 400, 1_300],
  ])('comes %s', (_, sent, now, turn) => {
    expect(nextTurn(sent, now, PACE)).toBe(turn);
  });
});

const MESSAGE: Outgoing = { type: 'message', text: 'x' };
const to = (conversation: string) => ({ conversation }) as Reference;

describe('messages to Teams', () => {
  let now: number;
  let sent: [conversation: string, at: number][];

  /** A clock that stands still, and tells how long each message would wait. */
  function pacedBy(options: PaceOptions = {}): Connector {
    const connector = {
      send: async (reference: Reference) => {
        sent.push([reference.conversation, now]);
        return 'id';
      },
    };
    const wait = async (ms: number) => {
      sent.push(['waited', ms]);
    };
    return paced(connector as unknown as Connector, {
      gap: 150,
      sends: [],
      now: () => now,
      wait,
      ...options,
    });
  }

  beforeEach(() => {
    now = 1_000;
    sent = [];
  });

  test('wait for those before them in their conversation, and for no others', async () => {
    const connector = pacedBy();
    for (const chat of ['a', 'a', 'a', 'b']) await connector.send(to(chat), MESSAGE);
    expect(sent.filter(([what]) => what === 'waited')).toEqual([
      ['waited', 150],
      ['waited', 300],
    ]);
    expect(sent.at(-1)).toEqual(['b', 1_000]);
  });

  test('to a thread are counted with its channel', async () => {
    const connector = pacedBy();
    await connector.send(to('19:c;messageid=1'), MESSAGE);
    await connector.send(to('19:c;messageid=2'), MESSAGE);
    expect(sent).toContainEqual(['waited', 150]);
  });

  test('whose turn is far away go back, with the time to come again', async () => {
    const connector = pacedBy({ sends: [{ ms: 30_000, most: 1 }], longest: 2_000 });
    await connector.send(to('a'), MESSAGE);
    now += 1_500;
    await expect(connector.send(to('a'), MESSAGE)).rejects.toMatchObject({
      permanent: false,
      retryAfterMs: 30_000,
    });
    now += 30_000;
    await connector.send(to('a'), MESSAGE);
    expect(sent).toEqual([
      ['a', 1_000],
      ['a', 32_500],
    ]);
  });

  test('go before the sign that something is being done, which waits for nothing', async () => {
    const connector = pacedBy();
    await connector.send(to('a'), MESSAGE);
    expect(await connector.send(to('a'), { type: 'typing' })).toBeUndefined();
    expect(sent).toEqual([['a', 1_000]]);
    now += 150;
    await connector.send(to('a'), { type: 'typing' });
    expect(sent).toHaveLength(2);
  });
});

describe('a flood in one chat', () => {
  let issuer: Issuer;
  let connector: FakeConnector;
  let teams: Teams;

  beforeEach(async () => {
    issuer = await startIssuer();
    connector = await startConnector();
    const reply = { kind: 'answer' as const, parts: [{ type: 'text' as const, text: 'x' }] };
    teams = await startTeams({
      issuer,
      connector,
      assistant: {
        reply: async () => reply,
        answer: async () => ({ reply, repeated: false, open: false }),
      },
    });
  });
  afterEach(async () => {
    await teams.stop();
    await connector.stop();
    await issuer.stop();
  });

  test('is answered no faster than Teams allows, and slows no other chat', async () => {
    await Promise.all(Array.from({ length: 12 }, () => teams.post(activity(connector))));
    const started = Date.now();
    const other = { id: 'a:other', conversationType: 'personal' };
    await teams.post(activity(connector, { conversation: other }));
    await expect.poll(() => connector.taken.some((t) => t.conversation === other.id)).toBe(true);
    expect(Date.now() - started).toBeLessThan(1_000);
    await connector.until(13);
    const at = connector.taken.filter((t) => t.conversation !== other.id).map((t) => t.at);
    for (const { ms, most } of LIMITS.sends)
      for (const from of at)
        expect(at.filter((moment) => moment >= from && moment < from + ms).length).toBeLessThanOrEqual(most);
  });
});
