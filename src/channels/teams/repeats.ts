/** Messages that Teams sends again under a new id: recognized by who said what when. */
import { type Activity, wordsOf } from './incoming.ts';

/** Teams re-sends within a minute or so. */
const FOR_MS = 5 * 60_000;
const MOST = 5_000;

/**
 * @returns the id under which a message was first heard; its own when it is new, or names no moment
 * @example
 * const firstId = createRepeats();
 * firstId({ id: '1', … }); // '1'
 * firstId({ id: '2', … the same person, moment and words }); // '1'
 */
export function createRepeats(now: () => number = Date.now): (activity: Activity) => string {
  const heard = new Map<string, { id: string; at: number }>();
  return (activity) => {
    const moment = activity.localTimestamp ?? activity.timestamp;
    const id = activity.id ?? '';
    if (!moment || !activity.from?.id) return id;
    const key = [activity.conversation?.id, activity.from.id, String(moment), wordsOf(activity)].join('\n');
    const before = heard.get(key);
    if (before && now() - before.at < FOR_MS) return before.id;
    heard.set(key, { id, at: now() });
    if (heard.size > MOST) heard.delete(heard.keys().next().value ?? '');
    return id;
  };
}
