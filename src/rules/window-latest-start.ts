import { countDays, lastDayOf } from './calendar.ts';
import { holding, needsInput, ok } from './envelope.ts';
import { calendar } from './fields.ts';
import { defineRule } from './rule.ts';
import { earliestStart } from './window-earliest-start.ts';
import { latestEnd } from './window-latest-end.ts';

/** "At least 25 consecutive instructional days": checklist-2026-27, line 383. */
export const LEAST_DAYS = 25;

/**
 * The last date on which a testing window may begin and still hold 25 instructional days, and whether any window
 * fits between the earliest start and the latest end.
 *
 * Source: LEA CAASPP Coordinator Checklist 2026-27, "LEA Testing Window—Set in TOMS", lines 379, 381 and 383 together.
 *
 * Inputs: `calendar`, of the school or track for the whole year.
 * @example
 * windowLatestStart.run({ calendar: mainDistrict }, facts).result
 * // { earliest_start: '2027-03-02', latest_start: '2027-04-30', latest_end: '2027-06-04', days_available: 62,
 * //   possible: true }
 */
export const windowLatestStart = defineRule({
  id: 'window-latest-start',
  title: 'Latest start of a testing window',
  summary: 'The last start of a testing window that still leaves 25 instructional days.',
  source: {
    document: 'checklist-2026-27',
    section: 'LEA Testing Window—Set in TOMS',
    lines: '379, 381, 383',
  },
  inputs: {
    calendar: calendar({
      required: true,
      describe: 'Calendar of that school or track for the whole year',
    }),
  },
  decide({ calendar: school }, facts) {
    if (!school) return needsInput(['calendar']);
    const first = earliestStart(school);
    const end = latestEnd(lastDayOf(school), school.year, facts);
    const start = school.days.filter((d) => d <= end).at(-LEAST_DAYS) ?? null;
    const possible = start !== null && start >= first;
    return ok(
      {
        earliest_start: first,
        latest_start: start,
        latest_end: end,
        days_available: countDays(school, first, end),
        possible,
      },
      holding({ NO_VALID_WINDOW: !possible }),
    );
  },
});
