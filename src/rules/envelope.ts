/** What every rule returns, and the four ways of ending. */
import type { ErrorAt, WarningCode } from './codes.ts';

export interface Answer {
  status: 'ok' | 'needs_input' | 'invalid_input' | 'not_determinable';
  /** The computed fields; with `needs_input` what can be said already, or null. */
  result: Readonly<Record<string, unknown>> | null;
  /** Sorted, each once. */
  warnings: WarningCode[];
  /** Names of the inputs to ask for, sorted; only with `needs_input`. */
  ask: string[];
  /** `CODE:input`, sorted; only with `invalid_input`. */
  errors: ErrorAt[];
}

/** Sorted, each once. */
export function sorted<T extends string>(codes: Iterable<T>): T[] {
  return [...new Set(codes)].sort();
}

/**
 * The codes whose condition holds, sorted.
 * @example holding({ LATE: true, EARLY: false }) // ['LATE']
 */
export function holding<T extends string>(conditions: Partial<Record<T, boolean>>): T[] {
  return sorted((Object.keys(conditions) as T[]).filter((code) => conditions[code]));
}

export function ok(result: Answer['result'], warnings: WarningCode[] = []): Answer {
  return { status: 'ok', result, warnings: sorted(warnings), ask: [], errors: [] };
}

export function needsInput(
  ask: string[],
  partial: Answer['result'] = null,
  warnings: WarningCode[] = [],
): Answer {
  return { status: 'needs_input', result: partial, warnings: sorted(warnings), ask: sorted(ask), errors: [] };
}

/** The documents do not decide it. */
export function notDeterminable(result: Answer['result'], warnings: WarningCode[]): Answer {
  return { status: 'not_determinable', result, warnings: sorted(warnings), ask: [], errors: [] };
}

export function invalid(errors: ErrorAt[]): Answer {
  return { status: 'invalid_input', result: null, warnings: [], ask: [], errors: sorted(errors) };
}
