/** The clock: now, as Los Angeles wall time with its offset. */

const PARTS = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'America/Los_Angeles',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
  timeZoneName: 'longOffset',
});

/** An instant as `2026-11-21T10:00:00-08:00`. */
export function toLosAngeles(instant: Date): string {
  const p = Object.fromEntries(PARTS.formatToParts(instant).map((x) => [x.type, x.value]));
  return `${p.year}-${p.month}-${p.day}T${p.hour}:${p.minute}:${p.second}${(p.timeZoneName ?? 'GMT-08:00').slice(3) || '+00:00'}`;
}

export function nowInLosAngeles(): string {
  return toLosAngeles(new Date());
}

/** `losAngelesMoment('2026-11-21', '10:00')` is `'2026-11-21T10:00:00-08:00'`. */
export function losAngelesMoment(date: string, time: string): string {
  const guess = toLosAngeles(new Date(`${date}T${time}:00-08:00`));
  return `${date}T${time}:00${guess.slice(-6)}`;
}
