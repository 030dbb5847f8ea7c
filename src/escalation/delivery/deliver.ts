/** Deliveries as effects: the row is kept with the reply that causes it. */
import type { Effect } from '../../assistant/skill.ts';
import type { NewDelivery } from '../../records/deliveries.ts';

export const DELIVER = 'deliver';

/**
 * @example deliver({ kind: 'mail', target: 'sam@example.org', payload: { subject: 'Ticket 1042' }, key: 'ticket-1042-created' })
 */
export function deliver(delivery: NewDelivery): Effect {
  return { type: DELIVER, delivery };
}
