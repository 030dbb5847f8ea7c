/** From a beginning and an exclusive end on the clock to whole days. */

import { fromNumber, toNumber } from './day-number.ts';
import type { CalendarEvent } from './event.ts';
import type { WallMinutes } from './los-angeles.ts';

const DAY = 24 * 60;

/** Days of an all-day event whose end is exclusive, as iCalendar and Outlook write it. */
export function allDay(from: string, endExclusive: string): Pick<CalendarEvent, 'from' | 'to'> {
  const first = toNumber(from);
  return { from, to: fromNumber(Math.max(first, toNumber(endExclusive) - 1)) };
}

/**
 * Days of an event with times. From midnight to midnight (or a minute before) it is an all-day event.
 * @param start minutes of Los Angeles wall time
 * @param end exclusive, like `start`
 */
export function timed(start: WallMinutes, end: WallMinutes): Pick<CalendarEvent, 'from' | 'to' | 'hours'> {
  const length = Math.max(0, end - start);
  const first = Math.floor(start / DAY);
  const last = Math.max(first, Math.floor((end - 1) / DAY));
  const days = { from: fromNumber(first), to: fromNumber(last) };
  const whole = start % DAY === 0 && length >= DAY - 1 && (((end % DAY) + DAY) % DAY) % (DAY - 1) === 0;
  return whole ? days : { ...days, hours: length / 60 };
}
