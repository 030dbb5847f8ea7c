/** How a form and its answers are shown: questions with progress, values with what is sensitive masked. */
import type { Part as ReplyPart } from '../assistant/reply.ts';
import { type Draft, fieldOf, missingParts } from './draft.ts';
import type { Field, Form, Part } from './load.ts';

const MASK = '•••••••';

/** A value as people may see it: `showValue({ tail: 3, … }, '1234567890')` is `'•••••••890'`. */
export function showValue(part: Pick<Part, 'tail'>, value: string): string {
  return part.tail ? `${MASK}${value.slice(-part.tail)}` : value;
}

/** Label and value of every part that was given; with `all`, also of steps that were not. */
export function factsOf(form: Form, draft: Draft, all = false): { label: string; value: string }[] {
  return form.fields.flatMap((field) => {
    const had = draft.values[field.id] ?? {};
    if (draft.withheld.includes(field.id))
      return [{ label: field.label, value: form.words.says.not_kept ?? '' }];
    const given = field.parts.flatMap((p) => {
      const value = had[p.id];
      return value === undefined ? [] : [{ label: p.label, value: showValue(p, value) }];
    });
    if (given.length) return given;
    return all && !field.at_end ? [{ label: field.label, value: form.words.says.not_given ?? '' }] : [];
  });
}

/** The values of one field in a line, masked. */
export function fieldValue(field: Field, values: Record<string, string> = {}): string {
  return field.parts
    .flatMap((p) => {
      const value = values[p.id];
      return value === undefined ? [] : [showValue(p, value)];
    })
    .join(', ');
}

/** Each part of a field with its label, masked: `['Error code: 7', 'Error description: cannot connect']`. */
export function sayParts(field: Field, values: Record<string, string>): string[] {
  return field.parts.flatMap((p) => {
    const value = values[p.id];
    return value === undefined ? [] : [`${p.label}: ${showValue(p, value)}`];
  });
}

/** What asks the open field, with its help when that is wanted. */
export function askParts(
  form: Form,
  draft: Draft,
  options: { keeps: boolean; help?: boolean } = { keeps: true },
): ReplyPart[] {
  const field = fieldOf(form, draft.at);
  if (!field) return [{ type: 'text', text: form.words.says.wait ?? '' }];
  const had = draft.values[field.id];
  const missing = missingParts(field, draft);
  const { says } = form.words;
  const half = had && missing.length && draft.half.includes(field.id);
  const lines = [
    field.before,
    half ? say(says.missing, { parts: list(missing.map((p) => p.label.toLowerCase())) }) : field.question,
  ];
  const hints = [
    had && !half ? say(says.keep, { value: fieldValue(field, had) }) : '',
    options.help || !had ? (field.help ?? '') : '',
    options.help ? (says.how ?? '') : '',
  ];
  const choices = field.parts.find((p) => p.choices);
  const parts: ReplyPart[] = [];
  if (field.sensitive && !options.keeps && field.unkept)
    parts.push({ type: 'notice', level: 'warning', text: field.unkept });
  parts.push({
    type: 'question',
    name: field.id,
    text: lines.filter(Boolean).join(' '),
    input: choices && !options.help ? { kind: 'text' } : { kind: inputOf(field) },
    help: hints.filter(Boolean).join(' ') || undefined,
    progress: progressOf(form, field),
  });
  return parts;
}

/** The choices of a field that is asked at the end, or nothing when it is known. */
export function endQuestion(form: Form, draft: Draft): ReplyPart[] {
  const field = form.fields.find((f) => f.at_end && !draft.values[f.id] && !draft.skipped.includes(f.id));
  const part = field?.parts.find((p) => p.choices);
  if (!field || !part) return [];
  const names = [...Object.keys(part.known), ...(part.other ? [part.other] : [])];
  return [
    {
      type: 'question',
      name: field.id,
      text: field.question,
      input: {
        kind: 'choice',
        choices: names.map((label, i) => ({ label, action: `form:${form.id}:set:${field.id}:${i}` })),
      },
    },
  ];
}

/** Fills `{name}` in a text. */
export function say(template: string | undefined, words: Record<string, string>): string {
  return (template ?? '').replace(/\{(\w+)\}/g, (whole, name: string) => words[name] ?? whole);
}

/** `list(['a', 'b', 'c'])` is `'a, b and c'`. */
export function list(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

function progressOf(form: Form, field: Field): string | undefined {
  const at = form.steps.indexOf(field);
  return at < 0 ? undefined : `${at + 1} of ${form.steps.length}`;
}

function inputOf(field: Field): 'text' | 'email' | 'phone' | 'number' {
  const kind = field.parts.length === 1 ? field.parts[0]!.kind : 'text';
  return kind === 'email' || kind === 'phone' || kind === 'number' ? kind : 'text';
}
