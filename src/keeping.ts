/** The store of the running server, with what goes on beside the answers: deliveries, and retention. */
import { randomUUID } from 'node:crypto';
import type { Settings } from './config/settings.ts';
import { DELIVER, handleDeliver } from './escalation/delivery/deliver.ts';
import { handleKeepReference, KEEP_REFERENCE } from './escalation/delivery/keep-reference.ts';
import type { Transport } from './escalation/delivery/transport.ts';
import { startWorker, type Worker } from './escalation/delivery/worker.ts';
import type { Log } from './log.ts';
import type { EffectHandlers } from './records/store.ts';
import { openStore, type Store } from './store/store.ts';

const EVERY_HOUR = 60 * 60 * 1000;

export interface Keeping {
  store: Store;
  /** Starts delivering, once the channels that carry deliveries are there. */
  deliver(transports: readonly Transport[]): Worker;
  /** For `/healthz`: counts only. */
  health(): Promise<{ ok: boolean; store: string; waiting?: number; failedDeliveries?: number }>;
  close(): Promise<void>;
}

/**
 * @param effects what the skills' effects do, besides deliveries
 * @throws StoreError in a sentence
 */
export async function startKeeping(
  settings: Settings,
  log: Log,
  effects: EffectHandlers = {},
): Promise<Keeping> {
  const opened = await openStore({
    ...settings.store,
    effects: { [DELIVER]: handleDeliver, [KEEP_REFERENCE]: handleKeepReference, ...effects },
    onLost: (error) => log.warn({ err: error }, 'a connection to the database was lost'),
  });
  const workers: Worker[] = [];
  const store = waking(opened, () => {
    for (const worker of workers) worker.wake();
  });
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
    deliver(transports) {
      const worker = startWorker({
        outbox: store.outbox,
        transports,
        owner: randomUUID(),
        onTrouble: ({ error, ...trouble }) => log.warn({ ...trouble, err: error }, trouble.what),
      });
      workers.push(worker);
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
      await Promise.all(workers.map((worker) => worker.stop()));
      await purging;
      await store.close();
    },
  };
}

/** The same store; what it has just put into the outbox is delivered at once, not at the next look. */
function waking(store: Store, wake: () => void): Store {
  return {
    ...store,
    async transact(work) {
      const result = await store.transact(work);
      wake();
      return result;
    },
    conversations: {
      ...store.conversations,
      async commit(turned) {
        const committed = await store.conversations.commit(turned);
        if (turned.effects.length) wake();
        return committed;
      },
    },
  };
}
