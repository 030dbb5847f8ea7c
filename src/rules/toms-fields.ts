/** The four fields of the Demographics tab in TOMS that decide what may be assigned to a student. */
import { codePresent, tomsYesNo } from './fields.ts';

const WHERE = 'TOMS > Student Profile > Demographics; blank counts as No';

export const PLANS = ['iep', '504', 'both', 'none'] as const;

export const plan504Field = (required: boolean | 'sometimes') =>
  tomsYesNo({ required, describe: `Field "504 Plan": ${WHERE}` });

export const calpadsField = (required: boolean | 'sometimes') =>
  tomsYesNo({ required, describe: `Field "CALPADS Special Education": ${WHERE}` });

export const specialEducationField = (required: boolean | 'sometimes') =>
  tomsYesNo({ required, describe: `Field "Special Education": ${WHERE}` });

export const disabilityCodeField = (required: boolean | 'sometimes') =>
  codePresent({
    required,
    describe: 'Field "Primary Disability Code": TOMS > Student Profile > Demographics; it may be blank',
  });

/**
 * Special Education is "Yes" and a Primary Disability Code is present.
 * Source: checklist-2026-27, "Student Demographic Data", lines 458-459.
 */
export function hasBoth(specialEducation: boolean | undefined, codePresent: boolean | undefined): boolean {
  return specialEducation === true && codePresent === true;
}
