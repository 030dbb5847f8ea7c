import { describe, expect, it } from 'vitest';
import { takeAlong } from '../../src/assistant/rules/take-along.ts';
import { marksOf } from '../../src/calendar/marks.ts';
import { DARK, LIGHT } from '../../src/calendar/palette.ts';
import { drawYear } from '../../src/calendar/picture.ts';
import { toPng } from '../../src/calendar/png.ts';
import { loadCalendarTexts } from '../../src/calendar/texts.ts';
import { loadFacts } from '../../src/rules/facts.ts';
import { windowLatestStart } from '../../src/rules/window-latest-start.ts';
import { windowValidate } from '../../src/rules/window-validate.ts';
import { schoolOf } from './fixtures.ts';

const texts = loadCalendarTexts();
const school = schoolOf('google-export.ics');
const allowed = windowLatestStart.run({ calendar: school.calendar }, loadFacts()).result!;
const plan = { start: '2027-02-22', end: '2027-04-09' };
const refused = windowValidate.run({ calendar: school.calendar, ...plan }, loadFacts()).result!;
const count = (svg: string, pattern: RegExp) => svg.match(pattern)?.length ?? 0;

/** Contrast of two colors by WCAG. */
function contrast(a: string, b: string): number {
  const light = (hex: string) => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => {
      const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [x = 0, y = 0] = [light(a), light(b)].sort((m, n) => n - m);
  return (x + 0.05) / (y + 0.05);
}

describe('the picture of a year', () => {
  it('says in words what it shows', () => {
    const { alt, svg } = drawYear(school, marksOf(school, allowed), texts);
    expect(alt).toContain('180 instructional days from August 12, 2026 to June 4, 2027');
    expect(alt).toContain('Winter Break, December 21, 2026 to January 8, 2027');
    expect(alt).toContain('66 percent day: March 2, 2027.');
    expect(alt).toContain('Window may lie here: March 2, 2027 to June 4, 2027.');
    expect(svg).toContain(`<desc>${alt}</desc>`);
  });

  it('colors each day of the allowed window, and marks the 66 percent day, both ends and June 30', () => {
    const { svg } = drawYear(school, marksOf(school, allowed), texts);
    // 62 days, without the one under the disc, and one in the legend.
    expect(count(svg, /<rect class="win"/g)).toBe(62);
    expect(count(svg, /<circle class="point"/g)).toBe(2);
    expect(count(svg, /class="edge dash"/g)).toBe(2);
  });

  it('shows a plan that is not allowed as such', () => {
    const { svg, alt } = drawYear(school, marksOf(school, refused, plan), texts);
    expect(svg).toContain('class="bad"');
    expect(alt).toContain('Plan, not allowed: February 22, 2027 to April 9, 2027.');
  });

  it('has columns for weekends only where one is taught, and a thirteenth month where school goes on in July', () => {
    expect(drawYear(school, { points: [] }, texts).svg).not.toContain('>S</text>');
    const saturday = schoolOf('google-saturday.csv');
    expect(drawYear(saturday, { points: [] }, texts).svg).toContain('>S</text>');
    const track = schoolOf('year-round-tracks.ics', { track: 'C' });
    expect(count(drawYear(track, { points: [] }, texts).svg, /class="month"/g)).toBe(13);
  });

  it('holds no markup of a title', () => {
    const off = school.off.map((o) => ({ ...o, label: '<script>"&' }));
    expect(drawYear({ ...school, off }, { points: [] }, texts).svg).not.toContain('<script>');
  });

  it('follows the reader’s theme, or has one of its own', () => {
    expect(drawYear(school, { points: [] }, texts).svg).toContain('prefers-color-scheme:dark');
    expect(drawYear(school, { points: [] }, texts, { theme: 'dark' }).svg).not.toContain('@media');
  });

  it.each([
    ['light', LIGHT],
    ['dark', DARK],
  ])('is legible: every text has 4.5 to 1 on its ground, %s', (_, p) => {
    const pairs = [
      [p.ink, p.ground],
      [p.muted, p.ground],
      [p.faint, p.ground],
      [p.dayInk, p.day],
      [p.offInk, p.off],
      [p.windowInk, p.window],
      [p.refusedInk, p.refused],
      [p.pointInk, p.point],
    ] as const;
    expect(pairs.filter(([a, b]) => contrast(a, b) < 4.5)).toEqual([]);
  });

  it('is the same as PNG, light where it follows the reader', async () => {
    const marks = marksOf(school, allowed);
    const auto = await toPng(drawYear(school, marks, texts).svg);
    const light = await toPng(drawYear(school, marks, texts, { theme: 'light' }).svg);
    expect(auto.subarray(1, 4).toString()).toBe('PNG');
    expect(auto.equals(light)).toBe(true);
  });
});

describe('what can be taken along from an answer', () => {
  const stored = { lea: 'Valley Oak', school: null, calendar: school };
  const about = {
    rule: { id: 'window-latest-start', title: 'Latest start' },
    result: allowed,
    inputs: {},
    document: 'Checklist',
    today: '2026-11-21',
    at: '2026-11-21T10:00:00-08:00',
  };

  it('is the picture and the dates of a window, where the calendar is known', () => {
    const [picture, file] = takeAlong({ ...about, stored });
    expect(picture?.type).toBe('picture');
    expect(file).toMatchObject({ type: 'file', mediaType: 'text/calendar', name: 'caaspp-dates.ics' });
    expect(file?.type === 'file' && file.content.match(/BEGIN:VEVENT/g)).toHaveLength(3);
  });

  it('is no picture without a calendar, and nothing for a rule without dates', () => {
    expect(takeAlong(about).map((p) => p.type)).toEqual(['file']);
    expect(takeAlong({ ...about, rule: { id: 'ppt-packs', title: 'x' } })).toEqual([]);
  });
});
