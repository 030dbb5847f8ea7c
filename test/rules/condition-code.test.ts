import { describe, expect, it } from 'vitest';
import { run } from './run.ts';

const parent = {
  reason: 'parent_exemption',
  school_year: '2026-27',
  written_request: true,
  request_school_year: '2026-27',
  assessments: ['sb_ela'],
};
const code = (inputs: object) => run('condition-code', inputs);

describe('the condition code', () => {
  it('is PGE for each assessment of a written request of this year, in its order and once', () => {
    expect(code({ ...parent, assessments: ['csa', 'sb_ela', 'csa'] })).toMatchObject({
      status: 'ok',
      result: { code: 'PGE', assessments: ['csa', 'sb_ela'], why: 'code_applies' },
      warnings: ['ENTER_BEFORE_WINDOW_CLOSES', 'RENEW_EACH_YEAR'],
    });
  });

  it('leaves out ELPAC, and says so', () => {
    expect(code({ ...parent, assessments: ['elpac', 'cast'] })).toMatchObject({
      result: { code: 'PGE', assessments: ['cast'] },
      warnings: ['ELPAC_NOT_COVERED', 'ENTER_BEFORE_WINDOW_CLOSES', 'RENEW_EACH_YEAR'],
    });
    expect(
      code({ reason: 'medical_emergency', prevented_from_testing: true, assessments: ['elpac'] }),
    ).toMatchObject({
      status: 'not_determinable',
      result: { code: null, why: 'no_caaspp_assessment' },
      warnings: ['ELPAC_NOT_COVERED'],
    });
  });

  it('needs the request in writing and for this year', () => {
    expect(code({ reason: 'parent_exemption', written_request: false })).toEqual({
      status: 'ok',
      result: { code: null, assessments: [], where: null, why: 'needs_written_request' },
      warnings: [],
      ask: [],
      errors: [],
    });
    expect(code({ ...parent, request_school_year: '2025-26' })).toMatchObject({
      status: 'ok',
      result: { code: null, why: 'request_not_for_this_year' },
      warnings: [],
    });
  });

  it('asks a parent exemption for everything at once', () => {
    expect(code({ reason: 'parent_exemption' }).ask).toEqual([
      'assessments',
      'request_school_year',
      'school_year',
      'written_request',
    ]);
    expect(code({ ...parent, assessments: [] }).ask).toEqual(['assessments']);
    expect(code({ ...parent, request_school_year: null }).ask).toEqual(['request_school_year']);
  });

  it('is NTE for a medical emergency that prevents testing', () => {
    expect(
      code({ reason: 'Medical emergency', prevented_from_testing: true, assessments: ['cast'] }),
    ).toMatchObject({
      result: { code: 'NTE', assessments: ['cast'] },
      warnings: ['ENTER_BEFORE_WINDOW_CLOSES'],
    });
    expect(code({ reason: 'medical_emergency', prevented_from_testing: false }).result).toMatchObject({
      code: null,
      why: 'testing_not_prevented',
    });
    expect(code({ reason: 'medical_emergency' }).ask).toEqual(['assessments', 'prevented_from_testing']);
    expect(code({ reason: 'medical_emergency', prevented_from_testing: true, assessments: [] }).ask).toEqual([
      'assessments',
    ]);
  });

  it('is none for a newcomer, and not known for other reasons', () => {
    expect(code({ reason: 'el_newcomer' })).toMatchObject({
      status: 'ok',
      result: { why: 'automatic_no_code' },
    });
    expect(code({ reason: 'other' })).toMatchObject({ status: 'not_determinable', warnings: [] });
    expect(code({}).ask).toEqual(['reason']);
  });

  it('refuses an unknown assessment even where none is needed', () => {
    expect(code({ reason: 'el_newcomer', assessments: ['sat'] }).errors).toEqual(['BAD_VALUE:assessments']);
    expect(code({ reason: 'el_newcomer', assessments: 'cast' }).errors).toEqual(['BAD_VALUE:assessments']);
  });
});

describe('the deadline for condition codes', () => {
  it.each([
    ['2027-05-28', '2027-05-27'],
    ['2027-05-31', '2027-05-28'],
    ['2027-05-30', '2027-05-28'],
    ['2027-05-29', '2027-05-28'],
    ['2028-03-01', '2028-02-29'],
  ])('with a window to %s is that day, and safely %s', (window_end, safe_by) => {
    expect(run('condition-code-deadline', { window_end }).result).toMatchObject({
      enter_by: window_end,
      safe_by,
      state: null,
    });
  });

  it.each([
    ['2027-05-27', 1, 'open', []],
    ['2027-05-28', 0, 'last_day', []],
    ['2027-05-29', -1, 'closed', ['WINDOW_CLOSED_CALL_SUCCESS_AGENT']],
  ])('on %s has %i days left and is %s', (as_of, days_left, state, warnings) => {
    expect(run('condition-code-deadline', { window_end: '2027-05-28', as_of })).toMatchObject({
      result: { days_left, state },
      warnings,
    });
  });

  it('needs the end of the window', () => {
    expect(run('condition-code-deadline', { as_of: '2027-05-28' }).ask).toEqual(['window_end']);
  });
});
