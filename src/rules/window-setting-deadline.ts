import { daysBetween } from '../knowledge/dates.ts';
import { isWeekend } from './days.ts';
import { deadlineState } from './deadline-state.ts';
import { holding, needsInput, ok } from './envelope.ts';
import { boolean, date, schoolYear } from './fields.ts';
import { unknownOf } from './inputs.ts';
import { defineRule } from './rule.ts';
import { inFirstYear, isInSchoolYear } from './school-year.ts';

const ACTIONS = { done: 'none', open: 'set_in_toms', due_today: 'set_in_toms', missed: 'call_success_agent' };

/**
 * By when testing windows must be set in TOMS, and what to do afterwards: all of December 1 is in time, without a
 * shift for weekends; later the LEA coordinator must phone the Success Agent.
 *
 * Source: LEA CAASPP Coordinator Checklist 2026-27, "November 2026", line 160; "LEA Testing Window—Set in TOMS",
 * lines 378 and 385. Silent: the hour.
 *
 * Inputs: `school_year` of the administration; `as_of`, today; `window_selected`, whether TOMS shows a window, taken
 * for no where unknown.
 * @example
 * windowSettingDeadline.run({ school_year: '2026-27', as_of: '2026-11-21', window_selected: false }, facts).result
 * // { deadline: '2026-12-01', days_left: 10, state: 'open', action: 'set_in_toms' }
 */
export const windowSettingDeadline = defineRule({
  id: 'window-setting-deadline',
  title: 'Deadline for setting testing windows',
  summary: 'By when testing windows must be set in TOMS, and what to do after that.',
  source: { document: 'checklist-2026-27', section: 'November 2026', lines: '160' },
  also: [{ document: 'checklist-2026-27', section: 'LEA Testing Window—Set in TOMS', lines: '378, 385' }],
  inputs: {
    school_year: schoolYear({ required: true, describe: 'School year of the test administration' }),
    as_of: date({ required: true, describe: 'Today' }),
    window_selected: boolean({
      required: false,
      describe: 'Whether a window is already selected: TOMS, test administration setup',
    }),
  },
  decide(given, facts) {
    const { school_year: year, as_of: today, window_selected: selected } = given;
    const deadline = year ? inFirstYear(year, facts.yearly.window_setting_deadline) : null;
    if (!year || !deadline || !today)
      return needsInput(unknownOf(given, ['school_year', 'as_of']), deadline ? { deadline } : null);
    const daysLeft = daysBetween(today, deadline);
    const state = deadlineState(daysLeft, selected === true);
    return ok(
      { deadline, days_left: daysLeft, state, action: ACTIONS[state] },
      holding({
        WINDOW_STATUS_UNKNOWN: selected === undefined,
        CHECK_SCHOOLS_ASSIGNED: selected === true,
        AS_OF_OUTSIDE_YEAR: !isInSchoolYear(today, year),
        DEADLINE_ON_WEEKEND: isWeekend(deadline),
      }),
    );
  },
});
