/** One step of a calculation: computes with what is known, or asks for what is missing. */
import type { Answer } from '../../rules/envelope.ts';
import { notice, type Part, text } from '../reply.ts';
import type { Outcome, Turn } from '../skill.ts';
import { ask, askAgain, sayImpossible } from './asking.ts';
import { decide } from './compute.ts';
import { withDefaults } from './defaults.ts';
import { factsFor } from './facts.ts';
import { resultOf } from './result.ts';
import type { Room, RuleDialogue } from './room.ts';
import { sayAll } from './say.ts';
import type { RuleTalk } from './schema.ts';
import type { Values } from './values.ts';

/**
 * @param besides said with whatever comes, such as that an input was left out
 */
export function proceed(room: Room, turn: Turn, dialogue: RuleDialogue, besides: Part[] = []): Outcome {
  const talk = room.intents.byId.get(dialogue.rule);
  if (!talk) throw new Error(`There are no words for the rule ${dialogue.rule}.`);
  const impossible = Object.entries(dialogue.given).find(([, r]) => r.impossible);
  if (impossible) return askForRealDate(room, turn, dialogue, impossible[0], impossible[1].impossible ?? '');

  const around = room.around(turn);
  const { values, taken } = withDefaults(talk, dialogue.given, around);
  const { answer, vague } = decide(talk, dialogue.given, values, around, room.facts);
  const computed = { talk, dialogue, values, taken, answer, besides };
  if (answer.errors[0] === 'INCIDENT_IN_FUTURE:now' && isLaterToday(values, turn.today)) {
    // Later today: a slip of the clock, or asked ahead. The deadline is the same.
    const later = decide(talk, dialogue.given, { ...values, now: undefined }, around, room.facts).answer;
    return resultOf(room, turn, {
      ...computed,
      answer: later,
      besides: [...besides, notice(room.say('later_today'))],
    });
  }
  if (answer.status === 'invalid_input') return askAgain(room, turn, dialogue, talk, answer);
  if (vague) return ask(room, turn, dialogue, vague, [...besides, text(room.say('day_needed'))]);
  const name = answer.status === 'needs_input' ? nextInput(talk, answer, dialogue) : undefined;
  if (!name) return resultOf(room, turn, computed);
  const { reading } = room.intents;
  const known = factsFor(talk, values, dialogue.given, answer, room.facts, reading);
  const partly = sayAll(talk.partly, known, talk, reading).map((p) => text(p));
  return ask(room, turn, dialogue, name, [...besides, ...partly]);
}

function askForRealDate(room: Room, turn: Turn, dialogue: RuleDialogue, name: string, said: string): Outcome {
  const given = Object.fromEntries(Object.entries(dialogue.given).filter(([n]) => n !== name));
  return ask(room, turn, { ...dialogue, given }, name, [text(sayImpossible(room, said))]);
}

/** Which of the missing inputs comes first: in the order of the rule's own list. */
function nextInput(talk: RuleTalk, answer: Answer, dialogue: RuleDialogue): string | undefined {
  const missing = missingInputs(talk, answer, dialogue);
  return Object.keys(talk.inputs).find((n) => missing.includes(n));
}

/** The inputs that a rule asks for and nobody has given or left out. */
export function missingInputs(talk: RuleTalk, answer: Answer, { given, skipped }: RuleDialogue): string[] {
  return answer.ask
    .flatMap((n) => talk.instead[n] ?? [n])
    .filter((n) => talk.inputs[n] && !given[n] && !skipped.includes(n));
}

/** An incident that is said to be later today. */
export function isLaterToday(values: Values, today: string): boolean {
  return String(values.occurred_at ?? values.discovered_at ?? '').startsWith(today);
}
