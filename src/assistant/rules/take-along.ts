/** What a person can take along from a rule's answer: the picture of the year, and the dates as a calendar file. */
import type { StoredCalendar } from '../../calendar/calendar-store.ts';
import { marksOf } from '../../calendar/marks.ts';
import { drawYear } from '../../calendar/picture.ts';
import { eventsOf } from '../../calendar/result-events.ts';
import { sayName } from '../../calendar/say.ts';
import { loadCalendarTexts } from '../../calendar/texts.ts';
import { toIcs } from '../../calendar/to-ics.ts';
import { schoolYearOf } from '../../knowledge/dates.ts';
import type { Part } from '../reply.ts';

export interface TakeAlong {
  rule: { id: string; title: string };
  result: Readonly<Record<string, unknown>>;
  inputs: Readonly<Record<string, unknown>>;
  /** Title of the document that the rule rests on. */
  document: string;
  /** The day of the message: it tells the school year where no calendar does. */
  today: string;
  /** The district's calendar that the rule computed on, where one is stored. */
  stored?: StoredCalendar;
  /** The message's moment, with its offset. */
  at: string;
}

/** Rules whose answer is shown on the school year. */
const PICTURED: ReadonlySet<string> = new Set([
  'window-earliest-start',
  'window-latest-end',
  'window-latest-start',
  'window-validate',
]);

/**
 * The parts to add to the reply of a rule that was answered with `ok`: a picture for window questions where the
 * district's calendar is known, and an `.ics` file where the result holds dates. Nothing otherwise.
 * @example
 * takeAlong({ rule: windowEarliestStart, result, inputs: {}, document: 'Checklist', today: '2026-11-21', stored, at })
 * // [{ type: 'picture', … }, { type: 'file', name: 'caaspp-dates.ics', … }]
 */
export function takeAlong({ rule, result, inputs, document, today, stored, at }: TakeAlong): Part[] {
  const schoolYear = stored?.calendar.calendar.school_year ?? schoolYearOf(today);
  const texts = loadCalendarTexts();
  const parts: Part[] = [];
  if (stored && PICTURED.has(rule.id)) {
    const { svg, alt } = drawYear(stored.calendar, marksOf(stored.calendar, result, inputs), texts);
    parts.push({ type: 'picture', svg, alt });
  }
  const named = stored && (stored.lea || stored.school);
  const whose = named ? sayName(stored.lea, stored.school, texts) : undefined;
  const events = eventsOf({ rule, result, inputs, document, schoolYear, whose }, texts);
  if (events.length)
    parts.push({
      type: 'file',
      name: texts.take_along.file,
      mediaType: 'text/calendar',
      content: toIcs(events, { name: texts.take_along.calendar_name, madeAt: at }),
      encoding: 'utf8',
      title: texts.take_along.title,
    });
  return parts;
}
