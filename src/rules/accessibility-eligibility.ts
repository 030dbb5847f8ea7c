import type { WarningCode } from './codes.ts';
import { type Answer, holding, needsInput, ok } from './envelope.ts';
import { boolean, choice } from './fields.ts';
import type { Values } from './inputs.ts';
import { defineRule } from './rule.ts';
import {
  calpadsField,
  disabilityCodeField,
  hasBoth,
  PLANS,
  plan504Field,
  specialEducationField,
} from './toms-fields.ts';

const inputs = {
  resource_type: choice(['universal_tool', 'designated_support', 'accommodation'], {
    required: true,
    describe: 'What the resource is in the California Assessment Accessibility Resources Matrix',
  }),
  plan: choice(PLANS, {
    required: 'sometimes',
    describe: 'Plan of the student: special education records',
  }),
  documented_in_plan: boolean({
    required: 'sometimes',
    describe: 'Whether the IEP or 504 plan names this resource',
  }),
  educator_determined: boolean({
    required: 'sometimes',
    describe: 'Whether an educator or team decided on it, for example in the ISAAP',
  }),
  plan_504: plan504Field('sometimes'),
  calpads_special_education: calpadsField('sometimes'),
  special_education: specialEducationField('sometimes'),
  primary_disability_code: disabilityCodeField('sometimes'),
};
type Given = Values<typeof inputs>;

function decided(policy: boolean, toms: boolean, reasons: string[], warnings: WarningCode[] = []): Answer {
  return ok({ policy_allows: policy, toms_allows: toms, may_assign: policy && toms, reasons }, warnings);
}

function designatedSupport(given: Given): Answer {
  const { educator_determined: educator, plan, documented_in_plan: named } = given;
  const hasPlan = plan !== undefined && plan !== 'none';
  const reasons = holding({
    EDUCATOR_DETERMINED: educator === true,
    IN_PLAN: hasPlan && named === true,
  });
  if (reasons.length > 0) return decided(true, true, reasons);
  if (educator === undefined) return needsInput(['educator_determined']);
  if (plan === undefined) return needsInput(['plan']);
  if (hasPlan && named === undefined) return needsInput(['documented_in_plan']);
  return decided(false, true, ['NO_EDUCATOR_DECISION']);
}

/** The TOMS fields not yet told that could still allow an accommodation. */
function fieldsThatCouldAllow(given: Given): string[] {
  const { special_education: special, primary_disability_code: code } = given;
  return holding({
    plan_504: given.plan_504 === undefined,
    calpads_special_education: given.calpads_special_education === undefined,
    special_education: special === undefined && code !== false,
    primary_disability_code: code === undefined && special !== false,
  });
}

function accommodation(given: Given): Answer {
  const {
    plan,
    documented_in_plan: named,
    special_education: special,
    primary_disability_code: code,
  } = given;
  const toms = given.plan_504 === true || given.calpads_special_education === true || hasBoth(special, code);
  const ask = toms ? [] : fieldsThatCouldAllow(given);
  if (!plan || ask.length > 0) return needsInput(plan ? ask : [...ask, 'plan']);
  const hasPlan = plan !== 'none';
  const policy = hasPlan && named !== false;
  return decided(
    policy,
    toms,
    holding({
      NO_PLAN: !hasPlan,
      NOT_IN_PLAN: hasPlan && named === false,
      TOMS_FIELDS_DO_NOT_ALLOW: !toms,
      PRIMARY_DISABILITY_CODE_BLANK: !toms && special === true && code === false,
    }),
    holding<WarningCode>({
      CHECK_PLAN_NAMES_RESOURCE: hasPlan && named === undefined,
      FIELDS_SHOW_PLAN_BUT_NONE_GIVEN: !hasPlan && toms,
      FIX_IN_CALPADS: policy && !toms,
      PLAN_504_FIELD_NOT_YES: plan === '504' && given.plan_504 === false,
    }),
  );
}

/**
 * Whether an accessibility resource may be given to a student: universal tools to all; designated supports when an
 * educator or team decided or the plan names them; accommodations only with an IEP or 504 plan, and only when the
 * TOMS fields let them be assigned.
 *
 * Source: LEA CAASPP Coordinator Checklist 2026-27, "Accessibility Resources, Including Specialized Equipment", line
 * 300; "Accessibility", lines 51 and 60; "Student Demographic Data", lines 456-459. That universal tools are for all is
 * public knowledge. Silent: whether the plan must name an accommodation; decided yes when known.
 *
 * Inputs: `resource_type`; `plan`; `documented_in_plan`; `educator_determined`; and the fields `plan_504`,
 * `calpads_special_education`, `special_education`, `primary_disability_code` of TOMS, where null means blank.
 * @example
 * accessibilityEligibility.run({ resource_type: 'accommodation', plan: '504', documented_in_plan: true,
 *   plan_504: true }, facts).result
 * // { policy_allows: true, toms_allows: true, may_assign: true, reasons: [] }
 */
export const accessibilityEligibility = defineRule({
  id: 'accessibility-eligibility',
  title: 'May this accessibility resource be given',
  summary: 'Whether a universal tool, designated support or accommodation may be given to a student.',
  source: {
    document: 'checklist-2026-27',
    section: 'Accessibility Resources, Including Specialized Equipment',
    lines: '300',
  },
  also: [
    { document: 'checklist-2026-27', section: 'Accessibility', lines: '51, 60' },
    { document: 'checklist-2026-27', section: 'Student Demographic Data', lines: '456-459' },
  ],
  inputs,
  decide(given) {
    switch (given.resource_type) {
      case undefined:
        return needsInput(['resource_type']);
      case 'universal_tool':
        return decided(true, true, ['ALL_STUDENTS'], ['UNIVERSAL_RULE_IS_BACKGROUND']);
      case 'designated_support':
        return designatedSupport(given);
      case 'accommodation':
        return accommodation(given);
    }
  },
});
