/** Deliveries that go out the moment their cause is kept: begun in the same transaction, not looked for afterwards. */
import type { Effect } from '../../assistant/skill.ts';
import type { Delivery, NewDelivery } from '../../records/deliveries.ts';
import type { EffectHandler } from '../../records/store.ts';

export interface AtOnce {
  /** Handler of the effect `deliver`. */
  handle: EffectHandler;
  /** What was begun for these effects, once their transaction is committed. */
  begunBy(effects: readonly Effect[]): Delivery[];
}

export interface AtOnceOptions {
  /** Unique to this process, as the worker's. */
  owner: string;
  leaseMs: number;
  /** Whether this process delivers that kind now. */
  carries(kind: string): boolean;
  /** Whether an earlier delivery went out already, though its row does not say so yet. */
  isSent(id: number): boolean;
}

/**
 * What must wait for an earlier one of its conversation, or is carried by another process, is left in the outbox.
 * @example
 * const { handle, begunBy } = createAtOnce({ owner, leaseMs: 60_000, carries: () => true, isSent: worker.isSent });
 * // with handle in a transaction's effects, after its commit:
 * worker.take(begunBy(turned.effects));
 */
export function createAtOnce({ carries, ...lease }: AtOnceOptions): AtOnce {
  const begun = new WeakMap<Effect, Delivery>();
  return {
    async handle(effect, { records, now }) {
      // The transaction may be tried again.
      begun.delete(effect);
      const given = effect.delivery as NewDelivery;
      if (!carries(given.kind)) return void (await records.outbox.add(given, now));
      const delivery = await records.outbox.begin(given, lease, now);
      if (delivery) begun.set(effect, delivery);
    },
    begunBy: (effects) => effects.flatMap((effect) => begun.get(effect) ?? []),
  };
}
