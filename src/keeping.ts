/** The store of the running server, with what goes on beside the answers: deliveries, and retention. */
import { randomUUID } from 'node:crypto';
import type { Settings } from './config/settings.ts';
import { type AtOnce, createAtOnce } from './escalation/delivery/at-once.ts';
import { DELIVER } from './escalation/delivery/deliver.ts';
import { handleKeepReference, KEEP_REFERENCE } from './escalation/delivery/keep-reference.ts';
import type { Transport } from './escalation/delivery/transport.ts';
import { LEASE_MS, startWorker, type Worker, type WorkerOptions } from './escalation/delivery/worker.ts';
import type { Log } from './log.ts';
import type { EffectHandlers } from './records/store.ts';
import { openStore, type Store, type StoreOptions } from './store/store.ts';

const EVERY_HOUR = 60 * 60 * 1000;

export interface Keeping {
  store: Store;
  /** Starts delivering, once the channels that carry deliveries are there. */
  deliver(transports: readonly Transport[], options?: Pick<WorkerOptions, 'backoff' | 'everyMs'>): Worker;
  /** For `/healthz`: counts only. */
  health(): Promise<{ ok: boolean; store: string; waiting?: number; failedDeliveries?: number }>;
  close(): Promise<void>;
}

/**
 * @param effects what the skills' effects do, besides deliveries
 * @param leaseMs how long a delivery may take before another instance tries it
 * @throws StoreError in a sentence
 */
export async function startKeeping(
  settings: { store: Settings['store'] & Pick<StoreOptions, 'dialect'> },
  log: Log,
  effects: EffectHandlers = {},
  { leaseMs = LEASE_MS }: Pick<WorkerOptions, 'leaseMs'> = {},
): Promise<Keeping> {
  const owner = randomUUID();
  let worker: Worker | undefined;
  let carried: ReadonlySet<string> = new Set();
  const atOnce = createAtOnce({
    owner,
    leaseMs,
    carries: (kind) => carried.has(kind),
    isSent: (id) => worker?.isSent(id) ?? false,
  });
  const opened = await openStore({
    ...settings.store,
    effects: { [DELIVER]: atOnce.handle, [KEEP_REFERENCE]: handleKeepReference, ...effects },
    onLost: (error) => log.warn({ err: error }, 'a connection to the database was lost'),
  });
  const store = sending(opened, atOnce, () => worker);
  const purge = async () => {
    try {
      const purged = await store.purge(settings.store.retentionDays);
      if (Object.keys(purged).length) log.info({ purged }, 'retention');
    } catch (error) {
      log.error({ err: error }, 'retention could not be kept');
    }
  };
  let purging = purge();
  const hourly = setInterval(() => {
    purging = purge();
  }, EVERY_HOUR);
  hourly.unref();

  return {
    store,
    deliver(transports, options) {
      worker = startWorker({
        ...options,
        outbox: store.outbox,
        transports,
        owner,
        leaseMs,
        onTrouble: ({ error, ...trouble }) => log.warn({ ...trouble, err: error }, trouble.what),
      });
      carried = new Set(transports.map(({ kind }) => kind));
      return worker;
    },
    async health() {
      try {
        const { waiting, failed } = await store.outbox.count();
        return { ok: true, store: store.kind, waiting, failedDeliveries: failed };
      } catch (error) {
        log.error({ err: error }, 'the store does not answer');
        return { ok: false, store: store.kind };
      }
    },
    async close() {
      clearInterval(hourly);
      await worker?.stop();
      await purging;
      await store.close();
    },
  };
}

/** The same store; what it has just put into the outbox is delivered at once, not at the next look. */
function sending(store: Store, { begunBy }: AtOnce, worker: () => Worker | undefined): Store {
  return {
    ...store,
    async transact(work) {
      const result = await store.transact(work);
      worker()?.wake();
      return result;
    },
    conversations: {
      ...store.conversations,
      async commit(turned) {
        const committed = await store.conversations.commit(turned);
        if (committed.outcome !== 'kept' || !turned.effects.length) return committed;
        const begun = begunBy(turned.effects);
        worker()?.take(begun);
        // Some may be another's to deliver, or stand behind an earlier one.
        if (begun.length < turned.effects.length) worker()?.wake();
        return committed;
      },
    },
  };
}
