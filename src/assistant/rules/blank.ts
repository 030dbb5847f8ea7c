/** A rule as a blank: its inputs as fields, and what was filled in read as answers are read in conversation. */
import { findRule } from '../../rules/index.ts';
import type { Blank, Faults, Filled } from '../blank.ts';
import type { Turn } from '../skill.ts';
import { faultyInput, sayError } from './asking.ts';
import { drawField } from './blank-field.ts';
import { decide } from './compute.ts';
import { withDefaults } from './defaults.ts';
import { type FilledIn, readFilled } from './filled.ts';
import { isLaterToday, missingInputs } from './proceed.ts';
import type { Room, RuleDialogue } from './room.ts';
import type { RuleTalk } from './schema.ts';

/**
 * The dialogue with what was filled in, and what is wrong or still missing, by the name of the input.
 * @example fillRule(room, turn, { rule: 'ssr-notification-deadline', given: {}, skipped: [] }, { received_on: '2027-05-14' }).faults
 * // { last_day_of_instruction: 'I cannot work it out without that.' }
 */
export function fillRule(room: Room, turn: Turn, dialogue: RuleDialogue, filled: Filled): FilledIn {
  const talk = room.intents.byId.get(dialogue.rule)!;
  const read = readFilled(room, turn, dialogue, talk, filled);
  if (Object.keys(read.faults).length) return read;
  const { faults, missing } = examine(room, turn, talk, read.dialogue);
  // What may be left out was there to be filled in, and was not.
  const optional = missing.filter((name) => isOptional(talk, name));
  const needed = missing.filter((name) => !optional.includes(name));
  const skipped = [...new Set([...read.dialogue.skipped, ...optional])];
  for (const name of needed) faults[name] ??= room.say('needed');
  return { dialogue: { ...read.dialogue, skipped }, faults };
}

/** The fields of a rule that are open now; with what was filled in also those that it opens, and its faults. */
export function ruleBlank(
  room: Room,
  turn: Turn,
  dialogue: RuleDialogue,
  filled?: Filled,
): Blank | undefined {
  const talk = room.intents.byId.get(dialogue.rule);
  if (!talk) return undefined;
  const step = filled ? fillRule(room, turn, dialogue, filled) : { dialogue, faults: {} };
  const { missing } = examine(room, turn, talk, step.dialogue);
  const open = Object.keys(talk.inputs).filter(
    (name) => isOpen(talk, name, step.dialogue) || missing.includes(name) || step.faults[name],
  );
  return {
    subject: `rule:${talk.id}`,
    action: `rule:fill:${talk.id}`,
    title: talk.title,
    notes: [],
    fields: open.map((name) => drawField(room, talk, name, step.dialogue.given[name])),
    opensMore: Object.keys(talk.inputs).some((name) => dependsOnOthers(talk, name)),
    faults: step.faults,
  };
}

/** What is wrong with the values together, and what is missing. */
function examine(room: Room, turn: Turn, talk: RuleTalk, dialogue: RuleDialogue) {
  const faults: Faults = {};
  const around = room.around(turn);
  const { values } = withDefaults(talk, dialogue.given, around);
  const { answer, vague } = decide(talk, dialogue.given, values, around, room.facts);
  const slip = answer.errors[0] === 'INCIDENT_IN_FUTURE:now' && isLaterToday(values, turn.today);
  if (answer.status === 'invalid_input' && !slip)
    for (const error of answer.errors)
      faults[faultyInput(talk, dialogue, error)] ??= sayError(room, talk, error);
  if (vague && answer.status !== 'invalid_input') faults[vague] = room.say('day_needed');
  const missing = answer.status === 'needs_input' ? missingInputs(talk, answer, dialogue) : [];
  return { faults, missing };
}

function infoOf(talk: RuleTalk, name: string) {
  return findRule(talk.id)?.inputs.find((i) => i.name === name);
}

function isOptional(talk: RuleTalk, name: string): boolean {
  return infoOf(talk, name)?.required === false;
}

/** Opened by what others say: where nothing is always needed, what is sometimes needed are ways to choose from. */
function dependsOnOthers(talk: RuleTalk, name: string): boolean {
  const always = Object.keys(talk.inputs).some(
    (n) => infoOf(talk, n)?.required === true && talk.inputs[n]?.default === undefined,
  );
  return always && infoOf(talk, name)?.required === 'sometimes' && talk.inputs[name]?.default === undefined;
}

function isOpen(talk: RuleTalk, name: string, { given }: RuleDialogue): boolean {
  const input = talk.inputs[name]!;
  if (given[name]) return true;
  // Nobody fills in today's date.
  if ((input.default === 'today' || input.default === 'now') && !input.main) return false;
  return !dependsOnOthers(talk, name);
}
