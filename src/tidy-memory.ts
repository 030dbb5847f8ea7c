/** Gives back memory that is no longer used when nobody waits for an answer, and spends it while many do. */
import { performance } from 'node:perf_hooks';
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type Collect = (options: { type: 'major'; execution: 'sync'; flavor?: 'last-resort' }) => void;

const LOOK_MS = 500;
/** Shares of the time since the last look in which something was done. */
const QUIET = 0.02;
const BUSY = 0.5;
const WORTHWHILE_BYTES = 3e6;

/** As the server is started (start.js): small, at the cost of many collections. */
const SMALL = ['--optimize-for-size', '--semi-space-growth-factor=1'];
/** Under load collections cost more than half of the time, unless they may be few. */
const ROOMY = ['--no-optimize-for-size', '--semi-space-growth-factor=2'];

function collector(): Collect {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as Collect;
  setFlagsFromString('--no-expose-gc');
  return collect;
}

/**
 * Collects once, so that what the start left behind is not collected in the middle of the first answers. Compiled code
 * stays.
 */
export function tidyNow(): void {
  collector()({ type: 'major', execution: 'sync' });
}

/**
 * Collects thoroughly (some 50 ms) at once, and then whenever a quiet moment follows some use: left to itself, Node
 * keeps the leavings of the start and of the last answers, 10 MB and more, for as long as little happens. While there
 * is much to do, it may take more memory instead.
 * @returns how to end it
 * @example const end = keepTidy(); // after the server has begun to listen
 */
export function keepTidy(): () => void {
  const collect = collector();
  let least = 0;
  let roomy = false;
  const allow = (room: boolean) => {
    if (room === roomy) return;
    roomy = room;
    for (const flag of room ? ROOMY : SMALL) setFlagsFromString(flag);
  };
  let before = performance.eventLoopUtilization();
  const tidy = () => {
    collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
    least = getHeapStatistics().used_heap_size;
    before = performance.eventLoopUtilization();
  };
  tidy();
  const looking = setInterval(() => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    if (utilization > BUSY) allow(true);
    if (utilization > QUIET) return;
    if (!roomy && getHeapStatistics().used_heap_size < least + WORTHWHILE_BYTES) return;
    allow(false);
    tidy();
  }, LOOK_MS);
  looking.unref();
  return () => clearInterval(looking);
}
