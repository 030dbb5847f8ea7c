/** How long to wait between the tries of a delivery. */

export interface Backoff {
  firstMs: number;
  longestMs: number;
  /** Tries in all; after the last it stands among the failures. */
  tries: number;
}

/**
 * Ninety tries in about an hour, never further apart than 45 seconds: once a mail server or a database is back, what
 * waits has gone out within two minutes.
 */
export const BACKOFF: Backoff = { firstMs: 1_000, longestMs: 45_000, tries: 90 };

/**
 * Doubles with each try; a random share keeps those that failed together from coming back together.
 * @param attempts how often it was tried, from 1
 * @param random from 0 to 1
 * @example pauseAfter(3, BACKOFF, 0.5) // 3000: between 2 and 4 seconds
 */
export function pauseAfter(attempts: number, { firstMs, longestMs }: Backoff, random: number): number {
  const longest = Math.min(longestMs, firstMs * 2 ** (attempts - 1));
  return Math.round(longest * (0.5 + random / 2));
}
