import { describe, expect, it } from 'vitest';
import { classify } from '../../src/calendar/classify.ts';
import { loadCalendarWords } from '../../src/calendar/texts.ts';
import { tracksOf } from '../../src/calendar/tracks.ts';

const words = loadCalendarWords();
const kindOf = (title: string, hours?: number) =>
  classify([{ title, from: '2026-10-12', to: '2026-10-12', hours }], words)[0]?.kind;

describe('the title of an event', () => {
  it.each([
    ['First Day of School', 'first_day'],
    ['School Begins – Grades 1–12', 'first_day'],
    ['First Day for Teachers', 'staff'],
    ['First Day of Second Semester', 'ignored'],
    ['Last Day of School (Early Dismissal)', 'last_day'],
    ['Last day of school before winter break', 'ignored'],
    ['Thanksgiving Break', 'break'],
    ['Spring Break Camp Registration', 'ignored'],
    ['Staff Development Day', 'staff'],
    ['Professional Learning – Minimum Day', 'minimum'],
    ['NO SCHOOL: Teacher Work Day', 'staff'],
    ['Early Release (Staff Development)', 'minimum'],
    ["Veterans' Day", 'holiday'],
    ['Veterans Day Assembly', 'ignored'],
    ['Halloween Parade', 'ignored'],
    ['Saturday School', 'extra'],
    ['Board Meeting', 'ignored'],
    ['Back-to-School Night', 'ignored'],
    ['End of First Quarter', 'ignored'],
    ['Columbus Day', 'unsure'],
    ['Columbus Day – No School', 'no_school'],
    ['Make-Up Day (if needed)', 'possible'],
    ['César Chávez Day (schools closed)', 'no_school'],
    ['Breakfast with the Principal', 'ignored'],
    ['Ribbon Cutting', 'unplaced'],
  ])('%s: %s', (title, kind) => {
    expect(kindOf(title)).toBe(kind);
  });

  it('about staff training closes school only when it takes the day', () => {
    expect(kindOf('Professional Development', 2)).toBe('ignored');
    expect(kindOf('Professional Development', 7)).toBe('staff');
    expect(kindOf('Professional Development – no students', 2)).toBe('staff');
  });

  it('may name one track or several', () => {
    expect(tracksOf('Tracks A & C: Off Track')).toEqual(['A', 'C']);
    expect(tracksOf('Track and Field')).toEqual([]);
    expect(tracksOf('Off Track')).toEqual([]);
  });
});
