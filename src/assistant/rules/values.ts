/** The values that a rule is given, and what they are given in. */

export type Values = Record<string, unknown>;

/** What the message's surroundings give. */
export interface Surroundings {
  today: string;
  now: string;
  role?: string | undefined;
  text: string;
  /** The district's own calendar, where one is stored. */
  calendar?: unknown;
}

/** A whole or other number, or nothing. */
export function num(v: unknown): number | undefined {
  return typeof v === 'number' ? v : undefined;
}

/** A date, or nothing. */
export function date(v: unknown): string | undefined {
  return typeof v === 'string' && /^\d{4}-\d\d-\d\d$/.test(v) ? v : undefined;
}
