/** What the colors and shapes of the picture of a year mean. */
import { sayDate } from '../knowledge/dates.ts';
import type { Marks } from './marks.ts';
import { CELL, drawGround, drawPoint, escapeXml } from './picture-day.ts';
import type { SchoolCalendar } from './school-calendar.ts';
import { type CalendarTexts, fill } from './texts.ts';

/** Average width of a letter: fonts differ, so it is rather wide. */
const LETTER = 7.3;
const SPACE = 14;

interface Item {
  draw(x: number, y: number): string;
  label: string;
}

/** Draws the legend below `top`; short items share a line as far as they fit. */
export function drawLegend(
  { top, margin, width }: { top: number; margin: number; width: number },
  school: SchoolCalendar,
  marks: Marks,
  texts: CalendarTexts,
): { svg: string; bottom: number } {
  let x = margin;
  let y = top;
  const drawn = itemsOf(school, marks, texts).map(({ draw, label }) => {
    const length = CELL + 6 + label.length * LETTER;
    if (x > margin && x + length > width - margin) {
      x = margin;
      y += CELL + 2;
    }
    const text = `<text class="key" x="${x + CELL + 6}" y="${y + CELL / 2 + 4.6}">${escapeXml(label)}</text>`;
    const item = `${draw(x, y)}${text}`;
    x += length + SPACE;
    return item;
  });
  return { svg: drawn.join(''), bottom: y + CELL };
}

function itemsOf(
  { calendar }: SchoolCalendar,
  { window, points }: Marks,
  { picture }: CalendarTexts,
): Item[] {
  const sixtySix = points.find((p) => p.style === 'sixty_six');
  const items: Item[] = [
    { draw: (x, y) => drawGround('day', x, y), label: picture.instructional ?? '' },
    { draw: (x, y) => drawGround('off', x, y), label: picture.off ?? '' },
  ];
  if (window)
    items.push({
      draw: (x, y) => drawGround(window.style === 'refused' ? 'bad' : 'win', x, y),
      label: `${picture[window.style]}: ${shortDate(window.from)} – ${shortDate(window.to)}`,
    });
  if (sixtySix)
    items.push({
      draw: (x, y) => drawPoint('sixty_six', x, y),
      label: `${picture.sixty_six}: ${shortDate(sixtySix.date)}`,
    });
  items.push({
    draw: (x, y) => drawPoint('last_day', x, y),
    label: fill(picture.ends ?? '', {
      first: shortDate(calendar.first_day),
      last: shortDate(calendar.last_day),
    }),
  });
  if (!calendar.last_day.endsWith('06-30'))
    items.push({ draw: (x, y) => drawPoint('june_30', x, y), label: picture.june_30 ?? '' });
  return items;
}

/** `Mar 2`: the year stands in the title. */
function shortDate(date: string): string {
  const [month = '', day = ''] = sayDate(date).split(/[ ,]+/);
  return `${month.slice(0, 3)} ${day}`;
}
