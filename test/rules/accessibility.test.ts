import { describe, expect, it } from 'vitest';
import { run } from './run.ts';

const may = (inputs: object) => run('accessibility-eligibility', inputs);
const NO_GATE = {
  plan_504: false,
  calpads_special_education: false,
  special_education: false,
  primary_disability_code: null,
};

describe('a universal tool', () => {
  it('is for everybody, by public knowledge', () => {
    expect(may({ resource_type: 'universal tool' })).toMatchObject({
      result: { may_assign: true, reasons: ['ALL_STUDENTS'] },
      warnings: ['UNIVERSAL_RULE_IS_BACKGROUND'],
    });
  });
});

describe('a designated support', () => {
  const support = (inputs: object) => may({ resource_type: 'designated_support', ...inputs });

  it('may be given when an educator decided or the plan names it, and both are said', () => {
    expect(support({ educator_determined: true, plan: '504', documented_in_plan: true }).result).toEqual({
      policy_allows: true,
      toms_allows: true,
      may_assign: true,
      reasons: ['EDUCATOR_DETERMINED', 'IN_PLAN'],
    });
    expect(support({ plan: 'both', documented_in_plan: true }).result).toMatchObject({
      reasons: ['IN_PLAN'],
    });
  });

  it('is asked about one thing after another', () => {
    expect(support({ documented_in_plan: true }).ask).toEqual(['educator_determined']);
    expect(support({ educator_determined: false, documented_in_plan: true }).ask).toEqual(['plan']);
    expect(support({ educator_determined: false, plan: 'iep' }).ask).toEqual(['documented_in_plan']);
  });

  it('may not be given when nobody decided', () => {
    for (const rest of [
      { plan: 'none' },
      { plan: 'none', documented_in_plan: true },
      { plan: '504', documented_in_plan: false },
    ])
      expect(support({ educator_determined: false, ...rest }).result).toEqual({
        policy_allows: false,
        toms_allows: true,
        may_assign: false,
        reasons: ['NO_EDUCATOR_DECISION'],
      });
  });

  it('raises no warning about the TOMS fields', () => {
    expect(support({ educator_determined: true, plan: '504', ...NO_GATE }).warnings).toEqual([]);
  });
});

