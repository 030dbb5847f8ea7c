import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { withAnotherWay } from '../../../src/escalation/delivery/another-way.ts';
import { DeliveryError, type Transport } from '../../../src/escalation/delivery/transport.ts';
import type { ReplyPayload } from '../../../src/escalation/notices.ts';
import { loadTexts } from '../../../src/escalation/texts.ts';
import type { Delivery, NewDelivery } from '../../../src/records/deliveries.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import { organization } from '../../support/organization.ts';

const NOW = Date.parse('2026-11-23T10:00:00-08:00');
const texts = loadTexts();

describe('a delivery that is refused for good', () => {
  let dataDir: string;
  let store: Store;
  /** Channels and mail that are connected. */
  let connected: string[];
  let error: DeliveryError;
  let sent: string[];
  let reported: string[];

  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'caaspp-ways-'));
    store = await openStore({ dataDir });
    connected = ['mail', 'slack', 'teams'];
    error = new DeliveryError('Slack: is_archived', { gone: true });
    sent = [];
    reported = [];
  });
  afterEach(async () => {
    await store.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const transport = (): Transport =>
    withAnotherWay(
      {
        kind: 'slack',
        async send({ target }) {
          sent.push(target);
          throw error;
        },
        privateWay: async (person) => `${person}:private`,
      },
      {
        store,
        organization: organization(),
        desk: {
          texts,
          carries: (kind) => connected.includes(kind),
          privateWay: async (person) => (person.startsWith('teams:') ? `${person}:chat` : undefined),
        },
        name: 'Slack',
        report: (what) => reported.push(what),
        now: () => NOW,
      },
    );

  const payload = (more: Partial<ReplyPayload> = {}): ReplyPayload => ({
    type: 'reply',
    reply: {
      kind: 'answer',
      subject: 'ticket:1042',
      parts: [
        { type: 'text', text: 'A question has come.' },
        { type: 'facts', facts: [{ label: 'Question', value: 'May we test on a Saturday?' }] },
        { type: 'choices', choices: [{ label: 'That helped', action: 'x' }] },
      ],
    },
    ticket: { id: 't1', number: 1042, why: 'A question has come.', agent: 'sam@oak.org' },
    ...more,
  });
  const toSam = (more: Partial<NewDelivery> = {}) =>
    ({
      id: 1,
      kind: 'slack',
      target: 'slack:T1:C1:',
      conversation: 'agent:sam@oak.org',
      key: 'ticket-1042',
      attempts: 1,
      payload: payload(),
      ...more,
    }) as Delivery;
  const fails = (delivery: Delivery) => expect(transport().send(delivery)).rejects.toThrow('is_archived');
  async function next(): Promise<Delivery[]> {
    const some = {
      owner: 'test',
      now: NOW + 1,
      leaseMs: 1_000,
      limit: 50,
      kinds: ['mail', 'slack', 'teams'],
    };
    const due = await store.outbox.claim(some);
    if (due.length)
      await store.outbox.delivered(
        due.map((one) => one.id),
        NOW,
      );
    return due;
  }

  test('goes to the agent’s private chat in another channel; the administrator is told by mail, with that', async () => {
    await store.people.save({ id: 'teams:sam', channel: 'teams', email: 'sam@oak.org' }, NOW);
    await fails(toSam());
    const [card, word] = await next();
    expect(card).toMatchObject({
      kind: 'teams',
      target: 'teams:sam:chat',
      conversation: 'agent:sam@oak.org',
    });
    expect(card!.payload).toMatchObject({ ticket: { id: 't1' }, tried: ['slack:T1:C1:'] });
    expect(word).toMatchObject({ kind: 'mail', target: 'admin@oak.org' });
    expect(JSON.stringify(word!.payload)).toContain('ticket 1042 went to a private chat instead');
  });

  test('is tried in each way once, and by mail with the link at last', async () => {
    await store.people.save({ id: 'slack:T1:U1', channel: 'slack', email: 'sam@oak.org' }, NOW);
    await fails(toSam());
    const [second] = (await next()).filter((d) => d.kind === 'slack');
    expect(second?.target).toBe('slack:T1:U1:private');
    await fails(second!);
    const [mail] = (await next()).filter((d) => d.target === 'sam@oak.org');
    expect(mail!.payload).toMatchObject({ link: { ticket: 't1', agent: 'sam@oak.org' } });
    expect(JSON.stringify(mail!.payload)).toContain('May we test on a Saturday?');
    expect(JSON.stringify(mail!.payload)).not.toContain('That helped');
  });

  test('of which nobody can be told in any way is named to the administrator, each ticket of it', async () => {
    connected = ['slack'];
    await store.people.save({ id: 'slack:T1:U9', channel: 'slack', email: 'admin@oak.org' }, NOW);
    await fails(toSam());
    const [word] = await next();
    expect(word).toMatchObject({ target: 'slack:T1:U9:private' });
    expect(JSON.stringify(word!.payload)).toContain('No other way is known');
    const ticket = { id: 't2', number: 1043, why: 'x', agent: 'sam@oak.org' };
    await fails(toSam({ key: 'ticket-1043', payload: payload({ ticket }) }));
    expect(JSON.stringify((await next())[0]?.payload)).toContain('1043');
  });

  test('is told of once a day for a place, and the word itself goes another way where its own is closed', async () => {
    await store.people.save({ id: 'slack:T1:U9', channel: 'slack', email: 'admin@oak.org' }, NOW);
    const answer = { type: 'reply', reply: { kind: 'answer', parts: [{ type: 'text', text: 'Yes.' }] } };
    await fails(toSam({ key: 'a', payload: answer }));
    const [word, ...none] = await next();
    expect(none).toEqual([]);
    await fails(toSam({ key: 'b', payload: answer }));
    expect(await next()).toEqual([]);
    await fails(word!);
    const all = await next();
    expect(all).toMatchObject([{ kind: 'mail', target: 'admin@oak.org' }]);
    expect(JSON.stringify(all[0]?.payload)).toContain('could not be delivered in Slack');
  });

  test('marks the place only when that is closed, not when the message was wrong', async () => {
    await store.references.save({ conversation: 'slack:T1:C1:', channel: 'slack', data: {} }, NOW);
    error = new DeliveryError('Slack: invalid_blocks (is_archived)', { permanent: true });
    await fails(toSam());
    expect((await store.references.get('slack:T1:C1:'))?.deadAt).toBeUndefined();
    error = new DeliveryError('Slack: is_archived', { gone: true });
    await fails(toSam({ key: 'again' }));
    expect((await store.references.get('slack:T1:C1:'))?.deadWhy).toBe('Slack: is_archived');
  });

  test('marks it with the platform’s own word, and the very place that is closed', async () => {
    const place = 'slack:T1:C2:';
    for (const conversation of ['slack:T1:C1:', place])
      await store.references.save({ conversation, channel: 'slack', data: {} }, NOW);
    error = new DeliveryError('Slack does not let us (is_archived).', {
      gone: true,
      why: 'is_archived',
      place,
    });
    await fails(toSam());
    expect((await store.references.get(place))?.deadWhy).toBe('is_archived');
    expect((await store.references.get('slack:T1:C1:'))?.deadAt).toBeUndefined();
    error = new DeliveryError('Slack: is_archived', { gone: true, place });
    await fails(toSam({ key: 'again' }));
    expect((await store.references.get(place))?.deadWhy).toBe('is_archived');
  });

  test('what passes is left to the outbox', async () => {
    error = new DeliveryError('Slack: is_archived, for a moment');
    await fails(toSam());
    expect(await next()).toEqual([]);
    expect(reported).toEqual([]);
  });

  test('an answer goes to the asker’s own private chat, never to where others read', async () => {
    const person = 'slack:T1:U1';
    const inChannel = { target: 'slack:T1:C9:1.2', conversation: 'slack:T1:C9:1.2', key: 'answer' };
    await fails(toSam({ ...inChannel, payload: { ...payload({ person }), ticket: undefined } }));
    expect((await next())[0]).toMatchObject({ target: 'slack:T1:U1:private' });
  });
});
