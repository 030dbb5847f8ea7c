import type { WarningCode } from './codes.ts';
import { type Answer, needsInput, notDeterminable, ok } from './envelope.ts';
import type { RuleFacts } from './facts.ts';
import { boolean, choice, choices, schoolYear } from './fields.ts';
import { unknownOf, type Values } from './inputs.ts';
import { defineRule } from './rule.ts';
import { ASSESSMENTS } from './window-validate.ts';

const inputs = {
  reason: choice(['parent_exemption', 'medical_emergency', 'el_newcomer', 'other'], {
    required: true,
    describe: 'Why the student does not take the test',
  }),
  school_year: schoolYear({ required: 'sometimes', describe: 'School year of the test administration' }),
  written_request: boolean({
    required: 'sometimes',
    describe: 'Whether the parent or guardian has asked in writing',
  }),
  request_school_year: schoolYear({
    required: 'sometimes',
    describe: 'School year for which the written request was made',
  }),
  prevented_from_testing: boolean({
    required: 'sometimes',
    describe: 'Whether the medical emergency prevents the student from testing',
  }),
  assessments: choices([...ASSESSMENTS, 'elpac'], {
    required: 'sometimes',
    describe: 'The assessments the request names, or that are missed',
  }),
};
type Given = Values<typeof inputs>;

function noCode(why: string): NonNullable<Answer['result']> {
  return { code: null, assessments: [], where: null, why };
}

/** The code for each CAASPP assessment of the list; ELPAC is left out. */
function codeFor(
  code: 'PGE' | 'NTE',
  listed: readonly string[],
  own: WarningCode[],
  { toms }: RuleFacts,
): Answer {
  const assessments = listed.filter((a) => a !== 'elpac');
  const warnings: WarningCode[] = assessments.length < listed.length ? [...own, 'ELPAC_NOT_COVERED'] : own;
  if (assessments.length === 0) return notDeterminable(noCode('no_caaspp_assessment'), warnings);
  return ok({ code, assessments, where: toms.condition_code, why: 'code_applies' }, [
    ...warnings,
    'ENTER_BEFORE_WINDOW_CLOSES',
  ]);
}

function parentExemption(given: Given, facts: RuleFacts): Answer {
  if (given.written_request === false) return ok(noCode('needs_written_request'));
  const ask = unknownOf(given, ['written_request', 'request_school_year', 'school_year', 'assessments']);
  if (ask.length > 0) return needsInput(ask);
  if (given.request_school_year !== given.school_year) return ok(noCode('request_not_for_this_year'));
  return codeFor('PGE', given.assessments ?? [], ['RENEW_EACH_YEAR'], facts);
}

function medicalEmergency(given: Given, facts: RuleFacts): Answer {
  if (given.prevented_from_testing === false) return ok(noCode('testing_not_prevented'));
  const ask = unknownOf(given, ['prevented_from_testing', 'assessments']);
  if (ask.length > 0) return needsInput(ask);
  return codeFor('NTE', given.assessments ?? [], [], facts);
}

/**
 * Which condition code is entered for a student who does not test: PGE for a parent's or guardian's written request
 * of this school year, NTE for a medical emergency that prevents testing, none for a newcomer, whose exemption is
 * automatic. Only the assessments listed get the code.
 *
 * Source: LEA CAASPP Coordinator Checklist 2026-27, "Test Exemptions", lines 428 and 430; acronyms, lines 573 and 582.
 * Silent: any other reason, the proof of an emergency, the effect on participation.
 *
 * Inputs: `reason`; for a parent exemption `written_request`, `request_school_year`, `school_year` and `assessments`;
 * for an emergency `prevented_from_testing` and `assessments`. An empty list of assessments is not told.
 * @example
 * conditionCode.run({ reason: 'medical_emergency', prevented_from_testing: true, assessments: ['cast'] }, facts).result
 * // { code: 'NTE', assessments: ['cast'],
 * //   where: 'TOMS > Students tab > Student Profile > Condition Code field', why: 'code_applies' }
 */
export const conditionCode = defineRule({
  id: 'condition-code',
  title: 'Condition code for a student who does not test',
  summary: 'Whether PGE or NTE is entered for a student who does not test, and for which assessments.',
  source: { document: 'checklist-2026-27', section: 'Test Exemptions', lines: '428, 430' },
  inputs,
  decide(values, facts) {
    const given = { ...values, assessments: values.assessments?.length ? values.assessments : undefined };
    switch (given.reason) {
      case undefined:
        return needsInput(['reason']);
      case 'parent_exemption':
        return parentExemption(given, facts);
      case 'medical_emergency':
        return medicalEmergency(given, facts);
      case 'el_newcomer':
        return ok(noCode('automatic_no_code'));
      case 'other':
        return notDeterminable(noCode('no_code_in_sources'), []);
    }
  },
});
