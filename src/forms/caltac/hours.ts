/** Whether they answer at a moment, and when they do next. */
import { format } from 'date-fns/format';
import { parseISO } from 'date-fns/parseISO';
import type { RuleFacts } from '../../rules/facts.ts';
import { liveSupportHours } from '../../rules/live-support-hours.ts';
import type { Texts } from './texts.ts';

/** @example sayHours('2026-11-21T10:00:00-08:00', facts, texts) // '…; closed now; opens Monday, November 23, 7 a.m. Pacific' */
export function sayHours(at: string, facts: RuleFacts, texts: Texts): string {
  const answer = liveSupportHours.run({ at }, facts);
  const result = answer.result as {
    open: boolean;
    closes_at: string | null;
    next_open: string | null;
  } | null;
  if (!result) return texts('stated');
  const now = result.open
    ? texts('open_now', { time: sayTime(result.closes_at ?? '') })
    : texts('closed_now', { time: sayMoment(result.next_open ?? '') });
  const holiday = answer.warnings.some((w) => String(w).includes('HOLIDAY')) ? `; ${texts('holiday')}` : '';
  return `${texts('stated')}; ${now}${holiday}`;
}

/** `2026-11-23T07:00:00-08:00` is `Monday, November 23, 7 a.m.`: wall clock, whatever the zone of the process. */
export function sayMoment(moment: string): string {
  return `${format(parseISO(moment.slice(0, 10)), 'EEEE, MMMM d')}, ${sayTime(moment)}`;
}

/** `sayTime('2026-11-23T13:05:00-08:00')` is `'1:05 p.m.'`. */
export function sayTime(moment: string): string {
  const hour = Number(moment.slice(11, 13));
  const minutes = moment.slice(14, 16);
  return `${hour % 12 || 12}${minutes === '00' ? '' : `:${minutes}`} ${hour < 12 ? 'a.m.' : 'p.m.'}`;
}
