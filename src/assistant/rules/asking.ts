/** The questions of a calculation, and what is said when an answer does not fit. */

import type { Answer } from '../../rules/envelope.ts';
import { findRule } from '../../rules/index.ts';
import { type Choice, type Input, notice, type Part, text } from '../reply.ts';
import type { Outcome, Turn } from '../skill.ts';
import { kindOf } from './inputs.ts';
import type { Room, RuleDialogue } from './room.ts';
import type { RuleTalk } from './schema.ts';

/** Numbers and words that point to one student. */
const PERSONAL = /\b\d{10}\b|\b(ssid|dob|birth ?date|date of birth|birthday|born (on|in))\b.{0,12}\d/i;

/** The question for an input, with buttons where the choice is small. */
export function question(room: Room, talk: RuleTalk, name: string): Part {
  const { ask } = talk.inputs[name]!;
  const help = helpOf(room, talk, name);
  const input = howToType(talk, name);
  // A day is picked; the picker may stand there when something else is asked already.
  const picked = input.kind === 'date' || input.kind === 'moment';
  return {
    type: 'question',
    name,
    text: ask,
    ...(help ? { help } : {}),
    input,
    ...(picked ? { actionPrefix: setting(talk, name) } : {}),
  };
}

/** What is said to help with an input: what it is, and an example. */
export function helpOf(room: Room, talk: RuleTalk, name: string): string {
  const input = talk.inputs[name]!;
  const example = input.example ? `${room.say('example')} ${input.example}` : '';
  return [input.help, example].filter(Boolean).join(' ');
}

/** Begins the action that sets an input; the value follows. */
function setting(talk: RuleTalk, name: string): string {
  return `rule:set:${talk.id}:${name}:`;
}

function howToType(talk: RuleTalk, name: string): Input {
  const kind = kindOf(talk, name);
  const choices: Choice[] = talk.inputs[name]!.choices.map((o) => ({
    label: o.label,
    action: `${setting(talk, name)}${String(o.value)}`,
  }));
  if (choices.length && kind !== 'enums') return { kind: 'choice', choices };
  if (kind === 'date') return { kind: 'date' };
  if (kind === 'integer') return { kind: 'number' };
  return { kind: /moment/.test(kind) ? 'moment' : 'text' };
}

/** Asks for an input; what is known so far is kept. */
export function ask(
  room: Room,
  turn: Turn,
  dialogue: RuleDialogue,
  name: string,
  before: Part[] = [],
): Outcome {
  const talk = room.intents.byId.get(dialogue.rule)!;
  return {
    reply: {
      kind: 'ask',
      subject: `rule:${talk.id}`,
      parts: [...before, question(room, talk, name), ...personal(room, turn)],
    },
    state: { dialogue: { skill: 'rule', data: { ...dialogue, asked: name, left: undefined } } },
  };
}

/** Says what was wrong with an input, and asks for it again. */
export function askAgain(
  room: Room,
  turn: Turn,
  dialogue: RuleDialogue,
  talk: RuleTalk,
  answer: Answer,
): Outcome {
  const said = [...new Set(answer.errors.map((e) => sayError(room, talk, e)))].map((s) => text(s));
  const name = faultyInput(talk, dialogue, answer.errors[0] ?? '');
  const given = Object.fromEntries(Object.entries(dialogue.given).filter(([n]) => n !== name));
  return ask(room, turn, { ...dialogue, given }, name, said);
}

/** The input to ask for again: of today and now, which are never wrong, the main one instead. */
export function faultyInput(talk: RuleTalk, dialogue: RuleDialogue, error: string): string {
  const field = error.slice(error.indexOf(':') + 1);
  const input = talk.inputs[field];
  const main = Object.keys(talk.inputs).find((n) => talk.inputs[n]?.main);
  if (input && input.default !== 'now' && input.default !== 'today') return field;
  if (input && main) return main;
  return talk.instead[field]?.[0] ?? Object.keys(dialogue.given).at(-1) ?? Object.keys(talk.inputs)[0]!;
}

export function sayError(room: Room, talk: RuleTalk, error: string): string {
  const [code = '', field = ''] = error.split(':');
  const info = findRule(talk.id)?.inputs.find((i) => i.name === field);
  if (code === 'BAD_VALUE' && info?.max !== undefined) {
    const name = talk.inputs[field]?.name ?? field;
    return room
      .say('bad_number')
      .replace('{name}', name.charAt(0).toUpperCase() + name.slice(1))
      .replace('{min}', String(info.min))
      .replace('{max}', String(info.max));
  }
  return room.intents.warnings.get(code)?.text ?? room.say('please_again');
}

/** What is said when an answer could not be read as what was asked for. */
export function sayNotRead(room: Room, talk: RuleTalk, name: string): string {
  const kind = kindOf(talk, name);
  if (talk.inputs[name]?.choices.length && kind !== 'boolean') return room.say('not_read_choice');
  if (kind === 'date') return room.say('not_read_date');
  if (kind === 'dates') return room.say('not_read_dates');
  if (/moment/.test(kind)) return room.say('not_read_moment');
  if (kind === 'integer') return room.say('not_read_number');
  if (kind === 'boolean' || kind === 'toms_yes_no') return room.say('not_read_yes_no');
  return room.say('not_read_text');
}

/** That a date which was written does not exist. */
export function sayImpossible(room: Room, said: string): string {
  return `${room.say('impossible').replace('{said}', said)} ${room.say('please_again')}`;
}

/** Whether words point to one student. */
export function isPersonal(words: string): boolean {
  return PERSONAL.test(words);
}

/** A gentle word where somebody typed what points to one student. */
export function personal(room: Room, turn: Turn): Part[] {
  return isPersonal(turn.text) ? [notice(room.say('personal'), 'warning')] : [];
}
