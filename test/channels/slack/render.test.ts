import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Part, Reply } from '../../../src/assistant/reply.ts';
import { renderSlack } from '../../../src/channels/slack/render/reply.ts';
import { loadTexts } from '../../../src/channels/slack/texts.ts';
import { anyReply, EVERYTHING, HARMFUL } from '../../support/replies.ts';
import { faultsOf, MessageBlocks } from './support/block-schema.ts';

const texts = loadTexts();
const draw = (reply: Reply, page?: number) => renderSlack(reply, { texts, message: 'slack:T1:C1:1.2', page });
const answer = (...parts: Part[]): Reply => ({ kind: 'ask', parts });
const blocksOf = (...parts: Part[]) => draw(answer(...parts)).blocks;

/** All pages of a reply. */
function pagesOf(reply: Reply) {
  const pages = [draw(reply)];
  while (JSON.stringify(pages.at(-1)!.blocks.at(-1)).includes(`"rest","value":"${pages.length}:`))
    pages.push(draw(reply, pages.length));
  return pages;
}

describe('a reply as Block Kit', () => {
  test('every part is drawn, and Slack would take it', () => {
    const { blocks, text } = draw(EVERYTHING);
    expect(faultsOf(MessageBlocks, blocks)).toEqual([]);
    const drawn = JSON.stringify(blocks);
    for (const words of [
      'must be set in TOMS by December 1, 2026',
      '*Window setting deadline*',
      '<mailto:caltac@ets.org|caltac@ets.org>, <tel:+18009552954|1-800-955-2954>',
      '• Each test has its own window.',
      '2. Open Test Administration Setup.',
      'How this is worked out',
      '180 instructional days × 66% = 118.8',
      'Note: Later changes',
      'Caution: This is from last year',
      'The window runs from February 2 to June 11, 2027.',
      'Add to your calendar (window.ics)',
      'When does your instruction begin?',
      'The first day students attend.',
      'Question 1 of 3',
      'LEA CAASPP Coordinator Checklist for 2026–27 (July 2026), December',
      'What if we miss it?',
    ])
      expect(drawn).toContain(words);
    expect(blocks).toContainEqual(expect.objectContaining({ type: 'context_actions' }));
    expect(text).toContain('must be set in TOMS by December 1, 2026');
  });

  test('a day is asked for with a picker, a moment with another', () => {
    const date = blocksOf({ type: 'question', text: 'When?', name: 'first-day', input: { kind: 'date' } });
    expect(date.at(-1)).toMatchObject({
      type: 'actions',
      elements: [{ type: 'datepicker', action_id: 'date:first-day' }],
    });
    const moment = blocksOf({ type: 'question', text: 'When?', name: 'seen', input: { kind: 'moment' } });
    expect(moment.at(-1)).toMatchObject({ elements: [{ type: 'datetimepicker', action_id: 'moment:seen' }] });
  });

  test('a choice carries its whole action, so that it works after days', () => {
    const [block] = blocksOf({ type: 'choices', choices: [{ label: 'Yes', action: 'open:entry:window' }] });
    expect(block).toMatchObject({
      elements: [{ type: 'button', value: 'open:entry:window', action_id: 'choice:0' }],
    });
  });

  test('many choices become a list to open; those with long actions stay buttons', () => {
    const choices = (length: number, action = 'x') =>
      Array.from({ length }, (_, i) => ({ label: `Choice ${i}`, action: `${action}:${i}` }));
    expect(blocksOf({ type: 'choices', choices: choices(40) })).toMatchObject([
      { elements: [{ type: 'static_select', options: { length: 40 } }] },
    ]);
    const pages = pagesOf(answer({ type: 'choices', choices: choices(40, 'y'.repeat(200)) }));
    expect(JSON.stringify(pages).match(/"value":"y+:/g)).toHaveLength(40);
  });

  test('a label too long for a button is written out in full above it', () => {
    const label = `${'Which of the many accommodations '.repeat(3)}ends here?`;
    const blocks = blocksOf({ type: 'choices', choices: [{ label, action: 'a' }] });
    expect(blocks[0]).toMatchObject({
      type: 'section',
      text: { text: expect.stringContaining('ends here?') },
    });
    expect(faultsOf(MessageBlocks, blocks)).toEqual([]);
  });

  test('an action that no button holds is offered to be typed', () => {
    const blocks = blocksOf({
      type: 'choices',
      choices: [{ label: 'The long one', action: 'a'.repeat(3_000) }],
    });
    expect(blocks).toMatchObject([
      { type: 'section', text: { text: expect.stringContaining('The long one') } },
    ]);
  });

  test('what is too long comes on pages, the rest behind a button, and nothing is lost', () => {
    const words = Array.from({ length: 6_000 }, (_, i) => `word${i}`);
    const reply: Reply = { kind: 'answer', parts: [{ type: 'text', text: words.join(' ') }] };
    const pages = pagesOf(reply);
    expect(pages.length).toBeGreaterThan(2);
    for (const { blocks } of pages) expect(faultsOf(MessageBlocks, blocks)).toEqual([]);
    const all = JSON.stringify(pages.map((p) => p.blocks));
    for (const word of words) expect(all).toContain(word);
    expect(pages[0]!.text.length).toBeLessThanOrEqual(4_000);
  });

  test('the words for screen readers are those of the page: the next one does not begin at the beginning', () => {
    const words = Array.from({ length: 4_000 }, (_, i) => `word${i}`).join(' ');
    const choices = Array.from({ length: 40 }, (_, i) => ({ label: `Choice ${i}`, action: `x:${i}` }));
    const pages = pagesOf(answer({ type: 'text', text: words }, { type: 'choices', choices }));
    const [first, second] = pages.map(({ text }) => text);
    expect(first).toMatch(/^word0 word1 /);
    expect(second).not.toContain('word0 ');
    expect(second?.match(/word\d+/)?.[0]).toBe(JSON.stringify(pages[1]!.blocks).match(/word\d+/)?.[0]);
    expect(pages.at(-1)?.text).toContain('Choice 39');
    // Escaped once, and without Slack's own marks.
    const help = { label: 'Help & more', value: 'caltac@ets.org' };
    const facts = answer({ type: 'facts', facts: [help] }, { type: 'text', text: words });
    expect(pagesOf(facts)[0]?.text).toContain('Help &amp; more\ncaltac@ets.org');
  });

  test('nothing that people write becomes a mention, a link or markup of Slack', () => {
    const harm = [...HARMFUL, '<!channel> <@U1> <#C1>', '<https://evil.example|caltac>', '@here'];
    for (const words of harm) {
      const { blocks, text } = draw(
        answer({ type: 'text', text: words }, { type: 'facts', facts: [{ label: words, value: words }] }),
      );
      const drawn = `${JSON.stringify(blocks)}${text}`;
      expect(drawn).not.toMatch(/<[!@#]|<https:\/\/evil\.example\|/);
    }
    const marked = JSON.stringify(blocksOf({ type: 'text', text: '@here' }));
    expect(marked).toContain('"verbatim":true');
  });

  test('an empty reply still says something', () => {
    expect(draw(answer())).toMatchObject({ text: texts.nothing_to_show, blocks: [{ type: 'section' }] });
    expect(draw(answer({ type: 'text', text: ' \u0000 ' })).blocks).toHaveLength(1);
  });

  test('feedback is asked where something was answered, not where something is asked', () => {
    const has = (kind: Reply['kind']) =>
      JSON.stringify(draw({ kind, parts: [] }).blocks).includes('feedback_buttons');
    expect((['answer', 'calculation', 'ask', 'choices', 'escalate', 'decline'] as const).filter(has)).toEqual(
      ['answer', 'calculation'],
    );
  });

  test('any reply at all is taken by Slack, on every page, with words for a notification', () => {
    fc.assert(
      fc.property(anyReply, (reply) => {
        for (const { blocks, text } of pagesOf(reply)) {
          expect(faultsOf(MessageBlocks, blocks)).toEqual([]);
          expect(text.trim().length).toBeGreaterThan(0);
          expect(text.length).toBeLessThanOrEqual(4_000);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('any reply of very long and very many things is taken by Slack, on every page', () => {
    const long = fc
      .tuple(fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 400 }))
      .map(([s, n]) => s.repeat(n));
    const choice = fc.record({ label: long, action: long });
    const big: fc.Arbitrary<Part> = fc.oneof(
      fc.record({ type: fc.constant('text' as const), text: long }),
      fc.record({
        type: fc.constant('facts' as const),
        facts: fc.array(fc.record({ label: long, value: long }), { maxLength: 25 }),
      }),
      fc.record({
        type: fc.constant('list' as const),
        title: long,
        items: fc.array(long, { maxLength: 12 }),
      }),
      fc.record({
        type: fc.constant('choices' as const),
        title: long,
        choices: fc.array(choice, { maxLength: 60 }),
      }),
      fc.record({
        type: fc.constant('sources' as const),
        sources: fc.array(fc.record({ document: long, dated: long, section: long }), { maxLength: 5 }),
      }),
    );
    const reply = fc.record({ kind: fc.constant('answer' as const), parts: fc.array(big, { maxLength: 5 }) });
    fc.assert(
      fc.property(reply, (any) => {
        for (const { blocks, text } of pagesOf(any)) {
          expect(faultsOf(MessageBlocks, blocks)).toEqual([]);
          expect(text.length).toBeLessThanOrEqual(4_000);
        }
      }),
      { numRuns: 60 },
    );
  });
});
