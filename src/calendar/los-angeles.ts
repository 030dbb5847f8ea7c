/** Instants and wall times of other zones as Los Angeles wall time. */

/** Minutes since 1970 on a wall clock: a moment without a zone. */
export type WallMinutes = number;

const MINUTE = 60_000;
const clocks = new Map<string, Intl.DateTimeFormat | null>();

function clockOf(zone: string): Intl.DateTimeFormat | null {
  const known = clocks.get(zone);
  if (known !== undefined) return known;
  let clock: Intl.DateTimeFormat | null = null;
  try {
    clock = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
  } catch {
    // No such zone: whoever asks decides what then.
  }
  clocks.set(zone, clock);
  return clock;
}

/** Whether the name is a zone of the IANA list. */
export function isZone(zone: string): boolean {
  return clockOf(zone) !== null;
}

function wallIn(zone: string, instant: number): WallMinutes {
  const parts = clockOf(zone)?.formatToParts(instant) ?? [];
  const part = (type: string) => Number(parts.find((p) => p.type === type)?.value ?? 0);
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute')) / MINUTE;
}

/** An instant in milliseconds as wall time of Los Angeles. */
export function instantToLosAngeles(instant: number): WallMinutes {
  return wallIn('America/Los_Angeles', instant);
}

/**
 * Wall time of another IANA zone as wall time of Los Angeles.
 * @example toLosAngelesWall(Date.UTC(2026, 8, 7, 2) / 60000, 'America/New_York') // 11 p.m. of the day before
 */
export function toLosAngelesWall(wall: WallMinutes, zone: string): WallMinutes {
  if (zone === 'America/Los_Angeles') return wall;
  // The offset is looked up twice, so that a change of the clocks in between is seen.
  let instant = wall * MINUTE;
  for (let i = 0; i < 2; i++) instant += (wall - wallIn(zone, instant)) * MINUTE;
  return instantToLosAngeles(instant);
}
