import type { NewDelivery } from '../../src/records/deliveries.ts';
import type { EffectHandler } from '../../src/records/store.ts';

/** Handler of the effect `deliver` that only puts the delivery into the outbox, where no worker runs. */
export const handleDeliver: EffectHandler = async (effect, { records, now }) => {
  await records.outbox.add(effect.delivery as NewDelivery, now);
};
