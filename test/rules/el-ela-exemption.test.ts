import { describe, expect, it } from 'vitest';
import { run } from './run.ts';

const newcomer = {
  school_year: '2026-27',
  assessment: 'sb_ela',
  elas: 'el',
  us_school_entry_date: '2026-08-12',
};
const exemption = (changes: object) => run('el-ela-exemption', { ...newcomer, ...changes });

describe('the ELA exemption of an English learner', () => {
  it.each([
    ['2026-04-14', false, []],
    ['2026-04-15', false, ['ENTRY_ON_CUTOFF']],
    ['2026-04-16', true, []],
    ['2027-06-30', true, []],
  ])('with entry on %s holds: %s', (us_school_entry_date, exempt, warnings) => {
    expect(exemption({ us_school_entry_date })).toMatchObject({
      result: { exempt, cutoff: '2026-04-15' },
      warnings,
    });
  });

  it('is automatic, needs no code, and leaves the choice to test', () => {
    expect(exemption({}).result).toEqual({
      exempt: true,
      reason: 'entered_after_cutoff',
      cutoff: '2026-04-15',
      applied: 'automatic',
      condition_code_to_enter: null,
      may_take_by_choice: true,
      result_counts_in_accountability: false,
    });
  });

  it('does not change when the student wants to test, but the result is excluded', () => {
    expect(exemption({ wants_to_take: true })).toMatchObject({
      result: { exempt: true },
      warnings: ['RESULT_EXCLUDED_FROM_ACCOUNTABILITY'],
    });
    expect(exemption({ wants_to_take: true, elas: 'rfep' }).warnings).toEqual([]);
  });

  it('is for ELA only, and for the CAA for ELA by assumption', () => {
    expect(exemption({ assessment: 'CAA ELA' })).toMatchObject({
      result: { exempt: true },
      warnings: ['CAA_ELA_ASSUMED'],
    });
    expect(exemption({ assessment: 'cast', elas: 'tbd' })).toMatchObject({
      result: { exempt: false, reason: 'not_ela', applied: null, result_counts_in_accountability: null },
      warnings: [],
    });
  });

  it('is for English learners only; a status to be determined is worth another look', () => {
    expect(exemption({ elas: 'IFEP' }).result).toMatchObject({ exempt: false, reason: 'not_el' });
    expect(exemption({ elas: 'tbd' }).warnings).toEqual(['ELAS_TBD_RECHECK']);
  });

  it('holds by the date also when twelve months have passed, and says so', () => {
    const entry = { us_school_entry_date: '2026-04-20' };
    expect(exemption({ ...entry, test_date: '2027-04-19' }).warnings).toEqual([]);
    expect(exemption({ ...entry, test_date: '2027-04-20' })).toMatchObject({
      result: { exempt: true },
      warnings: ['TWELVE_MONTHS_PASSED'],
    });
    const leap = { school_year: '2027-28', us_school_entry_date: '2028-02-29' };
    expect(exemption({ ...leap, test_date: '2029-02-27' }).warnings).toEqual([]);
    expect(exemption({ ...leap, test_date: '2029-02-28' }).warnings).toEqual(['TWELVE_MONTHS_PASSED']);
  });

  it('cannot be told without the entry date, which CALPADS must have', () => {
    expect(exemption({ us_school_entry_date: null })).toMatchObject({
      ask: ['us_school_entry_date'],
      result: { cutoff: '2026-04-15' },
      warnings: ['FIX_IN_CALPADS'],
    });
    expect(exemption({ us_school_entry_date: null, assessment: 'sb_math' }).status).toBe('ok');
    expect(run('el-ela-exemption', { assessment: 'sb_ela', elas: 'el' })).toMatchObject({
      ask: ['school_year', 'us_school_entry_date'],
      result: null,
      warnings: ['FIX_IN_CALPADS'],
    });
    expect(run('el-ela-exemption', { elas: 'el' }).ask).toEqual(['assessment', 'school_year']);
  });

  it('refuses an entry after today or after the year, also where it is not needed', () => {
    expect(exemption({ elas: 'eo', as_of: '2026-08-11' }).errors).toEqual([
      'ENTRY_DATE_IN_FUTURE:us_school_entry_date',
    ]);
    expect(exemption({ us_school_entry_date: '2027-07-01', as_of: '2027-06-30' }).errors).toEqual([
      'ENTRY_DATE_AFTER_YEAR:us_school_entry_date',
      'ENTRY_DATE_IN_FUTURE:us_school_entry_date',
    ]);
    expect(exemption({ as_of: '2026-08-12' }).status).toBe('ok');
  });
});
