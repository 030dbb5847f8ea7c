import { describe, expect, it } from 'vitest';
import { run } from './run.ts';

const kept = (inputs: object) => run('toms-data-retention', inputs);

describe('the data that TOMS keeps', () => {
  it.each([
    ['2027-28', 'future', false],
    ['2026-27', 'current', true],
    ['2025-26', 'historical_1', true],
    ['2024-25', 'historical_2', true],
    ['2023-24', 'removed', false],
    ['2015-16', 'removed', false],
  ])('in 2026-27: %s is %s', (data_year, position, available) => {
    expect(kept({ data_year, current_year: '2026-27' })).toMatchObject({
      result: { position, available, oldest_available: '2024-25' },
      warnings: [],
    });
  });

  it('leave at the transition three years later, and should be downloaded by June 30 before it', () => {
    expect(kept({ data_year: '2024-25', current_year: '2026-27' }).result).toMatchObject({
      removed_at_transition_to: '2027-28',
      download_by: '2027-06-30',
    });
  });

  it('change on the day of the rollover', () => {
    const current = (as_of: string, rollover_date?: string) =>
      kept({ data_year: '2024-25', as_of, rollover_date }).result?.current_year;
    expect(current('2027-07-05', '2027-07-06')).toBe('2026-27');
    expect(current('2027-07-06', '2027-07-06')).toBe('2027-28');
    expect(current('2027-07-02')).toBe('2026-27');
    expect(current('2027-07-03')).toBe('2027-28');
  });

  it.each([
    ['2027-06-30', []],
    ['2027-07-01', ['ROLLOVER_DATE_ASSUMED']],
    ['2027-07-31', ['ROLLOVER_DATE_ASSUMED']],
    ['2026-07-03', ['ROLLOVER_DATE_ASSUMED']],
    ['2027-08-01', []],
  ])('on %s rest on an assumed rollover: %j', (as_of, warnings) => {
    expect(kept({ data_year: '2024-25', as_of }).warnings).toEqual(warnings);
  });

  it('rest on nothing assumed when TOMS shows the year or the rollover is known', () => {
    expect(kept({ data_year: '2024-25', as_of: '2027-07-15', current_year: '2026-27' })).toMatchObject({
      result: { current_year: '2026-27' },
      warnings: [],
    });
    expect(kept({ data_year: '2024-25', as_of: '2027-07-15', rollover_date: '2027-07-20' }).warnings).toEqual(
      [],
    );
  });

  it.each([
    ['2027-05-31', ['ROLLOVER_OUT_OF_RANGE:rollover_date']],
    ['2027-06-01', []],
    ['2027-09-30', []],
    ['2027-10-01', ['ROLLOVER_OUT_OF_RANGE:rollover_date']],
    ['2026-07-03', ['ROLLOVER_NOT_IN_AS_OF_YEAR:rollover_date']],
    ['2026-01-01', ['ROLLOVER_NOT_IN_AS_OF_YEAR:rollover_date', 'ROLLOVER_OUT_OF_RANGE:rollover_date']],
  ])('with a rollover on %s give the errors %j', (rollover_date, errors) => {
    expect(kept({ data_year: '2024-25', as_of: '2027-07-15', rollover_date }).errors).toEqual(errors);
  });

  it('need the year of the data, and a year or a day to look from', () => {
    expect(kept({ data_year: '2024-25' }).ask).toEqual(['as_of']);
    expect(kept({ as_of: '2027-01-01' }).ask).toEqual(['data_year']);
    expect(kept({}).ask).toEqual(['as_of', 'data_year']);
  });
});
