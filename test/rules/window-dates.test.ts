import { describe, expect, it } from 'vitest';
import { calendarOf, calendars, mainDistrict, run } from './run.ts';

describe('the earliest start of a window', () => {
  it.each([
    [180, 119],
    [175, 116],
    [150, 99],
    [200, 132],
    [163, 108],
    [100, 66],
    [1, 1],
    [2, 2],
    [50, 33],
    [365, 241],
  ])('of %i days is the day on which 66 percent is complete, number %i', (total, day) => {
    const result = run('window-earliest-start', { total_instructional_days: total }).result;
    expect(result).toMatchObject({ total_days: total, day_number: day, earliest_start: null });
    expect(day / total).toBeGreaterThanOrEqual(0.66);
    expect((day - 1) / total).toBeLessThan(0.66);
  });

  it('is a date where the calendar is known, with the next day for the cautious', () => {
    expect(run('window-earliest-start', { calendar: mainDistrict })).toMatchObject({
      result: { day_number: 119, earliest_start: '2027-03-02', next_instructional_day: '2027-03-03' },
      warnings: [],
    });
  });

  it('shows how complete the year is on that day and the day before', () => {
    expect(run('window-earliest-start', { total_instructional_days: 180 }).result).toMatchObject({
      completed_basis_points: 6611,
      previous_day_basis_points: 6555,
    });
  });

  it('has no next day when it is the only one', () => {
    const calendar = { school_year: '2026-27', instructional_days: ['2027-02-01'] };
    expect(run('window-earliest-start', { calendar })).toMatchObject({
      result: { earliest_start: '2027-02-01', next_instructional_day: null },
      warnings: ['UNUSUAL_DAY_COUNT'],
    });
  });

  it.each([
    ['2026-12-31', ['BEFORE_JANUARY', 'CHECK_STATEWIDE_OPENING']],
    ['2027-01-01', ['CHECK_STATEWIDE_OPENING']],
    ['2027-01-31', ['CHECK_STATEWIDE_OPENING', 'WEEKEND_INSTRUCTIONAL_DAY']],
    ['2027-02-01', []],
  ])('on %s warns %j', (day, warnings) => {
    const calendar = { school_year: '2026-27', instructional_days: [day] };
    expect(run('window-earliest-start', { calendar }).warnings).toEqual(
      [...warnings, 'UNUSUAL_DAY_COUNT'].sort(),
    );
  });

  it('takes a count beside the calendar only when they agree', () => {
    const asked = { calendar: mainDistrict, total_instructional_days: 180 };
    expect(run('window-earliest-start', asked)).toMatchObject({
      result: { earliest_start: '2027-03-02' },
      warnings: [],
    });
    expect(run('window-earliest-start', { ...asked, total_instructional_days: 181 }).errors).toEqual([
      'DAY_COUNT_MISMATCH:total_instructional_days',
    ]);
  });

  it.each([0, 367, -1, 180.5, '180'])('refuses %j as a count', (total) => {
    expect(run('window-earliest-start', { total_instructional_days: total }).errors).toEqual([
      'BAD_VALUE:total_instructional_days',
    ]);
  });
});

describe('the latest end of a window', () => {
  it.each([
    ['2027-06-29', '2027-06-29', 'last_day'],
    ['2027-06-30', '2027-06-30', 'both'],
    ['2027-07-01', '2027-06-30', 'june_30'],
    ['2027-07-31', '2027-06-30', 'june_30'],
    ['2026-07-01', '2026-07-01', 'last_day'],
  ])('with %s as the last day of school is %s, capped by %s', (lastDay, end, cappedBy) => {
    expect(
      run('window-latest-end', { school_year: '2026-27', last_day_of_school: lastDay }).result,
    ).toMatchObject({
      latest_end: end,
      capped_by: cappedBy,
      latest_instructional_day: null,
    });
  });

  it('on a Sunday offers the Friday before', () => {
    expect(
      run('window-latest-end', { school_year: '2023-24', last_day_of_school: '2024-07-02' }),
    ).toMatchObject({
      result: { latest_end: '2024-06-30', latest_weekday: '2024-06-28' },
      warnings: ['LATEST_END_ON_WEEKEND'],
    });
  });

  it('of a year-round track is June 30 though school goes on', () => {
    expect(run('window-latest-end', { calendar: calendars['yr-2026-27-track-c'] }).result).toMatchObject({
      last_day_of_school: '2027-07-09',
      latest_end: '2027-06-30',
      latest_instructional_day: '2027-06-30',
    });
  });

  it('has no instructional day when all of them come later', () => {
    const calendar = { school_year: '2026-27', instructional_days: ['2027-07-01'] };
    expect(run('window-latest-end', { calendar }).result).toMatchObject({ latest_instructional_day: null });
  });

  it('asks for the half that is missing, with June 30 as far as the year is known', () => {
    expect(run('window-latest-end', { school_year: '2027-28' })).toMatchObject({
      ask: ['last_day_of_school'],
      result: { june_30: '2028-06-30' },
    });
    expect(run('window-latest-end', { last_day_of_school: '2027-06-04' })).toMatchObject({
      ask: ['school_year'],
      result: null,
    });
  });

  it.each(['2026-06-30', '2027-08-01'])('refuses %s as the last day of 2026-27', (lastDay) => {
    expect(run('window-latest-end', { school_year: '2026-27', last_day_of_school: lastDay }).errors).toEqual([
      'DATE_OUTSIDE_YEAR:last_day_of_school',
    ]);
  });

  it('takes a last day beside the calendar only when they agree', () => {
    const asked = { calendar: mainDistrict, school_year: '2026-27', last_day_of_school: '2027-06-04' };
    expect(run('window-latest-end', asked).status).toBe('ok');
    expect(run('window-latest-end', { ...asked, last_day_of_school: '2027-06-03' }).errors).toEqual([
      'LAST_DAY_MISMATCH:last_day_of_school',
    ]);
    expect(run('window-latest-end', { calendar: mainDistrict, school_year: '2027-28' }).errors).toEqual([
      'SCHOOL_YEAR_MISMATCH:school_year',
    ]);
  });
});

describe('the latest start of a window', () => {
  it('of the main district leaves 25 instructional days', () => {
    expect(run('window-latest-start', { calendar: mainDistrict })).toMatchObject({
      result: {
        earliest_start: '2027-03-02',
        latest_start: '2027-04-30',
        latest_end: '2027-06-04',
        days_available: 62,
        possible: true,
      },
      warnings: [],
    });
  });

  it.each([
    [24, null, 9, false],
    [25, '2026-08-17', 9, false],
    [73, '2026-10-22', 25, true],
    [74, '2026-10-23', 26, true],
    [72, '2026-10-21', 25, true],
    [70, '2026-10-19', 24, false],
  ])('in a year of %i days is %s', (days, start, available, possible) => {
    const answer = run('window-latest-start', { calendar: calendarOf(days) });
    expect(answer.result).toMatchObject({ latest_start: start, days_available: available, possible });
    expect(answer.warnings.includes('NO_VALID_WINDOW')).toBe(!possible);
  });

  it('does not count days after June 30', () => {
    expect(run('window-latest-start', { calendar: calendars['yr-2026-27-track-c'] }).result).toMatchObject({
      latest_end: '2027-06-30',
    });
  });

  it('asks for the calendar', () => {
    expect(run('window-latest-start', {}).ask).toEqual(['calendar']);
  });
});
