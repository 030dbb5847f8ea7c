import { describe, expect, it } from 'vitest';
import { run } from './run.ts';

const open = { administration_year: '2026-27', as_of: '2026-07-02', primary_designated: false };
const designation = (changes: object) => run('superintendent-designation', { ...open, ...changes });
const LIST = [
  { name: 'A', added_on: '2024-08-01' },
  { name: 'B', added_on: '2023-07-10' },
];

describe('the designation of the primary coordinator', () => {
  it.each([
    ['2026-06-30', 1, 'open', false],
    ['2026-07-01', 0, 'due_today', false],
    ['2026-07-02', -1, 'missed', true],
  ])('on %s has %i days left and is %s', (as_of, days_left, state, fallback_applies) => {
    expect(designation({ as_of, existing_coordinators: LIST })).toMatchObject({
      result: { deadline: '2026-07-01', days_left, state, fallback_applies, fallback_primary: 'B' },
      warnings: [],
    });
  });

  it('once made needs no fallback, and a late one is noticed', () => {
    expect(designation({ primary_designated: true })).toMatchObject({
      result: { state: 'done', fallback_applies: false, fallback_primary: null },
      warnings: [],
    });
    expect(designation({ primary_designated: true, designated_on: '2026-07-01' }).warnings).toEqual([]);
    expect(designation({ primary_designated: true, designated_on: '2026-07-02' }).warnings).toEqual([
      'DESIGNATED_AFTER_DEADLINE',
    ]);
    expect(designation({ primary_designated: true, designated_on: '2026-07-03' }).errors).toEqual([
      'DESIGNATED_IN_FUTURE:designated_on',
    ]);
  });

  it.each<[string, unknown, string | null, string[]]>([
    ['no list', null, null, ['COORDINATOR_LIST_NEEDED']],
    ['an empty list', [], null, ['NO_EXISTING_COORDINATORS']],
    ['one person without a date', [{ name: 'A' }], 'A', []],
    ['several, one without a date', [...LIST, { name: 'C', added_on: null }], null, ['ADDED_DATES_NEEDED']],
    ['two on the first day', [...LIST, { name: 'C', added_on: '2023-07-10' }], null, ['TIE_FOR_FIRST_ADDED']],
    ['two on a later day', [...LIST, { name: 'C', added_on: '2024-08-01' }], 'B', []],
  ])('falls back with %s on %j', (_what, existing_coordinators, name, warnings) => {
    expect(designation({ existing_coordinators })).toMatchObject({
      result: { fallback_primary: name },
      warnings,
    });
  });

  it.each<[unknown, string]>([
    ['x', 'BAD_VALUE:existing_coordinators'],
    [['x'], 'BAD_VALUE:existing_coordinators'],
    [[{ added_on: '2024-08-01' }], 'BAD_VALUE:existing_coordinators'],
    [[{ name: 5 }], 'BAD_VALUE:existing_coordinators'],
    [[{ name: 'A', added_on: '2024-13-01' }], 'BAD_DATE:existing_coordinators'],
  ])('refuses the list %j', (existing_coordinators, error) => {
    expect(designation({ existing_coordinators }).errors).toEqual([error]);
  });

  it('tells the deadline as soon as the year is known', () => {
    expect(run('superintendent-designation', { administration_year: '2027-28' })).toMatchObject({
      result: { deadline: '2027-07-01' },
      ask: ['as_of', 'primary_designated'],
      warnings: [],
    });
    expect(designation({ administration_year: null })).toMatchObject({
      result: null,
      ask: ['administration_year'],
    });
  });
});
