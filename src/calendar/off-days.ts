/** Days without school: breaks that a file marks by their two ends, single days, and their names. */
import { addDays } from '../knowledge/dates.ts';
import { datesFrom, isWeekend } from '../rules/days.ts';
import type { Placed } from './classify.ts';
import { type Remark, remark } from './event.ts';
import type { TimeOff } from './school-calendar.ts';

/** A break that is marked only by its ends is not longer; a mark without its other end would empty the year. */
const LONGEST_BREAK = 45;
/** "Winter Break begins" is the name of its first day, not of the break. */
const BEGINS = /\s+(begins?|starts?)\W*$/i;

/**
 * Breaks of files that say "Winter Break begins" and "School resumes" on single days.
 * @returns the breaks, and remarks on marks whose other end is not found
 */
export function breaksFromMarkers(
  placed: readonly Placed[],
  first: string,
  last: string,
): { breaks: Placed[]; remarks: Remark[] } {
  const begins = placed.filter((e) => e.kind === 'break_begins' && e.from > first && e.from < last);
  const ends = placed
    .filter((e) => (e.kind === 'break_ends' || e.kind === 'resumes') && e.from > first)
    .sort((a, b) => (a.from < b.from ? -1 : 1));
  const breaks: Placed[] = [];
  const remarks: Remark[] = [];
  for (const b of begins) {
    if (b.to > b.from) {
      breaks.push({ ...b, kind: 'break' });
      continue;
    }
    // The same break may also stand in the file as a whole.
    if (placed.some((e) => e.kind === 'break' && e.from <= b.from && e.to > b.from)) continue;
    const end = ends.find((e) => e.from > b.from && e.from <= addDays(b.from, LONGEST_BREAK));
    if (end) {
      const to = end.kind === 'resumes' ? addDays(end.from, -1) : end.to;
      breaks.push({ ...b, to, title: b.title.replace(BEGINS, ''), kind: 'break' });
    } else remarks.push(remark('BREAK_WITHOUT_END', { title: b.title, date: b.from }));
  }
  return { breaks, remarks };
}

/** Every Monday to Friday date without school between the first and the last day, sorted, each once. */
export function offDays(off: readonly Placed[], first: string, last: string): string[] {
  const days = new Set<string>();
  for (const e of off) for (const d of weekdaysOf(e, first, last)) days.add(d);
  return [...days].sort();
}

function weekdaysOf(e: Placed, first: string, last: string): string[] {
  const from = e.from > first ? e.from : first;
  const to = e.to < last ? e.to : last;
  return [...datesFrom(from, to)].filter((d) => !isWeekend(d));
}

/** The days without school with their names, by date; a holiday inside a break of the list is left to the break. */
export function timeOff(off: readonly Placed[], first: string, last: string): TimeOff[] {
  const sorted = off
    .map((e) => ({ e, days: weekdaysOf(e, first, last) }))
    .filter(({ days }) => days.length)
    .sort((a, b) => b.days.length - a.days.length);
  const taken = new Set<string>();
  const list: TimeOff[] = [];
  for (const { e, days } of sorted) {
    if (days.every((d) => taken.has(d))) continue;
    for (const d of days) taken.add(d);
    const kind = e.kind as TimeOff['kind'];
    list.push({ kind, label: e.title, from: days[0]!, to: days.at(-1)!, weekdays: days.length });
  }
  return list.sort((a, b) => (a.from < b.from ? -1 : 1));
}
