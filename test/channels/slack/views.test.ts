import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Reply } from '../../../src/assistant/reply.ts';
import { drawAside } from '../../../src/channels/slack/asides.ts';
import type { HomeData } from '../../../src/channels/slack/home/data.ts';
import { renderHome } from '../../../src/channels/slack/home/view.ts';
import { replaceBlock } from '../../../src/channels/slack/render/answered.ts';
import { feedbackModal } from '../../../src/channels/slack/render/feedback-modal.ts';
import { roleModal } from '../../../src/channels/slack/render/role-modal.ts';
import { loadTexts } from '../../../src/channels/slack/texts.ts';
import { renderCard } from '../../../src/channels/slack/tickets/card.ts';
import { actModal, previewModal, type WordyAct } from '../../../src/channels/slack/tickets/modals.ts';
import { ROLES } from '../../../src/knowledge/schema.ts';
import { TICKET_STATES, type Ticket } from '../../../src/records/tickets.ts';
import { anyReply } from '../../support/replies.ts';
import { faultsOf, MessageBlocks, SlackView } from './support/block-schema.ts';

const texts = loadTexts();
const ACTS: WordyAct[] = ['answer', 'ask_back', 'note', 'pass_on', 'close'];

/** Anything that people or files may hold: strange letters, nothing, and far too much. */
const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .tuple(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }), fc.integer({ min: 1, max: 300 }))
    .map(([s, n]) => s.repeat(n)),
  // What counts more than once when it is written down.
  fc
    .tuple(fc.constantFrom('"\n', '&', '<', '\\', '*'), fc.integer({ min: 1, max: 3_000 }))
    .map(([s, n]) => s.repeat(n)),
);
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });
const many = <T>(one: fc.Arbitrary<T>) => fc.array(one, { maxLength: 40 });
const id = fc.uuid();
const role = fc.constantFrom(...ROLES);

const ticket: fc.Arbitrary<Ticket> = fc.record({
  id,
  number: fc.nat(),
  state: fc.constantFrom(...TICKET_STATES),
  question: words,
  offered: maybe(words),
  role: maybe(role),
  lea: maybe(words),
  school: maybe(words),
  assignee: maybe(words),
  answer: maybe(words),
  fields: fc.constant({}),
  version: fc.nat(),
  createdAt: fc.nat(),
  updatedAt: fc.nat(),
});
const line = fc.record({ number: fc.nat(), question: words });
const home: fc.Arbitrary<HomeData> = fc.record({
  role: maybe(role),
  school: maybe(words),
  dates: many(fc.record({ label: words, when: words, remind: maybe(words) })),
  month: fc.constant('November 2026'),
  tasks: many(fc.record({ said: words, remind: maybe(words) })),
  reminders: many(fc.record({ id, label: words, when: words })),
  questions: many(line),
  hasDraft: fc.boolean(),
  tickets: many(line),
  admin: maybe(
    fc.record({
      failed: fc.nat(),
      failures: many(fc.record({ kind: words, why: words, at: fc.nat() })),
      misses: many(fc.record({ question: words, count: fc.nat() })),
    }),
  ),
  downtimes: many(fc.record({ system: words, from: fc.nat(), until: maybe(fc.nat()), note: maybe(words) })),
});

function taken(view: unknown): void {
  expect(faultsOf(SlackView, view)).toEqual([]);
}
function takenAsMessage(blocks: unknown): void {
  expect(faultsOf(MessageBlocks, blocks)).toEqual([]);
}

describe('whatever it holds, Slack takes', () => {
  test('the Home tab', () => {
    fc.assert(
      fc.property(home, (data) => taken(renderHome(data, texts, (at) => new Date(at).toISOString()))),
      { numRuns: 150 },
    );
  });

  test('the modal for role and school, and the one for feedback', () => {
    fc.assert(
      fc.property(maybe(role), maybe(words), (mine, school) =>
        taken(roleModal({ role: mine, school }, texts)),
      ),
    );
    taken(feedbackModal({ conversation: 'slack:T1:C1:1.2', message: 'slack:T1:C1:1.2' }, texts));
  });

  test('the card of a ticket, in each state', () => {
    fc.assert(
      fc.property(ticket, fc.nat(), words, many(words), maybe(words), (one, waiting, who, lines, why) => {
        const { blocks, text } = renderCard({ ticket: one, waiting, state: who, who, lines, why }, texts);
        takenAsMessage(blocks);
        expect(text.length).toBeLessThanOrEqual(4_000);
      }),
      { numRuns: 150 },
    );
  });

  test('the modals of a ticket, and the preview of what the asker will see', () => {
    const colleague = fc.record({ name: words, email: fc.emailAddress() });
    const colleagues = fc.array(colleague, { minLength: 1, maxLength: 120 });
    fc.assert(
      fc.property(fc.constantFrom(...ACTS), ticket, colleagues, (act, one, to) =>
        taken(actModal({ act, ticket: one, colleagues: to }, texts)),
      ),
      { numRuns: 150 },
    );
    fc.assert(
      fc.property(ticket, words, anyReply, (one, said, reply) =>
        taken(previewModal({ act: 'answer', ticket: one.id, number: one.number, words: said, reply }, texts)),
      ),
      { numRuns: 150 },
    );
  });

  test('an answer that only the asker sees, with its button to share, and a question that was answered', () => {
    const asker = { team: 'T1', channel: 'C1', user: 'U1' };
    fc.assert(
      fc.property(anyReply, fc.string({ maxLength: 75 }), (reply: Reply, label) => {
        const { blocks } = drawAside(reply, 'slack:T1:C1:@U1:1.2', asker, texts);
        takenAsMessage(blocks);
        const sent = blocks.map((block, i) => ({ ...block, block_id: `b${i}` }));
        takenAsMessage(replaceBlock(sent, 'b0', label));
      }),
      { numRuns: 150 },
    );
  });
});
