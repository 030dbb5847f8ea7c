/** What administrators look after: figures of the week, what was not answered, what could not be delivered. */
import { findMisses, type Miss } from '../learning/misses.ts';
import type { Delivery } from '../records/deliveries.ts';
import type { Records } from '../records/store.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const STATS_DAYS = 7;
/** How far back the list of misses reaches. */
export const MISSES_DAYS = 30;
const MOST_FAILURES = 20;

export interface Stats {
  /** How many questions had each outcome. */
  outcomes: Readonly<Record<string, number>>;
  waiting: number;
  failed: number;
}

export async function weekStats(store: Pick<Records, 'questions' | 'outbox'>, now: number): Promise<Stats> {
  const [outcomes, { waiting, failed }] = await Promise.all([
    store.questions.outcomes(now - STATS_DAYS * DAY_MS),
    store.outbox.count(),
  ]);
  return { outcomes, waiting, failed };
}

/** A delivery that failed: of whom it was and what it said is told nobody. */
export interface Failure {
  id: number;
  /** Such as slack or mail. */
  kind: string;
  why: string;
  at: number;
}

export interface Oversight {
  /** The most frequent first. */
  misses: Miss[];
  /** The newest first. */
  failures: Failure[];
  /** How many failed in all. */
  failed: number;
}

export async function oversee(
  store: Pick<Records, 'questions' | 'ignoredMisses' | 'outbox'>,
  now: number,
): Promise<Oversight> {
  const [misses, failures, { failed }] = await Promise.all([
    findMisses(store, now - MISSES_DAYS * DAY_MS),
    store.outbox.failures(MOST_FAILURES),
    store.outbox.count(),
  ]);
  return { misses, failures: failures.map(toFailure), failed };
}

function toFailure({ id, kind, lastError = '', updatedAt }: Delivery): Failure {
  return { id, kind, why: withoutAddresses(lastError), at: updatedAt };
}

/** A mail server's words can name the receiver. */
function withoutAddresses(words: string): string {
  return words.replace(/[^\s<>]+@[^\s<>]+/g, '…').slice(0, 200);
}
