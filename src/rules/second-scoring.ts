import { holding, needsInput, ok } from './envelope.ts';
import { boolean, choice, integer } from './fields.ts';
import { unknownOf } from './inputs.ts';
import { defineRule } from './rule.ts';
import { ASSESSMENTS } from './window-validate.ts';

/**
 * Whether a student's CAA for ELA must be second scored, and who may do it: Form 2 in grades 6, 7, 8 and 11, where the
 * school was selected; the second scorer is another test examiner or test administrator, trained.
 *
 * Source: LEA CAASPP Coordinator Checklist 2026-27, "Second Scoring for the CAA for ELA", lines 393-395; "March 2027",
 * line 222.
 *
 * Inputs: `assessment`; `form` and `grade`, needed for the CAA for ELA; `selected`, by the second scoring web page; of
 * the second scorer `second_scorer_role`, `second_scorer_is_students_te` and `second_scorer_trained`.
 * @example
 * secondScoring.run({ assessment: 'caa_ela', form: 2, grade: 7, selected: true, second_scorer_role: 'other' },
 *   facts).result
 * // { in_scope: true, must_second_score: true, presence: 'rubric_items_required_whole_session_preferred',
 * //   problems: ['SCORER_MUST_BE_TE_OR_TA'] }
 */
export const secondScoring = defineRule({
  id: 'second-scoring',
  title: 'Second scoring of the CAA for ELA',
  summary: 'Whether a CAA for ELA must be second scored, and whether the second scorer fits.',
  source: {
    document: 'checklist-2026-27',
    section: 'Second Scoring for the CAA for ELA',
    lines: '393-395',
  },
  also: [{ document: 'checklist-2026-27', section: 'March 2027', lines: '222' }],
  inputs: {
    assessment: choice(ASSESSMENTS, { required: true, describe: 'The assessment in question' }),
    form: integer(1, 99, {
      required: 'sometimes',
      describe: 'Form assigned to the student, for the CAA for ELA',
    }),
    grade: integer(0, 12, {
      required: 'sometimes',
      describe: 'Grade of the student, 0 for kindergarten, for the CAA for ELA',
    }),
    selected: boolean({
      required: false,
      describe: 'Whether the CAA for ELA Second Scoring web page names your LEA or school',
    }),
    second_scorer_role: choice(['te', 'ta', 'other'], {
      required: false,
      describe: 'Role of the second scorer: test examiner, test administrator or another',
    }),
    second_scorer_is_students_te: boolean({
      required: false,
      describe: "Whether the second scorer is the student's own test examiner",
    }),
    second_scorer_trained: boolean({
      required: false,
      describe: 'Whether the second scorer is trained',
    }),
  },
  decide(given, { second_scoring: scope }) {
    const { assessment, form, grade, selected } = given;
    if (!assessment) return needsInput(['assessment']);
    const rightTest = assessment === scope.assessment;
    const ask = rightTest ? unknownOf(given, ['form', 'grade']) : [];
    if (ask.length > 0) return needsInput(ask);
    const inScope = rightTest && form === scope.form && grade !== undefined && scope.grades.includes(grade);
    const must = inScope ? (selected ?? null) : selected ? null : false;
    const problems = holding({
      SCORER_MUST_BE_TE_OR_TA: given.second_scorer_role === 'other',
      SCORER_MUST_BE_SECOND_PERSON: given.second_scorer_is_students_te === true,
      SCORER_MUST_BE_TRAINED: given.second_scorer_trained === false,
    });
    return ok(
      {
        in_scope: inScope,
        must_second_score: must,
        presence: must ? 'rubric_items_required_whole_session_preferred' : null,
        problems: must ? problems : [],
      },
      holding({
        CHECK_SECOND_SCORING_PAGE: inScope && selected === undefined,
        SELECTED_BUT_OUT_OF_SCOPE: !inScope && selected === true,
      }),
    );
  },
});
