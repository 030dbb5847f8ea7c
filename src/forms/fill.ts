/** Many answers at once: what was filled in is read as it is in conversation, and goes into the same draft. */
import { type Faults, type Filled, wordsIn } from '../assistant/blank.ts';
import { nameOf, openFields, otherOf } from './blank.ts';
import { type Draft, isSettled, missingParts, nextStep } from './draft.ts';
import type { Field, Form, Part } from './load.ts';
import { parse } from './read.ts';
import { put } from './step.ts';

export interface FillOptions {
  /** Whether sensitive answers can be kept. */
  keeps: boolean;
  /** Why words are not taken at all, such as credentials. */
  refuses?(words: string, permits: readonly string[]): string | undefined;
}

const TEN_DIGITS = /(?<!\d)\d{7}(\d{3})(?!\d)/g;

/**
 * The draft with what was filled in, and what is wrong with the rest. A field that was shown and left empty is empty
 * from now on, sensitive ones excepted: they are never shown, so empty means as it was.
 * @example fillIn(caltac, draft, { 'contact.email': 'j@oak' }, { keeps: true }).faults
 * // { 'contact.email': '"j@oak" is not a complete email address. …' }
 */
export function fillIn(
  form: Form,
  draft: Draft,
  filled: Filled,
  { keeps, refuses }: FillOptions,
): { draft: Draft; faults: Faults } {
  const faults: Faults = {};
  let next = draft;
  for (const field of openFields(form, true)) {
    if (!field.parts.some((p) => shown(field, p, filled))) {
      // Where nothing can be encrypted the blank leaves it out, and so does the draft.
      if (field.sensitive && !keeps) next = leftOut(field, next);
      continue;
    }
    const values = { ...next.values[field.id] };
    for (const part of field.parts) {
      if (!shown(field, part, filled)) continue;
      const words = wordsOf(field, part, filled, values[part.id]);
      if (!words) {
        if (!field.sensitive) delete values[part.id];
      } else if (field.sensitive || words !== values[part.id]) {
        const read = refuses?.(words, field.permits);
        const { value, fault } = read
          ? { fault: read, value: undefined }
          : readPart(form, field, part, words);
        if (value !== undefined) values[part.id] = value;
        else faults[faultyName(field, part, filled)] = fault ?? field.fails;
      }
    }
    next = settled(field, values, next, keeps);
    const hasFault = field.parts.some((p) => faults[nameOf(field, p)] ?? faults[otherOf(field, p)]);
    if (field.required && !hasFault && !isFilled(field, next))
      faults[nameOf(field, field.parts[0]!)] = (form.words.says.required ?? '').replace(
        '{label}',
        field.label,
      );
  }
  return { draft: { ...next, at: nextStep(form, next) }, faults };
}

const shown = (field: Field, part: Part, filled: Filled) =>
  filled[nameOf(field, part)] !== undefined || filled[otherOf(field, part)] !== undefined;

const isFilled = (field: Field, draft: Draft) =>
  Boolean(draft.values[field.id]) || draft.withheld.includes(field.id);

/** Own words go before a choice, unless they stood there before and the choice is new. */
function wordsOf(field: Field, part: Part, filled: Filled, had: string | undefined): string {
  const other = wordsIn(filled[otherOf(field, part)]);
  const own = wordsIn(filled[nameOf(field, part)]);
  return own && other === had ? own : other || own;
}

function faultyName(field: Field, part: Part, filled: Filled): string {
  const other = otherOf(field, part);
  return wordsIn(filled[other]) ? other : nameOf(field, part);
}

/** One part from words typed into its own field; where they say too little, with the name of the field before them. */
function readPart(form: Form, field: Field, part: Part, words: string): { value?: string; fault?: string } {
  if (part.kind === 'known' && words in part.known) return { value: words };
  const alone: Field = { ...field, parts: [part] };
  const only: Form = { ...form, fields: [alone], steps: [alone] };
  const { label } = part;
  for (const said of [words, `${label}: ${words}`, `${label.toLowerCase()}: ${words}`]) {
    const { values, faults } = parse(only, alone, said, true);
    if (faults[0]) return { fault: faults[0] };
    if (values[part.id]) return { value: values[part.id] };
  }
  const count = String(words.replace(/\D/g, '').length);
  // Ten digits may be a student's: they are not said back.
  const value = words.replace(TEN_DIGITS, '•••••••$1');
  return { fault: part.fails?.replace('{value}', () => value).replace('{count}', count) };
}

function settled(field: Field, values: Record<string, string>, draft: Draft, keeps: boolean): Draft {
  const { [field.id]: _, ...others } = draft.values;
  if (!Object.keys(values).length) return leftOut(field, { ...draft, values: others });
  const next = put({ ...draft, values: others }, { field, values, faults: [], sure: true }, keeps);
  // The missing part was there to be filled in, and was not: it is not asked for again.
  const isHalf = missingParts(field, next).length > 0 && !next.withheld.includes(field.id);
  return isHalf ? { ...next, half: [...new Set([...next.half, field.id])] } : next;
}

/** What is asked at the end is asked there again; all else that was left empty is left out. */
function leftOut(field: Field, draft: Draft): Draft {
  if (field.at_end || isSettled(field, draft)) return draft;
  return { ...draft, skipped: [...draft.skipped, field.id] };
}
