import { holding, needsInput, ok } from './envelope.ts';
import { boolean, choice } from './fields.ts';
import { unknownOf } from './inputs.ts';
import { defineRule } from './rule.ts';
import { calpadsField, disabilityCodeField, hasBoth, specialEducationField } from './toms-fields.ts';

/**
 * Whether an unlisted resource can be requested for a student, and used: it is not in the matrix, an IEP or 504 plan
 * documents it, and TOMS shows Special Education "Yes" with a Primary Disability Code; it is used once the CDE approved.
 *
 * Source: LEA CAASPP Coordinator Checklist 2026-27, "Unlisted Resources", lines 302-304. Lines 302 and 304 accept a 504
 * plan, line 303 shuts out a student with that alone; decided no request, and a call to the Success Agent.
 *
 * Inputs: `listed_in_matrix`; `documented_in`; `special_education` and `primary_disability_code` of TOMS, null meaning
 * blank; `calpads_special_education` and `cde_approved` where known.
 * @example
 * unlistedResourceEligibility.run({ listed_in_matrix: false, documented_in: 'iep', special_education: true,
 *   primary_disability_code: '290', cde_approved: true }, facts).result
 * // { can_request: true, can_use: true, blockers: [], where: 'TOMS > Student Profile > Unlisted Resources tab' }
 */
export const unlistedResourceEligibility = defineRule({
  id: 'unlisted-resource-eligibility',
  title: 'May an unlisted resource be requested',
  summary: 'Whether an unlisted resource can be requested for a student, and whether it can be used.',
  source: { document: 'checklist-2026-27', section: 'Unlisted Resources', lines: '302-304' },
  inputs: {
    listed_in_matrix: boolean({
      required: true,
      describe: 'Whether the resource is in the California Assessment Accessibility Resources Matrix',
    }),
    documented_in: choice(['iep', '504', 'none'], {
      required: true,
      describe: 'Which plan documents the resource',
    }),
    special_education: specialEducationField(true),
    primary_disability_code: disabilityCodeField(true),
    calpads_special_education: calpadsField(false),
    cde_approved: boolean({ required: false, describe: 'Whether the CDE has approved the request' }),
  },
  decide(given, facts) {
    const ask = unknownOf(given, [
      'listed_in_matrix',
      'documented_in',
      'special_education',
      'primary_disability_code',
    ]);
    if (ask.length > 0) return needsInput(ask);
    const { special_education: special, primary_disability_code: code, documented_in: plan } = given;
    const calpads = given.calpads_special_education;
    const blockers = holding({
      LISTED_USE_MATRIX: given.listed_in_matrix === true,
      NOT_DOCUMENTED: plan === 'none',
      SPECIAL_EDUCATION_NOT_YES: special !== true,
      PRIMARY_DISABILITY_CODE_BLANK: code !== true,
    });
    const canRequest = blockers.length === 0;
    return ok(
      {
        can_request: canRequest,
        can_use: canRequest && given.cde_approved === true,
        blockers,
        where: facts.toms.unlisted_resources,
      },
      holding({
        SECTION_504_CONFLICT: plan === '504' && !hasBoth(special, code),
        FIELDS_DISAGREE: calpads !== undefined && calpads !== special,
        APPROVAL_NEEDED_BEFORE_TESTING: canRequest && given.cde_approved === undefined,
      }),
    );
  },
});
