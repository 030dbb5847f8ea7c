/** The picture of a year in words, for whoever cannot see it. */
import { sayDate } from '../knowledge/dates.ts';
import type { Marks } from './marks.ts';
import { saySpan } from './say.ts';
import type { SchoolCalendar } from './school-calendar.ts';
import { type CalendarTexts, fill } from './texts.ts';

/** A longer list is no help to a listener. */
const MOST_BREAKS = 6;

/**
 * Says what the picture shows: the year, its breaks, the marked days and the window.
 * @example sayPicture(school, marks, texts)
 * // 'Calendar of the school year 2026-27: 180 instructional days from August 12, 2026 to June 4, 2027. Breaks: …'
 */
export function sayPicture(
  school: SchoolCalendar,
  { points, window }: Marks,
  { picture }: CalendarTexts,
): string {
  const { calendar, total, off } = school;
  const breaks = off.filter((o) => o.kind === 'break').slice(0, MOST_BREAKS);
  return [
    fill(picture.alt ?? '', {
      year: calendar.school_year,
      total,
      first: sayDate(calendar.first_day),
      last: sayDate(calendar.last_day),
    }),
    breaks.length
      ? fill(picture.alt_breaks ?? '', { breaks: breaks.map((b) => `${b.label}, ${saySpan(b)}`).join('; ') })
      : '',
    ...points
      .filter((p) => p.style === 'sixty_six')
      .map((p) => fill(picture.alt_point ?? '', { label: picture[p.style] ?? '', date: sayDate(p.date) })),
    window
      ? fill(picture.alt_window ?? '', {
          label: picture[window.style] ?? '',
          from: sayDate(window.from),
          to: sayDate(window.to),
        })
      : '',
  ]
    .filter(Boolean)
    .join(' ');
}
