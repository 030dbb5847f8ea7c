/** What the readers of calendar files give: events on Los Angeles days, and words about what went wrong. */

/** One event of a school calendar, on whole days. */
export interface CalendarEvent {
  title: string;
  /** First day, `YYYY-MM-DD`. */
  from: string;
  /** Last day, included: an exclusive end of the file is already turned into it. */
  to: string;
  /** How many hours it lasts, where it has a time of day; without it, it is an all-day event. */
  hours?: number;
}

/** Something to be said: a code and its values; the sentence stands in `intents/calendar.yaml`. */
export interface Remark {
  code: string;
  values: Readonly<Record<string, string | number>>;
}

export const remark = (code: string, values: Remark['values'] = {}): Remark => ({ code, values });

/** Either the events, with remarks on what was left out, or the fault that stopped the reading. */
export type Reading = { events: CalendarEvent[]; remarks: Remark[] } | { fault: Remark };

export const fault = (code: string, values: Remark['values'] = {}): { fault: Remark } => ({
  fault: remark(code, values),
});

export const MOST_BYTES = 10 * 1024 * 1024;
/** The remark on a file of more than 10 MB: `tooLarge(25_000_000)` says 24 MB. */
export function tooLarge(bytes: number): Remark {
  return remark('TOO_LARGE', { megabytes: Math.ceil(bytes / 1024 / 1024) });
}
export const MOST_EVENTS = 20_000;
/** No event of a school calendar lasts longer; what does is a fault in the file. */
export const LONGEST_EVENT_DAYS = 400;
/** Titles are shown to people and stored; none needs more. */
export const LONGEST_TITLE = 200;

/** A title on one line, without control characters, at most 200 characters. */
export function cleanTitle(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_TITLE);
}
