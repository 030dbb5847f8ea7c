import { type Calendar, lastDayOf } from './calendar.ts';
import { holding, needsInput, ok } from './envelope.ts';
import { calendar, integer } from './fields.ts';
import { defineRule } from './rule.ts';
import { inSecondYear } from './school-year.ts';

/** "66 percent of a school's annual instructional days": checklist-2026-27, line 379. */
const PERCENT = 66;
const BASIS_POINTS = 10_000;

/** Number of the instructional day on which 66 percent is complete, in integers: 119 of 180, 99 of 150. */
export function completionDay(totalDays: number): number {
  return Math.floor((PERCENT * totalDays + 99) / 100);
}

/** Date of the instructional day on which 66 percent is complete. */
export function earliestStart(school: Calendar): string {
  return school.days[completionDay(school.days.length) - 1] ?? lastDayOf(school);
}

/**
 * The first date on which a testing window that the LEA selects may begin: the day on which 66 percent of that one
 * school's or track's instructional days are complete, that day included. Not for the CAA for Science.
 *
 * Source: LEA CAASPP Coordinator Checklist 2026-27, "LEA Testing Window—Set in TOMS", line 379.
 * Silent: "day of completion" could mean the day after; decided the day itself, and the next one is given beside it.
 *
 * Inputs: `calendar`, of the school or track for the whole year; or only `total_instructional_days`, 1 to 366,
 * which gives the number of the day without its date.
 * @example
 * windowEarliestStart.run({ total_instructional_days: 180 }, facts).result
 * // { total_days: 180, day_number: 119, completed_basis_points: 6611, previous_day_basis_points: 6555,
 * //   earliest_start: null, next_instructional_day: null }
 */
export const windowEarliestStart = defineRule({
  id: 'window-earliest-start',
  title: 'Earliest start of a testing window',
  summary: 'The first date on which a testing window may begin, by the 66 percent rule.',
  source: { document: 'checklist-2026-27', section: 'LEA Testing Window—Set in TOMS', lines: '379' },
  inputs: {
    calendar: calendar({
      required: 'sometimes',
      describe:
        'Calendar of that one school or track for the whole year: the adopted school calendar, or in TOMS the test administration setup with its noninstructional days',
    }),
    total_instructional_days: integer(1, 366, {
      required: 'sometimes',
      describe: 'Number of instructional days of the whole year, where there is no calendar',
    }),
  },
  check: ({ calendar: school, total_instructional_days: total }) =>
    holding({
      'DAY_COUNT_MISMATCH:total_instructional_days':
        school !== undefined && total !== undefined && school.days.length !== total,
    }),
  decide({ calendar: school, total_instructional_days: total = school?.days.length }) {
    if (total === undefined) return needsInput(['calendar']);
    const day = completionDay(total);
    const start = school ? earliestStart(school) : null;
    const result = {
      total_days: total,
      day_number: day,
      completed_basis_points: Math.floor((day * BASIS_POINTS) / total),
      previous_day_basis_points: Math.floor(((day - 1) * BASIS_POINTS) / total),
      earliest_start: start,
      next_instructional_day: school?.days[day] ?? null,
    };
    if (!school || !start) return ok(result, ['NO_CALENDAR_DATES']);
    return ok(
      result,
      holding({
        BEFORE_JANUARY: start < inSecondYear(school.year, '01-01'),
        CHECK_STATEWIDE_OPENING: start < inSecondYear(school.year, '02-01'),
      }),
    );
  },
});
