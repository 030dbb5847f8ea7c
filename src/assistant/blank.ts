/** A form or a calculation as a blank: all its fields at once, for channels where filling in is faster than talking. */

export interface Option {
  value: string;
  label: string;
}

export type BlankInput =
  | { kind: 'email' | 'phone' | 'number' | 'date' }
  /** `long`: more than a line. */
  | { kind: 'text'; long?: true }
  /** A day, and a time where it is known: `2027-03-17 09:20`. */
  | { kind: 'moment' }
  | { kind: 'choice' | 'choices'; options: Option[] };

export interface BlankField {
  /** Unique in its blank, the same every time it is drawn. */
  name: string;
  label: string;
  hint?: string;
  /** Never to be left empty; what depends on other fields is found out when it is sent. */
  required: boolean;
  input: BlankInput;
  /** What is typed here is never drawn again, in any channel. */
  secret?: true;
  /** What is known already; never what is secret. */
  value?: string | string[];
  /** A section begins with this field. */
  heading?: string;
  note?: string;
}

/** What was filled in, by the names of the fields. A name that is missing was not shown, an empty value was left empty. */
export type Filled = Readonly<Record<string, string | readonly string[]>>;

/** Why a value will not do, by the name of its field. */
export type Faults = Record<string, string>;

export interface Blank {
  /** What it is of, such as `form:caltac`: asked for by this name. */
  subject: string;
  /** The action with which it is sent, together with what was filled in. */
  action: string;
  title: string;
  notes: string[];
  fields: BlankField[];
  /** Whether further fields open with what is chosen. */
  opensMore: boolean;
  faults: Faults;
}

/** A value as words: `wordsIn([' a '])` is `'a'`. */
export function wordsIn(value: string | readonly string[] | undefined): string {
  return (typeof value === 'string' ? value : (value ?? []).join(', ')).trim();
}
