/** A form being filled in: plain JSON. */
import type { Role } from '../knowledge/schema.ts';
import type { Field, Form } from './load.ts';

export interface Draft {
  form: string;
  /** Field being asked; null at the end, where everything is shown. */
  at: string | null;
  /** Field → part → value. */
  values: Record<string, Record<string, string>>;
  skipped: string[];
  /** Fields whose missing part has been asked for once. */
  half: string[];
  /** Answered, but not kept for want of a key. */
  withheld: string[];
  /** The field answered last, which "no, it was …" corrects. */
  last?: string;
  /** Los Angeles moment of the first message. */
  began: string;
  role?: Role;
  /** Epoch milliseconds of the last message; the later of two copies counts. */
  saved?: number;
  /** Epoch milliseconds from which on it is deleted, wherever it is kept. */
  expiresAt?: number;
}

/** An abandoned draft is deleted after as many days. */
export const DRAFT_DAYS = 14;

/** An empty draft that asks its first field. */
export function newDraft(form: Form, began: string, role?: Role): Draft {
  return {
    form: form.id,
    at: form.steps[0]?.id ?? null,
    values: {},
    skipped: [],
    half: [],
    withheld: [],
    began,
    ...(role ? { role } : {}),
  };
}

export function fieldOf(form: Form, id: string | null | undefined): Field | undefined {
  return id ? form.fields.find((f) => f.id === id) : undefined;
}

/** Parts of a field that are not there and not optional. */
export function missingParts(field: Field, draft: Draft) {
  const had = draft.values[field.id] ?? {};
  if (field.needs === 'any' && Object.keys(had).length) return [];
  return field.parts.filter((p) => !p.optional && had[p.id] === undefined);
}

/** Whether a field needs no more asking. */
export function isSettled(field: Field, draft: Draft): boolean {
  if (draft.withheld.includes(field.id) || draft.skipped.includes(field.id)) return true;
  const had = Object.keys(draft.values[field.id] ?? {}).length;
  if (!had) return false;
  return missingParts(field, draft).length === 0 || draft.half.includes(field.id);
}

/** The first step that is still to be asked, or null. */
export function nextStep(form: Form, draft: Draft): string | null {
  return form.steps.find((f) => !isSettled(f, draft))?.id ?? null;
}
