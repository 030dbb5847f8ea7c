/**
 * Moments in Los Angeles. A moment is kept as its instant (milliseconds since 1970), so that hours are elapsed
 * hours; the zone comes from Intl, whatever the zone of the process.
 */
import type { ErrorCode, WarningCode } from './codes.ts';
import { isDate } from './days.ts';

export interface Moment {
  instant: number;
  /** Only a date was given; the instant is its midnight. */
  dateOnly: boolean;
  warnings: WarningCode[];
}

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

const FORM = /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d)(?::(\d\d))?(Z|[+-]\d\d:\d\d)?$/;
const MAX_OFFSET_HOURS = 14;
/** Pacific daylight and standard time. The daylight one comes first, so that a repeated time means its first occurrence. */
const OFFSETS = [-7 * HOUR, -8 * HOUR];
const LOS_ANGELES = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/Los_Angeles',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** The clock in Los Angeles at an instant: `{ date: '2026-11-21', time: '12:00:00', offset: -28800000 }`. */
export function localClock(instant: number): { date: string; time: string; offset: number } {
  const part = Object.fromEntries(LOS_ANGELES.formatToParts(instant).map((p) => [p.type, p.value]));
  const date = `${part.year}-${part.month}-${part.day}`;
  const time = `${part.hour}:${part.minute}:${part.second}`;
  return { date, time, offset: asUtc(date, time) - Math.floor(instant / SECOND) * SECOND };
}

/** Los Angeles date of an instant. */
export function localDate(instant: number): string {
  return localClock(instant).date;
}

/** `2026-11-21T12:00:00-08:00`, with the Los Angeles offset of that instant. */
export function writeMoment(instant: number): string {
  const { date, time, offset } = localClock(instant);
  return `${date}T${time}-0${Math.abs(offset) / HOUR}:00`;
}

/** The instant of a Los Angeles wall-clock time that is known to exist, such as 07:00 or 23:59:59. */
export function atLocalTime(date: string, time: string): number {
  return instantsOf(date, time)[0] ?? Number.NaN;
}

/**
 * Reads `2026-11-21T12:00`, with or without seconds and offset. Without an offset it is Los Angeles time.
 * @example readMoment('2027-03-14T02:30') // 'NONEXISTENT_LOCAL_TIME'
 */
export function readMoment(value: unknown): Moment | ErrorCode {
  const form = typeof value === 'string' ? FORM.exec(value) : null;
  if (!form) return 'BAD_DATETIME';
  const [, date, hour = '', minute = '', second = '00', zone] = form;
  if (!isDate(date) || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return 'BAD_DATETIME';
  const time = `${hour}:${minute}:${second}`;
  if (zone) {
    const offset = readOffset(zone);
    if (offset === null) return 'BAD_DATETIME';
    return { instant: asUtc(date, time) - offset, dateOnly: false, warnings: [] };
  }
  const [first, again] = instantsOf(date, time);
  if (first === undefined) return 'NONEXISTENT_LOCAL_TIME';
  return {
    instant: first,
    dateOnly: false,
    warnings: again === undefined ? [] : ['AMBIGUOUS_LOCAL_TIME'],
  };
}

/** As `readMoment`, and a bare date means its midnight. */
export function readMomentOrDate(value: unknown): Moment | ErrorCode {
  if (!isDate(value)) return readMoment(value);
  return { instant: atLocalTime(value, '00:00:00'), dateOnly: true, warnings: [] };
}

/** The instants at which Los Angeles clocks show this time: none, one, or two with the earlier one first. */
function instantsOf(date: string, time: string): number[] {
  const wall = asUtc(date, time);
  return OFFSETS.map((offset) => wall - offset).filter((t) => localClock(t).offset === wall - t);
}

function readOffset(zone: string): number | null {
  if (zone === 'Z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(4));
  if (hours > MAX_OFFSET_HOURS || minutes > 59) return null;
  return (zone.startsWith('-') ? -1 : 1) * (hours * HOUR + minutes * MINUTE);
}

function asUtc(date: string, time: string): number {
  return Date.parse(`${date}T${time}Z`);
}
