import { describe, expect, test } from 'vitest';
import { loadCardWords, sayFault } from '../../src/escalation/card-words.ts';
import { actsFor, sayFrom, ticketCard } from '../../src/escalation/ticket-card.ts';
import { TicketError } from '../../src/escalation/tickets.ts';
import type { Asker, Ticket, TicketEvent } from '../../src/records/tickets.ts';

const words = loadCardWords();
const ticket: Ticket = {
  id: 't1',
  number: 1001,
  state: 'claimed',
  question: 'May we test on a Saturday?',
  assignee: 'sam@oak.org',
  fields: {},
  version: 3,
  createdAt: 0,
  updatedAt: 0,
};
const asker = (more: Partial<Asker> = {}): Asker => ({
  id: 'a',
  ticket: 't1',
  person: 'slack:T1:U1',
  conversation: 'slack:T1:D1:',
  question: 'q',
  at: 0,
  ...more,
});
const event = (kind: string, data: Record<string, unknown> = {}, who = 'sam@oak.org'): TicketEvent => ({
  ticket: 't1',
  at: 0,
  who,
  kind,
  data,
});
const nameOf = (email: string | undefined) => (email === 'sam@oak.org' ? 'Sam Rivera' : (email ?? ''));
const card = (events: TicketEvent[], askers: Asker[] = [asker()]) =>
  ticketCard({ ticket, askers, events, state: 'being looked at', nameOf, words });

describe('what a ticket’s card shows', () => {
  test('is what was said about it, the newest last, without the presses that the state tells', () => {
    expect(
      card([
        event('created', {}, 'slack:T1:U1'),
        event('claimed'),
        event('note', { text: 'Ask Kim.' }),
        event('passed_on', { to: 'kim@oak.org', text: '{who} knows' }),
        event('asker_replied', { text: 'Grade 8' }, 'slack:T1:U1'),
      ]).lines,
    ).toEqual([
      'Sam Rivera noted (among agents): Ask Kim.',
      'Sam Rivera passed it on to kim@oak.org: {who} knows',
      'The asker replied: Grade 8',
    ]);
  });

  test('is the last five lines, however much was said', () => {
    const notes = Array.from({ length: 9 }, (_, n) => event('note', { text: `Note ${n}` }));
    const { lines } = card(notes);
    expect(lines).toHaveLength(5);
    expect(lines.at(-1)).toContain('Note 8');
  });

  test('counts those who wait, and is another when one more asks or one withdraws', () => {
    const two = [asker(), asker({ id: 'b' })];
    expect(card([], two).waiting).toBe(2);
    expect(card([], [asker(), asker({ id: 'b', withdrawnAt: 1 })]).waiting).toBe(1);
    expect(card([], two).shown).not.toBe(card([]).shown);
  });

  test('is what can be done in each state', () => {
    expect(actsFor({ state: 'open' })).toEqual(['claim', 'answer', 'ask_back', 'note', 'pass_on', 'close']);
    expect(actsFor({ state: 'claimed' })).not.toContain('claim');
    expect(actsFor({ state: 'answered' })).toEqual(['answer', 'note', 'close', 'reopen']);
    expect(actsFor({ state: 'closed' })).toEqual(['note', 'reopen']);
  });

  test('names who asked as far as it is known', () => {
    expect(sayFrom({ role: 'lea_coordinator', lea: 'Oak Unified' })).toBe('LEA coordinator, Oak Unified');
    expect(sayFrom({})).toBe('');
  });

  test('has words for each refusal, and passes on what is none', () => {
    expect(sayFault(new TicketError('EMPTY'), words)).toBe('Please write something.');
    expect(() => sayFault(new Error('other'), words)).toThrow('other');
  });
});
