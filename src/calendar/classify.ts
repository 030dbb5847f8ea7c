/** What kind each event is, by its words and its hours. */
import type { CalendarEvent } from './event.ts';
import type { EventKind, Words } from './words.ts';

export interface Placed extends CalendarEvent {
  kind: EventKind | 'unplaced';
}

/** A staff training of some hours after school closes nothing. */
const WHOLE_DAY_HOURS = 5;

/**
 * Gives each event its kind; the same title on the same days is taken once.
 * @example classify([{ title: 'Labor Day', from: '2026-09-07', to: '2026-09-07' }], words) // kind 'holiday'
 */
export function classify(events: readonly CalendarEvent[], words: Words): Placed[] {
  const seen = new Set<string>();
  const kinds = new Map<string, EventKind | undefined>();
  return events.flatMap((event) => {
    const key = `${event.title}\n${event.from}\n${event.to}`;
    if (seen.has(key)) return [];
    seen.add(key);
    if (!kinds.has(event.title)) kinds.set(event.title, words.kindOf(event.title));
    return [{ ...event, kind: kindOf(event, kinds.get(event.title), words) }];
  });
}

function kindOf(event: CalendarEvent, kind: EventKind | undefined, words: Words): Placed['kind'] {
  if (kind === undefined) return event.hours === undefined ? 'unplaced' : 'ignored';
  if (kind === 'staff' && (event.hours ?? 24) < WHOLE_DAY_HOURS && !words.has(event.title, 'no_school'))
    return 'ignored';
  return kind;
}
