import { holding, needsInput, ok } from './envelope.ts';
import { unknownOf } from './inputs.ts';
import { defineRule } from './rule.ts';
import {
  calpadsField,
  disabilityCodeField,
  hasBoth,
  plan504Field,
  specialEducationField,
} from './toms-fields.ts';

/**
 * What the four Demographics fields of TOMS permit. A 504 plan alone permits accommodations only; unlisted resources
 * and CAA registration need Special Education "Yes" and a Primary Disability Code.
 *
 * Source: LEA CAASPP Coordinator Checklist 2026-27, "Student Demographic Data", lines 456-459; "Unlisted Resources",
 * line 303. Line 457 alone would permit unlisted resources on the CALPADS field; that looser reading is shown beside.
 *
 * Inputs, null meaning blank: `plan_504`, `calpads_special_education`, `special_education`, `primary_disability_code`.
 * @example
 * fieldPermissions.run({ plan_504: true, calpads_special_education: false, special_education: false,
 *   primary_disability_code: null }, facts).result
 * // { accommodations: true, unlisted_resources: false, unlisted_resources_by_calpads_field: false,
 * //   caa_registration: false }
 */
export const fieldPermissions = defineRule({
  id: 'field-permissions',
  title: 'What the Demographics fields permit',
  summary: 'What the 504, Special Education and disability code fields of TOMS permit for a student.',
  source: { document: 'checklist-2026-27', section: 'Student Demographic Data', lines: '456-459' },
  also: [{ document: 'checklist-2026-27', section: 'Unlisted Resources', lines: '303' }],
  inputs: {
    plan_504: plan504Field(true),
    calpads_special_education: calpadsField(true),
    special_education: specialEducationField(true),
    primary_disability_code: disabilityCodeField(true),
  },
  decide(given) {
    const ask = unknownOf(given, [
      'plan_504',
      'calpads_special_education',
      'special_education',
      'primary_disability_code',
    ]);
    if (ask.length > 0) return needsInput(ask);
    const calpads = given.calpads_special_education === true;
    const special = given.special_education === true;
    const strict = hasBoth(special, given.primary_disability_code);
    return ok(
      {
        accommodations: given.plan_504 === true || calpads || strict,
        unlisted_resources: strict,
        unlisted_resources_by_calpads_field: calpads || strict,
        caa_registration: strict,
      },
      holding({
        FIELDS_DISAGREE: calpads !== special,
        PRIMARY_DISABILITY_CODE_BLANK: special && !strict,
        UNLISTED_RULES_CONFLICT: calpads && !strict,
      }),
    );
  },
});
