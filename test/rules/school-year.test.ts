import { describe, expect, it } from 'vitest';
import {
  isInCalendarOf,
  isInSchoolYear,
  readSchoolYear,
  schoolYearLabel,
} from '../../src/rules/school-year.ts';

describe('reading a school year', () => {
  it.each(['2026-27', '2026–27', '2026-2027', '2026/27', '2026 - 27', '2026 /2027'])(
    'accepts %s',
    (label) => {
      expect(readSchoolYear(label)).toBe(2026);
    },
  );

  it.each(['2026-28', '2026-26', '2026', '26-27', '2026_27', '2026-027', '1999-00', '2099-00', 'x', ''])(
    'refuses "%s"',
    (label) => expect(readSchoolYear(label)).toBeNull(),
  );

  it('refuses what is not text', () => {
    for (const value of [2026, null, undefined, {}, ['2026-27']]) expect(readSchoolYear(value)).toBeNull();
  });

  it('accepts the first and the last year', () => {
    expect(readSchoolYear('2000-01')).toBe(2000);
    expect(readSchoolYear('2098-99')).toBe(2098);
  });
});

describe('a school year', () => {
  it('is written with two digits for the second year, also at the turn of the century', () => {
    expect(schoolYearLabel(2026)).toBe('2026-27');
    expect(schoolYearLabel(1999)).toBe('1999-00');
    expect(schoolYearLabel(2008)).toBe('2008-09');
  });

  it('runs from July 1 through June 30', () => {
    expect(isInSchoolYear('2026-06-30', 2026)).toBe(false);
    expect(isInSchoolYear('2026-07-01', 2026)).toBe(true);
    expect(isInSchoolYear('2027-06-30', 2026)).toBe(true);
    expect(isInSchoolYear('2027-07-01', 2026)).toBe(false);
  });

  it('has calendars that may run on through July 31', () => {
    expect(isInCalendarOf('2027-07-31', 2026)).toBe(true);
    expect(isInCalendarOf('2027-08-01', 2026)).toBe(false);
  });
});
