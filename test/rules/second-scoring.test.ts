import { describe, expect, it } from 'vitest';
import { run } from './run.ts';

const selected = { assessment: 'caa_ela', form: 2, grade: 7, selected: true };
const scoring = (changes: object) => run('second-scoring', { ...selected, ...changes });

describe('second scoring', () => {
  it.each([5, 6, 7, 8, 9, 10, 11, 12, 0])('of Form 2 in grade %i', (grade) => {
    expect(scoring({ grade }).result?.in_scope).toBe([6, 7, 8, 11].includes(grade));
  });

  it('is required of those who were selected, and the page tells who', () => {
    expect(scoring({})).toMatchObject({
      result: {
        must_second_score: true,
        presence: 'rubric_items_required_whole_session_preferred',
        problems: [],
      },
      warnings: [],
    });
    expect(scoring({ selected: false }).result).toMatchObject({ must_second_score: false, presence: null });
    expect(scoring({ selected: null, second_scorer_role: 'other' })).toMatchObject({
      result: { must_second_score: null, presence: null, problems: [] },
      warnings: ['CHECK_SECOND_SCORING_PAGE'],
    });
  });

  it('is not required out of scope, but a selection there is worth a check', () => {
    expect(scoring({ form: 1, selected: undefined })).toMatchObject({
      result: { in_scope: false, must_second_score: false },
      warnings: [],
    });
    for (const other of [{ form: 3 }, { grade: 5 }, { assessment: 'cast' }])
      expect(scoring({ ...other, second_scorer_trained: false })).toMatchObject({
        result: { in_scope: false, must_second_score: null, problems: [] },
        warnings: ['SELECTED_BUT_OUT_OF_SCOPE'],
      });
  });

  it('names all that is wrong with the second scorer, sorted', () => {
    const scorer = {
      second_scorer_role: 'other',
      second_scorer_is_students_te: true,
      second_scorer_trained: false,
    };
    expect(scoring(scorer).result?.problems).toEqual([
      'SCORER_MUST_BE_SECOND_PERSON',
      'SCORER_MUST_BE_TE_OR_TA',
      'SCORER_MUST_BE_TRAINED',
    ]);
    expect(scoring({ second_scorer_role: 'TE', second_scorer_trained: true }).result?.problems).toEqual([]);
  });

  it('needs form and grade for the CAA for ELA only', () => {
    expect(run('second-scoring', { assessment: 'caa_ela' }).ask).toEqual(['form', 'grade']);
    expect(run('second-scoring', { assessment: 'csa' })).toMatchObject({
      status: 'ok',
      result: { must_second_score: false },
    });
    expect(run('second-scoring', { form: 2 }).ask).toEqual(['assessment']);
    expect(scoring({ grade: 13 }).errors).toEqual(['BAD_VALUE:grade']);
  });
});
