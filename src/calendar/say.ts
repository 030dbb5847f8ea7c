/** What was understood of a calendar, in words. */
import { sayDate, sayMonth } from '../knowledge/dates.ts';
import { isDate } from '../rules/days.ts';
import type { CalendarEvent, Remark } from './event.ts';
import type { SchoolCalendar, TimeOff } from './school-calendar.ts';
import { type CalendarTexts, fill } from './texts.ts';

/** More lines than this are not read; they are counted. */
const MOST_LINES = 12;
/** Days off of one name are put together from so many on. */
const OFTEN = 4;

/**
 * The sentence of a remark, with its dates written out.
 * @example sayRemark({ code: 'LAST_DAY_OFF', values: { date: '2027-06-04', title: 'Break' } }, texts)
 * // 'The last day of school, June 4, 2027, is also marked as a day without school ("Break"). …'
 */
export function sayRemark({ code, values }: Remark, texts: CalendarTexts): string {
  const said = Object.fromEntries(Object.entries(values).map(([name, v]) => [name, sayValue(v)]));
  return fill(texts.remarks[code] ?? code, said);
}

function sayValue(value: string | number): string {
  const dates = String(value).split(',');
  return dates.every(isDate) ? dates.map(sayDate).join(', ') : String(value);
}

/** A span of days: `June 4, 2027` or `December 21, 2026 to January 8, 2027`. */
export function saySpan({ from, to }: { from: string; to: string }): string {
  return from === to ? sayDate(from) : `${sayDate(from)} to ${sayDate(to)}`;
}

/** Which school the calendar is of, and of which year: `Oak Hill, 2026-27`. */
export function sayName(lea: string, school: string | null, texts: CalendarTexts): string {
  return [lea || (school ? '' : texts.labels.own_lea), school].filter(Boolean).join(', ');
}

/** The calendar line by line, for whoever decides whether it is right. */
export function saySchool(school: SchoolCalendar, texts: CalendarTexts): string[] {
  const { labels } = texts;
  const { calendar, total, months, off, minimum_days: minimum } = school;
  const group = (label: string | undefined, kind: TimeOff['kind']) => {
    const list = off.filter((o) => o.kind === kind);
    return list.length ? [`${label}:`, ...capped(sayOff(list, texts), texts)] : [`${label}: ${labels.none}`];
  };
  return [
    `${labels.first_day}: ${sayDate(calendar.first_day)}`,
    `${labels.last_day}: ${sayDate(calendar.last_day)}`,
    `${labels.total}: ${total}`,
    `${labels.months}: ${months.map((m) => `${sayMonth(m.month)} ${m.days}`).join(', ')}`,
    ...group(labels.breaks, 'break'),
    ...group(labels.holidays, 'holiday'),
    ...group(labels.staff, 'staff'),
    ...(off.some((o) => o.kind === 'no_school') ? group(labels.no_school, 'no_school') : []),
    ...(minimum.length ? [`${labels.minimum}: ${minimum.length}`] : []),
  ];
}

/** What could not be placed and what to look at, or nothing. */
export function sayDoubts(
  unplaced: readonly CalendarEvent[],
  remarks: readonly Remark[],
  texts: CalendarTexts,
): string[] {
  const { labels } = texts;
  return [
    ...(unplaced.length
      ? [
          labels.unplaced ?? '',
          ...capped(
            unplaced.map((e) => `${saySpan(e)}: ${e.title}`),
            texts,
          ),
        ]
      : []),
    ...(remarks.length ? [labels.check ?? '', ...remarks.map((r) => `  ${sayRemark(r, texts)}`)] : []),
  ];
}

/** A line each; what comes back every week, such as the Fridays of a four-day week, is one line. */
function sayOff(list: readonly TimeOff[], { labels }: CalendarTexts): string[] {
  return [...Map.groupBy(list, (o) => o.label).entries()].flatMap(([label, same]) => {
    const [first, last] = [same[0]!, same.at(-1)!];
    if (same.length < OFTEN) return same.map((o) => `${saySpan(o)}: ${label}`);
    const n = same.reduce((sum, o) => sum + o.weekdays, 0);
    return [fill(labels.repeated ?? '', { n, from: sayDate(first.from), to: sayDate(last.to), label })];
  });
}

function capped(lines: readonly string[], { labels }: CalendarTexts): string[] {
  const shown = lines.slice(0, MOST_LINES).map((l) => `  ${l}`);
  const more = lines.length - MOST_LINES;
  return more > 0 ? [...shown, `  ${fill(labels.more ?? '', { n: more })}`] : shown;
}
