import { describe, expect, it } from 'vitest';
import { run } from './run.ts';

describe('reading the inputs of any rule', () => {
  it.each([5, 'x', true, [], ['a']])('refuses inputs that are no object: %j', (inputs) => {
    expect(run('ssr-languages', inputs)).toMatchObject({
      status: 'invalid_input',
      errors: ['BAD_VALUE:inputs'],
    });
  });

  it('takes no inputs at all for nothing told', () => {
    for (const inputs of [undefined, null, {}])
      expect(run('ssr-languages', inputs)).toMatchObject({
        status: 'needs_input',
        ask: ['primary_language'],
      });
  });

  it('takes null for not told', () => {
    expect(run('window-setting-deadline', { school_year: null, as_of: null }).ask).toEqual([
      'as_of',
      'school_year',
    ]);
  });

  it('takes null for blank in the fields of TOMS, and an absent key for not told', () => {
    expect(
      run('caa-registration-eligibility', { special_education: null, primary_disability_code: null }).ask,
    ).toEqual(['team_decided_alternate']);
    expect(run('caa-registration-eligibility', {}).ask).toHaveLength(3);
  });

  it('reports every faulty input, sorted, and nothing else', () => {
    expect(
      run('sis-credentials-expiry', { needed_through: '', as_of: 1, generated_on: '2027-02-29' }),
    ).toEqual({
      status: 'invalid_input',
      result: null,
      warnings: [],
      ask: [],
      errors: ['BAD_DATE:as_of', 'BAD_DATE:generated_on', 'BAD_DATE:needed_through'],
    });
  });

  it('reports a faulty input before it asks for a missing one', () => {
    expect(run('window-setting-deadline', { window_selected: 'yes' }).errors).toEqual([
      'BAD_VALUE:window_selected',
    ]);
  });

  it('reports faults between inputs beside faults of other inputs', () => {
    const answer = run('window-validate', { start: '2027-05-02', end: '2027-05-01', set_on: 'x' });
    expect(answer.errors).toEqual(['BAD_DATE:set_on', 'END_BEFORE_START:end']);
  });

  it.each(['Test Administrator', ' test-administrator ', 'TEST_ADMINISTRATOR', 'test  administrator'])(
    'understands a choice however it is written: "%s"',
    (role) => expect(run('security-forms', { role })).toMatchObject({ status: 'ok' }),
  );

  it('takes only true and false for yes and no', () => {
    for (const value of ['true', 'yes', 1, 0, []])
      expect(run('security-forms', { role: 'superintendent', interim_only: value }).errors).toEqual([
        'BAD_VALUE:interim_only',
      ]);
  });

  it.each([0, 100, 1.5, '2', true])('refuses a number outside its limits or of another kind: %j', (form) => {
    expect(run('second-scoring', { form }).errors).toEqual(['BAD_VALUE:form']);
  });

  it('ignores inputs that the rule does not know', () => {
    expect(run('ssr-languages', { primary_language: 'Korean', name: 'never needed' }).status).toBe('ok');
  });

  it('adds what it noticed in a calendar or a moment also when something is missing', () => {
    const calendar = { school_year: '2026-27', instructional_days: ['2026-08-15'] };
    expect(run('window-validate', { calendar }).warnings).toEqual([
      'UNUSUAL_DAY_COUNT',
      'WEEKEND_INSTRUCTIONAL_DAY',
    ]);
    expect(run('stairs-window-close', { incident_at: '2026-11-01T01:15' })).toMatchObject({
      status: 'needs_input',
      warnings: ['AMBIGUOUS_LOCAL_TIME'],
    });
  });
});
