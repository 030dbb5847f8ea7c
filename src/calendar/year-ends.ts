/** The first and the last day of school among the events, or why they cannot be told. */

import type { Placed } from './classify.ts';
import { type Remark, remark } from './event.ts';

export type Ends = { first: string; last: string; remarks: Remark[] } | { refused: Remark };

/**
 * Finds both ends of a school year. Words that only mean the first or last semester are taken where nothing clearer
 * stands, and said.
 * @param year first calendar year of the school year
 * @param tracks tracks that the file names, to tell why there may be two first days
 */
export function findEnds(placed: readonly Placed[], year: number, tracks: readonly string[]): Ends {
  const inYear = (e: Placed) => e.from <= `${year + 1}-06-30`;
  const firsts = pick(placed.filter(inYear), 'first_day');
  const allLasts = pick(placed, 'last_day');
  if (!firsts.days.length) return refuse('NO_FIRST_DAY');
  if (!allLasts.days.length) return refuse('NO_LAST_DAY');
  if (firsts.days.length > 1)
    return tracks.length > 1
      ? refuse('TRACKS', { tracks: tracks.join(', ') })
      : refuse('TWO_FIRST_DAYS', { days: firsts.days.slice(0, 4).join(','), titles: firsts.titles });
  const first = firsts.days[0]!;
  // A year-round school's year before may end in July.
  const lasts = allLasts.days.filter(
    (d) => d > first || d.slice(5, 7) !== '07' || d.slice(0, 4) !== String(year),
  );
  if (lasts.length > 1)
    return refuse('TWO_LAST_DAYS', { days: lasts.slice(0, 4).join(','), titles: allLasts.titles });
  const last = lasts[0] ?? allLasts.days[0]!;
  if (last <= first) return refuse('LAST_BEFORE_FIRST', { first, last });
  const remarks = [
    ...(firsts.perhaps ? [remark('FIRST_DAY_GUESSED', { date: first, title: firsts.titles })] : []),
    ...(allLasts.perhaps ? [remark('LAST_DAY_GUESSED', { date: last, title: allLasts.titles })] : []),
  ];
  return { first, last, remarks };
}

function refuse(code: string, values: Remark['values'] = {}): { refused: Remark } {
  return { refused: remark(code, values) };
}

function pick(placed: readonly Placed[], kind: 'first_day' | 'last_day') {
  const clear = placed.filter((e) => e.kind === kind);
  const found = clear.length ? clear : placed.filter((e) => e.kind === `${kind}_perhaps`);
  // The first day of an event of several is the first day of school; the last day of one, the last.
  const days = [...new Set(found.map((e) => (kind === 'first_day' ? e.from : e.to)))].sort();
  const titles = [...new Set(found.map((e) => e.title))].slice(0, 3).join('; ');
  return { days, titles, perhaps: !clear.length };
}
