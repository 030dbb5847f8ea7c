/** One step of a form: what it is, and how answers get into the draft. */
import type { Part as ReplyPart } from '../assistant/reply.ts';
import { type Draft, nextStep } from './draft.ts';
import type { Form } from './load.ts';
import type { Answer } from './read.ts';
import { askParts, say, sayParts } from './show.ts';

export interface Step {
  /** The draft from here on; after the end it is the last one. */
  draft: Draft;
  kind: 'ask' | 'answer' | 'decline';
  parts: ReplyPart[];
  /** Everything is to be shown, after `parts`. */
  review?: boolean;
  end?: 'canceled' | 'finished';
}

/** What the engine is told of a message besides its words. */
export interface Hints {
  /** How surely the message is known to be a question of another kind, 0 to 1. */
  elsewhere(): number;
  /** Whether the message is surely small talk, which is declined wherever it comes. */
  chats?(): boolean;
  /** What is said to a remark in passing, which answers no field; nothing when the message is none. */
  remark?(): string | undefined;
  /** Whether sensitive answers can be kept. */
  keeps: boolean;
}

/** The draft with an answer in it. */
export function put(draft: Draft, { field, values }: Answer, keeps: boolean): Draft {
  if (!Object.keys(values).length) return draft;
  const skipped = draft.skipped.filter((id) => id !== field.id);
  if (field.sensitive && !keeps)
    return { ...draft, skipped, last: field.id, withheld: [...new Set([...draft.withheld, field.id])] };
  const had = draft.values[field.id];
  return {
    ...draft,
    skipped,
    last: field.id,
    values: { ...draft.values, [field.id]: { ...had, ...values } },
  };
}

/** Asks what comes next, or shows everything. */
export function onward(form: Form, draft: Draft, notes: ReplyPart[], hints: Hints): Step {
  const at = nextStep(form, draft);
  const next: Draft = { ...draft, at };
  if (at === null) return { draft: next, kind: 'answer', parts: notes, review: true };
  return { draft: next, kind: 'ask', parts: [...notes, ...askParts(form, next, hints)] };
}

/** What was understood, said back. */
export function noted(form: Form, answers: readonly Answer[], changed: readonly Answer[] = []): ReplyPart[] {
  const what = (list: readonly Answer[]) => list.flatMap((a) => sayParts(a.field, a.values)).join('; ');
  return [
    ...(what(answers) ? [note(form, 'noted', what(answers))] : []),
    ...(what(changed) ? [note(form, 'changed', what(changed))] : []),
  ];
}

export function note(form: Form, name: string, what: string): ReplyPart {
  return { type: 'text', text: say(form.words.says[name], { what }) };
}
