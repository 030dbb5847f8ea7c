/** Deliveries: notifications that are rows first, and are sent by a worker afterwards. */
import type { Later } from './later.ts';

export interface NewDelivery {
  /** Which transport sends it: `mail`, `slack`, `web`. */
  kind: string;
  /** Whom or where, as the transport understands it. */
  target: string;
  /** Plain JSON, as the transport understands it. */
  payload: unknown;
  /** Deliveries of one conversation arrive in the order in which they were made. */
  conversation?: string;
  /** The same key twice is one delivery; the transport passes it on, so that the receiver can tell a repetition. */
  key: string;
  /** Not before; epoch milliseconds. */
  notBefore?: number;
}

export type DeliveryState = 'waiting' | 'delivered' | 'failed';

export interface Delivery extends NewDelivery {
  id: number;
  state: DeliveryState;
  /** How often it was tried, this time included. */
  attempts: number;
  nextAt: number;
  leaseUntil?: number;
  leaseOwner?: string;
  lastError?: string;
  createdAt: number;
  updatedAt: number;
}

export interface Claim {
  owner: string;
  now: number;
  leaseMs: number;
  limit: number;
  /** Only these kinds: an instance without mail leaves mail to the others. */
  kinds: readonly string[];
}

export interface Outbox {
  /** @returns false when the key is there already */
  add(delivery: NewDelivery, at: number): Later<boolean>;
  /**
   * Adds it, and takes it when it is due and nothing of its conversation waits before it that was not sent.
   * @returns the delivery, when it was taken
   */
  begin(
    delivery: NewDelivery,
    lease: Pick<Claim, 'owner' | 'leaseMs'> & { isSent(id: number): boolean },
    at: number,
  ): Later<Delivery | undefined>;
  /** Takes what is due, at most one of each conversation, and counts the attempt. */
  claim(claim: Claim): Later<Delivery[]>;
  delivered(ids: readonly number[], at: number): Later<void>;
  /** Puts it back for later; only while the lease is this owner's. */
  retry(id: number, owner: string, nextAt: number, error: string, at: number): Later<void>;
  /** The last try failed. */
  fail(id: number, owner: string, error: string, at: number): Later<void>;
  /** As it was added, whatever became of it; delivered ones go after some weeks. */
  find(key: string): Later<Delivery | undefined>;
  /** Takes away what was not delivered, but for what is just being tried. */
  withdraw(keys: readonly string[], now: number): Later<void>;
  /** The newest first. */
  failures(limit?: number): Later<Delivery[]>;
  /** Tries failed ones again from the start; all of them without ids. @returns how many */
  resend(at: number, ids?: readonly number[]): Later<number>;
  count(): Later<Record<DeliveryState, number>>;
  /** When the oldest waiting one was due; undefined when none waits. */
  oldestDue(): Later<number | undefined>;
}
