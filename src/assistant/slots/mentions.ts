/** All dates of a message in their order, whichever way they are written. */

import { remembered } from '../../search/remembered.ts';
import { type DateMention, readDates } from './dates.ts';
import { type Holiday, withHolidays } from './holidays.ts';
import { readRelative } from './relative.ts';
import { withSides } from './sides.ts';
import { tokens } from './tokens.ts';

/** For each list of holidays and moment, what was found in the last texts: one message is read for many rules. */
let known:
  | { now: string; holidays: readonly Holiday[]; find: (text: string) => readonly DateMention[] }
  | undefined;

/**
 * Dates, holidays by name and dates told from today, in the order of the text.
 * @param now the moment of the message, such as 2027-03-17T10:00:00-07:00
 * @example dateMentions('from May 3 to Memorial Day', '2026-11-21T10:00:00-08:00', holidays).length // 2
 */
export function dateMentions(
  text: string,
  now: string,
  holidays: readonly Holiday[],
): readonly DateMention[] {
  if (known?.now !== now || known.holidays !== holidays)
    known = { now, holidays, find: remembered((t) => read(t, now, holidays)) };
  return known.find(text);
}

function read(text: string, now: string, holidays: readonly Holiday[]): readonly DateMention[] {
  const absolute = withSides(withHolidays(readDates(text), text, tokens(text), holidays), text);
  return [...absolute, ...readRelative(text, now, absolute)].sort((a, b) => a.start - b.start);
}
