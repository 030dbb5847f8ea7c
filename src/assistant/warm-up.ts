/** The first questions after a start would be answered slowly, before the code is compiled: these are asked by nobody. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createAssistant, memoryConversations } from './assistant.ts';
import type { World } from './world.ts';

const QUESTIONS = 120;

/**
 * Answers some of the knowledge's own phrasings into the void, letting others through between them.
 * @param at moment of the questions, such as 2026-11-21T10:00:00-08:00
 * @returns how many were asked
 * @example await warmUp(createWorld(), '2026-11-21T10:00:00-08:00') // 120
 */
export async function warmUp(world: World, at: string): Promise<number> {
  const assistant = createAssistant(world, memoryConversations());
  const all = [
    ...world.library.knowledge.entries.flatMap((e) => e.questions),
    ...world.ruleIntents.talks.flatMap((t) => t.examples),
    ...world.intents.intents.flatMap((i) => i.examples),
  ];
  const step = Math.max(1, Math.floor(all.length / QUESTIONS));
  const picked = all.filter((_, i) => i % step === 0).slice(0, QUESTIONS);
  for (const [i, text] of picked.entries()) {
    await assistant.reply({
      id: `warm-up-${i}`,
      conversation: `warm-up-${i >> 1}`,
      person: { id: '' },
      text,
      at,
    });
    await nextTurn();
  }
  return picked.length;
}
