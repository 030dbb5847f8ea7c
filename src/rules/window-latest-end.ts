import { type Calendar, lastDayOf } from './calendar.ts';
import type { ErrorAt } from './codes.ts';
import { earlierOf, isWeekend, weekdayOnOrBefore } from './days.ts';
import { holding, needsInput, ok } from './envelope.ts';
import type { RuleFacts } from './facts.ts';
import { calendar, date, schoolYear } from './fields.ts';
import { defineRule } from './rule.ts';
import { inSecondYear, isInCalendarOf } from './school-year.ts';

/** Last date on which testing may continue: the last day of school or June 30, whichever comes first. */
export function latestEnd(lastDay: string, year: number, facts: RuleFacts): string {
  return earlierOf(lastDay, inSecondYear(year, facts.yearly.testing_ends));
}

/** Faults of a last day of school that is given by itself or beside a calendar. */
export function lastDayFaults(
  lastDay: string | undefined,
  year: number | undefined,
  school: Calendar | undefined,
): ErrorAt[] {
  if (!lastDay) return [];
  return holding({
    'DATE_OUTSIDE_YEAR:last_day_of_school': year !== undefined && !isInCalendarOf(lastDay, year),
    'LAST_DAY_MISMATCH:last_day_of_school': school !== undefined && lastDayOf(school) !== lastDay,
  });
}

/**
 * The last date on which testing may continue, that date included: the last day of school of that school or track,
 * or June 30, whichever comes first; with the weekday before it where it falls on a weekend.
 *
 * Source: LEA CAASPP Coordinator Checklist 2026-27, "LEA Testing Window—Set in TOMS", line 381.
 *
 * Inputs: `calendar`, of the school or track; or `school_year` and `last_day_of_school`.
 * @example
 * windowLatestEnd.run({ school_year: '2026-27', last_day_of_school: '2027-06-04' }, facts).result
 * // { last_day_of_school: '2027-06-04', june_30: '2027-06-30', latest_end: '2027-06-04', capped_by: 'last_day',
 * //   latest_weekday: '2027-06-04', latest_instructional_day: null }
 */
export const windowLatestEnd = defineRule({
  id: 'window-latest-end',
  title: 'Latest end of a testing window',
  summary: 'The last date on which testing may continue: the last day of school or June 30.',
  source: { document: 'checklist-2026-27', section: 'LEA Testing Window—Set in TOMS', lines: '381' },
  inputs: {
    calendar: calendar({
      required: 'sometimes',
      describe: 'Calendar of that school or track for the whole year',
    }),
    school_year: schoolYear({ required: 'sometimes', describe: 'School year, where there is no calendar' }),
    last_day_of_school: date({
      required: 'sometimes',
      describe: 'Last instructional day of that school or track, where there is no calendar',
    }),
  },
  check: ({ calendar: school, school_year: year, last_day_of_school: lastDay }) => [
    ...holding({
      'SCHOOL_YEAR_MISMATCH:school_year': school !== undefined && year !== undefined && school.year !== year,
    }),
    ...lastDayFaults(lastDay, year ?? school?.year, school),
  ],
  decide({ calendar: school, ...given }, facts) {
    const year = school?.year ?? given.school_year;
    const lastDay = school ? lastDayOf(school) : given.last_day_of_school;
    if (year === undefined) return needsInput([lastDay ? 'school_year' : 'calendar']);
    const june30 = inSecondYear(year, facts.yearly.testing_ends);
    if (!lastDay) return needsInput(['last_day_of_school'], { june_30: june30 });
    const end = latestEnd(lastDay, year, facts);
    return ok(
      {
        last_day_of_school: lastDay,
        june_30: june30,
        latest_end: end,
        capped_by: lastDay === june30 ? 'both' : end === june30 ? 'june_30' : 'last_day',
        latest_weekday: weekdayOnOrBefore(end),
        latest_instructional_day: school?.days.findLast((d) => d <= end) ?? null,
      },
      holding({ LATEST_END_ON_WEEKEND: isWeekend(end) }),
    );
  },
});
