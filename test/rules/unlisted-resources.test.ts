import { describe, expect, it } from 'vitest';
import { run } from './run.ts';

const told = {
  listed_in_matrix: false,
  documented_in: 'iep',
  special_education: true,
  primary_disability_code: '290',
};
const unlisted = (changes: object) => run('unlisted-resource-eligibility', { ...told, ...changes });

describe('an unlisted resource', () => {
  it('can be requested, and used once the CDE approved', () => {
    expect(unlisted({})).toMatchObject({
      result: { can_request: true, can_use: false, blockers: [] },
      warnings: ['APPROVAL_NEEDED_BEFORE_TESTING'],
    });
    expect(unlisted({ cde_approved: true })).toMatchObject({ result: { can_use: true }, warnings: [] });
    expect(unlisted({ cde_approved: false })).toMatchObject({ result: { can_use: false }, warnings: [] });
  });

  it('is blocked by every reason at once, and an approval does not help', () => {
    const answer = unlisted({
      listed_in_matrix: true,
      documented_in: 'none',
      special_education: null,
      primary_disability_code: null,
      cde_approved: true,
    });
    expect(answer.result).toMatchObject({
      can_request: false,
      can_use: false,
      blockers: [
        'LISTED_USE_MATRIX',
        'NOT_DOCUMENTED',
        'PRIMARY_DISABILITY_CODE_BLANK',
        'SPECIAL_EDUCATION_NOT_YES',
      ],
    });
  });

  it('of a student with a 504 plan alone runs into the conflict of the checklist', () => {
    expect(unlisted({ documented_in: '504', special_education: false })).toMatchObject({
      result: { can_request: false },
      warnings: ['SECTION_504_CONFLICT'],
    });
    expect(unlisted({ documented_in: '504', cde_approved: true }).warnings).toEqual([]);
  });

  it('needs the CALPADS field only to compare', () => {
    expect(unlisted({ calpads_special_education: null, cde_approved: true }).warnings).toEqual([
      'FIELDS_DISAGREE',
    ]);
    expect(unlisted({ special_education: null, calpads_special_education: null }).warnings).toEqual([]);
  });

  it('is not judged before all is told', () => {
    expect(run('unlisted-resource-eligibility', {}).ask).toEqual([
      'documented_in',
      'listed_in_matrix',
      'primary_disability_code',
      'special_education',
    ]);
    expect(unlisted({ documented_in: 'both' }).errors).toEqual(['BAD_VALUE:documented_in']);
  });
});

describe('the deadline for an unlisted resource', () => {
  const deadline = (inputs: object) => run('unlisted-resource-deadline', inputs);

  it('is two weeks before the first test of the student', () => {
    expect(deadline({ first_test_date: '2027-04-26', window_start: '2027-04-12' })).toMatchObject({
      result: { basis: 'first_test_date', request_by: '2027-04-12', state: null, days_left: null },
      warnings: [],
    });
  });

  it('is counted from the window where the test date is unknown', () => {
    expect(deadline({ window_start: '2027-03-14' })).toMatchObject({
      result: { basis: 'window_start', request_by: '2027-02-28', request_by_weekday: '2027-02-26' },
      warnings: ['BASED_ON_WINDOW_START', 'REQUEST_DATE_ON_WEEKEND'],
    });
  });

  it.each([
    ['2027-03-28', 1, 'in_time', []],
    ['2027-03-29', 0, 'due_today', []],
    ['2027-03-30', -1, 'late', ['LATE_CALL_SUCCESS_AGENT']],
    ['2027-04-11', -13, 'late', ['LATE_CALL_SUCCESS_AGENT']],
    ['2027-04-12', -14, 'testing_started', ['LATE_CALL_SUCCESS_AGENT']],
  ])('on %s has %i days left and is %s', (as_of, days_left, state, warnings) => {
    expect(deadline({ first_test_date: '2027-04-12', as_of })).toMatchObject({
      result: { days_left, state },
      warnings,
    });
  });

  it('needs a date, and refuses a test before the window', () => {
    expect(deadline({ as_of: '2027-03-01' }).ask).toEqual(['first_test_date']);
    expect(deadline({ first_test_date: '2027-04-11', window_start: '2027-04-12' }).errors).toEqual([
      'TEST_BEFORE_WINDOW:first_test_date',
    ]);
    expect(deadline({ first_test_date: '2027-04-12', window_start: '2027-04-12' }).status).toBe('ok');
  });
});
