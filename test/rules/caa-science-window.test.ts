import { describe, expect, it } from 'vitest';
import { mainDistrict, run } from './run.ts';

const state = (inputs: object) =>
  run('caa-science-window', { school_year: '2026-27', ...inputs }).result?.state;

describe('the window of the CAA for Science', () => {
  it('opens on September 15, 2026 and closes with the last instructional day', () => {
    expect(run('caa-science-window', { school_year: '2026-27', calendar: mainDistrict })).toMatchObject({
      result: { opens: '2026-09-15', closes: '2027-06-04', state: null, set_by_lea: false },
      warnings: [],
    });
  });

  it('never outlasts June 30', () => {
    const answer = run('caa-science-window', { school_year: '2026-27', last_day_of_school: '2027-07-09' });
    expect(answer.result).toMatchObject({ closes: '2027-06-30' });
  });

  it.each([
    ['2026-09-14', 'not_open'],
    ['2026-09-15', 'open'],
    ['2027-06-04', 'open'],
    ['2027-06-05', 'closed'],
  ])('on %s is %s', (as_of, expected) => {
    expect(state({ last_day_of_school: '2027-06-04', as_of })).toBe(expected);
  });

  it.each([
    ['2026-09-14', 'not_open'],
    ['2026-09-15', 'open_until_last_day'],
    ['2027-06-30', 'open_until_last_day'],
    ['2027-07-01', 'closed'],
  ])('without a last day is on %s %s', (as_of, expected) => expect(state({ as_of })).toBe(expected));

  it.each([
    ['2027-08-31', 'not_open'],
    ['2027-09-01', 'unknown'],
    ['2027-09-30', 'unknown'],
    ['2027-10-01', 'open_until_last_day'],
    ['2028-07-01', 'closed'],
  ])('in a year whose opening is not known is on %s %s', (as_of, expected) => {
    expect(state({ school_year: '2027-28', as_of })).toBe(expected);
  });

  it('that closed in September of an unknown opening is closed, not unknown', () => {
    expect(state({ school_year: '2027-28', last_day_of_school: '2027-09-10', as_of: '2027-09-11' })).toBe(
      'closed',
    );
  });

  it('says what it does not know', () => {
    expect(run('caa-science-window', { school_year: '2025-26' })).toMatchObject({
      result: { opens: null, closes: null, state: null },
      warnings: ['LAST_DAY_NEEDED', 'OPENING_DATE_NOT_IN_SOURCES'],
    });
  });

  it('refuses a calendar of another year, and a last day that contradicts it or lies outside', () => {
    const errors = (inputs: object) => run('caa-science-window', inputs).errors;
    expect(errors({ school_year: '2025-26', calendar: mainDistrict })).toEqual([
      'SCHOOL_YEAR_MISMATCH:calendar',
    ]);
    expect(errors({ school_year: '2026-27', last_day_of_school: '2027-08-01' })).toEqual([
      'DATE_OUTSIDE_YEAR:last_day_of_school',
    ]);
    expect(
      errors({ school_year: '2026-27', calendar: mainDistrict, last_day_of_school: '2027-06-03' }),
    ).toEqual(['LAST_DAY_MISMATCH:last_day_of_school']);
  });

  it('needs the school year', () => {
    expect(run('caa-science-window', { calendar: mainDistrict })).toMatchObject({
      ask: ['school_year'],
      result: null,
    });
  });
});
