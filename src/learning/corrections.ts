/** Entries that changed after they were told: who has the old answer, and what they are told now. */

import { versionOf } from '../assistant/given.ts';
import { type Reply, text } from '../assistant/reply.ts';
import { toLosAngeles } from '../clock.ts';
import { replyInto } from '../escalation/notices.ts';
import type { Texts } from '../escalation/texts.ts';
import { sayDate } from '../knowledge/dates.ts';
import type { Library } from '../knowledge/library.ts';
import type { Entry } from '../knowledge/schema.ts';
import type { AnswersGiven, Given } from '../records/asked.ts';
import type { Outbox } from '../records/deliveries.ts';

export const CORRECTION_DAYS = 90;
const DAY = 86_400_000;

export interface Correction {
  /** As it stands today. */
  entry: Entry;
  /** Those who got the old answer, once for each conversation, the newest of it. */
  given: Given[];
  /** All rows that this settles. */
  ids: string[];
}

const dayOf = (at: number) => toLosAngeles(new Date(at)).slice(0, 10);

/**
 * 1. What would be told today of the very day on which it was told: when that is the same, nothing changed.
 * 2. An entry that is gone cannot be told anew: it is left out.
 */
export function findCorrections(given: readonly Given[], library: Library, now: number): Correction[] {
  const found = new Map<string, Correction>();
  for (const one of given) {
    const then = library.entry(one.entry, dayOf(one.at));
    if (then && then.id === one.entry && versionOf(then) === one.version) continue;
    const entry = library.entry(one.entry, dayOf(now));
    if (entry?.outcome !== 'answer') continue;
    const correction = found.get(entry.id) ?? { entry, given: [], ids: [] };
    correction.ids.push(one.id);
    correction.given = [...correction.given.filter((g) => g.conversation !== one.conversation), one];
    found.set(entry.id, correction);
  }
  return [...found.values()];
}

/** @param answer how the entry answers today */
export function correctionNotice({ at }: Given, entry: Entry, answer: Reply, texts: Texts): Reply {
  const intro = texts('correction_intro', { day: sayDate(dayOf(at)), title: entry.title });
  const parts = answer.parts.filter((part) => part.type !== 'choices');
  return { ...answer, parts: [text(intro), ...parts] };
}

/** Puts the notices into the outbox and marks what is settled; run in one transaction. @returns how many are told */
export async function sendCorrections(
  corrections: readonly Correction[],
  answerOf: (entry: Entry) => Reply,
  texts: Texts,
  records: { outbox: Pick<Outbox, 'add'>; answersGiven: Pick<AnswersGiven, 'markCorrected'> },
  now: number,
): Promise<number> {
  let told = 0;
  for (const { entry, given, ids } of corrections) {
    for (const one of given) {
      const notice = correctionNotice(one, entry, answerOf(entry), texts);
      const key = `correction:${one.id}:${versionOf(entry)}`;
      if (await records.outbox.add(replyInto(one.conversation, notice, key), now)) told++;
    }
    await records.answersGiven.markCorrected(ids, now);
  }
  return told;
}

export const correctionsSince = (now: number): number => now - CORRECTION_DAYS * DAY;
