/** The clock: now, as Los Angeles wall time with its offset. */

const PARTS = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'America/Los_Angeles',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZoneName: 'longOffset',
});

const MINUTE_MS = 60_000;
/** The minute that was written last: under load, thousands of moments fall into one. */
let written = { minute: Number.NaN, before: '', offset: '' };

/** An instant as `2026-11-21T10:00:00-08:00`. */
export function toLosAngeles(instant: Date): string {
  const minute = Math.floor(instant.getTime() / MINUTE_MS);
  if (minute !== written.minute) written = { minute, ...write(instant) };
  return `${written.before}:${String(instant.getUTCSeconds()).padStart(2, '0')}${written.offset}`;
}

function write(instant: Date): { before: string; offset: string } {
  const p = Object.fromEntries(PARTS.formatToParts(instant).map((x) => [x.type, x.value]));
  const offset = (p.timeZoneName ?? 'GMT-08:00').slice(3) || '+00:00';
  return { before: `${p.year}-${p.month}-${p.day}T${p.hour}:${p.minute}`, offset };
}

export function nowInLosAngeles(): string {
  return toLosAngeles(new Date());
}

/** `losAngelesMoment('2026-11-21', '10:00')` is `'2026-11-21T10:00:00-08:00'`. */
export function losAngelesMoment(date: string, time: string): string {
  const guess = toLosAngeles(new Date(`${date}T${time}:00-08:00`));
  return `${date}T${time}:00${guess.slice(-6)}`;
}
