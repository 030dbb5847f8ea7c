/** Changing what was said before: "change the network", "actually it was a Chromebook", "device: iPad; network: wired". */
import type { Part as ReplyPart } from '../assistant/reply.ts';
import type { Named } from './commands.ts';
import { type Draft, fieldOf } from './draft.ts';
import type { Field, Form } from './load.ts';
import { isFirm, parse, read, touches } from './read.ts';
import { askParts } from './show.ts';
import { type Hints, note, noted, onward, put, type Step } from './step.ts';

/** "Actually it was a Chromebook": the field that the words are of, else the one answered last. */
export function correct(
  form: Form,
  draft: Draft,
  words: string,
  open: Field | undefined,
  hints: Hints,
): Step | undefined {
  const found = read(form, words).filter(
    (a) => a.sure && (draft.values[a.field.id] || a.field === open || isFirm(a.field, words)),
  );
  const own = found.filter((a) => Object.keys(a.values).length);
  if (own.length) {
    const next = own.reduce((d, a) => put(d, a, hints.keeps), draft);
    return onward(form, next, noted(form, [], own), hints);
  }
  if (open && (touches(open, words, true) || !draft.last)) return undefined;
  const last = fieldOf(form, draft.last);
  if (!last || last === open || last.sensitive) return undefined;
  return change(form, draft, { field: last, rest: words }, hints);
}

/** A named field is opened, emptied, or given what stands behind its name. */
export function change(form: Form, draft: Draft, { field, rest, clear }: Named, hints: Hints): Step {
  if (clear) {
    const { [field.id]: _, ...values } = draft.values;
    const next = { ...draft, values, skipped: [...new Set([...draft.skipped, field.id])] };
    return onward(form, next, [note(form, 'cleared', field.label)], hints);
  }
  if (!rest) {
    const next = { ...draft, at: field.id, half: draft.half.filter((id) => id !== field.id) };
    return { draft: next, kind: 'ask', parts: askParts(form, next, hints) };
  }
  const found = parse(form, field, rest, true);
  const ok = Object.keys(found.values).length > 0;
  if (!ok || found.faults.length) {
    const next = { ...(ok ? put(draft, found, hints.keeps) : draft), at: field.id };
    const why: ReplyPart = { type: 'text', text: found.faults[0] ?? field.fails };
    return { draft: next, kind: 'ask', parts: [why, ...askParts(form, next, hints)] };
  }
  const had = draft.values[field.id];
  const next = put(draft, found, hints.keeps);
  return onward(form, next, noted(form, had ? [] : [found], had ? [found] : []), hints);
}

/** Several fields named at once. */
export function putAll(form: Form, draft: Draft, several: Named[], hints: Hints): Step {
  const found = several.map(({ field, rest }) => parse(form, field, rest, true));
  const next = found.reduce((d, a) => put(d, a, hints.keeps), draft);
  const faults = found.flatMap((a) => a.faults).map((text): ReplyPart => ({ type: 'text', text }));
  return onward(form, next, [...noted(form, found), ...faults], hints);
}
