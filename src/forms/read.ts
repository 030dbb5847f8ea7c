/** From one message to the answers in it: which words belong to which field. */
import type { Field, Form, Part } from './load.ts';
import { spellKnown } from './parts.ts';

export interface Answer {
  field: Field;
  values: Record<string, string>;
  faults: string[];
  /** Said with words of its own, not taken because the field was open. */
  sure: boolean;
}

const LONGEST_VALUE = 300;
/** A clause that another field's own words fill to this share belongs to that field. */
const FILLED = 0.75;
const CONNECTORS = /^(?:[\s,;:.–-]|\b(?:and|on|with|at|in|the|a|an|running|using|via|or|of|is|it'?s)\b)+/i;
const CONNECTORS_BEHIND =
  /(?:[\s,;:–-]|\b(?:and|on|with|at|in|the|a|an|running|using|via|or|of|is|at|reach me)\b)+$/i;
const TEN_DIGITS = /(?<!\d)\d{7}(\d{3})(?!\d)/g;

/**
 * Reads every answer that a message holds.
 * @param open the field being asked, which gets what has no other owner
 * @example read(caltac, "dell laptop, error 2014 'session timed out'", device).map((a) => a.field.id) // ['device', 'error']
 */
export function read(form: Form, message: string, open?: Field): Answer[] {
  const clauses = clausesOf(message);
  const owned = new Map<Field, { text: string; sure: boolean }>();
  let before = open;
  for (const clause of clauses) {
    const own = ownerOf(form, clause, open, clauses.length === 1);
    const owner = own ?? before;
    if (!owner) continue;
    const had = owned.get(owner);
    owned.set(owner, {
      text: had ? `${had.text}, ${clause}` : clause,
      sure: (had?.sure ?? false) || Boolean(own),
    });
    before = owner;
  }
  const answers = [...owned].map(([field, { text, sure }]) => ({
    ...parse(form, field, text, field === open),
    sure,
  }));
  const taken = new Set(answers.map((a) => a.field));
  for (const field of form.steps) {
    if (taken.has(field) || field === open || field.sensitive) continue;
    const values = firmValues(field, message);
    if (Object.keys(values).length) answers.push({ field, values, faults: [], sure: true });
  }
  return answers.filter((a) => Object.keys(a.values).length || a.faults.length);
}

/** Whether words of a message are of the field's own kind. */
export function touches(field: Field, text: string, asked: boolean): boolean {
  if (field.speaks?.test(text)) return true;
  return field.parts.some((p) => {
    if (p.weak && !asked) return false;
    const look = p.look(text, asked);
    return look.value !== undefined || (asked && look.fault !== undefined);
  });
}

/** The answer to one field from words that are meant for it. */
export function parse(form: Form, field: Field, text: string, asked: boolean): Answer {
  const values: Record<string, string> = {};
  const faults: string[] = [];
  const spans: [number, number][] = [];
  for (const part of field.parts) {
    const look = part.look(text, asked);
    if (look.fault) faults.push(look.fault);
    if (look.value === undefined) continue;
    values[part.id] = look.value;
    spans.push(...look.spans);
  }
  for (const part of field.parts) {
    const value = wordsFor(form, field, part, text, spans, values);
    if (value) values[part.id] = value;
  }
  return { field, values, faults, sure: true };
}

function wordsFor(
  form: Form,
  field: Field,
  part: Part,
  text: string,
  spans: [number, number][],
  values: Record<string, string>,
): string | undefined {
  if (part.kind === 'text') {
    if (field.parts.length === 1) return tidy(text, form, part);
    const rest = tidy(cut(text, spans), form, part);
    return /\p{L}{2}/u.test(rest) ? rest : undefined;
  }
  if (part.kind !== 'known' || !part.free) return undefined;
  if (part.choices) return values[part.id] ?? tidy(text, form, part);
  if (field.parts.length > 1) return Object.keys(values).length ? undefined : tidy(text, form, part);
  const others = form.steps.filter((f) => f !== field && !f.sensitive).flatMap((f) => firmSpans(f, text));
  const rest = tidy(cut(text, others), form, part);
  return spellKnown(/\p{L}{2}/u.test(rest) ? rest : tidy(text, form, part), part);
}

/** Whose words a clause is: the open field's if it can be, else the field it fills best. */
function ownerOf(form: Form, clause: string, open: Field | undefined, only: boolean): Field | undefined {
  const others = form.steps.filter((f) => f !== open && !f.sensitive);
  const bare = clause.replace(form.words.lead, '');
  const share = (f: Field) => firmLength(f, bare) / bare.replace(/\s/g, '').length;
  const best = others
    .map((field) => ({ field, share: share(field) }))
    .filter((x) => x.share > 0)
    .sort((a, b) => b.share - a.share)[0];
  if (open && touches(open, clause, true)) return open;
  const takesWords = open?.parts.some((p) => p.kind === 'text' || p.free);
  if (only && takesWords) return best && best.share >= FILLED ? best.field : undefined;
  if (best) return best.field;
  return others.find((f) => f.speaks?.test(clause));
}

function firmParts(field: Field): Part[] {
  return field.parts.filter((p) => !p.weak && p.kind !== 'text');
}

/** Whether a message holds words that are this field's and no other's. */
export function isFirm(field: Field, message: string): boolean {
  return firmSpans(field, message).length > 0;
}

/** How many characters of a message are this field's. */
export function firmLength(field: Field, message: string): number {
  return lengthOf(firmSpans(field, message));
}

function firmSpans(field: Field, text: string): [number, number][] {
  return firmParts(field).flatMap((p) => p.look(text, false).spans);
}

/** What a field's own words say, wherever they stand. */
export function firmValues(field: Field, text: string): Record<string, string> {
  return Object.fromEntries(
    firmParts(field).flatMap((p) => {
      const { value } = p.look(text, false);
      return value === undefined ? [] : [[p.id, value]];
    }),
  );
}

/** Clauses between commas, semicolons and lines; what stands in quotes or brackets is kept together. */
function clausesOf(message: string): string[] {
  const parts = message.match(/(?:"[^"]*"|“[^”]*”|(?<!\p{L})'[^']*'(?!\p{L})|\([^)]*\)|[^,;\n])+/gu) ?? [];
  return parts.map((c) => c.trim()).filter((c) => /[\p{L}\p{N}]/u.test(c));
}

function cut(text: string, spans: readonly [number, number][]): string {
  const chars = [...text.split('')];
  for (const [start, end] of spans) chars.fill(' ', start, end);
  return chars.join('');
}

function lengthOf(spans: readonly [number, number][]): number {
  return spans.reduce((sum, [start, end]) => sum + (end - start), 0);
}

function tidy(text: string, form: Form, part: Part): string {
  let t = text.replace(/\s+/g, ' ').trim().replace(form.words.lead, '');
  t = t.replace(CONNECTORS, '').replace(CONNECTORS_BEHIND, '');
  if (part.strip) t = t.replace(new RegExp(part.strip, 'i'), '');
  t = t.replace(/\s+([,;.])/g, '$1').replace(/^["'“”‘’.,;\s]+|["'“”‘’,;.\s]+$/g, '');
  // Ten digits may be a student's: they are never kept where nothing is encrypted.
  return t.replace(TEN_DIGITS, '•••••••$1').slice(0, LONGEST_VALUE).trim();
}
