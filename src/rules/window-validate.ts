import { addDays } from '../knowledge/dates.ts';
import { type Calendar, countDays, lastDayOf } from './calendar.ts';
import { earlierOf, isWeekend } from './days.ts';
import { holding, needsInput, ok } from './envelope.ts';
import { calendar, choices, date } from './fields.ts';
import { unknownOf } from './inputs.ts';
import { defineRule } from './rule.ts';
import { inFirstYear, inSecondYear, isInCalendarOf } from './school-year.ts';
import { earliestStart } from './window-earliest-start.ts';
import { latestEnd } from './window-latest-end.ts';
import { LEAST_DAYS } from './window-latest-start.ts';

export const ASSESSMENTS = [
  'sb_ela',
  'sb_math',
  'cast',
  'caa_ela',
  'caa_math',
  'caa_science',
  'csa',
] as const;

/** So many Monday to Friday dates in a row without instruction are called a break. */
const BREAK_LENGTH = 5;

/** Whether five or more successive Monday to Friday dates without instruction lie in the window and in the school's year. */
function spansBreak(school: Calendar, start: string, end: string): boolean {
  const taught = new Set(school.days);
  const firstDay = school.days[0] ?? start;
  const from = start > firstDay ? start : firstDay;
  const until = earlierOf(end, lastDayOf(school));
  let run = 0;
  for (let day = from; day <= until; day = addDays(day, 1)) {
    if (taught.has(day)) run = 0;
    else if (!isWeekend(day) && ++run >= BREAK_LENGTH) return true;
  }
  return false;
}

/**
 * Whether a planned testing window is allowed: not before 66 percent or January, not after the last day of school or
 * June 30, and with 25 instructional days. These are consecutive in the school's own sequence of instructional days,
 * so weekends, holidays and a break inside the window neither count nor interrupt.
 *
 * Source: LEA CAASPP Coordinator Checklist 2026-27, "LEA Testing Window—Set in TOMS", lines 378-385; "November
 * 2026", lines 160-164; "January 2027", lines 182-188.
 *
 * Inputs: `calendar` of that school or track; `start` and `end` of the window; `set_on`, the date on which it was or
 * will be saved in TOMS; `assessments` that it is for.
 * @example
 * windowValidate.run({ calendar: mainDistrict, start: '2027-04-12', end: '2027-05-28' }, facts).result
 * // { valid: true, violations: [], earliest_start: '2027-03-02', latest_end: '2027-06-04',
 * //   instructional_days_in_window: 35, days_short: 0, setting_deadline: '2026-12-01', action: 'set_in_toms' }
 */
export const windowValidate = defineRule({
  id: 'window-validate',
  title: 'Check of a testing window',
  summary: 'Whether a planned testing window is allowed, and what to do about it.',
  source: { document: 'checklist-2026-27', section: 'LEA Testing Window—Set in TOMS', lines: '378-385' },
  also: [
    { document: 'checklist-2026-27', section: 'November 2026', lines: '160-164' },
    { document: 'checklist-2026-27', section: 'January 2027', lines: '182-188' },
  ],
  inputs: {
    calendar: calendar({
      required: true,
      describe: 'Calendar of that school or track for the whole year',
    }),
    start: date({ required: true, describe: 'First day of the planned window' }),
    end: date({ required: true, describe: 'Last day of the planned window' }),
    set_on: date({
      required: false,
      describe: 'Date on which the window was or will be saved in TOMS',
    }),
    assessments: choices(ASSESSMENTS, {
      required: false,
      describe: 'Assessments the window is for',
    }),
  },
  check({ calendar: school, start, end }) {
    const outside = (day: string | undefined) =>
      day !== undefined && school !== undefined && !isInCalendarOf(day, school.year);
    return holding({
      'END_BEFORE_START:end': start !== undefined && end !== undefined && end < start,
      'DATE_OUTSIDE_YEAR:start': outside(start),
      'DATE_OUTSIDE_YEAR:end': outside(end),
    });
  },
  decide({ assessments = [], ...given }, facts) {
    const { calendar: school, start, end, set_on: setOn } = given;
    if (!school || !start || !end) return needsInput(unknownOf(given, ['calendar', 'start', 'end']));
    const first = earliestStart(school);
    const last = latestEnd(lastDayOf(school), school.year, facts);
    const count = countDays(school, start, end);
    const deadline = inFirstYear(school.year, facts.yearly.window_setting_deadline);
    const january1 = inSecondYear(school.year, '01-01');
    const january31 = inSecondYear(school.year, '01-31');
    const late = setOn !== undefined && setOn > deadline;
    const violations = holding({
      STARTS_BEFORE_66_PERCENT: start < first,
      STARTS_BEFORE_JANUARY: start < january1,
      ENDS_AFTER_LATEST_END: end > last,
      FEWER_THAN_25_DAYS: count < LEAST_DAYS,
      CAA_SCIENCE_NOT_SETTABLE: assessments.includes('caa_science'),
    });
    const valid = violations.length === 0;
    return ok(
      {
        valid,
        violations,
        earliest_start: first,
        latest_end: last,
        instructional_days_in_window: count,
        days_short: Math.max(0, LEAST_DAYS - count),
        setting_deadline: deadline,
        action: !valid ? 'fix_dates' : late ? 'call_success_agent' : 'set_in_toms',
      },
      holding({
        BOUNDARY_START: start === first,
        START_NOT_INSTRUCTIONAL: !school.days.includes(start),
        END_NOT_INSTRUCTIONAL: !school.days.includes(end),
        WINDOW_SPANS_BREAK: spansBreak(school, start, end),
        CHECK_STATEWIDE_OPENING: start >= january1 && start <= january31,
        CSA_MUST_BE_ACTIVATED: assessments.includes('csa'),
        SET_AFTER_DEADLINE: late,
      }),
    );
  },
});
