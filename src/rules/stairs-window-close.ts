import { addDays } from '../knowledge/dates.ts';
import { isWeekend, weekdayOnOrBefore } from './days.ts';
import { holding, needsInput, ok } from './envelope.ts';
import { date, dateOrMoment } from './fields.ts';
import { atLocalTime, writeMoment } from './moments.ts';
import { defineRule } from './rule.ts';
import { REPORT_WITHIN } from './stairs-report-24h.ts';

/** "At least one week prior to the end of the window", a recommendation: checklist-2026-27, line 238. */
const APPEAL_LEAD_DAYS = 7;

function submitState(today: string, end: string) {
  if (today > end) return 'window_closed';
  return today === end ? 'last_day' : 'open';
}

function appealState(today: string, recommended: string, end: string) {
  if (today > end) return 'window_closed';
  return today <= recommended ? 'in_time' : 'past_recommended_date';
}

/**
 * What the end of the testing window asks of STAIRS cases: all are submitted before it ends, those that need an
 * Appeal better a week earlier. The duty to report within 24 hours is never extended by it.
 *
 * Source: LEA CAASPP Coordinator Checklist 2026-27, "May 2027", lines 237-238.
 *
 * Inputs: `window_end` and, for short windows, `window_start`; `incident_at`, a moment or a date, for its own latest
 * moment; `as_of`, today.
 * @example
 * stairsWindowClose.run({ window_end: '2027-05-28', as_of: '2027-05-22' }, facts).result
 * // { submit_by: '2027-05-28', appeal_recommended_by: '2027-05-21', appeal_recommended_weekday: '2027-05-21',
 * //   submit_state: 'open', appeal_state: 'past_recommended_date', report_by: null }
 */
export const stairsWindowClose = defineRule({
  id: 'stairs-window-close',
  title: 'STAIRS cases before the window closes',
  summary: 'By when STAIRS cases and appeals must be in before the testing window ends.',
  source: { document: 'checklist-2026-27', section: 'May 2027', lines: '237-238' },
  inputs: {
    window_end: date({ required: true, describe: 'Last day of the testing window' }),
    window_start: date({ required: false, describe: 'First day of the testing window' }),
    incident_at: dateOrMoment({ required: false, describe: 'When an incident happened' }),
    as_of: date({ required: false, describe: 'Today' }),
  },
  check: ({ window_end: end, window_start: start }) =>
    holding({
      'END_BEFORE_START:window_end': end !== undefined && start !== undefined && end < start,
    }),
  decide({ window_end: end, window_start: start, incident_at: incident, as_of: today }) {
    if (!end) return needsInput(['window_end']);
    const recommended = addDays(end, -APPEAL_LEAD_DAYS);
    const closing = atLocalTime(end, '23:59:59');
    const afterWindow = incident !== undefined && incident.instant > closing;
    const within24h = incident && incident.instant + REPORT_WITHIN;
    return ok(
      {
        submit_by: end,
        appeal_recommended_by: recommended,
        appeal_recommended_weekday: weekdayOnOrBefore(recommended),
        submit_state: today ? submitState(today, end) : null,
        appeal_state: today ? appealState(today, recommended, end) : null,
        report_by:
          within24h === undefined
            ? null
            : writeMoment(afterWindow ? within24h : Math.min(within24h, closing)),
      },
      holding({
        INCIDENT_AFTER_WINDOW: afterWindow,
        WINDOW_CLOSED_CALL_SUCCESS_AGENT: today !== undefined && today > end,
        RECOMMENDED_DATE_ON_WEEKEND: isWeekend(recommended),
        RECOMMENDED_DATE_BEFORE_WINDOW: start !== undefined && recommended < start,
      }),
    );
  },
});
