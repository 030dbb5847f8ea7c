/** People who press whatever is there, type its words, and ask in between: every step has an orderly reply. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAssistant } from '../../src/assistant/assistant.ts';
import { choicesOf } from '../../src/assistant/choices.ts';
import { memoryConversations } from '../../src/assistant/conversations.ts';
import { createWorld } from '../../src/assistant/create-world.ts';
import type { Choice, Reply } from '../../src/assistant/reply.ts';
import { formSkills } from '../../src/assistant/skills/form.ts';
import { renderText } from '../../src/assistant/text.ts';

const world = createWorld();

const WORDS = [
  'what can you do',
  'hi',
  'when is the window due',
  'what can you calculate',
  'prepare a call to CalTAC',
  'who do I contact?',
  'what do I do in December?',
  'what does THSS mean?',
  'calculate the SSR deadline',
  'May 12, 2027',
  '180',
  'yes',
  'back',
  'continue',
  'cancel',
  'thanks',
  'why',
  'and for math?',
  "I'm a site coordinator",
  'which color is the gym',
];

/** What somebody does next; what is pressed or typed of a reply is told by a number. */
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ press: fc.nat(40) }) },
  { weight: 2, arbitrary: fc.record({ label: fc.nat(40) }) },
  { weight: 1, arbitrary: fc.record({ number: fc.integer({ min: 0, max: 12 }) }) },
  { weight: 3, arbitrary: fc.record({ words: fc.constantFrom(...WORDS) }) },
);

function among(all: readonly Choice[], n: number): Choice | undefined {
  return all.length ? all[n % all.length] : undefined;
}

describe('a walk through the conversation', () => {
  test.each([
    ['alone', false],
    ['where others read along', true],
  ])('%s never ends in a fault, and no reply is empty', async (_, inCompany) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        const assistant = createAssistant(world, memoryConversations(), formSkills(world));
        let seen: Choice[] = [];
        for (const [at, next] of steps.entries()) {
          const pressed = 'press' in next ? among(seen, next.press) : undefined;
          const text =
            'label' in next
              ? (among(seen, next.label)?.label ?? '')
              : 'number' in next
                ? String(next.number)
                : 'words' in next
                  ? next.words
                  : '';
          const reply: Reply = await assistant.reply({
            id: String(at),
            conversation: 'walk',
            person: { id: 'ann' },
            inCompany,
            text,
            action: pressed?.action,
            at: '2026-11-21T10:00:00-08:00',
          });
          const said = renderText(reply);
          expect(said.trim()).not.toBe('');
          // A place that was not filled in, or a value that is none.
          expect(said).not.toMatch(/\{\w+\}|\bundefined\b|\bNaN\b|\[object/);
          // Old buttons stay where they are, and are pressed too.
          seen = [...choicesOf(reply), ...seen].slice(0, 40);
        }
      }),
      { numRuns: 60 },
    );
  });
});
