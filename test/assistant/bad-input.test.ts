import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Assistant, createAssistant, memoryConversations } from '../../src/assistant/assistant.ts';
import { createWorld } from '../../src/assistant/create-world.ts';
import { LONGEST_REPLY } from '../../src/assistant/reply.ts';
import { renderText } from '../../src/assistant/text.ts';
import { BAD_INPUT } from '../support/bad-input.ts';

let assistant: Assistant;
beforeAll(() => {
  assistant = createAssistant(createWorld(), memoryConversations());
}, 60_000);

let number = 0;
async function ask(text: string, conversation = `bad-${++number}`): Promise<{ kind: string; said: string }> {
  const reply = await assistant.reply({
    id: `${conversation}-${++number}`,
    conversation,
    person: { id: 'p' },
    text,
    at: '2026-11-21T10:00:00-08:00',
  });
  return { kind: reply.kind, said: renderText(reply) };
}

const KINDS = ['answer', 'calculation', 'ask', 'choices', 'escalate', 'decline'];

function expectOrder({ kind, said }: { kind: string; said: string }): void {
  expect(KINDS).toContain(kind);
  expect(said.trim().length).toBeGreaterThan(0);
  expect(said.length).toBeLessThanOrEqual(LONGEST_REPLY);
}

describe('messages that nobody means', () => {
  test.each(Object.entries(BAD_INPUT))('an orderly reply to %s', async (_name, text) => {
    expectOrder(await ask(text));
  });

  test.each(Object.entries(BAD_INPUT))(
    '%s in the middle of a calculation does no harm',
    async (name, text) => {
      const conversation = `calculation-${name}`;
      await ask('Work out the latest start of our testing window.', conversation);
      expectOrder(await ask(text, conversation));
      const { kind } = await ask('When must the testing window be set in TOMS?', conversation);
      expect(kind).not.toBe('decline');
    },
  );

  test('markup that was typed is not said back', async () => {
    for (const text of [BAD_INPUT.HTML!, BAD_INPUT.Markdown!, BAD_INPUT['Slack markup']!]) {
      const { said } = await ask(text);
      expect(said).not.toMatch(/<script|onerror|javascript:|<!channel>/);
    }
  });

  test('any text at all has an orderly reply', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 400 }), async (text) => {
        expectOrder(await ask(text));
      }),
      { numRuns: 60 },
    );
  });
});
