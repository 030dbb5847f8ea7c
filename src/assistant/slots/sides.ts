/** Days told from another ("before Christmas", "the Friday before Memorial Day", "two weeks after spring break"). */
import { addDays, weekday } from '../../knowledge/dates.ts';
import type { DateMention } from './dates.ts';
import { numberOf } from './numbers.ts';
import { level } from './tokens.ts';

const FARTHEST = 48;
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const NUMBER = '\\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten';
const BESIDE = new RegExp(
  `(?:\\b(?<count>${NUMBER})\\s+(?<unit>days?|weeks?)\\s+|\\b(?:the\\s+)?(?<day>day|sunday|monday|tuesday|wednesday|thursday|friday|saturday)\\s+(?:right\\s+|just\\s+)?)?\\b(?<side>before|prior to|after|following|by)\\s+(?:the\\s+|our\\s+)?$`,
);

/** The mentions, each with what the words before it say: on which side of it the day lies, or how far off. */
export function withSides(found: readonly DateMention[], text: string): DateMention[] {
  if (!found.length) return [];
  const plain = level(text);
  return found.map((m) => {
    if (m.day === undefined && !m.holiday) return m;
    const before = plain.slice(Math.max(0, m.start - FARTHEST), m.start);
    const { count, unit, day, side } = BESIDE.exec(before)?.groups ?? {};
    if (!side) return m;
    const sign = /^(before|prior)/.test(side) ? -1 : 1;
    if ((count && unit) || day) {
      if (side === 'by') return m;
      const start = m.start - (before.length - before.search(BESIDE));
      const told = { ...m, start, said: text.slice(start, m.end).trim() };
      if (day && day !== 'day') return { ...told, fromDay: sign, weekday: DAYS.indexOf(day.slice(0, 3)) };
      const n = day || /^an?$/.test(count!) ? 1 : (numberOf(count!) ?? 1);
      return { ...told, away: sign * n * (unit?.startsWith('week') ? 7 : 1) };
    }
    // "By May 14" is said of deadlines; by a holiday is before it.
    if (side === 'by') return m.holiday ? { ...m, side: 'by' } : m;
    return { ...m, side: sign < 0 ? 'before' : 'after' };
  });
}

/** The day that lies away from a settled one as a mention says: the Friday before it, two weeks after it. */
export function awayFrom(date: string, m: DateMention): string {
  if (m.away !== undefined) return addDays(date, m.away);
  if (m.fromDay === undefined) return date;
  let at = addDays(date, m.fromDay);
  while (weekday(at) !== m.weekday) at = addDays(at, m.fromDay);
  return at;
}
