import { addYears } from 'date-fns/addYears';
import { format } from 'date-fns/format';
import { parseISO } from 'date-fns/parseISO';
import type { WarningCode } from './codes.ts';
import { holding, needsInput, ok } from './envelope.ts';
import { boolean, choice, date, schoolYear } from './fields.ts';
import { unknownOf } from './inputs.ts';
import { defineRule } from './rule.ts';
import { inFirstYear, inSecondYear } from './school-year.ts';
import { ASSESSMENTS } from './window-validate.ts';

const ELA_TESTS = ['sb_ela', 'caa_ela'];

/** The same day a year later; February 29 gives February 28. */
function anniversaryOf(day: string): string {
  return format(addYears(parseISO(day), 1), 'yyyy-MM-dd');
}

/**
 * Whether an English learner who entered a US school recently is exempt from the ELA assessment: when the US school
 * entry date is after April 15 of the year before the spring of testing. TOMS applies it from the field; no code is
 * entered. The student may take the test, and the result stays out of accountability.
 *
 * Source: LEA CAASPP Coordinator Checklist 2026-27, "Test Exemptions", line 429; "Student Demographic Data", line 454;
 * "January 2027", line 192. Line 429 speaks of the first 12 months; decided the plain date test of line 454.
 *
 * Inputs: `school_year` of the administration; `assessment`; `elas`, the English Language Acquisition Status;
 * `us_school_entry_date`, needed for an English learner and an ELA test; `wants_to_take`; `test_date`; `as_of`, today.
 * @example
 * elElaExemption.run({ school_year: '2026-27', assessment: 'sb_ela', elas: 'el', us_school_entry_date: '2026-08-12' },
 *   facts).result
 * // { exempt: true, reason: 'entered_after_cutoff', cutoff: '2026-04-15', applied: 'automatic',
 * //   condition_code_to_enter: null, may_take_by_choice: true, result_counts_in_accountability: false }
 */
export const elElaExemption = defineRule({
  id: 'el-ela-exemption',
  title: 'ELA exemption of a recently arrived English learner',
  summary: 'Whether an English learner who entered a US school recently is exempt from the ELA assessment.',
  source: { document: 'checklist-2026-27', section: 'Student Demographic Data', lines: '454' },
  also: [
    { document: 'checklist-2026-27', section: 'Test Exemptions', lines: '429' },
    { document: 'checklist-2026-27', section: 'January 2027', lines: '192' },
  ],
  inputs: {
    school_year: schoolYear({ required: true, describe: 'School year of the test administration' }),
    assessment: choice(ASSESSMENTS, { required: true, describe: 'The assessment in question' }),
    elas: choice(['eo', 'ifep', 'rfep', 'el', 'tbd'], {
      required: true,
      describe: 'English Language Acquisition Status: TOMS > Demographics > ELAS',
    }),
    us_school_entry_date: date({
      required: 'sometimes',
      describe: 'US School Entry Date: TOMS > Demographics, from CALPADS',
    }),
    wants_to_take: boolean({
      required: false,
      describe: 'Whether the student wants to take the test anyway',
    }),
    test_date: date({ required: false, describe: 'Date on which the student is to be tested' }),
    as_of: date({ required: false, describe: 'Today' }),
  },
  check: ({ school_year: year, us_school_entry_date: entry, as_of: today }) =>
    holding({
      'ENTRY_DATE_IN_FUTURE:us_school_entry_date':
        entry !== undefined && today !== undefined && entry > today,
      'ENTRY_DATE_AFTER_YEAR:us_school_entry_date':
        entry !== undefined && year !== undefined && entry > inSecondYear(year, '06-30'),
    }),
  decide(given, facts) {
    const { school_year: year, assessment, elas, us_school_entry_date: entry, test_date: testDate } = given;
    const isEla = assessment !== undefined && ELA_TESTS.includes(assessment);
    const cutoff = year ? inFirstYear(year, facts.yearly.newcomer_entry_cutoff) : null;
    const missing = unknownOf(given, ['school_year', 'assessment', 'elas']);
    const entryMissing = isEla && elas === 'el' && !entry;
    if (entryMissing) missing.push('us_school_entry_date');
    if (missing.length > 0)
      return needsInput(missing, cutoff ? { cutoff } : null, entryMissing ? ['FIX_IN_CALPADS'] : []);

    const after = entry !== undefined && cutoff !== null && entry > cutoff;
    const exempt = isEla && elas === 'el' && after;
    const arrival = after ? 'entered_after_cutoff' : 'entered_on_or_before_cutoff';
    return ok(
      {
        exempt,
        reason: !isEla ? 'not_ela' : elas !== 'el' ? 'not_el' : arrival,
        cutoff,
        applied: exempt ? 'automatic' : null,
        condition_code_to_enter: null,
        may_take_by_choice: exempt,
        result_counts_in_accountability: exempt ? false : null,
      },
      holding<WarningCode>({
        ELAS_TBD_RECHECK: isEla && elas === 'tbd',
        ENTRY_ON_CUTOFF: isEla && elas === 'el' && entry === cutoff,
        CAA_ELA_ASSUMED: exempt && assessment === 'caa_ela',
        TWELVE_MONTHS_PASSED: exempt && testDate !== undefined && testDate >= anniversaryOf(entry),
        RESULT_EXCLUDED_FROM_ACCOUNTABILITY: exempt && given.wants_to_take === true,
      }),
    );
  },
});
