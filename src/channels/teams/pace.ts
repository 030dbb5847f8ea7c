/** Messages to one conversation one after another, so that a flood in one chat is not refused by Teams. */
import { setTimeout as pause } from 'node:timers/promises';
import { DeliveryError } from '../../escalation/delivery/transport.ts';
import type { Connector } from './connector.ts';
import { LIMITS } from './limits.ts';

export interface Pace {
  /** Milliseconds between two. */
  gap: number;
  /** At most so many in so many milliseconds. */
  sends: readonly { ms: number; most: number }[];
}

/**
 * The moment from which one more may go. The clock is the caller's.
 * @param sent moments of those before, in order; epoch milliseconds
 * @example nextTurn([0, 150], 160, { gap: 150, sends: [{ ms: 1_000, most: 7 }] }) // 300
 * @example nextTurn([0, 150], 160, { gap: 150, sends: [{ ms: 1_000, most: 2 }] }) // 1000
 */
export function nextTurn(sent: readonly number[], now: number, { gap, sends }: Pace): number {
  const afterLast = (sent.at(-1) ?? Number.NEGATIVE_INFINITY) + gap;
  const free = sends.map(({ ms, most }) => (sent.at(-most) ?? Number.NEGATIVE_INFINITY) + ms);
  return Math.max(now, afterLast, ...free);
}

export interface PaceOptions extends Partial<Pace> {
  /** Milliseconds that a message waits here; where its turn is later, whoever sends it is told to come again. */
  longest?: number;
  now?: () => number;
  wait?: (ms: number) => Promise<unknown>;
}

const MOST_PLACES = 10_000;
/** Not all messages are equally long on their way: what left in time must arrive in time. */
const MARGIN = 1.05;

/**
 * The same connector, not faster than Teams allows in each conversation; conversations do not wait for each other. What
 * only shows that something is being done is left out where others wait.
 * @example await paced(connector).send(to, message) // DeliveryError with retryAfterMs when it would wait too long
 */
export function paced(connector: Connector, options: PaceOptions = {}): Connector {
  const { gap = LIMITS.gap, longest = LIMITS.turn, now = Date.now, wait = pause } = options;
  const sends = (options.sends ?? LIMITS.sends).map(({ ms, most }) => ({ ms: ms * MARGIN, most }));
  const turns = new Map<string, number[]>();
  const remembered = Math.max(gap, ...sends.map(({ ms }) => ms));

  /** @returns milliseconds until the turn, which is kept for the caller unless it is further away than `atMost` */
  function take(conversation: string, atMost: number): number {
    // Threads are counted with their channel.
    const place = conversation.split(';messageid=')[0] ?? '';
    const at = now();
    const sent = (turns.get(place) ?? []).filter((moment) => moment > at - remembered);
    const turn = nextTurn(sent, at, { gap, sends });
    if (turn - at > atMost) return turn - at;
    turns.delete(place);
    turns.set(place, [...sent, turn]);
    if (turns.size > MOST_PLACES) turns.delete(turns.keys().next().value ?? '');
    return turn - at;
  }

  return {
    ...connector,
    async send(to, message) {
      const atMost = message.type === 'typing' ? 0 : longest;
      const ms = take(to.conversation, atMost);
      if (ms > atMost && message.type === 'typing') return undefined;
      if (ms > atMost)
        throw new DeliveryError('Teams takes no more in this conversation now.', { retryAfterMs: ms });
      if (ms > 0) await wait(ms);
      return connector.send(to, message);
    },
  };
}
