/** The commands of a form: back, skip, show, help, start over, cancel, finish. */
import type { Part as ReplyPart } from '../assistant/reply.ts';
import { type Draft, fieldOf, isSettled, newDraft } from './draft.ts';
import type { Field, Form } from './load.ts';
import { askParts, factsOf, list, say } from './show.ts';
import type { Command } from './spec.ts';
import { type Hints, onward, type Step } from './step.ts';

/** What a command does; undefined where it means nothing, such as skipping at the end. */
export function obey(form: Form, draft: Draft, command: Command, hints: Hints): Step | undefined {
  const { says } = form.words;
  const open = fieldOf(form, draft.at);
  const ask = (d: Draft, before: ReplyPart[] = []): Step => ({
    draft: d,
    kind: 'ask',
    parts: [...before, ...askParts(form, d, hints)],
  });
  switch (command) {
    case 'cancel':
      return {
        draft,
        kind: 'decline',
        end: 'canceled',
        parts: [{ type: 'text', text: says.canceled ?? '' }],
      };
    case 'restart':
      return ask(newDraft(form, draft.began, draft.role), [{ type: 'text', text: says.restarted ?? '' }]);
    case 'help':
      return open
        ? { draft, kind: 'ask', parts: askParts(form, draft, { ...hints, help: true }) }
        : { draft, kind: 'ask', parts: [{ type: 'text', text: `${says.wait} ${says.how}` }] };
    case 'again':
      return open ? ask(draft) : { draft, kind: 'answer', parts: [], review: true };
    case 'show':
      return open ? showSoFar(form, draft, hints) : { draft, kind: 'answer', parts: [], review: true };
    case 'back':
      return back(form, draft, hints);
    case 'skip':
      return open ? skip(form, draft, open, hints) : undefined;
    case 'finish':
      return finish(form, draft, hints);
  }
}

function showSoFar(form: Form, draft: Draft, hints: Hints): Step {
  const facts = factsOf(form, draft);
  const parts: ReplyPart[] = facts.length
    ? [
        { type: 'text', text: form.words.says.so_far ?? '' },
        { type: 'facts', facts },
      ]
    : [{ type: 'text', text: form.words.says.nothing_yet ?? '' }];
  return { draft, kind: 'answer', parts: [...parts, ...askParts(form, draft, hints)] };
}

function back(form: Form, draft: Draft, hints: Hints): Step {
  const at = form.steps.findIndex((f) => f.id === draft.at);
  const to = form.steps[at < 0 ? form.steps.length - 1 : at - 1];
  const before: ReplyPart[] = to ? [] : [{ type: 'text', text: form.words.says.nothing_before ?? '' }];
  const next: Draft = to ? { ...draft, at: to.id, half: draft.half.filter((id) => id !== to.id) } : draft;
  return { draft: next, kind: 'ask', parts: [...before, ...askParts(form, next, hints)] };
}

/** Leaves a field as it is: without an answer, or with the one it has. */
function skip(form: Form, draft: Draft, open: Field, hints: Hints): Step {
  if (draft.values[open.id] || draft.withheld.includes(open.id))
    return onward(form, { ...draft, half: [...new Set([...draft.half, open.id])] }, [], hints);
  if (open.required) {
    const text = say(form.words.says.required, { label: open.label });
    return { draft, kind: 'ask', parts: [{ type: 'text', text }, ...askParts(form, draft, hints)] };
  }
  return onward(form, { ...draft, skipped: [...new Set([...draft.skipped, open.id])] }, [], hints);
}

/** At the end it is finished; before, what may be left out is, and everything is shown. */
function finish(form: Form, draft: Draft, hints: Hints): Step {
  if (draft.at === null) return { draft, kind: 'answer', end: 'finished', parts: [] };
  const open = form.steps.filter((f) => !isSettled(f, draft));
  const needed = open.filter((f) => f.required && !draft.values[f.id]);
  if (needed.length) {
    const text = say(form.words.says.finish_early, { fields: list(needed.map((f) => f.label)) });
    const next = { ...draft, at: needed[0]!.id };
    return { draft: next, kind: 'ask', parts: [{ type: 'text', text }, ...askParts(form, next, hints)] };
  }
  const left = open.filter((f) => !draft.values[f.id]).map((f) => f.id);
  const half = open.filter((f) => draft.values[f.id]).map((f) => f.id);
  return onward(
    form,
    { ...draft, skipped: [...draft.skipped, ...left], half: [...draft.half, ...half] },
    [],
    hints,
  );
}
