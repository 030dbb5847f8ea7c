/** The dates in a rule's result as events to take along. */
import { createHash } from 'node:crypto';
import { isRealDate } from '../knowledge/dates.ts';
import { type CalendarTexts, fill } from './texts.ts';
import type { DatedEvent } from './to-ics.ts';

export interface ResultToTake {
  /** Id and title of the rule. */
  rule: { id: string; title: string };
  result: Readonly<Record<string, unknown>>;
  inputs: Readonly<Record<string, unknown>>;
  /** Title of the document that the rule rests on. */
  document: string;
  /** School year that it was computed for, and whose calendar it is, where there is one. */
  schoolYear?: string;
  whose?: string;
}

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/**
 * The events of a result; none where the rule has no dates to take along. Their ids rest on the rule, the field, the
 * school and its year, and on the inputs that tell one case from another, never on the date itself: a date that
 * moved updates its event.
 * @example
 * eventsOf({ rule: windowEarliestStart, result: { earliest_start: '2027-03-02' }, inputs: {}, document: '…' }, texts)
 * // [{ uid: '0b5f…@caaspp-help', title: 'CAASPP: testing window may begin (66 percent day)', at: '2027-03-02', … }]
 */
export function eventsOf(
  { rule, result, inputs, document, schoolYear = '', whose = '' }: ResultToTake,
  { take_along: texts }: CalendarTexts,
): DatedEvent[] {
  const about = texts.rules[rule.id];
  // A window that is not allowed belongs in nobody's calendar.
  if (!about || result.valid === false) return [];
  const identity = about.identity.map((name) => inputs[name] ?? null);
  return Object.entries(about.fields).flatMap(([field, title]) => {
    const at = result[field] ?? inputs[field];
    if (typeof at !== 'string' || !(isRealDate(at) || MOMENT.test(at))) return [];
    const key = JSON.stringify([rule.id, field, schoolYear, whose, identity]);
    const uid = `${createHash('sha256').update(key).digest('hex').slice(0, 32)}@caaspp-help`;
    const description = fill(texts.description, { rule: rule.title, document });
    return [{ uid, title: whose ? `${title} (${whose})` : title, at, description }];
  });
}
