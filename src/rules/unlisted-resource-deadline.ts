import { addDays, daysBetween } from '../knowledge/dates.ts';
import { isWeekend, weekdayOnOrBefore } from './days.ts';
import { holding, needsInput, ok } from './envelope.ts';
import { date } from './fields.ts';
import { defineRule } from './rule.ts';

/** "At least two weeks prior to test administration": checklist-2026-27, line 62. Calendar days, the stricter reading. */
const LEAD_DAYS = 14;

function stateOn(today: string, base: string, requestBy: string) {
  if (today >= base) return 'testing_started';
  if (today > requestBy) return 'late';
  return today === requestBy ? 'due_today' : 'in_time';
}

/**
 * By when an unlisted resource must be requested: two weeks before the student's own first test or, where that is
 * unknown, before the window starts. The CDE must have approved before testing whatever the date.
 *
 * Source: LEA CAASPP Coordinator Checklist 2026-27, "Accessibility", line 62; "Unlisted Resources", line 304.
 *
 * Inputs: `first_test_date` of this student, or `window_start`; `as_of`, today.
 * @example
 * unlistedResourceDeadline.run({ first_test_date: '2027-04-12', as_of: '2027-03-30' }, facts).result
 * // { basis: 'first_test_date', request_by: '2027-03-29', request_by_weekday: '2027-03-29', days_left: -1, state: 'late' }
 */
export const unlistedResourceDeadline = defineRule({
  id: 'unlisted-resource-deadline',
  title: 'Deadline for requesting an unlisted resource',
  summary: 'By when an unlisted resource must be requested: two weeks before testing.',
  source: { document: 'checklist-2026-27', section: 'Accessibility', lines: '62' },
  also: [{ document: 'checklist-2026-27', section: 'Unlisted Resources', lines: '304' }],
  inputs: {
    first_test_date: date({
      required: 'sometimes',
      describe: 'Date of the first test of this student',
    }),
    window_start: date({
      required: 'sometimes',
      describe: 'First day of the testing window, where the own test date is unknown',
    }),
    as_of: date({ required: false, describe: 'Today' }),
  },
  check: ({ first_test_date: test, window_start: start }) =>
    holding({
      'TEST_BEFORE_WINDOW:first_test_date': test !== undefined && start !== undefined && test < start,
    }),
  decide({ first_test_date: test, window_start: start, as_of: today }) {
    const base = test ?? start;
    if (!base) return needsInput(['first_test_date']);
    const requestBy = addDays(base, -LEAD_DAYS);
    const state = today ? stateOn(today, base, requestBy) : null;
    return ok(
      {
        basis: test ? 'first_test_date' : 'window_start',
        request_by: requestBy,
        request_by_weekday: weekdayOnOrBefore(requestBy),
        days_left: today ? daysBetween(today, requestBy) : null,
        state,
      },
      holding({
        BASED_ON_WINDOW_START: !test,
        REQUEST_DATE_ON_WEEKEND: isWeekend(requestBy),
        LATE_CALL_SUCCESS_AGENT: state === 'late' || state === 'testing_started',
      }),
    );
  },
});
