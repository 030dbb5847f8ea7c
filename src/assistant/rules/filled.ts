/** What was filled in for the inputs of a rule: choices by their value, all else by the readers of the conversation. */
import { type Faults, type Filled, wordsIn } from '../blank.ts';
import { refusalOf } from '../refusal.ts';
import type { Turn } from '../skill.ts';
import { isPersonal, sayImpossible, sayNotRead } from './asking.ts';
import { optionsOf, shownValue } from './blank-field.ts';
import { type Given, kindOf, type Read } from './inputs.ts';
import type { Room, RuleDialogue } from './room.ts';
import type { RuleTalk } from './schema.ts';

export interface FilledIn {
  dialogue: RuleDialogue;
  faults: Faults;
}

/** The dialogue with every value that could be read; those that could not are faults, and given no more. */
export function readFilled(
  room: Room,
  turn: Turn,
  dialogue: RuleDialogue,
  talk: RuleTalk,
  filled: Filled,
): FilledIn {
  const given: Given = { ...dialogue.given };
  const faults: Faults = {};
  for (const name of Object.keys(talk.inputs)) {
    const value = filled[name];
    if (value === undefined) continue;
    const before = given[name];
    const had = before && shownValue(room, talk, name, before);
    // What cannot be shown in a field stays as it is while the field is empty.
    if (wordsIn(value) === wordsIn(had) && before) continue;
    delete given[name];
    if (!wordsIn(value)) continue;
    const read = readValue(room, turn, talk, name, value, given);
    if (typeof read === 'string') faults[name] = read;
    else given[name] = read;
  }
  return { dialogue: { ...dialogue, given, asked: undefined, left: undefined }, faults };
}

/** @returns the value as read, or why it will not do */
function readValue(
  room: Room,
  turn: Turn,
  talk: RuleTalk,
  name: string,
  value: string | readonly string[],
  given: Given,
): Read | string {
  const options = optionsOf(room, talk, name);
  if (options.length) {
    const chosen = [value].flat().map((v) => options.find((o) => o.value === v)?.means);
    if (chosen.includes(undefined)) return sayNotRead(room, talk, name);
    return { value: kindOf(talk, name) === 'enums' ? chosen : chosen[0] };
  }
  const words = wordsIn(value);
  if (isPersonal(words)) return room.say('personal');
  const refused = refusalOf(room.world, words);
  if (refused) return refused;
  const read = room.read(talk, words, turn, given, name)[name];
  if (!read) return sayNotRead(room, talk, name);
  return read.impossible ? sayImpossible(room, read.impossible) : read;
}
