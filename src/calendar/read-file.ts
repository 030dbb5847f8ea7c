/** A calendar file, whatever its kind: bytes in, events or a fault out. Nothing is thrown. */
import { toNumber } from './day-number.ts';
import { fault, LONGEST_EVENT_DAYS, MOST_BYTES, type Reading, remark, tooLarge } from './event.ts';
import { readCsv } from './read-csv.ts';
import { readIcs } from './read-ics.ts';

/**
 * Reads a school calendar from the bytes of an `.ics` or `.csv` file; which of the two it is shows in the content.
 * @example readCalendarFile(Buffer.from('date,label\n8/12/2026,First day of school')) // { events: [one], remarks: [] }
 */
export function readCalendarFile(bytes: Uint8Array): Reading {
  if (bytes.length > MOST_BYTES) return { fault: tooLarge(bytes.length) };
  const text = decode(bytes);
  if (!text?.trim()) return fault(bytes.length && text === undefined ? 'NOT_A_CALENDAR' : 'EMPTY');
  try {
    const reading = /^\s*BEGIN:/i.test(text)
      ? readIcs(text)
      : looksWritten(text)
        ? readCsv(text)
        : fault('NOT_A_CALENDAR');
    return 'fault' in reading ? reading : withoutEndless(reading);
  } catch {
    return fault('NOT_A_CALENDAR');
  }
}

/** Events of more than a year are faults of the file, and would empty the whole calendar. */
function withoutEndless({ events, remarks }: Exclude<Reading, { fault: unknown }>): Reading {
  const sound = events.filter((e) => toNumber(e.to) - toNumber(e.from) <= LONGEST_EVENT_DAYS);
  const dropped = events.length - sound.length;
  if (!sound.length) return fault('NO_EVENTS');
  return {
    events: sound,
    remarks: dropped ? [...remarks, remark('TOO_LONG_EVENTS', { count: dropped })] : remarks,
  };
}

/** Text of the bytes, by their byte order mark; UTF-8 unless it is not valid, then Windows-1252. */
function decode(bytes: Uint8Array): string | undefined {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (a === 0xfe && b === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Markup and programs are not tables. */
function looksWritten(text: string): boolean {
  return !/^\s*(<|\{|%PDF|PK)/.test(text);
}
