import { describe, expect, it } from 'vitest';
import { run } from './run.ts';

const told = { special_education: true, primary_disability_code: '290', team_decided_alternate: true };
const registration = (changes: object) => run('caa-registration-eligibility', { ...told, ...changes });

describe('registration for the alternate assessments', () => {
  it('needs both fields and the decision of the team', () => {
    expect(registration({})).toMatchObject({
      result: { toms_eligible: true, register: true, blockers: [] },
      warnings: [],
    });
    expect(registration({ team_decided_alternate: false }).result).toMatchObject({
      toms_eligible: true,
      register: false,
      blockers: ['NO_TEAM_DECISION'],
    });
    expect(registration({ primary_disability_code: ' ' }).result).toMatchObject({
      toms_eligible: false,
      blockers: ['PRIMARY_DISABILITY_CODE_BLANK'],
    });
  });

  it('finds the fields locked once testing started, if they are not right', () => {
    expect(registration({ special_education: false, started_first_summative: true }).warnings).toEqual([
      'FIELDS_LOCKED',
    ]);
    expect(registration({ started_first_summative: true }).warnings).toEqual([]);
    expect(registration({ special_education: false }).warnings).toEqual([]);
  });

  it('is not had by a 504 plan alone', () => {
    expect(registration({ plan: '504', special_education: null }).warnings).toEqual(['SECTION_504_ONLY']);
    expect(registration({ plan: 'both' }).warnings).toEqual([]);
  });
});

describe('the lock of a demographic field', () => {
  const lock = (field: unknown, started_first_summative?: boolean) =>
    run('field-lock', { field, started_first_summative });

  it.each(['Grade', 'Special Education', 'primary-disability-code'])(
    'closes %s with the first summative test',
    (field) => {
      expect(lock(field, true).result).toEqual({ lockable: true, locked: true, fix: 'call_success_agent' });
      expect(lock(field, false).result).toEqual({
        lockable: true,
        locked: false,
        fix: 'calpads_before_first_summative',
      });
      expect(lock(field)).toMatchObject({ ask: ['started_first_summative'], result: { lockable: true } });
    },
  );

  it.each([
    'ssid',
    'First Name',
    'last_name',
    'US school entry date',
    'plan_504',
    'CALPADS Special Education',
  ])('never closes %s', (field) => {
    for (const started of [true, false, undefined])
      expect(lock(field, started)).toMatchObject({
        status: 'ok',
        result: { lockable: false, locked: false, fix: 'calpads' },
        warnings: [],
      });
  });

  it.each(['elas', 'Primary Language'])('may close %s with ELPAC, by public notices', (field) => {
    expect(lock(field, true).warnings).toEqual(['MAY_LOCK_WITH_ELPAC']);
    expect(lock(field, false).warnings).toEqual([]);
    expect(lock(field).warnings).toEqual([]);
  });

  it.each(['ethnicity', 'migrant status', '', 'toString'])('is not known for "%s"', (field) => {
    expect(lock(field, true)).toMatchObject({
      status: 'not_determinable',
      result: null,
      warnings: ['FIELD_NOT_IN_SOURCES'],
    });
  });

  it('needs the name of the field, as text', () => {
    expect(lock(null).ask).toEqual(['field']);
    expect(lock(5).errors).toEqual(['BAD_VALUE:field']);
  });
});
