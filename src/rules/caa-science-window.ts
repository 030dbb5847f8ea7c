import { lastDayOf } from './calendar.ts';
import { holding, needsInput, ok } from './envelope.ts';
import { lookUp } from './facts.ts';
import { calendar, date, schoolYear } from './fields.ts';
import { defineRule } from './rule.ts';
import { inFirstYear, inSecondYear, schoolYearLabel } from './school-year.ts';
import { lastDayFaults, latestEnd } from './window-latest-end.ts';

interface Window {
  opens: string | null;
  closes: string | null;
  year: number;
  june30: string;
}

/** Where the opening is unknown, it is "mid-September": before that month surely closed, after it surely open. */
function stateOn(today: string, { opens, closes, year, june30 }: Window) {
  if (today < (opens ?? inFirstYear(year, '09-01'))) return 'not_open';
  if (today > (closes ?? june30)) return 'closed';
  if (!opens && today <= inFirstYear(year, '09-30')) return 'unknown';
  return closes ? 'open' : 'open_until_last_day';
}

/**
 * When the CAA for Science may be given. Its window is set automatically: from the opening in mid-September to the
 * last instructional day or June 30, both included; the 66 percent and 25 day rules do not apply.
 *
 * Source: LEA CAASPP Coordinator Checklist 2026-27, "September 2026", lines 125-126; "June 2027", line 258; "LEA
 * Testing Window—Set in TOMS", lines 380-381. Silent: whether June 30 caps this window too; decided yes.
 *
 * Inputs: `school_year`; `calendar` or `last_day_of_school`, for the closing date; `as_of`, for the state on a day.
 * @example
 * caaScienceWindow.run({ school_year: '2026-27', last_day_of_school: '2027-06-04', as_of: '2026-11-21' }, facts).result
 * // { opens: '2026-09-15', closes: '2027-06-04', state: 'open', set_by_lea: false, rule_25_days_applies: false,
 * //   rule_66_percent_applies: false }
 */
export const caaScienceWindow = defineRule({
  id: 'caa-science-window',
  title: 'Window of the CAA for Science',
  summary: 'When the CAA for Science opens and closes, and whether it is open on a day.',
  source: { document: 'checklist-2026-27', section: 'September 2026', lines: '125-126' },
  also: [{ document: 'checklist-2026-27', section: 'LEA Testing Window—Set in TOMS', lines: '380-381' }],
  inputs: {
    school_year: schoolYear({ required: true, describe: 'School year of the test administration' }),
    calendar: calendar({
      required: false,
      describe: 'Calendar of the school, for the closing date',
    }),
    last_day_of_school: date({
      required: false,
      describe: 'Last instructional day of the school, where there is no calendar',
    }),
    as_of: date({ required: false, describe: 'The day asked about' }),
  },
  check: ({ school_year: year, calendar: school, last_day_of_school: lastDay }) => [
    ...holding({
      'SCHOOL_YEAR_MISMATCH:calendar': school !== undefined && year !== undefined && school.year !== year,
    }),
    ...lastDayFaults(lastDay, year ?? school?.year, school),
  ],
  decide({ school_year: year, calendar: school, last_day_of_school: given, as_of: today }, facts) {
    if (!year) return needsInput(['school_year']);
    const lastDay = school ? lastDayOf(school) : given;
    const window: Window = {
      opens: lookUp(facts.caa_science_opens, schoolYearLabel(year)) ?? null,
      closes: lastDay ? latestEnd(lastDay, year, facts) : null,
      year,
      june30: inSecondYear(year, facts.yearly.testing_ends),
    };
    return ok(
      {
        opens: window.opens,
        closes: window.closes,
        state: today ? stateOn(today, window) : null,
        set_by_lea: false,
        rule_25_days_applies: false,
        rule_66_percent_applies: false,
      },
      holding({
        OPENING_DATE_NOT_IN_SOURCES: window.opens === null,
        LAST_DAY_NEEDED: window.closes === null,
      }),
    );
  },
});
