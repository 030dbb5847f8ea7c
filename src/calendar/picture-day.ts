/** One day of the picture of a year: its ground, its mark and its number. */
import { weekday } from '../knowledge/dates.ts';
import type { Marks, PointStyle } from './marks.ts';
import type { SchoolCalendar } from './school-calendar.ts';

/** Width and height of a day in points. */
export const CELL = 25;

export interface DayContext {
  school: SchoolCalendar;
  marks: Marks;
  taught: ReadonlySet<string>;
}

/** What a day is drawn as; the names are the classes of the style sheet. */
export type Ground = 'day' | 'off' | 'win' | 'win-off' | 'bad' | 'bad-off' | 'out';

/** How far the ground keeps from the edge of its cell. */
const INSET = 1.5;
const INSET_OUTLINED = 2.3;
/** Room for a frame around the ground. */
const INSET_FRAMED = 4;

/** Draws a day with its upper left corner at `x`, `y`. */
export function drawDay(date: string, x: number, y: number, context: DayContext): string {
  const point = context.marks.points.find((p) => p.date === date)?.style;
  const ground = groundOf(date, context);
  const disc = point === 'sixty_six';
  const box = disc ? '' : drawGround(ground, x, y, point ? INSET_FRAMED : undefined);
  const mark = point ? drawPoint(point, x, y) : '';
  const ink = disc ? 'point-n' : ground === 'out' ? (point ? 'edge-n' : 'out') : inkOf(ground);
  const number = Number(date.slice(8));
  return `${box}${mark}<text class="n ${ink}" x="${x + CELL / 2}" y="${y + CELL / 2 + 4.6}">${number}</text>`;
}

function groundOf(date: string, { school, marks: { window }, taught }: DayContext): Ground {
  const { first_day: first, last_day: last } = school.calendar;
  const inside = window !== undefined && date >= window.from && date <= window.to;
  const color = window?.style === 'refused' ? 'bad' : 'win';
  if (taught.has(date)) return inside ? color : 'day';
  const weekend = weekday(date) === 0 || weekday(date) === 6;
  if (weekend || date < first || date > last) return 'out';
  return inside ? `${color}-off` : 'off';
}

function inkOf(ground: Ground): string {
  return ground.endsWith('off') ? 'off-n' : `${ground}-n`;
}

/** The colored square of a day. */
export function drawGround(ground: Ground, x: number, y: number, inset?: number): string {
  if (ground === 'out') return '';
  const by = inset ?? (ground.endsWith('-off') ? INSET_OUTLINED : INSET);
  return `<rect class="${ground}" x="${x + by}" y="${y + by}" width="${CELL - by * 2}" height="${CELL - by * 2}" rx="${inset ? 3 : 5}"/>`;
}

/** Marks differ in shape, not only in color: a disc, a solid frame, a dashed frame. */
export function drawPoint(style: PointStyle, x: number, y: number): string {
  if (style === 'sixty_six')
    return `<circle class="point" cx="${x + CELL / 2}" cy="${y + CELL / 2}" r="${CELL / 2 - 1.5}"/>`;
  const dash = style === 'june_30' ? ' dash' : '';
  return `<rect class="edge${dash}" x="${x + 1.5}" y="${y + 1.5}" width="${CELL - 3}" height="${CELL - 3}" rx="5"/>`;
}

/** Text as it may stand in SVG. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
}
