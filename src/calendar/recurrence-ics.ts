/** A recurrence rule as ical.js reads it, in this project's form. */
import ICAL from 'ical.js';
import { fromNumber } from './day-number.ts';
import { instantToLosAngeles } from './los-angeles.ts';
import type { Recurrence } from './recurrence.ts';

const FREQUENCIES = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;
/** Parts that no school calendar uses; a rule with one of them is not followed. */
const UNKNOWN_PARTS = ['BYWEEKNO', 'BYYEARDAY', 'BYHOUR', 'BYMINUTE', 'BYSECOND'];

/** The rule, or undefined for one that is not followed, such as a repetition within a day. */
export function recurrenceOf(value: unknown): Recurrence | undefined {
  if (!(value instanceof ICAL.Recur)) return undefined;
  const freq = FREQUENCIES.find((f) => f === value.freq);
  const parts = value.parts as Record<string, readonly (string | number)[] | undefined>;
  if (!freq || UNKNOWN_PARTS.some((p) => parts[p]?.length)) return undefined;
  const numbers = (name: string) => (parts[name]?.length ? parts[name].map(Number) : undefined);
  return {
    freq,
    interval: Math.max(1, value.interval || 1),
    count: value.count || undefined,
    until: value.until ? untilDay(value.until) : undefined,
    byDay: parts.BYDAY?.length ? parts.BYDAY.map((d) => String(d).toUpperCase().replace('+', '')) : undefined,
    byMonthDay: numbers('BYMONTHDAY'),
    byMonth: numbers('BYMONTH'),
    bySetPos: numbers('BYSETPOS'),
    weekStart: (value.wkst ?? ICAL.Time.MONDAY) - 1,
  };
}

function untilDay(time: ICAL.Time): string {
  const wall = Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute) / 60_000;
  const local =
    time.zone === ICAL.Timezone.utcTimezone && !time.isDate ? instantToLosAngeles(wall * 60_000) : wall;
  return fromNumber(Math.floor(local / 1440));
}
