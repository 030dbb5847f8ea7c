/** A school year is kept as its first calendar year: 2026-27 is `2026`. It runs from July 1 to June 30. */

const LABEL = /^(\d{4})\s*[-–/]\s*(\d{2}|\d{4})$/;
const FIRST = 2000;
const LAST = 2098;

/**
 * The first calendar year of a label such as `2026-27`, `2026–27`, `2026-2027` or `2026/27`; null for anything else.
 * @example readSchoolYear('2026 / 27') // 2026
 */
export function readSchoolYear(value: unknown): number | null {
  const parts = typeof value === 'string' ? LABEL.exec(value) : null;
  if (!parts) return null;
  const year = Number(parts[1]);
  const second = Number(parts[2]);
  const next = parts[2]?.length === 2 ? (year + 1) % 100 : year + 1;
  return year >= FIRST && year <= LAST && second === next ? year : null;
}

/** `schoolYearLabel(2026)` is `'2026-27'`. */
export function schoolYearLabel(year: number): string {
  return `${year}-${String((year + 1) % 100).padStart(2, '0')}`;
}

/** A month and day in the first calendar year of the school year: `inFirstYear(2026, '12-01')` is `'2026-12-01'`. */
export function inFirstYear(year: number, monthDay: string): string {
  return `${year}-${monthDay}`;
}

/** A month and day in the second calendar year of the school year: `inSecondYear(2026, '06-30')` is `'2027-06-30'`. */
export function inSecondYear(year: number, monthDay: string): string {
  return `${year + 1}-${monthDay}`;
}

/** Whether a date lies in the school year, July 1 through June 30. */
export function isInSchoolYear(date: string, year: number): boolean {
  return date >= inFirstYear(year, '07-01') && date <= inSecondYear(year, '06-30');
}

/** Whether a date can belong to a school's calendar of that year: a track may teach on to July 31 of the next. */
export function isInCalendarOf(date: string, year: number): boolean {
  return date >= inFirstYear(year, '07-01') && date <= inSecondYear(year, '07-31');
}
