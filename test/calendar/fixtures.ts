/** Calendar files as districts publish them, read the way the command reads them. */
import { readFileSync } from 'node:fs';
import { importCalendar } from '../../src/calendar/import.ts';
import type { SchoolCalendar } from '../../src/calendar/school-calendar.ts';
import { loadCalendarWords } from '../../src/calendar/texts.ts';
import type { UnderstandOptions } from '../../src/calendar/understand.ts';

export const fixture = (name: string): Uint8Array =>
  readFileSync(new URL(`fixtures/${name}`, import.meta.url));

export function importOf(bytes: Uint8Array | string, options: Partial<UnderstandOptions> = {}) {
  const content = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes;
  return importCalendar(content, { words: loadCalendarWords(), today: '2026-11-21', ...options });
}

/** The calendar of a fixture that is known to be sound. */
export function schoolOf(name: string, options: Partial<UnderstandOptions> = {}): SchoolCalendar {
  const imported = importOf(fixture(name), options);
  if ('refused' in imported) throw new Error(`${name} was refused: ${imported.refused.code}`);
  return imported.school;
}

export function refusalOf(
  bytes: Uint8Array | string,
  options: Partial<UnderstandOptions> = {},
): string | undefined {
  const imported = importOf(bytes, options);
  return 'refused' in imported ? imported.refused.code : undefined;
}

/** Text of an `.ics` file with the given lines in its only event, or in several. */
export function ics(...events: string[][]): string {
  const lines = events.flatMap((e, i) => ['BEGIN:VEVENT', `UID:${i}`, ...e, 'END:VEVENT']);
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//EN', ...lines, 'END:VCALENDAR', ''].join('\r\n');
}
