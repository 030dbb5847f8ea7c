import { describe, expect, it } from 'vitest';
import { mainDistrict as calendar, calendars, run } from './run.ts';

const sound = { calendar, start: '2027-04-12', end: '2027-05-28' };
const validate = (changes: object) => run('window-validate', { ...sound, ...changes });

describe('checking a window', () => {
  it('finds a sound one valid, without a word of warning', () => {
    expect(validate({})).toMatchObject({
      result: { valid: true, instructional_days_in_window: 35, days_short: 0, action: 'set_in_toms' },
      warnings: [],
    });
  });

  it('allows the start on the very day of 66 percent, and marks it', () => {
    expect(validate({ start: '2027-03-02', end: '2027-03-26' }).warnings).toContain('BOUNDARY_START');
    expect(validate({ start: '2027-03-01' }).result).toMatchObject({
      violations: ['STARTS_BEFORE_66_PERCENT'],
    });
  });

  it('counts through spring break: 25 days are enough, 24 are not', () => {
    const through = { start: '2027-03-15', end: '2027-04-23' };
    expect(validate(through)).toMatchObject({
      result: { valid: true, instructional_days_in_window: 25 },
      warnings: ['WINDOW_SPANS_BREAK'],
    });
    expect(validate({ ...through, end: '2027-04-22' }).result).toMatchObject({
      violations: ['FEWER_THAN_25_DAYS'],
      days_short: 1,
    });
  });

  it('names every violation, sorted', () => {
    const answer = validate({ start: '2026-12-14', end: '2027-06-05', assessments: ['CAA Science'] });
    expect(answer.result).toMatchObject({
      violations: [
        'CAA_SCIENCE_NOT_SETTABLE',
        'ENDS_AFTER_LATEST_END',
        'STARTS_BEFORE_66_PERCENT',
        'STARTS_BEFORE_JANUARY',
      ],
      action: 'fix_dates',
    });
  });

  it('says January needs the statewide opening, from the 1st through the 31st only', () => {
    const warned = (start: string) => validate({ start }).warnings.includes('CHECK_STATEWIDE_OPENING');
    expect(['2026-12-31', '2027-01-01', '2027-01-31', '2027-02-01'].map(warned)).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('finds a start or end without instruction allowed, and says so', () => {
    expect(validate({ start: '2027-04-11', end: '2027-05-29' })).toMatchObject({
      result: { valid: true },
      warnings: ['END_NOT_INSTRUCTIONAL', 'START_NOT_INSTRUCTIONAL'],
    });
  });

  it('takes a window set on December 1 as in time and one day later as late', () => {
    expect(validate({ set_on: '2026-12-01' })).toMatchObject({
      result: { action: 'set_in_toms' },
      warnings: [],
    });
    expect(validate({ set_on: '2026-12-02' })).toMatchObject({
      result: { valid: true, action: 'call_success_agent' },
      warnings: ['SET_AFTER_DEADLINE'],
    });
  });

  it('reminds that the CSA must be activated', () => {
    expect(validate({ assessments: ['sb_ela', 'csa', 'csa'] }).warnings).toEqual(['CSA_MUST_BE_ACTIVATED']);
  });

  it('calls four days off no break and five a break, weekends skipped', () => {
    const year = { school_year: '2026-27', first_day: '2026-08-12', last_day: '2027-06-04' };
    const off = ['2027-04-22', '2027-04-23', '2027-04-26', '2027-04-27', '2027-04-28'];
    const spans = (days: string[], extra: string[] = []) =>
      validate({
        calendar: { ...year, noninstructional_days: days, extra_instructional_days: extra },
      }).warnings.includes('WINDOW_SPANS_BREAK');
    expect(spans(off.slice(0, 4))).toBe(false);
    expect(spans(off)).toBe(true);
    expect(spans(off, ['2027-04-24'])).toBe(false);
  });

  it('sees no break after the last day of school', () => {
    expect(validate({ end: '2027-06-30' }).warnings).toEqual(['END_NOT_INSTRUCTIONAL']);
  });

  it('refuses an end before the start, and dates of another year', () => {
    expect(validate({ start: '2027-05-29' }).errors).toEqual(['END_BEFORE_START:end']);
    expect(validate({ end: '2027-08-01' }).errors).toEqual(['DATE_OUTSIDE_YEAR:end']);
    expect(validate({ start: '2026-06-30' }).errors).toEqual(['DATE_OUTSIDE_YEAR:start']);
    expect(validate({ start: '2027-08-02', end: '2027-08-01' }).errors).toEqual([
      'DATE_OUTSIDE_YEAR:end',
      'DATE_OUTSIDE_YEAR:start',
      'END_BEFORE_START:end',
    ]);
    expect(validate({ end: '2027-07-31' }).status).toBe('ok');
  });

  it('asks for all that is missing at once', () => {
    expect(run('window-validate', { set_on: '2026-11-01' }).ask).toEqual(['calendar', 'end', 'start']);
  });
});

describe('checking several windows', () => {
  const many = (windows: unknown) => run('windows-validate-many', { windows });

  it('judges each track by its own days and names those without a name by their place', () => {
    const answer = many([
      { id: 'a', calendar: calendars['yr-2026-27-track-a'], start: '2027-05-24', end: '2027-06-30' },
      { ...sound, end: '2027-05-01' },
    ]);
    expect(answer.result).toEqual({
      all_valid: false,
      windows: [
        { id: 'a', valid: true, violations: [] },
        { id: '1', valid: false, violations: ['FEWER_THAN_25_DAYS'] },
      ],
      distinct_windows: 2,
    });
  });

  it('does not pass up the warnings of one window', () => {
    expect(many([{ ...sound, start: '2027-03-02' }]).warnings).toEqual([]);
  });

  it.each([
    [6, []],
    [7, ['MORE_THAN_SIX_WINDOWS']],
  ])('finds %i different windows worth %j', (count, warnings) => {
    const windows = Array.from({ length: count }, (_, i) => ({ ...sound, start: `2027-04-1${i}` }));
    const answer = many([...windows, windows[0]]);
    expect(answer.result).toMatchObject({ distinct_windows: count });
    expect(answer.warnings).toEqual(warnings);
  });

  it('names the place of an incomplete and of an invalid window, with its first fault', () => {
    expect(many([sound, { ...sound, end: null }, { ...sound, start: 'x', set_on: 5, id: 7 }]).errors).toEqual(
      ['BAD_DATE:windows[2]', 'MISSING:windows[1]'],
    );
    expect(many([{ ...sound, id: 7 }]).errors).toEqual(['BAD_VALUE:windows[0]']);
  });

  it.each([[[]], [null], [undefined]])('asks for the windows when given %j', (windows) => {
    expect(many(windows).ask).toEqual(['windows']);
  });

  it.each([['x'], [['x']], [[null]], [[[]]], [{ 0: sound }]])('refuses %j', (windows) => {
    expect(many(windows).errors).toEqual(['BAD_VALUE:windows']);
  });
});
