import { describe, expect, it } from 'vitest';
import { run } from './run.ts';

const on = (as_of: string, window_selected?: boolean, school_year = '2026-27') =>
  run('window-setting-deadline', { school_year, as_of, window_selected });

describe('the deadline for setting windows', () => {
  it.each([
    ['2026-11-30', 1, 'open', 'set_in_toms'],
    ['2026-12-01', 0, 'due_today', 'set_in_toms'],
    ['2026-12-02', -1, 'missed', 'call_success_agent'],
  ])('on %s has %i days left and is %s', (today, left, state, action) => {
    expect(on(today, false)).toMatchObject({
      result: { deadline: '2026-12-01', days_left: left, state, action },
    });
  });

  it('is done whenever a window is selected, though the schools must be assigned too', () => {
    expect(on('2027-02-01', true)).toMatchObject({
      result: { state: 'done', action: 'none', days_left: -62 },
      warnings: ['CHECK_SCHOOLS_ASSIGNED'],
    });
  });

  it('takes an unknown state for not selected, and says so', () => {
    expect(on('2026-12-02')).toMatchObject({
      result: { state: 'missed' },
      warnings: ['WINDOW_STATUS_UNKNOWN'],
    });
  });

  it('does not move for a weekend, but warns of it', () => {
    expect(on('2029-11-30', false, '2029-30').warnings).toEqual(['DEADLINE_ON_WEEKEND']);
    expect(on('2029-12-02', false, '2029-30')).toMatchObject({ result: { state: 'missed' } });
  });

  it('notices a date outside the school year', () => {
    expect(on('2026-06-30', true).warnings).toContain('AS_OF_OUTSIDE_YEAR');
    expect(on('2026-07-01', true).warnings).not.toContain('AS_OF_OUTSIDE_YEAR');
    expect(on('2027-06-30', true).warnings).not.toContain('AS_OF_OUTSIDE_YEAR');
    expect(on('2027-07-01', true).warnings).toContain('AS_OF_OUTSIDE_YEAR');
  });

  it('is told already when only today is missing', () => {
    expect(run('window-setting-deadline', { school_year: '2029-30' })).toEqual({
      status: 'needs_input',
      result: { deadline: '2029-12-01' },
      warnings: [],
      ask: ['as_of'],
      errors: [],
    });
    expect(run('window-setting-deadline', {})).toMatchObject({ result: null, ask: ['as_of', 'school_year'] });
  });
});
