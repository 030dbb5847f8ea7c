/** One input of a rule as a field: its question, how it is filled in, and what is known of it. */
import { findRule } from '../../rules/index.ts';
import type { BlankField, BlankInput, Option } from '../blank.ts';
import { helpOf } from './asking.ts';
import { kindOf, type Read } from './inputs.ts';
import type { Room } from './room.ts';
import type { RuleTalk } from './schema.ts';

export interface Meant extends Option {
  /** The rule's own value. */
  means: unknown;
}

/** An input whose values are few. */
export function optionsOf(room: Room, talk: RuleTalk, name: string): Meant[] {
  const { choices } = talk.inputs[name]!;
  const kind = kindOf(talk, name);
  // Where only one side has words of its own, the field still needs both.
  if (kind === 'boolean' && choices.length < 2)
    return [true, false].map((means) => option(room, means, `${means}`));
  if (choices.length)
    return choices.map(({ value, label }) => ({ value: String(value), label, means: value }));
  const values = findRule(talk.id)?.inputs.find((i) => i.name === name)?.values ?? [];
  return values.map((means) => option(room, means, means));
}

function option(room: Room, means: unknown, value: string): Meant {
  const said = (room.intents.reading.labels[value] ?? value.replaceAll('_', ' ')).replace(/^the /, '');
  return { value, means, label: said.charAt(0).toUpperCase() + said.slice(1) };
}

export function drawField(room: Room, talk: RuleTalk, name: string, read: Read | undefined): BlankField {
  const input = talk.inputs[name]!;
  const info = findRule(talk.id)?.inputs.find((i) => i.name === name);
  const how = howToFill(room, talk, name);
  // How it may be written is of use only where it is written.
  const typed = how.kind === 'text' || how.kind === 'number';
  const hint = typed ? helpOf(room, talk, name) : input.help;
  const value = read && shownValue(room, talk, name, read);
  return {
    name,
    label: input.ask,
    ...(hint ? { hint } : {}),
    required: info?.required === true && input.default === undefined,
    input: how,
    ...(value?.length ? { value } : {}),
  };
}

function howToFill(room: Room, talk: RuleTalk, name: string): BlankInput {
  const kind = kindOf(talk, name);
  const options = optionsOf(room, talk, name).map(({ value, label }) => ({ value, label }));
  if (options.length) return { kind: kind === 'enums' ? 'choices' : 'choice', options };
  if (kind === 'date') return { kind: 'date' };
  if (kind === 'integer') return { kind: 'number' };
  if (/moment/.test(kind)) return { kind: 'moment' };
  return kind === 'object_list' ? { kind: 'text', long: true } : { kind: 'text' };
}

/** A value as it stands in its field; empty where it cannot be shown there, such as a list or a month. */
export function shownValue(room: Room, talk: RuleTalk, name: string, read: Read): string | string[] {
  const { value, between, impossible } = read;
  if (between || impossible || value === undefined) return '';
  const options = optionsOf(room, talk, name);
  if (options.length) {
    const shown = [value].flat().flatMap((v) => options.find((o) => o.means === v)?.value ?? []);
    return kindOf(talk, name) === 'enums' ? shown : (shown[0] ?? '');
  }
  if (Array.isArray(value)) {
    if (!value.every((v): v is string => typeof v === 'string')) return '';
    return value.length ? value.join(', ') : (talk.inputs[name]?.none[0] ?? '');
  }
  if (typeof value === 'object') return '';
  return /^(moment|date_or_moment)$/.test(kindOf(talk, name))
    ? String(value).slice(0, 16).replace('T', ' ')
    : String(value);
}
