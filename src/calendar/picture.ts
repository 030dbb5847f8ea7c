/** The picture of a school year: a month grid as SVG, with a text that says the same. */
import { addDays, sayDate, weekday } from '../knowledge/dates.ts';
import { readCalendar } from '../rules/calendar.ts';
import { type Marks, monthsOf } from './marks.ts';
import { DARK, LIGHT, rulesOf } from './palette.ts';
import { CELL, type DayContext, drawDay, escapeXml } from './picture-day.ts';
import { drawLegend } from './picture-legend.ts';
import { sayPicture } from './picture-text.ts';
import type { SchoolCalendar } from './school-calendar.ts';
import { type CalendarTexts, fill } from './texts.ts';

export interface PictureOptions {
  /** `auto` follows the reader's setting, where the viewer knows it; the others are for programs that do not. */
  theme?: 'auto' | 'light' | 'dark';
  /** Months side by side: 3 fit a phone and a page; 2 are tall, 4 are wide. */
  columns?: 2 | 3 | 4;
}

export interface Picture {
  svg: string;
  alt: string;
  width: number;
  height: number;
}

const GAP_X = 18;
const GAP_Y = 14;
const MARGIN = 14;
const MONTH_HEAD = 38;
const TITLE_HEIGHT = 56;
const LETTERS = ['S', 'M', 'T', 'W', 'T', 'F', 'S'];

/**
 * Draws the school year with marks.
 * @example
 * drawYear(school, marksOf(school, result), texts).alt // 'Calendar of the school year 2026-27: 180 instructional …'
 */
export function drawYear(
  school: SchoolCalendar,
  marks: Marks,
  texts: CalendarTexts,
  { theme = 'auto', columns = 3 }: PictureOptions = {},
): Picture {
  const read = readCalendar(school.calendar);
  const taught = new Set(typeof read === 'string' ? [] : read.days);
  const weekends = [...taught, ...marks.points.map((p) => p.date)].some(
    (d) => weekday(d) === 0 || weekday(d) === 6,
  );
  const days = weekends ? [0, 1, 2, 3, 4, 5, 6] : [1, 2, 3, 4, 5];
  const monthWidth = days.length * CELL;
  const width = MARGIN * 2 + columns * monthWidth + (columns - 1) * GAP_X;
  const months = monthsOf(school);
  const context: Context = { school, marks, taught, days };

  let y = TITLE_HEIGHT;
  const drawn: string[] = [];
  for (let i = 0; i < months.length; i += columns) {
    const row = months.slice(i, i + columns);
    row.forEach((month, c) => {
      drawn.push(drawMonth(month, MARGIN + c * (monthWidth + GAP_X), y, context));
    });
    y += MONTH_HEAD + Math.max(...row.map((m) => weeksOf(m, days))) * CELL + GAP_Y;
  }
  const legend = drawLegend({ top: y + 4, margin: MARGIN, width }, school, marks, texts);
  const height = legend.bottom + MARGIN;
  const { picture } = texts;
  const year = school.calendar.school_year.replace('-', '–');
  const alt = sayPicture(school, marks, texts);
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeXml(alt)}">`,
    `<title>${escapeXml(fill(picture.title ?? '', { year }))}</title>`,
    `<desc>${escapeXml(alt)}</desc>`,
    `<style>${styleOf(theme)}</style>`,
    `<rect class="ground" width="${width}" height="${height}" rx="12"/>`,
    `<text class="title" x="${MARGIN}" y="28">${escapeXml(fill(picture.title ?? '', { year }))}</text>`,
    `<text class="sub" x="${MARGIN}" y="46">${escapeXml(fill(picture.subtitle ?? '', { total: school.total }))}</text>`,
    ...drawn,
    legend.svg,
    '</svg>',
  ].join('');
  return { svg, alt, width, height };
}

interface Context extends DayContext {
  /** Weekdays that have a column. */
  days: readonly number[];
}

function styleOf(theme: NonNullable<PictureOptions['theme']>): string {
  const shapes = [
    'text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans","Liberation Sans",Arial,sans-serif;font-size:13px}',
    '.title{font-size:17px;font-weight:700}.sub{font-size:13px}.month{font-size:13.5px;font-weight:700}.year{font-weight:400}',
    '.week{font-size:12px;text-anchor:middle}.n{text-anchor:middle}',
    '.win-n,.bad-n,.point-n{font-weight:700}',
    '.win-off,.bad-off{stroke-width:1.6}.point,.edge{stroke-width:2}.dash{stroke-dasharray:3 2.5}',
  ].join('');
  if (theme === 'auto')
    return `${shapes}${rulesOf(LIGHT)}@media (prefers-color-scheme:dark){${rulesOf(DARK)}}`;
  return `${shapes}${rulesOf(theme === 'light' ? LIGHT : DARK)}`;
}

function weeksOf(month: string, days: readonly number[]): number {
  return new Set(
    datesOf(month)
      .filter((d) => days.includes(weekday(d)))
      .map((d) => weekOf(month, d)),
  ).size;
}

function datesOf(month: string): string[] {
  const dates: string[] = [];
  for (let d = month; d.slice(0, 7) === month.slice(0, 7); d = addDays(d, 1)) dates.push(d);
  return dates;
}

/** Row of a day in its month; weeks begin on Sunday. */
function weekOf(month: string, date: string): number {
  return Math.floor((Number(date.slice(8)) - 1 + weekday(month)) / 7);
}

function drawMonth(month: string, x: number, y: number, context: Context): string {
  const { days } = context;
  const [name = '', year = ''] = sayDate(month).split(' 1, ');
  const shown = datesOf(month).filter((d) => days.includes(weekday(d)));
  // A month that begins on a weekend has no row for it where weekends are left out.
  const top = weekOf(month, shown[0]!);
  const letters = days.map(
    (w, i) => `<text class="week" x="${x + i * CELL + CELL / 2}" y="${y + 31}">${LETTERS[w]}</text>`,
  );
  const cells = shown.map((d) =>
    drawDay(
      d,
      x + days.indexOf(weekday(d)) * CELL,
      y + MONTH_HEAD + (weekOf(month, d) - top) * CELL,
      context,
    ),
  );
  return `<g><text class="month" x="${x + 4}" y="${y + 14}">${name} <tspan class="year">${year}</tspan></text>${letters.join('')}${cells.join('')}</g>`;
}
