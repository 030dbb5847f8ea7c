/** What administrators ask for: "stats", "misses", "failed deliveries". */
import { sayWhen } from '../../../escalation/working-time.ts';
import { STATE_ZONE } from '../../../planning/downtime-words.ts';
import { type Failure, MISSES_DAYS, oversee, weekStats } from '../../../planning/oversight.ts';
import type { Texts } from '../../../planning/texts.ts';
import { type Part, text } from '../../reply.ts';
import type { Outcome, Turn } from '../../skill.ts';
import { nowOf, type PlanningServices, planned, refusal, said, tell } from './services.ts';

const MOST_LISTED = 10;

export async function stats(turn: Turn, services: PlanningServices): Promise<Outcome> {
  const refused = refusal(turn, services);
  if (refused) return refused;
  const { store, texts } = services;
  const { outcomes, waiting, failed } = await weekStats(store, nowOf(turn));
  const asked = Object.entries(outcomes).map(([label, n]) => ({ label, value: String(n) }));
  return said('decline', text(texts(asked.length ? 'stats' : 'stats_none')), {
    type: 'facts',
    facts: [
      ...asked,
      { label: texts('stats_waiting'), value: String(waiting) },
      { label: texts('stats_failed'), value: String(failed) },
    ],
  });
}

export async function misses(turn: Turn, services: PlanningServices): Promise<Outcome> {
  const refused = refusal(turn, services);
  if (refused) return refused;
  const { store, texts } = services;
  const all = (await oversee(store, nowOf(turn))).misses;
  if (!all.length) return tell(texts('misses_none', { n: MISSES_DAYS }));
  const items = all.slice(0, MOST_LISTED).map((miss) => sayMiss(miss, texts));
  const parts: Part[] = [{ type: 'list', title: texts('misses', { n: MISSES_DAYS }), items }];
  if (all.length > items.length) parts.push(text(texts('misses_more', { n: all.length - items.length })));
  return said('decline', ...parts);
}

/** A miss in a line: its most frequent words, and how often. */
export function sayMiss({ questions, count }: { questions: string[]; count: number }, texts: Texts): string {
  const words = { question: questions[0] ?? '', count };
  return texts(count > 1 ? 'misses_line' : 'misses_line_once', words);
}

export function sayFailure({ at, kind, why }: Failure, texts: Texts): string {
  return texts('failure_line', { when: sayWhen(at, STATE_ZONE), kind, why });
}

export async function failures(turn: Turn, services: PlanningServices): Promise<Outcome> {
  const refused = refusal(turn, services);
  if (refused) return refused;
  const { store, texts } = services;
  const found = (await oversee(store, nowOf(turn))).failures;
  if (!found.length) return tell(texts('failures_none'));
  const items = found.slice(0, MOST_LISTED).map((failure) => sayFailure(failure, texts));
  return said(
    'ask',
    { type: 'list', title: texts('failures'), items },
    { type: 'choices', choices: [planned(texts('failures_again'), 'resend')] },
  );
}

export async function resend(turn: Turn, services: PlanningServices): Promise<Outcome> {
  const refused = refusal(turn, services);
  if (refused) return refused;
  const n = await services.store.outbox.resend(nowOf(turn));
  return tell(services.texts('failures_resent', { n }));
}
