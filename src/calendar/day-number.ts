/** Days as whole numbers since 1970-01-01: fast to step through, and free of time zones. */

const DAY = 86_400_000;

/** `toNumber('1970-01-02')` is `1`; NaN for what is no date. */
export function toNumber(date: string): number {
  return Math.floor(Date.parse(`${date}T00:00:00Z`) / DAY);
}

/** `fromNumber(1)` is `'1970-01-02'`. */
export function fromNumber(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** A date from its parts, or undefined where there is no such day: `dateOf(2027, 2, 29)` is undefined. */
export function dateOf(year: number, month: number, day: number): string | undefined {
  if (!(year >= 1970 && year <= 2099)) return undefined;
  const at = new Date(Date.UTC(year, month - 1, day));
  const same = at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  return same ? at.toISOString().slice(0, 10) : undefined;
}

/** Day of the week, 0 for Sunday: `weekdayOf(0)` is `4`, a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}
