import { describe, expect, it } from 'vitest';
import { run } from './run.ts';

const interims = (interim_year: string, as_of: string, more: object = {}) =>
  run('interim-availability', { interim_year, as_of, ...more });

describe('the 2025-26 interims', () => {
  it.each([
    ['2026-07-02', 'available', '2025-26', []],
    ['2026-07-03', 'available', '2025-26', ['DATE_MAY_BE_CARRIED_OVER', 'ROLLOVER_DAY']],
    ['2026-07-04', 'available', '2026-27', []],
    ['2026-08-04', 'available', '2026-27', []],
    ['2026-08-05', 'ends_today', '2026-27', ['DATE_MAY_BE_CARRIED_OVER']],
    ['2026-08-06', 'closed', '2026-27', ['UNFINISHED_HAND_SCORING_DELETED']],
    ['2025-09-01', 'available', '2025-26', []],
  ])('on %s are %s and need a role of %s', (as_of, state, role, warnings) => {
    expect(interims('2025-26', as_of)).toMatchObject({
      status: 'ok',
      result: {
        state,
        available_until: '2026-08-05',
        finish_hand_scoring_by: '2026-08-04',
        required_role_year: role,
        role_ok: null,
      },
      warnings,
    });
  });

  it('compare the role that the user holds', () => {
    const ok = (role_year: string, activity: string) =>
      interims('2025-26', '2026-07-20', { role_year, activity }).result?.role_ok;
    expect(ok('2026-27', 'score')).toBe(true);
    expect(ok('2025-26', 'administer')).toBe(false);
    expect(ok('2026-27', 'view results')).toBeNull();
  });

  it('name no role for viewing results, nor the rollover day', () => {
    expect(interims('2025-26', '2026-07-03', { activity: 'view_results' })).toMatchObject({
      result: { required_role_year: null },
      warnings: ['DATE_MAY_BE_CARRIED_OVER'],
    });
  });

  it('have an opening that is not in the documents', () => {
    const rest = {
      available_until: '2026-08-05',
      finish_hand_scoring_by: null,
      required_role_year: null,
      role_ok: null,
    };
    expect(interims('2025-26', '2025-06-30', { role_year: '2025-26' })).toMatchObject({
      status: 'ok',
      result: { state: 'not_open', ...rest },
      warnings: ['OPENING_DATE_NOT_IN_SOURCES'],
    });
    for (const day of ['2025-07-01', '2025-08-31'])
      expect(interims('2025-26', day)).toMatchObject({
        status: 'not_determinable',
        result: { state: 'not_in_sources', ...rest },
        warnings: ['CHECK_DOWNTIME_SCHEDULE', 'OPENING_DATE_NOT_IN_SOURCES'],
      });
  });
});

describe('the interims of other years', () => {
  it('of 2023-24 ended on August 1, 2024, and nothing there looks carried over', () => {
    expect(interims('2023-24', '2024-07-03')).toMatchObject({
      result: {
        state: 'available',
        available_until: '2024-08-01',
        finish_hand_scoring_by: '2024-07-31',
        required_role_year: '2023-24',
      },
      warnings: ['ROLLOVER_DAY'],
    });
    expect(interims('2023-24', '2024-08-01')).toMatchObject({
      result: { state: 'ends_today', required_role_year: '2024-25' },
      warnings: [],
    });
  });

  it.each([
    ['2026-08-04', 'ok', 'not_open', null],
    ['2026-08-05', 'not_determinable', 'not_in_sources', null],
    ['2026-08-31', 'not_determinable', 'not_in_sources', null],
    ['2026-09-01', 'ok', 'available', '2026-27'],
    ['2027-06-30', 'ok', 'available', '2026-27'],
    ['2027-07-01', 'not_determinable', 'not_in_sources', null],
  ])('of 2026-27 are on %s %s: %s', (as_of, status, state, required_role_year) => {
    const answer = interims('2026-27', as_of);
    expect(answer).toMatchObject({ status, result: { state, required_role_year, available_until: null } });
    expect(answer.warnings).toContain('OPENING_DATE_NOT_IN_SOURCES');
    expect(answer.warnings.includes('CHECK_DOWNTIME_SCHEDULE')).toBe(status === 'not_determinable');
  });

  it('of 2016-17 are history', () => {
    expect(interims('2016-17', '2016-09-11')).toMatchObject({
      status: 'ok',
      result: { state: 'not_open' },
      warnings: ['FROM_2016'],
    });
    expect(interims('2016-17', '2026-11-21')).toMatchObject({
      result: { state: 'opened_2016_09_12' },
      warnings: ['FROM_2016'],
    });
  });

  it('of the rest are not in the documents', () => {
    expect(interims('2027-28', '2027-10-01', { role_year: '2027-28' })).toEqual({
      status: 'not_determinable',
      result: {
        state: 'not_in_sources',
        available_until: null,
        finish_hand_scoring_by: null,
        required_role_year: null,
        role_ok: null,
      },
      warnings: ['CHECK_DOWNTIME_SCHEDULE'],
      ask: [],
      errors: [],
    });
  });

  it('need a year and a day', () => {
    expect(run('interim-availability', { activity: 'score' }).ask).toEqual(['as_of', 'interim_year']);
  });
});
