import { describe, expect, it } from 'vitest';
import { run } from './run.ts';

const expiry = (inputs: object) => run('sis-credentials-expiry', { generated_on: '2026-05-20', ...inputs });

describe('SIS credentials', () => {
  it('expire after 365 days, which in a leap year is a day before the anniversary', () => {
    expect(expiry({}).result).toMatchObject({ expires_on: '2027-05-20', last_safe_day: '2027-05-19' });
    expect(expiry({ generated_on: '2027-03-01' }).result).toMatchObject({ expires_on: '2028-02-29' });
    expect(expiry({ generated_on: '2099-12-31' }).result).toMatchObject({ expires_on: '2100-12-31' });
  });

  it.each([
    ['2026-05-20', 365, 'valid', []],
    ['2027-04-19', 31, 'valid', []],
    ['2027-04-20', 30, 'valid', ['EXPIRES_WITHIN_30_DAYS']],
    ['2027-05-19', 1, 'valid', ['EXPIRES_WITHIN_30_DAYS']],
    ['2027-05-20', 0, 'expires_today', []],
    ['2027-05-21', -1, 'expired', []],
  ])('on %s have %i days left and are %s', (as_of, left, state, warnings) => {
    expect(expiry({ as_of })).toMatchObject({ result: { days_left: left, state }, warnings });
  });

  it('cover what is needed through the day before they expire', () => {
    expect(expiry({ needed_through: '2027-05-19' }).result).toMatchObject({ covers_needed: true });
    expect(expiry({ needed_through: '2027-05-20' }).result).toMatchObject({ covers_needed: false });
  });

  it('cannot be generated in the future, nor needed before', () => {
    expect(expiry({ as_of: '2026-05-19', needed_through: '2026-05-19' }).errors).toEqual([
      'GENERATED_IN_FUTURE:generated_on',
      'NEEDED_BEFORE_GENERATED:needed_through',
    ]);
    expect(expiry({ needed_through: '2026-05-20' }).status).toBe('ok');
  });
});
