/** Dates and times as people and programs write them in American calendar files. */
import { dateOf } from './day-number.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAY = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+/i;

/** A two-digit year is in this century. */
function fullYear(text: string): number {
  return text.length === 2 ? 2000 + Number(text) : Number(text);
}

/**
 * Reads one date: `8/12/2026`, `8-12-26`, `2026-08-12`, `August 12, 2026`, `Wed, Aug 12 2026`, `12-Aug-26`; a time of
 * day behind it is left aside. Undefined for anything else, and for days that do not exist.
 * @example readWrittenDate('Wed, Aug. 12, 2026') // '2026-08-12'
 */
export function readWrittenDate(text: string): string | undefined {
  const t = text
    .trim()
    .replace(WEEKDAY, '')
    .replace(/[T\s,]+\d{1,2}:\d\d.*$/, '');
  let m = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(t) ?? /^(\d{4})(\d\d)(\d\d)$/.exec(t);
  if (m) return dateOf(Number(m[1]), Number(m[2]), Number(m[3]));
  m = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d\d)$/.exec(t);
  if (m) return dateOf(fullYear(m[3]!), Number(m[1]), Number(m[2]));
  m = /^([a-z]{3,9})\.?\s*(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/i.exec(t);
  if (m) return dateOf(Number(m[3]), monthOf(m[1]!), Number(m[2]));
  m = /^(\d{1,2})(?:st|nd|rd|th)?[-\s]([a-z]{3,9})\.?[-,\s]+(\d{4}|\d\d)$/i.exec(t);
  if (m) return dateOf(fullYear(m[3]!), monthOf(m[2]!), Number(m[1]));
  return undefined;
}

function monthOf(name: string): number {
  return MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}

/**
 * Reads a date or a range of dates in one field, such as `12/21/2026 - 1/8/2027` or `March 29-April 2, 2027`. The
 * year of the first may be left out.
 * @example readDateRange('Nov 23-27, 2026') // { from: '2026-11-23', to: '2026-11-27' }
 */
export function readDateRange(text: string): { from: string; to: string } | undefined {
  const single = readWrittenDate(text);
  if (single) return { from: single, to: single };
  const t = text.trim().replace(/[–—]/g, '-');
  const cuts = [...t.matchAll(/\s*(?:-|\bto\b|\bthrough\b|\bthru\b)\s*/gi)];
  for (const cut of cuts) {
    const left = t.slice(0, cut.index).trim();
    const right = t.slice(cut.index + cut[0].length).trim();
    const month = /^(?:[a-z]+,\s+)?([a-z]{3,9})\.?\s+\d/i.exec(left)?.[1] ?? '';
    const to = readWrittenDate(right) ?? readWrittenDate(`${month} ${right}`);
    if (!to) continue;
    const year = Number(to.slice(0, 4));
    const from = [left, `${left}, ${year}`, `${left}/${year}`].map(readWrittenDate).find(Boolean);
    if (!from) continue;
    const begins = from > to && readWrittenDate(left) === undefined ? `${year - 1}${from.slice(4)}` : from;
    if (begins <= to) return { from: begins, to };
  }
  return undefined;
}

/**
 * Minutes since midnight of `8:00 AM`, `2:30 pm`, `14:30` or `12:00:00 AM`; undefined for anything else.
 * @example readWrittenTime('12:00:00 AM') // 0
 */
export function readWrittenTime(text: string): number | undefined {
  const m = /^(\d{1,2})(?::(\d\d))?(?::\d\d)?\s*([ap])?\.?m?\.?$/i.exec(text.trim());
  if (!m || (m[2] === undefined && !m[3])) return undefined;
  const hour = Number(m[1]);
  const minute = Number(m[2] ?? 0);
  if (minute > 59 || hour > 23 || (m[3] && (hour < 1 || hour > 12))) return undefined;
  const half = m[3] ? (m[3].toLowerCase() === 'p' ? 12 : 0) : 0;
  return ((m[3] ? hour % 12 : hour) + half) * 60 + minute;
}
