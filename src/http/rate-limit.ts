/** So many requests a minute from one address; further ones are told to wait. */
import type { RequestHandler } from 'express';
import { PROBLEMS, Refusal } from './problems.ts';

const MINUTE = 60_000;
/** Above this many addresses the counts begin anew, so that a flood of addresses costs no memory. */
const MOST_ADDRESSES = 10_000;

export interface RateLimitOptions {
  perMinute: number;
  clock?: () => number;
}

export function rateLimit({ perMinute, clock = Date.now }: RateLimitOptions): RequestHandler {
  const counts = new Map<string, { until: number; count: number }>();
  return (req, res, next) => {
    const now = clock();
    const address = req.ip ?? '';
    let seen = counts.get(address);
    if (!seen || seen.until <= now) {
      if (counts.size >= MOST_ADDRESSES) counts.clear();
      seen = { until: now + MINUTE, count: 0 };
      counts.set(address, seen);
    }
    if (++seen.count <= perMinute) return next();
    res.set('Retry-After', String(Math.ceil((seen.until - now) / 1000)));
    next(new Refusal(PROBLEMS.tooMany));
  };
}
