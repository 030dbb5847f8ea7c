import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesOf } from '../../../src/channels/teams/card/size.ts';
import { LIMITS } from '../../../src/channels/teams/limits.ts';
import { loadTexts } from '../../../src/channels/teams/texts.ts';
import { type Below, drawTicket } from '../../../src/channels/teams/tickets/card.ts';
import { LONGEST_WORDS, nonceOf, readTicketPress } from '../../../src/channels/teams/tickets/press.ts';
import { loadCardWords } from '../../../src/escalation/card-words.ts';
import { type TicketCard, WORDY_ACTS } from '../../../src/escalation/ticket-card.ts';
import { ROLES } from '../../../src/knowledge/schema.ts';
import { TICKET_STATES } from '../../../src/records/tickets.ts';
import { faultsOf } from '../../support/adaptive-cards.ts';
import { anyReply } from '../../support/replies.ts';
import { buttonsOf } from './support/buttons.ts';

const texts = { ...loadCardWords(), ...loadTexts() };

/** Anything that people may write: strange letters, nothing, and far too much. */
const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .tuple(fc.constantFrom('"\n', '€', '\\', '*[', '𐀀', 'a '), fc.integer({ min: 1, max: 3_000 }))
    .map(([s, n]) => s.repeat(n)),
);
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });
const typed = words.map((w) => w.slice(0, LONGEST_WORDS).toWellFormed());

const card: fc.Arbitrary<TicketCard> = fc.record({
  ticket: fc.record({
    id: fc.uuid(),
    number: fc.nat(),
    state: fc.constantFrom(...TICKET_STATES),
    question: words,
    offered: maybe(words),
    role: maybe(fc.constantFrom(...ROLES)),
    lea: maybe(words),
    school: maybe(words),
    assignee: maybe(words),
    answer: maybe(words),
    fields: fc.constant({}),
    version: fc.nat(),
    createdAt: fc.nat(),
    updatedAt: fc.nat(),
  }),
  waiting: fc.nat(),
  state: fc.constantFrom('waiting', 'closed'),
  who: words,
  lines: fc.array(words, { maxLength: 5 }),
  shown: fc.constant('1:1'),
  why: maybe(words),
});
const colleagues = fc.array(fc.record({ name: words, email: fc.emailAddress() }), {
  minLength: 1,
  maxLength: 200,
});
const below: fc.Arbitrary<Below> = fc.oneof(
  fc.constant({ step: 'show' as const }),
  fc.record({
    step: fc.constant('form' as const),
    act: fc.constantFrom(...WORDY_ACTS),
    colleagues,
    words: maybe(typed),
  }),
  fc.record({
    step: fc.constant('preview' as const),
    act: fc.constantFrom('answer' as const, 'ask_back' as const),
    words: typed,
    reply: anyReply,
  }),
);

describe('a ticket as an Adaptive Card', () => {
  test('whatever it holds, and in each step, the schema and the parser take it, and it is small enough', () => {
    fc.assert(
      fc.property(card, below, maybe(fc.constant('Somebody changed it.')), (one, step, warning) => {
        const drawn = drawTicket(one, step, texts, warning);
        expect(faultsOf(drawn)).toEqual([]);
        expect(bytesOf(drawn)).toBeLessThanOrEqual(LIMITS.cardBytes);
      }),
      { numRuns: 150 },
    );
  });

  test('each of its buttons can be read again', () => {
    fc.assert(
      fc.property(card, below, (one, step) => {
        for (const { data } of buttonsOf(drawTicket(one, step, texts)))
          expect(readTicketPress(data)).toMatchObject({ press: 'ticket', ticket: one.ticket.id });
      }),
      { numRuns: 60 },
    );
  });

  test('a press has one name, and another for other words, another agent or another state', () => {
    const press = readTicketPress({
      press: 'ticket',
      step: 'do',
      act: 'answer',
      ticket: 't',
      seen: 1,
      words: 'Yes.',
    })!;
    expect(nonceOf(press, 'sam@oak.org')).toBe(nonceOf({ ...press }, 'sam@oak.org'));
    const others = [
      { ...press, words: 'No.' },
      { ...press, seen: 2 },
      { ...press, act: 'ask_back' as const },
    ];
    for (const other of others) expect(nonceOf(other, 'sam@oak.org')).not.toBe(nonceOf(press, 'sam@oak.org'));
    expect(nonceOf(press, 'kim@oak.org')).not.toBe(nonceOf(press, 'sam@oak.org'));
  });

  test('what no card of ours sends is not read', () => {
    for (const data of [
      undefined,
      'ticket',
      { press: 'ticket' },
      { press: 'ticket', step: 'forge', ticket: 't', seen: 1 },
    ])
      expect(readTicketPress(data)).toBeUndefined();
  });
});
