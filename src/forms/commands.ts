/** What a message asks of the form itself: go back, skip, change a field … */
import { type Field, type Form, plain } from './load.ts';
import type { Command } from './spec.ts';

const MOST_SKIP_WORDS = 12;

/**
 * The command that a whole message is, or undefined.
 * @example commandOf(form, "dont have it sorry, skip") // 'skip'
 */
export function commandOf(form: Form, message: string): Command | undefined {
  const { commands } = form.words;
  const whole = commands.get(plain(message)) ?? commands.get(bared(form, message));
  if (whole) return whole;
  if (plain(message).split(' ').length <= MOST_SKIP_WORDS && form.words.skips.test(message.trim()))
    return 'skip';
  const clauses = message.split(/[,;.!\n]+|\s[-–—]\s/).filter((c) => /[\p{L}\p{N}]/u.test(c));
  if (clauses.length < 2 || plain(message).split(' ').length > MOST_SKIP_WORDS) return undefined;
  const said = clauses.map(
    (c) => commands.get(plain(c)) ?? commands.get(bared(form, c)) ?? fillerOnly(form, c),
  );
  const last = said.at(-1);
  const first = said.find((s) => s && s !== 'filler');
  return last && said.every((s) => s === 'filler' || s === first) && first !== 'filler' ? first : undefined;
}

function fillerOnly(form: Form, clause: string): 'filler' | undefined {
  return bared(form, clause) === '' ? 'filler' : undefined;
}

function bared(form: Form, message: string): string {
  return plain(plain(message).replace(form.words.fillers, ' '));
}

export interface Named {
  field: Field;
  /** What it is to be; empty when the field is only named. */
  rest: string;
  clear?: boolean;
}

/** The field that a message names in order to change it: "change the network", "wrong email, it's …". */
export function namedField(form: Form, message: string): Named | undefined {
  const { clear, named, labeled } = form.words;
  const cleared = clear.exec(message.trim());
  if (cleared) return { field: byName(form, cleared[1]!), rest: '', clear: true };
  const m = named.exec(message.trim()) ?? labeled.exec(message.trim());
  return m ? { field: byName(form, m[1]!), rest: (m[2] ?? '').replace(/^[\s.!?]+$/, '').trim() } : undefined;
}

/** "The device was a Chromebook": a field is named, and what it is. */
export function statedField(form: Form, message: string): Named | undefined {
  const m = form.words.stated.exec(message.trim());
  return m ? { field: byName(form, m[1]!), rest: m[2]!.trim() } : undefined;
}

function byName(form: Form, name: string): Field {
  return form.fields.find((f) => f.names.some((n) => n.toLowerCase() === name.toLowerCase()))!;
}

/** Several lines or semicolons, each "label: value". */
export function labeledFields(form: Form, message: string): Named[] {
  const lines = message.split(/[;\n]+/).filter((l) => l.trim());
  if (lines.length < 2) return [];
  const named = lines.map((l) => form.words.labeled.exec(l));
  if (named.some((m) => !m)) return [];
  return named.map((m) => ({ field: byName(form, m![1]!), rest: m![2]!.trim() }));
}
