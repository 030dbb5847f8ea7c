/** "Go back" in a calculation: the value that was given last is asked for again. */
import { text } from '../reply.ts';
import type { Outcome, Turn } from '../skill.ts';
import { ask } from './asking.ts';
import type { Room, RuleDialogue } from './room.ts';

/** Asks for the input before; of the first one, says that nothing is before it. */
export function stepBack(room: Room, turn: Turn, dialogue: RuleDialogue): Outcome | undefined {
  const before = [...Object.keys(dialogue.given), ...dialogue.skipped].at(-1);
  if (before === undefined) {
    const { asked } = dialogue;
    return asked ? ask(room, turn, dialogue, asked, [text(room.say('first_question'))]) : undefined;
  }
  const given = Object.fromEntries(Object.entries(dialogue.given).filter(([n]) => n !== before));
  const skipped = dialogue.skipped.filter((n) => n !== before);
  return ask(room, turn, { ...dialogue, given, skipped }, before);
}
