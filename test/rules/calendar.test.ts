import { describe, expect, it } from 'vitest';
import { type Calendar, lastDayOf, readCalendar } from '../../src/rules/calendar.ts';
import { calendarOf, calendars, mainDistrict } from './run.ts';

const range = { school_year: '2026-27', first_day: '2026-08-12', last_day: '2027-06-04' };
const read = (value: unknown) => readCalendar(value) as Calendar;

describe('a calendar given as a range', () => {
  it('has every Monday to Friday without the days off', () => {
    const { days } = read({
      school_year: '2026-27',
      first_day: '2026-09-03',
      last_day: '2026-09-09',
      noninstructional_days: ['2026-09-07', '2026-09-05', '2025-01-01'],
    });
    expect(days).toEqual(['2026-09-03', '2026-09-04', '2026-09-08', '2026-09-09']);
  });

  it('counts a Saturday that is made up, and says so', () => {
    const calendar = read({ ...range, extra_instructional_days: ['2026-10-24', '2026-10-24'] });
    expect(calendar.days).toContain('2026-10-24');
    expect(calendar.days.filter((d) => d === '2026-10-24')).toHaveLength(1);
    expect(calendar.warnings).toContain('WEEKEND_INSTRUCTIONAL_DAY');
  });

  it('of the main district has 180 days and nothing unusual', () => {
    expect(read(mainDistrict)).toMatchObject({ year: 2026, warnings: [] });
    expect(read(mainDistrict).days).toHaveLength(180);
    expect(lastDayOf(read(mainDistrict))).toBe('2027-06-04');
  });
});

describe('a calendar given as a list', () => {
  it('may be in any order', () => {
    const days = ['2026-08-14', '2026-08-12', '2026-08-13'];
    expect(read({ school_year: '2026-27', instructional_days: days }).days).toEqual(days.toSorted());
  });

  it('goes before a range beside it', () => {
    const both = { ...range, instructional_days: ['2026-08-13'] };
    expect(read(both).days).toEqual(['2026-08-13']);
  });

  it('with null for its list is read as a range', () => {
    expect(read({ ...range, instructional_days: null }).days[0]).toBe('2026-08-12');
  });

  it.each([
    [162, true],
    [163, false],
    [200, false],
    [201, true],
  ])('of %i days is unusual: %s', (days, unusual) => {
    expect(read(calendarOf(days)).warnings.includes('UNUSUAL_DAY_COUNT')).toBe(unusual);
  });
});

describe('a faulty calendar gives its first fault', () => {
  it.each<[string, unknown, string]>([
    ['no object', 5, 'BAD_VALUE'],
    ['a list instead of an object', [], 'BAD_VALUE'],
    ['no school year', { instructional_days: 'x' }, 'INCOMPLETE_CALENDAR'],
    ['a school year that is none', { ...range, school_year: '2026-28' }, 'BAD_SCHOOL_YEAR'],
    ['a school year that is a number', { ...range, school_year: 2026 }, 'BAD_SCHOOL_YEAR'],
    ['days that are no list', { school_year: '2026-27', instructional_days: '2026-08-12' }, 'BAD_VALUE'],
    [
      'a bad date before a duplicate',
      { school_year: '2026-27', instructional_days: ['2026-08-12', '2026-08-12', 'x'] },
      'BAD_DATE',
    ],
    [
      'a duplicate',
      { school_year: '2026-27', instructional_days: ['2026-08-12', '2026-08-12'] },
      'DUPLICATE_INSTRUCTIONAL_DAY',
    ],
    ['no days in the list', { school_year: '2026-27', instructional_days: [] }, 'EMPTY_CALENDAR'],
    ['no last day', { school_year: '2026-27', first_day: 'x' }, 'INCOMPLETE_CALENDAR'],
    ['a first day that is no date', { ...range, first_day: '2026-8-12' }, 'BAD_DATE'],
    [
      'first after last, before a bad day off',
      { ...range, first_day: '2027-06-05', noninstructional_days: ['x'] },
      'CALENDAR_REVERSED',
    ],
    ['a bad day off', { ...range, noninstructional_days: ['2026-02-30'] }, 'BAD_DATE'],
    ['a bad extra day', { ...range, extra_instructional_days: [20261024] }, 'BAD_DATE'],
    ['days off that are no list', { ...range, noninstructional_days: '2026-09-07' }, 'BAD_VALUE'],
    [
      'a date on and off, before one outside',
      {
        ...range,
        noninstructional_days: ['2026-10-24'],
        extra_instructional_days: ['2026-10-24', '2027-06-05'],
      },
      'CALENDAR_CONFLICT',
    ],
    [
      'an extra day after the last',
      { ...range, extra_instructional_days: ['2027-06-05'] },
      'EXTRA_DAY_OUTSIDE',
    ],
    [
      'a range of one weekend',
      { school_year: '2026-27', first_day: '2026-08-15', last_day: '2026-08-16' },
      'EMPTY_CALENDAR',
    ],
    ['a day in June before the year', { ...range, first_day: '2026-06-30' }, 'CALENDAR_OUTSIDE_YEAR'],
    ['a day in the August after', { ...range, last_day: '2027-08-02' }, 'CALENDAR_OUTSIDE_YEAR'],
  ])('%s', (_what, value, code) => {
    expect(readCalendar(value)).toBe(code);
  });

  it('but a weekend outside the year is no day', () => {
    expect(read({ ...range, last_day: '2027-07-31' }).days.at(-1)).toBe('2027-07-30');
    expect(calendars['yr-2026-27-track-c']).toBeDefined();
  });
});
