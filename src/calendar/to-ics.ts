/** Dates to take along: an `.ics` file whose events a second import updates rather than doubles. */
import ical, { ICalAlarmType, ICalCalendarMethod } from 'ical-generator';
import { addDays } from '../knowledge/dates.ts';

export interface DatedEvent {
  /** The same for the same event at every download: by it a calendar program knows what to update. */
  uid: string;
  title: string;
  /** `YYYY-MM-DD` for a whole day, or a moment with its offset such as `2027-03-14T11:00:00-07:00`. */
  at: string;
  description?: string;
  /** Days before, on which to be reminded; 7 and 1 unless told otherwise. */
  alarms?: readonly number[];
}

export interface IcsOptions {
  /** Name of the calendar. */
  name: string;
  /** When the file is made: a moment with its offset. A later file's events take the place of an earlier one's. */
  madeAt: string;
}

const ALARM_DAYS = [7, 1];
const DAY = 86_400;
/** Alarms of whole days ring at nine in the morning instead of midnight. */
const MORNING = 9 * 3_600;
/** SEQUENCE counts minutes from here, so that it grows with every file and stays a small number. */
const SEQUENCE_START = Date.UTC(2026, 0, 1) / 60_000;

/**
 * The text of an `.ics` file.
 * @throws RangeError when a date or moment is not one
 * @example
 * toIcs([{ uid: 'a@caaspp-help', title: 'Window opens', at: '2027-03-02' }],
 *   { name: 'CAASPP dates', madeAt: '2026-11-21T10:00:00-08:00' }) // 'BEGIN:VCALENDAR…'
 */
export function toIcs(events: readonly DatedEvent[], { name, madeAt }: IcsOptions): string {
  const stamp = instant(madeAt);
  const sequence = Math.max(0, Math.floor(stamp.getTime() / 60_000 - SEQUENCE_START));
  const calendar = ical({
    name,
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: 'caaspp-assistant', product: 'dates', language: 'EN' },
  });
  for (const { uid, title, at, description, alarms = ALARM_DAYS } of events) {
    const whole = at.length === 10;
    const start = instant(whole ? `${at}T00:00:00Z` : at);
    const event = calendar.createEvent({
      id: uid,
      sequence,
      stamp,
      lastModified: stamp,
      start,
      ...(whole ? { allDay: true, end: instant(`${addDays(at, 1)}T00:00:00Z`) } : {}),
      summary: title,
      description: description ?? null,
    });
    for (const days of alarms)
      event.createAlarm({
        type: ICalAlarmType.display,
        triggerBefore: days * DAY - (whole ? MORNING : 0),
        description: title,
      });
  }
  return `${calendar.toString()}\r\n`;
}

function instant(moment: string): Date {
  const date = new Date(moment);
  if (Number.isNaN(date.getTime())) throw new RangeError(`"${moment}" is not a moment`);
  return date;
}
