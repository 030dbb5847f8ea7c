import { describe, expect, it } from 'vitest';
import { run } from './run.ts';

const forms = (role: string, interim_only?: boolean) => run('security-forms', { role, interim_only });

describe('the security forms', () => {
  it.each(['LEA coordinator', 'site-coordinator'])('of a %s are both, in TOMS', (role) => {
    expect(forms(role)).toMatchObject({
      result: { agreement: true, affidavit: true, form: 'online_in_toms', when: 'first_logon' },
      warnings: [],
    });
  });

  it.each(['test_administrator', 'test_examiner', 'other_toms_role', 'superintendent'])(
    'of a %s are the affidavit alone',
    (role) => {
      expect(forms(role).result).toEqual({
        agreement: false,
        affidavit: true,
        form: 'online_in_toms',
        when: 'first_logon',
      });
    },
  );

  it('of a superintendent are inferred', () => {
    expect(forms('superintendent').warnings).toEqual(['SUPERINTENDENT_FORM_INFERRED']);
  });

  it('of a custodian with materials are on paper, before the access', () => {
    expect(forms('non_toms_with_materials').result).toMatchObject({
      affidavit: true,
      form: 'non_toms_download',
      when: 'before_access_to_materials',
    });
  });

  it('of one without materials are none', () => {
    expect(forms('non_toms_without_materials').result).toEqual({
      agreement: false,
      affidavit: false,
      form: null,
      when: null,
    });
  });

  it('are not required by the state for interims alone, except in TOMS', () => {
    expect(forms('non_toms_with_materials', true)).toMatchObject({
      result: { affidavit: false, form: null },
      warnings: ['INTERIM_AGREEMENT_LOCAL_OPTION'],
    });
    expect(forms('test_examiner', true)).toMatchObject({
      result: { affidavit: true },
      warnings: ['INTERIM_AGREEMENT_LOCAL_OPTION'],
    });
  });
});
