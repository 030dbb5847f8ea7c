/** A form as the fields of a blank: each part of each field, with what the draft knows of it. */
import type { BlankField, BlankInput } from '../assistant/blank.ts';
import type { Draft } from './draft.ts';
import type { Field, Form, Part } from './load.ts';
import { fieldValue, say } from './show.ts';

/** Name of a part in the blank: `nameOf({ id: 'contact', … }, { id: 'email', … })` is `'contact.email'`. */
export function nameOf(field: Pick<Field, 'id'>, part: Pick<Part, 'id'>): string {
  return `${field.id}.${part.id}`;
}

/** Where the last of the choices asks for words, these have a field of their own. */
export function otherOf(field: Pick<Field, 'id'>, part: Pick<Part, 'id'>): string {
  return `${nameOf(field, part)}.other`;
}

/** Fields that can be filled in: sensitive ones only where their answers can be kept. */
export function openFields(form: Form, keeps: boolean): Field[] {
  return form.fields.filter((f) => keeps || !f.sensitive);
}

/**
 * The fields of a form as a draft stands.
 * @param keeps whether sensitive answers can be kept; without it they are not asked for
 * @example blankFields(caltac, newDraft(caltac, at), true).map((f) => f.name) // ['device.device', 'error.code', …]
 */
export function blankFields(form: Form, draft: Draft, keeps: boolean): BlankField[] {
  return openFields(form, keeps).flatMap((field) => {
    const fields = field.parts.flatMap((part) => drawPart(form, field, part, draft));
    const [first, ...rest] = fields;
    if (!first || field.parts.length < 2) return fields;
    const note = [field.before, field.blank_help ?? field.help].filter(Boolean).join(' ');
    return [{ ...first, heading: field.label, ...(note ? { note } : {}) }, ...rest];
  });
}

function drawPart(form: Form, field: Field, part: Part, draft: Draft): BlankField[] {
  const alone = field.parts.length === 1;
  const known = draft.values[field.id];
  // What is sensitive is never put into a field: only that it is there, masked.
  const kept = field.sensitive && known ? fieldValue({ ...field, parts: [part] }, known) : '';
  const hint = kept
    ? say(form.words.says.kept, { value: kept })
    : alone
      ? (field.blank_help ?? field.help ?? field.question)
      : undefined;
  const value = field.sensitive ? undefined : known?.[part.id];
  const own: BlankField = {
    name: nameOf(field, part),
    label: part.label,
    ...(hint ? { hint } : {}),
    required: field.required && alone && !kept,
    input: inputOf(part),
    ...(field.sensitive ? { secret: true as const } : {}),
    ...(value === undefined ? {} : { value }),
  };
  if (!part.choices || !part.other) return [own];
  const isOther = value !== undefined && !(value in part.known);
  const words = { name: otherOf(field, part), label: part.other, required: false, input: text };
  const { value: _, ...unset } = own;
  return isOther
    ? [
        { ...unset, required: false },
        { ...words, value },
      ]
    : [{ ...own, required: false }, words];
}

const text: BlankInput = { kind: 'text' };

function inputOf(part: Part): BlankInput {
  if (part.kind === 'email' || part.kind === 'phone' || part.kind === 'number') return { kind: part.kind };
  // Names with a version, or beside which other words are taken, are typed.
  if (part.kind === 'known' && !part.version && (part.choices || !part.free))
    return { kind: 'choice', options: Object.keys(part.known).map((name) => ({ value: name, label: name })) };
  return part.kind === 'text' ? { kind: 'text', long: true } : text;
}
