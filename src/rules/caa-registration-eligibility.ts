import { holding, needsInput, ok } from './envelope.ts';
import { boolean, choice } from './fields.ts';
import { unknownOf } from './inputs.ts';
import { defineRule } from './rule.ts';
import { disabilityCodeField, hasBoth, PLANS, specialEducationField } from './toms-fields.ts';

/**
 * Whether a student is registered for the California Alternate Assessments: the IEP team decided on them, and TOMS
 * shows Special Education "Yes" with a Primary Disability Code.
 *
 * Source: LEA CAASPP Coordinator Checklist 2026-27, "Student Demographic Data", line 458; "Communication", lines 41-43;
 * "October 2026", line 152. Lines 17 and 152 mention 504 plans; the fields govern registration.
 *
 * Inputs: `special_education` and `primary_disability_code` of TOMS, null meaning blank; `team_decided_alternate`;
 * `plan`; `started_first_summative`, after which the fields are locked.
 * @example
 * caaRegistrationEligibility.run({ special_education: true, primary_disability_code: '290',
 *   team_decided_alternate: true }, facts).result
 * // { toms_eligible: true, register: true, blockers: [] }
 */
export const caaRegistrationEligibility = defineRule({
  id: 'caa-registration-eligibility',
  title: 'Registration for the alternate assessments',
  summary: 'Whether a student is to be registered for the California Alternate Assessments.',
  source: { document: 'checklist-2026-27', section: 'Student Demographic Data', lines: '458' },
  also: [
    { document: 'checklist-2026-27', section: 'Communication', lines: '41-43' },
    { document: 'checklist-2026-27', section: 'October 2026', lines: '152' },
  ],
  inputs: {
    special_education: specialEducationField(true),
    primary_disability_code: disabilityCodeField(true),
    team_decided_alternate: boolean({
      required: true,
      describe: 'Whether the IEP team decided on the alternate assessments',
    }),
    plan: choice(PLANS, {
      required: false,
      describe: 'Plan of the student: special education records',
    }),
    started_first_summative: boolean({
      required: false,
      describe: 'Whether the student has started the first summative assessment',
    }),
  },
  decide(given) {
    const ask = unknownOf(given, ['special_education', 'primary_disability_code', 'team_decided_alternate']);
    if (ask.length > 0) return needsInput(ask);
    const { special_education: special, primary_disability_code: code } = given;
    const eligible = hasBoth(special, code);
    const blockers = holding({
      SPECIAL_EDUCATION_NOT_YES: special !== true,
      PRIMARY_DISABILITY_CODE_BLANK: code !== true,
      NO_TEAM_DECISION: given.team_decided_alternate !== true,
    });
    return ok(
      { toms_eligible: eligible, register: blockers.length === 0, blockers },
      holding({
        FIELDS_LOCKED: given.started_first_summative === true && !eligible,
        SECTION_504_ONLY: given.plan === '504',
      }),
    );
  },
});
