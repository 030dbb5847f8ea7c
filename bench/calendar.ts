/** How long the import of a calendar of 400 events takes: at most 300 ms. */
import { importCalendar } from '../src/calendar/import.ts';
import { loadCalendarWords } from '../src/calendar/texts.ts';

export const LIMIT_MS = 300;
const EVENTS = 400;

/** A calendar of one school year as an `.ics` file, with so many events. */
export function largeCalendar(events = EVENTS): Uint8Array {
  const event = (n: number, title: string, start: string, more = '') =>
    `BEGIN:VEVENT\r\nUID:${n}@bench\r\nDTSTART;VALUE=DATE:${start}\r\nSUMMARY:${title}\r\n${more}END:VEVENT\r\n`;
  const day = (n: number) =>
    new Date(Date.UTC(2026, 7, 13 + (n % 290))).toISOString().slice(0, 10).replaceAll('-', '');
  const titles = [
    'Board Meeting',
    'Volleyball vs. Oak Hill',
    'Picture Day',
    'Minimum Day',
    'Ms. Ortega’s garden club',
  ];
  const others = Array.from({ length: events - 3 }, (_, n) =>
    event(
      n + 3,
      titles[n % titles.length]!,
      day(n * 7),
      n % 40 === 0 ? 'RRULE:FREQ=WEEKLY;BYDAY=WE\r\n' : '',
    ),
  );
  const text = [
    'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//bench//EN\r\n',
    event(0, 'First Day of School', '20260812'),
    event(1, 'Winter Break', '20261221', 'DTEND;VALUE=DATE:20270109\r\n'),
    event(2, 'Last Day of School', '20270604'),
    ...others,
    'END:VCALENDAR\r\n',
  ];
  return new TextEncoder().encode(text.join(''));
}

/**
 * Imports the large calendar again and again.
 * @returns milliseconds of the first import, which pays for loading, and the median of the others
 */
export function benchCalendar(runs = 15): { first: number; median: number; limit: number } {
  const bytes = largeCalendar();
  const times = Array.from({ length: runs }, () => {
    const started = performance.now();
    const imported = importCalendar(bytes, { words: loadCalendarWords(), schoolYear: '2026-27' });
    if ('refused' in imported) throw new Error(`The calendar was refused: ${imported.refused.code}`);
    return performance.now() - started;
  });
  const rest = times.slice(1).sort((a, b) => a - b);
  return { first: times[0]!, median: rest[Math.floor(rest.length / 2)]!, limit: LIMIT_MS };
}

if (import.meta.main) {
  const { first, median, limit } = benchCalendar();
  process.stdout.write(
    `calendar import, ${EVENTS} events: first ${first.toFixed(1)} ms, median ${median.toFixed(1)} ms (limit ${limit} ms)\n`,
  );
  process.exitCode = Math.max(first, median) <= limit ? 0 : 1;
}