describe('an accommodation', () => {
  const accommodation = (inputs: object) => may({ resource_type: 'accommodation', ...inputs });

  it.each([
    [{ plan_504: true }],
    [{ calpads_special_education: true }],
    [{ special_education: true, primary_disability_code: '290' }],
  ])('may be assigned through each of the three gates: %j', (gate) => {
    expect(accommodation({ plan: 'iep', documented_in_plan: true, ...gate }).result).toMatchObject({
      may_assign: true,
      reasons: [],
    });
  });

  it('needs a plan that names it', () => {
    expect(accommodation({ plan: 'iep', documented_in_plan: false, plan_504: true }).result).toMatchObject({
      policy_allows: false,
      reasons: ['NOT_IN_PLAN'],
    });
    expect(accommodation({ plan: 'none', documented_in_plan: false, plan_504: true })).toMatchObject({
      result: { reasons: ['NO_PLAN'] },
      warnings: ['FIELDS_SHOW_PLAN_BUT_NONE_GIVEN'],
    });
    expect(accommodation({ plan: 'iep', plan_504: true })).toMatchObject({
      result: { may_assign: true },
      warnings: ['CHECK_PLAN_NAMES_RESOURCE'],
    });
  });

  it('is kept back by the TOMS fields until CALPADS is right', () => {
    expect(accommodation({ ...NO_GATE, plan: '504', documented_in_plan: true })).toMatchObject({
      result: {
        policy_allows: true,
        toms_allows: false,
        may_assign: false,
        reasons: ['TOMS_FIELDS_DO_NOT_ALLOW'],
      },
      warnings: ['FIX_IN_CALPADS', 'PLAN_504_FIELD_NOT_YES'],
    });
    expect(accommodation({ ...NO_GATE, special_education: true, plan: 'both' })).toMatchObject({
      result: { reasons: ['PRIMARY_DISABILITY_CODE_BLANK', 'TOMS_FIELDS_DO_NOT_ALLOW'] },
      warnings: ['CHECK_PLAN_NAMES_RESOURCE', 'FIX_IN_CALPADS'],
    });
  });

  it('says nothing of a blank code when another gate is open', () => {
    const answer = accommodation({
      ...NO_GATE,
      plan_504: true,
      special_education: true,
      plan: '504',
      documented_in_plan: true,
    });
    expect(answer).toMatchObject({ result: { reasons: [] }, warnings: [] });
  });

  it('warns of the 504 field only when the plan is a 504 plan alone and the field is told', () => {
    const fields = { calpads_special_education: true, documented_in_plan: true };
    expect(accommodation({ ...fields, plan: '504' }).warnings).toEqual([]);
    expect(accommodation({ ...fields, plan: '504', plan_504: null }).warnings).toEqual([
      'PLAN_504_FIELD_NOT_YES',
    ]);
    expect(accommodation({ ...fields, plan: 'both', plan_504: null }).warnings).toEqual([]);
  });

  it.each<[object, string[]]>([
    [{}, ['calpads_special_education', 'plan', 'plan_504', 'primary_disability_code', 'special_education']],
    [
      { plan: 'iep', special_education: true },
      ['calpads_special_education', 'plan_504', 'primary_disability_code'],
    ],
    [{ plan: 'iep', special_education: null }, ['calpads_special_education', 'plan_504']],
    [{ plan: 'iep', primary_disability_code: '' }, ['calpads_special_education', 'plan_504']],
    [
      { plan: 'iep', primary_disability_code: '290', plan_504: false },
      ['calpads_special_education', 'special_education'],
    ],
    [{ plan_504: true }, ['plan']],
    [{ plan: 'none', ...NO_GATE, plan_504: undefined }, ['plan_504']],
  ])('told %j asks for every field that could still allow it: %j', (told, ask) => {
    expect(accommodation(told).ask).toEqual(ask);
  });
});

it('an unlisted resource is no accessibility resource of the matrix', () => {
  expect(may({ resource_type: 'unlisted_resource' }).errors).toEqual(['BAD_VALUE:resource_type']);
});

describe('what the four fields permit', () => {
  const permitted = (inputs: object) => run('field-permissions', { ...NO_GATE, ...inputs });

  it.each([
    ['a 504 plan alone: accommodations only', { plan_504: true }, [true, false, false, false], []],
    [
      'the CALPADS field alone: unlisted resources in the looser reading',
      { calpads_special_education: true },
      [true, false, true, false],
      ['FIELDS_DISAGREE', 'UNLISTED_RULES_CONFLICT'],
    ],
    [
      'Special Education with a code: everything',
      { calpads_special_education: true, special_education: true, primary_disability_code: '290' },
      [true, true, true, true],
      [],
    ],
    [
      'Special Education with a blank code: nothing',
      { special_education: true, primary_disability_code: '  ' },
      [false, false, false, false],
      ['FIELDS_DISAGREE', 'PRIMARY_DISABILITY_CODE_BLANK'],
    ],
    [
      'a code without Special Education: nothing',
      { primary_disability_code: '290' },
      [false, false, false, false],
      [],
    ],
    ['blank and No: no disagreement', { special_education: null }, [false, false, false, false], []],
  ])('%s', (_what, fields, [accommodations, unlisted, loose, caa], warnings) => {
    expect(permitted(fields)).toMatchObject({
      result: {
        accommodations,
        unlisted_resources: unlisted,
        unlisted_resources_by_calpads_field: loose,
        caa_registration: caa,
      },
      warnings,
    });
  });

  it('is not said before all four are told', () => {
    expect(permitted({ plan_504: undefined }).ask).toEqual(['plan_504']);
    expect(permitted({ primary_disability_code: 290 }).errors).toEqual(['BAD_VALUE:primary_disability_code']);
  });
});
