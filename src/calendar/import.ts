/** From the bytes of a calendar file to a calendar that can be stored, or the reason why not. */
import type { CalendarEvent, Remark } from './event.ts';
import { readCalendarFile } from './read-file.ts';
import type { SchoolCalendar } from './school-calendar.ts';
import { type UnderstandOptions, understand } from './understand.ts';

export type Imported =
  | { school: SchoolCalendar; unplaced: CalendarEvent[]; remarks: Remark[] }
  | { refused: Remark };

/**
 * Reads and understands a calendar file. Stores nothing and throws nothing.
 * @example
 * importCalendar(bytes, { words: loadCalendarWords(), schoolYear: '2026-27' })
 * // { school: { total: 180, … }, unplaced: [], remarks: [] } or { refused: { code: 'NO_FIRST_DAY', values: {} } }
 */
export function importCalendar(bytes: Uint8Array, options: UnderstandOptions): Imported {
  const reading = readCalendarFile(bytes);
  if ('fault' in reading) return { refused: reading.fault };
  const understood = understand(reading.events, options);
  if ('refused' in understood) return understood;
  return { ...understood, remarks: [...reading.remarks, ...understood.remarks] };
}
