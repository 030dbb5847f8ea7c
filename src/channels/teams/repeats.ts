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
  const { id, from, conversation } = activity;
  const moment = momentOf(activity);
  if (moment === undefined || !from?.id) return id || randomUUID();
  return `said:${hashOf([conversation?.id, from.id, moment, wordsOf(activity)])}`;
}

/**
 * The id of a message whose words were changed: each version is another message, and the same one twice is one.
 * @example
 * editId({ id: '1', timestamp: '2026-11-21T18:00:05Z', text: 'when is it?', … }) // 'edited:k2Xv…'
 */
export function editId(activity: Activity): string {
  const { id, from, conversation } = activity;
  return `edited:${hashOf([conversation?.id, from?.id, id, momentOf(activity), wordsOf(activity)])}`;
}

function hashOf(parts: unknown[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('base64url').slice(0, 27);
}

/** To the millisecond, however it is written: as a person types, no two messages share one. */
function momentOf({ localTimestamp, timestamp }: Activity): number | undefined {
  return [localTimestamp, timestamp]
    .map((told) => (told === undefined ? Number.NaN : new Date(told).getTime()))
    .find((moment) => !Number.isNaN(moment));
}
