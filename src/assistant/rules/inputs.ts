/** What was read for the inputs of a rule. */
import { RULES } from '../../rules/index.ts';
import type { FacetFinder } from '../../search/facets.ts';
import type { Reading, RuleTalk } from './schema.ts';

/** A value as read, and what is worth saying about the reading. */
export interface Read {
  value: unknown;
  /** Ends of a month or year that was named instead of a day. */
  between?: [string, string];
  /** The day was told only as before or after this one. */
  side?: { of: string; on: 'before' | 'after' };
  /** Words that stood for a day near them: "before Memorial Day" for the last school day before it. */
  told?: string;
  /** The year was not written. */
  yearTaken?: boolean;
  /** A weekday was written that does not fit: 0 to 6. */
  otherWeekday?: number;
  /** Days off are known only up to this day. */
  until?: string;
  /** No word beside it says that it is this one. */
  bare?: boolean;
  /** As it was written, when it is no real date. */
  impossible?: string;
}
export type Given = Record<string, Read>;

export interface ReadContext {
  talk: RuleTalk;
  reading: Reading;
  finder: FacetFinder;
  today: string;
  now: string;
  /** What is known already, for years. */
  before: Given;
  /** The input that was just asked for. */
  expected?: string;
}

/** The kind of an input: the rule's, or what the intents say of an input of their own. */
export function kindOf(talk: RuleTalk, name: string): string {
  return talk.inputs[name]?.own ?? RULES[talk.id]?.inputs.find((i) => i.name === name)?.kind ?? 'text';
}
