/** The first questions after a start would be answered slowly, before the code is compiled: these are asked by nobody. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { loadForms } from '../forms/load.ts';
import { createAssistant, memoryConversations } from './assistant.ts';
import type { World } from './world.ts';

/** Questions of each kind. A server has time, and should stay small; a batch is measured from its first line on. */
const LIGHTLY = { ofEach: 25, ofEachRule: 1, fillForms: false };
const THOROUGHLY = { ofEach: 50, ofEachRule: 3, fillForms: true };
/** Several, so that what follows up is compiled as well. */
const IN_ONE_CONVERSATION = 3;

/**
 * Answers some of the knowledge's own phrasings, the rules' and the intents' into the void, and begins or fills in
 * each form, letting others through between them.
 * @param at moment of the questions, such as 2026-11-21T10:00:00-08:00
 * @param rounds how often over; more than once is thorough
 * @returns how many were asked
 * @example await warmUp(createWorld(), '2026-11-21T10:00:00-08:00') // about 80
 */
export async function warmUp(world: World, at: string, rounds = 1): Promise<number> {
  const { ofEach, ofEachRule, fillForms } = rounds > 1 ? THOROUGHLY : LIGHTLY;
  const assistant = createAssistant(world, memoryConversations());
  const rules = world.ruleIntents.talks.flatMap((t) => t.examples.slice(0, ofEachRule));
  const asked = [
    ...spread(
      world.library.knowledge.entries.flatMap((e) => e.questions),
      ofEach,
    ),
    ...rules,
    ...spread(
      world.intents.intents.flatMap((i) => i.examples),
      ofEach,
    ),
  ];
  const conversations = Array.from({ length: Math.ceil(asked.length / IN_ONE_CONVERSATION) }, (_, i) =>
    asked.slice(i * IN_ONE_CONVERSATION, (i + 1) * IN_ONE_CONVERSATION),
  );
  for (const form of loadForms('.').values())
    conversations.push([
      form.examples[0] ?? '',
      ...(fillForms ? form.steps.flatMap((step) => exampleIn(step.help)) : []),
    ]);
  let number = 0;
  for (let round = 0; round < rounds; round++)
    for (const [i, messages] of conversations.entries())
      for (const text of messages) {
        const id = `warm-up-${round}-${i}`;
        await assistant.reply({ id: `${id}-${++number}`, conversation: id, person: { id }, text, at });
        await nextTurn();
      }
  return number;
}

/** The answer that a field's help gives as an example, in quotes. */
function exampleIn(help = ''): string[] {
  return help.match(/"([^"]+)"/)?.slice(1) ?? [];
}

/** Some of a list, evenly from all of it. */
function spread(all: readonly string[], some: number): string[] {
  const step = Math.max(1, Math.floor(all.length / some));
  return all.filter((_, i) => i % step === 0).slice(0, some);
}
