import { describe, expect, it } from 'vitest';
import { run } from './run.ts';

const packs = (students: unknown, administration_year = '2025-26') =>
  run('ppt-packs', { administration_year, lines: [{ title: 'Grade 5 CAST braille', students }] });

describe('packs of paper-pencil tests', () => {
  it.each([
    [0, 0, 0],
    [1, 1, 4],
    [5, 1, 0],
    [6, 2, 4],
    [1_000_000, 200_000, 0],
  ])('for %i students are %i, with %i to spare', (students, count, spare) => {
    expect(packs(students)).toMatchObject({
      result: { pack_size: 5, lines: [{ packs: count, booklets: count * 5, spare }], total_packs: count },
      warnings: [],
    });
  });

  it.each([
    ['2024-25', 10, ['OLD_PACK_SIZE']],
    ['2025-26', 5, []],
    ['2026-27', 5, ['STATED_FOR_2025_26']],
  ])('hold in %s %i booklets', (year, pack_size, warnings) => {
    expect(packs(3, year)).toMatchObject({ result: { pack_size }, warnings });
  });

  it('are never shared between titles', () => {
    const lines = [
      { title: 'a', students: 1 },
      { title: 'a', students: 1 },
    ];
    expect(run('ppt-packs', { administration_year: '2025-26', lines }).result).toMatchObject({
      total_packs: 2,
      total_booklets: 10,
    });
  });

  it.each([-1, 1.5, 1_000_001, '5', null])('refuse %j students', (students) => {
    expect(packs(students).errors).toEqual(['BAD_VALUE:lines']);
  });

  it.each([[[]], ['x'], [[5]], [[{ students: 5 }]], [[{ title: 5, students: 5 }]]])(
    'refuse the lines %j',
    (lines) => {
      expect(run('ppt-packs', { administration_year: '2025-26', lines }).errors).toEqual(['BAD_VALUE:lines']);
    },
  );

  it('need a year and lines', () => {
    expect(run('ppt-packs', {}).ask).toEqual(['administration_year', 'lines']);
  });
});
