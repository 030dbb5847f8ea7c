import { describe, expect, test } from 'vitest';
import { DateSpec, Entry } from '../../src/knowledge/schema.ts';
import { editionOn, fillDates, isOver, otherYear, place, sayWhere } from '../../src/knowledge/timing.ts';

const date = (more: object) => DateSpec.parse({ label: 'Window', ...more });
const entry = (more: object) =>
  Entry.parse({
    id: 'window',
    topic: 'window',
    title: 'Window',
    answer: 'By {due}.',
    questions: Array.from({ length: 8 }, (_, i) => `question ${i}`),
    ...more,
  });

describe('where a date lies, seen from a day', () => {
  test('a coming day is told with the days left, the last one as tomorrow', () => {
    const due = date({ on: '2026-12-01' });
    expect(sayWhere(place(due, '2026-11-21'))).toBe('Tuesday, December 1, 2026 (in 10 days)');
    expect(sayWhere(place(due, '2026-11-30'))).toBe('Tuesday, December 1, 2026 (tomorrow)');
    expect(sayWhere(place(due, '2026-12-01'))).toBe('Tuesday, December 1, 2026 (today)');
  });

  test('a past day is told as past, in days, months or years', () => {
    const gone = date({ on: '2026-12-01' });
    expect(sayWhere(place(gone, '2026-12-02'))).toContain('passed yesterday');
    expect(sayWhere(place(gone, '2026-12-11'))).toContain('passed 10 days ago');
    expect(sayWhere(place(gone, '2027-06-01'))).toContain('passed 6 months ago');
    expect(sayWhere(place(gone, '2029-12-01'))).toContain('passed 3 years ago');
  });

  test('a yearly day is the next one, on the day itself still this year', () => {
    const yearly = date({ yearly: '07-01' });
    expect(place(yearly, '2026-11-21').from).toBe('2027-07-01');
    expect(place(yearly, '2027-07-01').state).toBe('now');
    expect(place(yearly, '2027-07-02').from).toBe('2028-07-01');
  });

  test('a month is all that is known of a vague date, and its last day is right in leap years', () => {
    const p = place(date({ month: '2028-02' }), '2026-11-21');
    expect(p).toMatchObject({ from: '2028-02-01', until: '2028-02-29', vague: true, state: 'ahead' });
    expect(sayWhere(p)).toBe('February 2028');
    expect(place(date({ yearly_month: 10 }), '2026-11-21').from).toBe('2027-10-01');
    expect(place(date({ yearly_month: 11 }), '2026-11-21').state).toBe('now');
  });

  test('a period is under way on its first and its last day', () => {
    const period = date({ from: '2026-08-26', until: '2026-09-11' });
    expect(place(period, '2026-08-25').state).toBe('ahead');
    expect(place(period, '2026-08-26').state).toBe('now');
    expect(place(period, '2026-09-11').state).toBe('now');
    expect(place(period, '2026-09-12')).toMatchObject({ state: 'past', days: 1 });
    expect(place(period, '2026-08-01').said).toBe('August 26 to September 11, 2026');
  });

  test('a figure of another school year is labelled with its year', () => {
    expect(otherYear(date({ on: '2016-08-26', school_year: '2016-17' }), '2026-11-21')).toBe('2016–17');
    expect(otherYear(date({ on: '2026-12-01', school_year: '2026-27' }), '2026-11-21')).toBeUndefined();
  });
});

describe('an entry in its time', () => {
  test('it is over when all of its dates are, or when it has ended', () => {
    const dated = entry({ dates: { due: { label: 'Due', on: '2026-12-01' } } });
    expect(isOver(dated, '2026-12-01')).toBe(false);
    expect(isOver(dated, '2026-12-02')).toBe(true);
    expect(isOver(entry({ holds: { until: '2026-06-30' } }), '2026-07-01')).toBe(true);
    expect(isOver(entry({}), '2099-01-01')).toBe(false);
  });

  test('dates stand in its text by name, and a strange name stays as it is', () => {
    const dated = entry({ dates: { due: { label: 'Due', on: '2026-12-01' } } });
    expect(fillDates('By {due}, {later}.', dated, '2026-11-21')).toBe('By December 1, 2026, {later}.');
  });

  test('of several editions the newest that has begun and not ended holds', () => {
    const old = entry({ id: 'a', holds: { until: '2026-06-30' } });
    const current = entry({ id: 'b', holds: { from: '2026-07-01', until: '2027-06-30' } });
    const next = entry({ id: 'c', holds: { from: '2027-07-01' } });
    const on = (day: string) => editionOn([old, current, next], day).id;
    expect(on('2026-06-30')).toBe('a');
    expect(on('2026-07-01')).toBe('b');
    expect(on('2027-07-01')).toBe('c');
    expect(editionOn([current], '2020-01-01').id).toBe('b');
  });
});
