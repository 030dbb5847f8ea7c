/** A `.csv` school calendar as events: Google's and Outlook's headers, or columns of dates and labels. */
import { parseCsv } from './csv.ts';
import { toNumber } from './day-number.ts';
import {
  type CalendarEvent,
  cleanTitle,
  fault,
  LONGEST_EVENT_DAYS,
  MOST_EVENTS,
  type Reading,
  remark,
} from './event.ts';
import { allDay, timed } from './span.ts';
import { readDateRange, readWrittenDate, readWrittenTime } from './written-dates.ts';

/** What the columns are called, in lower case and without punctuation. */
const HEADERS = {
  title: [
    'subject',
    'title',
    'event',
    'event title',
    'event name',
    'name',
    'label',
    'summary',
    'description',
    'holiday',
    'details',
    'activity',
  ],
  from: ['start date', 'start', 'begin date', 'begin', 'from', 'first day', 'date', 'dates', 'day', 'date s'],
  to: ['end date', 'end', 'to', 'until', 'through', 'last day', 'finish'],
  startTime: ['start time', 'begin time', 'time'],
  endTime: ['end time', 'finish time'],
  allDay: ['all day event', 'all day', 'allday', 'alldayevent'],
} as const;
type Column = keyof typeof HEADERS;
type Columns = Partial<Record<Column, number>>;

/** Examples of what could not be read, for the remark. */
const MOST_EXAMPLES = 3;

/** Reads the text of a `.csv` file. Never throws: a file that cannot be read gives its fault. */
export function readCsv(text: string): Reading {
  const rows = parseCsv(text);
  if (!rows) return fault('BROKEN_CSV');
  if (!rows.length) return fault('NO_EVENTS');
  if (rows.length > MOST_EVENTS + 1) return fault('TOO_MANY_EVENTS');
  const headed = rows.slice(0, 10).findIndex((r) => isHeader(r));
  const columns = headed >= 0 ? columnsOf(rows[headed]!) : columnsByContent(rows);
  if (columns.from === undefined || columns.title === undefined) return fault('NO_DATE_COLUMN');
  const unread: string[] = [];
  const events = rows.slice(headed + 1).flatMap((row) => {
    const event = eventOf(row, columns);
    if (!event && row.filter(Boolean).length > 1) unread.push(row.filter(Boolean).join(', ').slice(0, 60));
    return event ?? [];
  });
  if (!events.length) return fault('NO_EVENTS');
  const remarks = unread.length
    ? [remark('UNREADABLE_ROWS', { count: unread.length, rows: unread.slice(0, MOST_EXAMPLES).join(' | ') })]
    : [];
  return { events, remarks };
}

function plain(header: string): string {
  return header
    .toLowerCase()
    .replace(/[^a-z]+/g, ' ')
    .trim();
}

function columnsOf(header: readonly string[]): Columns {
  const names = header.map(plain);
  const columns: Columns = {};
  for (const [column, known] of Object.entries(HEADERS) as [Column, readonly string[]][])
    for (const name of known) {
      const at = names.indexOf(name);
      if (at < 0 || columns[column] !== undefined) continue;
      columns[column] = at;
    }
  return columns;
}

function isHeader(row: readonly string[]): boolean {
  const { title, from } = columnsOf(row);
  return title !== undefined && from !== undefined && !readDateRange(row[from] ?? '');
}

/** Without a header: the columns with dates, and the one with the longest words. */
function columnsByContent(rows: readonly string[][]): Columns {
  const sample = rows.slice(0, 50);
  const width = Math.max(...sample.map((r) => r.length));
  const dated = Array.from({ length: width }, (_, c) => c).filter(
    (c) => sample.filter((r) => readDateRange(r[c] ?? '')).length > sample.length / 2,
  );
  const letters = (c: number) => sample.reduce((n, r) => n + (r[c] ?? '').replace(/[^a-z]/gi, '').length, 0);
  const worded = Array.from({ length: width }, (_, c) => c)
    .filter((c) => !dated.includes(c) && letters(c) > 0)
    .sort((a, b) => letters(b) - letters(a));
  return { from: dated[0], to: dated[1], title: worded[0] };
}

function eventOf(row: readonly string[], columns: Columns): CalendarEvent | undefined {
  const cell = (column: Column) => (columns[column] === undefined ? '' : (row[columns[column]] ?? ''));
  const title = cleanTitle(cell('title'));
  const range = readDateRange(cell('from'));
  if (!title || !range) return undefined;
  const endText = cell('to');
  const end = endText ? readWrittenDate(endText) : range.to;
  if (!end || end < range.from || toNumber(end) - toNumber(range.from) > LONGEST_EVENT_DAYS) return undefined;
  const starts = readWrittenTime(cell('startTime'));
  const ends = readWrittenTime(cell('endTime'));
  const whole = /^(true|yes|y|1|x)$/i.test(cell('allDay'));
  if (whole || starts === undefined) {
    // Outlook ends an all-day event at midnight of the day after; Google names its last day.
    const exclusive = whole && ends === 0 && end > range.from;
    return { title, ...(exclusive ? allDay(range.from, end) : { from: range.from, to: end }) };
  }
  const start = toNumber(range.from) * 1440 + starts;
  return { title, ...timed(start, Math.max(start, toNumber(end) * 1440 + (ends ?? starts))) };
}
