/** Forms under way, and the calls that came of them. */
import type { Later } from './later.ts';

export interface Draft {
  id: string;
  /** Whose; the same key in every channel of a person. */
  person: string;
  form: string;
  /** Plain JSON: the step, and fields that may be read. */
  fields: Record<string, unknown>;
  /** Sensitive fields, encrypted by the form engine. */
  sealed?: string;
  updatedAt: number;
  expiresAt: number;
}

export interface Drafts {
  get(person: string, form: string): Later<Draft | undefined>;
  ofPerson(person: string): Later<Draft[]>;
  /** One draft a person and form: a second takes the first one's place. */
  save(draft: Omit<Draft, 'id'>): Later<void>;
  remove(person: string, form: string): Later<boolean>;
}

export interface Call {
  id: string;
  person: string;
  lea?: string;
  school?: string;
  /** What it was about. */
  about?: string;
  /** From the help desk, once known. */
  caseNumber?: string;
  /** Plain JSON without student information. */
  fields: Record<string, unknown>;
  at: number;
  updatedAt: number;
}

export interface Calls {
  /** Adds it, or takes the place of the one with this id. */
  save(call: Call): Later<void>;
  get(id: string): Later<Call | undefined>;
  /** The newest first; all people's without a person. */
  list(filter?: { person?: string; since?: number; limit?: number }): Later<Call[]>;
}
