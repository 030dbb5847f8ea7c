import { describe, expect, it } from 'vitest';
import { run } from './run.ts';

const browser = (changes: object) =>
  run('secure-browser-cutoff', {
    school_year: '2026-27',
    as_of: '2026-11-21',
    browser: 'legacy',
    ...changes,
  });

describe('a legacy secure browser', () => {
  it.each([
    ['2026-10-30', true, 'legacy_still_supported', ['UPDATE_BEFORE_CUTOFF']],
    ['2026-10-31', false, 'cutoff_day', ['CUTOFF_DAY_UNCERTAIN']],
    ['2026-11-01', false, 'legacy_not_supported', []],
  ])('on %s is usable: %s', (as_of, usable, state, warnings) => {
    expect(browser({ as_of })).toMatchObject({ result: { usable, state, cutoff: '2026-10-31' }, warnings });
  });

  it('is ruled out by the text for summative tests only', () => {
    for (const test_kind of ['interim', 'practice'])
      expect(browser({ test_kind }).warnings).toEqual(['REQUIREMENT_STATED_FOR_SUMMATIVE_ONLY']);
    expect(browser({ test_kind: 'interim', as_of: '2026-10-31' }).warnings).toEqual(['CUTOFF_DAY_UNCERTAIN']);
  });

  it('has a date that the checklist gives for its own year', () => {
    expect(browser({ school_year: '2027-28', as_of: '2027-10-01' })).toMatchObject({
      result: {
        cutoff: '2027-10-31',
        legacy_last_safe_day: '2027-10-30',
        current_required_from: '2027-11-01',
      },
      warnings: ['DATE_FROM_2026_27_CHECKLIST', 'UPDATE_BEFORE_CUTOFF'],
    });
  });
});

it('a current secure browser is always usable', () => {
  for (const as_of of ['2026-07-01', '2026-10-31', '2027-06-30'])
    expect(browser({ browser: 'current', as_of })).toMatchObject({
      result: { usable: true, state: 'current' },
      warnings: [],
    });
  expect(browser({ browser: 'current', as_of: '2027-07-01' }).warnings).toEqual(['AS_OF_OUTSIDE_YEAR']);
});

it('the cutoff is told as soon as the year is known', () => {
  expect(run('secure-browser-cutoff', { school_year: '2027-28' })).toMatchObject({
    result: { cutoff: '2027-10-31' },
    ask: ['as_of', 'browser'],
    warnings: [],
  });
});
