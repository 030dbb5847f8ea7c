/** The form engine: a draft and a message go in, the next draft and what to say come out. It knows no particular form. */
import type { Part as ReplyPart } from '../assistant/reply.ts';
import { change, correct, putAll } from './change.ts';
import { commandOf, labeledFields, namedField, statedField } from './commands.ts';
import { type Draft, fieldOf, missingParts } from './draft.ts';
import type { Field, Form } from './load.ts';
import { obey } from './obey.ts';
import { firmLength, firmValues, isFirm, read, touches } from './read.ts';
import { askParts } from './show.ts';
import { type Hints, noted, onward, put, type Step } from './step.ts';

const SURELY_ELSEWHERE = 0.85;
const ELSEWHERE = 0.6;
const SHORT = 5;
/** A message that a field's own words fill to this share is nothing else. */
const FILLED = 0.75;

/** The first step; answers that the first message already holds are taken where they are unmistakable. */
export function begin(form: Form, message: string, draft: Draft, hints: Hints): Step {
  const answers = form.fields
    .filter((f) => !f.sensitive && f.needs === 'all')
    .map((field) => ({ field, values: firmValues(field, message), faults: [], sure: true }));
  const next = answers.reduce((d, a) => put(d, a, hints.keeps), draft);
  return onward(form, next, noted(form, answers), hints);
}

/**
 * One message to a form under way.
 * @returns undefined when the message is not for the form: it is answered elsewhere and the same field asked again
 * @example respond(form, draft, 'skip', hints)?.draft.at // the next field
 */
export function respond(form: Form, draft: Draft, message: string, hints: Hints): Step | undefined {
  const command = commandOf(form, message);
  if (command) return obey(form, draft, command, hints);
  const open = fieldOf(form, draft.at);
  const several = labeledFields(form, message);
  if (several.length) return putAll(form, draft, several, hints);
  const named = namedField(form, message);
  if (named && !(named.field === open && !named.rest)) return change(form, draft, named, hints);
  if (isAsking(form, message, open) && (hints.elsewhere() >= ELSEWHERE || !touchesAny(form, message, open)))
    return undefined;

  const correction = form.words.correction.exec(message);
  const words = correction ? message.slice(correction[0].length) : message;
  const stated = statedField(form, words);
  if (
    stated &&
    (stated.field === open ||
      touches(stated.field, stated.rest, Boolean(correction ?? draft.values[stated.field.id])))
  )
    return change(form, draft, stated, hints);
  if (correction) {
    const step = correct(form, draft, words, open, hints);
    if (step) return step;
  }
  if (!open) return atEnd(form, draft, words, hints);
  if (isElsewhere(words, open, hints)) return undefined;
  const calm = touchesAny(form, message, open) ? undefined : hints.remark?.();
  if (calm)
    return { draft, kind: 'ask', parts: [{ type: 'text', text: calm }, ...askParts(form, draft, hints)] };
  return answer(form, draft, words, open, hints);
}

/** At the end only what is still unknown is taken without its name. */
function atEnd(form: Form, draft: Draft, message: string, hints: Hints): Step | undefined {
  const field = form.fields.find((f) => f.at_end && !draft.values[f.id]);
  const values = field && firmValues(field, message);
  if (!field || !values || !Object.keys(values).length) return undefined;
  const found = { field, values, faults: [], sure: true };
  return onward(form, put(draft, found, hints.keeps), noted(form, [found]), hints);
}

function isAsking(form: Form, message: string, open: Field | undefined): boolean {
  if (/\?\s*$/.test(message)) return true;
  return form.words.asking.test(message) && !open?.parts.some((p) => p.look(message, false).value);
}

function touchesAny(form: Form, message: string, open: Field | undefined): boolean {
  if (open && touches(open, message, true)) return true;
  return form.steps.some((f) => !f.sensitive && isFirm(f, message));
}

/** A short message without a word of the open field's kind that is surely known as a question of another kind. */
function isElsewhere(message: string, open: Field, hints: Hints): boolean {
  if (touches(open, message, true)) return false;
  if (hints.chats?.()) return true;
  return message.trim().split(/\s+/).length <= SHORT && hints.elsewhere() >= SURELY_ELSEWHERE;
}

function answer(form: Form, draft: Draft, message: string, open: Field, hints: Hints): Step | undefined {
  const said = form.words.lead.test(message);
  const answers = read(form, message, open).filter(
    (a) => a.field === open || !draft.values[a.field.id] || said || isOnly(form, a.field, message),
  );
  const mine = answers.find((a) => a.field === open);
  const faults = mine?.faults ?? [];
  const taken = answers.filter((a) => Object.keys(a.values).length);
  if (!taken.length) {
    if (!faults.length && form.words.declines.test(message)) return obey(form, draft, 'skip', hints);
    if (!faults.length && hints.elsewhere() >= ELSEWHERE) return undefined;
    const why: ReplyPart[] = [{ type: 'text', text: faults[0] ?? open.fails }];
    return { draft, kind: 'ask', parts: [...why, ...askParts(form, draft, hints)] };
  }
  const changed = taken.filter((a) => a.field !== open && draft.values[a.field.id]);
  let next = taken.reduce((d, a) => put(d, a, hints.keeps), draft);
  const notes = noted(
    form,
    taken.filter((a) => !changed.includes(a)),
    changed,
  );
  if (mine && open.sensitive && !hints.keeps && open.withheld)
    notes.push({ type: 'text', text: open.withheld });
  if (faults.length) {
    notes.push({ type: 'text', text: faults.join(' ') });
    return { draft: next, kind: 'ask', parts: [...notes, ...askParts(form, next, hints)] };
  }
  if (
    mine &&
    missingParts(open, next).length &&
    !next.half.includes(open.id) &&
    !next.withheld.includes(open.id)
  ) {
    next = { ...next, half: [...next.half, open.id] };
    return { draft: next, kind: 'ask', parts: [...notes, ...askParts(form, next, hints)] };
  }
  // The missing part was asked for once: with another field's answer instead of it, the form goes on.
  return onward(form, next, notes, hints);
}

/** Whether a message is nothing but a field's value. */
function isOnly(form: Form, field: Field, message: string): boolean {
  const bare = message.replace(form.words.lead, '').trim();
  return firmLength(field, bare) >= FILLED * bare.length;
}
