/** Ids of messages: one that Teams sends again under a new id keeps its own, whichever instance it reaches. */
import { createHash, randomUUID } from 'node:crypto';
import { type Activity, wordsOf } from './incoming.ts';

/**
 * Made of who said what where and when, so that all instances know it by the store; where no moment is told, it is
 * Teams' own id.
 * @example
 * messageId({ id: '1', timestamp: '2026-11-21T18:00:00Z', text: 'when?', … }) // 'said:pYg6…'
 * messageId({ id: '2', timestamp: '2026-11-21T18:00:00Z', text: 'when?', … }) // the same
 * messageId({ id: '3', text: 'when?', … }) // '3'
 */
export function messageId(activity: Activity): string {
  const { id, from, conversation, localTimestamp, timestamp } = activity;
  const moment = momentOf(localTimestamp) ?? momentOf(timestamp);
  if (moment === undefined || !from?.id) return id || randomUUID();
  const what = [conversation?.id, from.id, moment, wordsOf(activity)].join('\n');
  return `said:${createHash('sha256').update(what).digest('base64url').slice(0, 27)}`;
}

/** To the millisecond, however it is written: as a person types, no two messages share one. */
function momentOf(told: string | Date | undefined): number | undefined {
  const moment = told === undefined ? Number.NaN : new Date(told).getTime();
  return Number.isNaN(moment) ? undefined : moment;
}
