/** What carries a delivery to its receiver: mail, or a channel. */
import type { Delivery } from '../../records/deliveries.ts';

export interface Transport {
  /** The `kind` of the deliveries that it carries. */
  kind: string;
  /**
   * Resolves when the receiver has it. `delivery.key` goes along, so that the receiver can tell a repetition: after a
   * crash the same delivery may come again.
   * @throws DeliveryError, or any error, which is tried again
   */
  send(delivery: Delivery): Promise<void>;
  /** A place that only this person sees, as a target; `person` is one of the channel of this kind. */
  privateWay?(person: string): Promise<string | undefined>;
}

export interface DeliveryErrorOptions extends ErrorOptions {
  permanent?: boolean;
  gone?: boolean;
  why?: string;
  place?: string;
  retryAfterMs?: number;
}

/** Why a delivery did not go through, and whether there is sense in trying again. */
export class DeliveryError extends Error {
  readonly code = 'DELIVERY';
  /** Such as an address that does not exist: never tried again. */
  readonly permanent: boolean;
  /** The place is closed to us, whatever is said: blocked, removed, archived. */
  readonly gone: boolean;
  /** The platform's own word for it, where it has one, such as `BotNotInConversationRoster`. */
  readonly why?: string;
  /** What is closed, where that is not the target itself. */
  readonly place?: string;
  /** The receiver asked to wait this long. */
  readonly retryAfterMs?: number;

  constructor(
    message: string,
    { permanent = false, gone = false, why, place, retryAfterMs, cause }: DeliveryErrorOptions = {},
  ) {
    super(message, { cause });
    this.permanent = permanent || gone;
    this.gone = gone;
    this.why = why;
    this.place = place;
    this.retryAfterMs = retryAfterMs;
  }
}
