/** Delivers what stands in the outbox: leased, tried again with growing pauses, in order in each conversation. */
import type { Delivery, Outbox } from '../../records/deliveries.ts';
import { BACKOFF, type Backoff, pauseAfter } from './backoff.ts';
import { gathered } from './gathered.ts';
import { DeliveryError, type Transport } from './transport.ts';

export interface WorkerOptions {
  outbox: Outbox;
  transports: readonly Transport[];
  /** Unique to this process. */
  owner: string;
  /** Told of what went wrong, without contents. */
  onTrouble?(trouble: {
    what: string;
    delivery?: number;
    kind?: string;
    attempts?: number;
    error: unknown;
  }): void;
  now?: () => number;
  random?: () => number;
  backoff?: Backoff;
  /** How long a delivery may take before another instance tries it; sending is given up a little earlier. */
  leaseMs?: number;
  /** How often it looks, when nobody wakes it. */
  everyMs?: number;
  atOnce?: number;
}

export interface Worker {
  /** Something new may be due: looks at once. */
  wake(): void;
  /** Delivers what this owner has begun already. */
  take(begun: readonly Delivery[]): void;
  /** Whether a delivery went out, and only its outcome is still to be written down. */
  isSent(id: number): boolean;
  /** Takes nothing new, and waits for what is under way. */
  stop(): Promise<void>;
}

export const LEASE_MS = 60_000;
/** Those that end within so long are followed up together. */
const BREATH_MS = 5;

/**
 * @example
 * const worker = startWorker({ outbox: store.outbox, transports: [mail], owner: randomUUID() });
 * worker.wake(); // after a commit
 */
export function startWorker(options: WorkerOptions): Worker {
  const { outbox, transports, owner, onTrouble = () => {}, now = Date.now, random = Math.random } = options;
  const { backoff = BACKOFF, leaseMs = LEASE_MS, everyMs = 1_000, atOnce = 20 } = options;
  const byKind = new Map(transports.map((t) => [t.kind, t]));
  const markDelivered = gathered<number>((ids) => outbox.delivered(ids, now()));
  const sent = new Set<number>();
  let stopping = false;
  let woken = false;
  let rest: (() => void) | undefined;
  /** Some that were not begun at once may stand behind those under way. */
  let behind = true;
  let afterwards: NodeJS.Timeout | undefined;
  const underWay = new Set<Promise<void>>();

  async function attempt(delivery: Delivery): Promise<void> {
    try {
      await withinTime(byKind.get(delivery.kind)!.send(delivery), leaseMs * 0.8);
    } catch (error) {
      const { kind, attempts } = delivery;
      onTrouble({ what: 'delivery failed', delivery: delivery.id, kind, attempts, error });
      await giveBack(delivery, error);
      return;
    }
    sent.add(delivery.id);
    await markDelivered(delivery.id).finally(() => sent.delete(delivery.id));
  }

  async function giveBack(delivery: Delivery, error: unknown): Promise<void> {
    const said = error instanceof Error ? error.message : String(error);
    const { permanent, retryAfterMs } = error instanceof DeliveryError ? error : {};
    if (permanent || delivery.attempts >= backoff.tries)
      return void (await outbox.fail(delivery.id, owner, said, now()));
    const pause = Math.max(pauseAfter(delivery.attempts, backoff, random()), retryAfterMs ?? 0);
    await outbox.retry(delivery.id, owner, now() + pause, said, now());
  }

  function begin(delivery: Delivery): void {
    // When its outcome cannot be written down, the lease runs out and it is tried again under the same key.
    const task = attempt(delivery)
      .catch((error) => onTrouble({ what: 'outcome not kept', delivery: delivery.id, error }))
      .finally(() => {
        underWay.delete(task);
        // The next of its conversation may be due now.
        if (behind) afterwards ??= setTimeout(look, BREATH_MS);
      });
    underWay.add(task);
  }

  async function run(): Promise<void> {
    while (!stopping) {
      woken = false;
      let claimed: Delivery[] = [];
      const limit = atOnce - underWay.size;
      try {
        if (limit > 0)
          claimed = await outbox.claim({ owner, now: now(), leaseMs, limit, kinds: [...byKind.keys()] });
      } catch (error) {
        onTrouble({ what: 'outbox not readable', error });
      }
      if (claimed.length) behind = true;
      else if (!underWay.size && !woken) behind = false;
      for (const delivery of claimed) begin(delivery);
      if (!woken && !stopping) await sleep();
    }
  }

  function sleep(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, everyMs);
      rest = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  function wake(): void {
    behind = true;
    look();
  }

  function look(): void {
    clearTimeout(afterwards);
    afterwards = undefined;
    woken = true;
    rest?.();
  }

  const running = run();
  return {
    wake,
    take(begun) {
      for (const delivery of begun) begin(delivery);
    },
    isSent: (id) => sent.has(id),
    async stop() {
      stopping = true;
      look();
      await running;
      while (underWay.size) await Promise.all(underWay);
    },
  };
}

/** A transport that never answers must not hold its conversation for ever. */
async function withinTime(work: Promise<void>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DeliveryError(`No answer within ${Math.round(ms / 1000)} s.`)), ms);
  });
  try {
    await Promise.race([work, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
