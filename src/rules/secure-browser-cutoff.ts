import { addDays } from '../knowledge/dates.ts';
import { holding, needsInput, ok } from './envelope.ts';
import { choice, date, schoolYear } from './fields.ts';
import { unknownOf } from './inputs.ts';
import { defineRule } from './rule.ts';
import { inFirstYear, isInSchoolYear, schoolYearLabel } from './school-year.ts';

function stateOn(today: string, cutoff: string, browser: 'current' | 'legacy') {
  if (browser === 'current') return 'current';
  if (today === cutoff) return 'cutoff_day';
  return today < cutoff ? 'legacy_still_supported' : 'legacy_not_supported';
}

/**
 * Whether a secure browser can be used on a day: support for legacy or prior-year versions ends on October 31. The
 * text says "on" and "after" that day, so the day itself counts as unsafe.
 *
 * Source: LEA CAASPP Coordinator Checklist 2026-27, "September 2026", lines 131-132.
 *
 * Inputs: `school_year`; `as_of`, the day of use; `browser`, the current version or a legacy one; `test_kind`,
 * summative unless told otherwise.
 * @example
 * secureBrowserCutoff.run({ school_year: '2026-27', as_of: '2026-10-31', browser: 'legacy' }, facts).result
 * // { cutoff: '2026-10-31', legacy_last_safe_day: '2026-10-30', current_required_from: '2026-11-01', usable: false,
 * //   state: 'cutoff_day' }
 */
export const secureBrowserCutoff = defineRule({
  id: 'secure-browser-cutoff',
  title: 'Until when an older secure browser works',
  summary: 'Whether a current or legacy secure browser can be used on a day.',
  source: { document: 'checklist-2026-27', section: 'September 2026', lines: '131-132' },
  inputs: {
    school_year: schoolYear({ required: true, describe: 'School year of the test administration' }),
    as_of: date({ required: true, describe: 'The day on which the browser is to be used' }),
    browser: choice(['current', 'legacy'], {
      required: true,
      describe: "Whether the secure browser is this year's version or an older one",
    }),
    test_kind: choice(['summative', 'interim', 'practice'], {
      required: false,
      describe: 'Kind of test; summative unless told otherwise',
    }),
  },
  decide(given, facts) {
    const { school_year: year, as_of: today, browser, test_kind: kind = 'summative' } = given;
    const cutoff = year ? inFirstYear(year, facts.yearly.legacy_browser_cutoff) : null;
    if (!year || !cutoff || !today || !browser)
      return needsInput(unknownOf(given, ['school_year', 'as_of', 'browser']), cutoff ? { cutoff } : null);
    const state = stateOn(today, cutoff, browser);
    return ok(
      {
        cutoff,
        legacy_last_safe_day: addDays(cutoff, -1),
        current_required_from: addDays(cutoff, 1),
        usable: state === 'current' || state === 'legacy_still_supported',
        state,
      },
      holding({
        UPDATE_BEFORE_CUTOFF: state === 'legacy_still_supported',
        CUTOFF_DAY_UNCERTAIN: state === 'cutoff_day',
        REQUIREMENT_STATED_FOR_SUMMATIVE_ONLY: state === 'legacy_not_supported' && kind !== 'summative',
        DATE_FROM_2026_27_CHECKLIST: schoolYearLabel(year) !== facts.checklist_year,
        AS_OF_OUTSIDE_YEAR: !isInSchoolYear(today, year),
      }),
    );
  },
});
