import { addDays, daysBetween } from '../knowledge/dates.ts';
import { weekdayOnOrBefore } from './days.ts';
import { holding, needsInput, ok } from './envelope.ts';
import { date } from './fields.ts';
import { defineRule } from './rule.ts';

/**
 * By when condition codes must be in TOMS: before the testing window of that school and test closes. The closing
 * hour is not said, hence the last weekday before the last day as the safe one.
 *
 * Source: LEA CAASPP Coordinator Checklist 2026-27, "April 2027", line 228.
 *
 * Inputs: `window_end`, the last day of the window; `as_of`, today.
 * @example
 * conditionCodeDeadline.run({ window_end: '2027-05-28', as_of: '2027-05-28' }, facts).result
 * // { enter_by: '2027-05-28', safe_by: '2027-05-27', days_left: 0, state: 'last_day' }
 */
export const conditionCodeDeadline = defineRule({
  id: 'condition-code-deadline',
  title: 'Deadline for condition codes',
  summary: 'By when condition codes must be entered: before the testing window closes.',
  source: { document: 'checklist-2026-27', section: 'April 2027', lines: '228' },
  inputs: {
    window_end: date({
      required: true,
      describe:
        'Last day of the testing window of that school and test; for the CAA for Science the day it closes',
    }),
    as_of: date({ required: false, describe: 'Today' }),
  },
  decide({ window_end: end, as_of: today }) {
    if (!end) return needsInput(['window_end']);
    const left = today ? daysBetween(today, end) : null;
    return ok(
      {
        enter_by: end,
        safe_by: weekdayOnOrBefore(addDays(end, -1)),
        days_left: left,
        state: left === null ? null : left > 0 ? 'open' : left === 0 ? 'last_day' : 'closed',
      },
      holding({ WINDOW_CLOSED_CALL_SUCCESS_AGENT: left !== null && left < 0 }),
    );
  },
});
