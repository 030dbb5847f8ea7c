import { holding, needsInput, ok } from './envelope.ts';
import { boolean, choice } from './fields.ts';
import { defineRule } from './rule.ts';

const ROLES = [
  'lea_coordinator',
  'site_coordinator',
  'test_administrator',
  'test_examiner',
  'other_toms_role',
  'superintendent',
  'non_toms_with_materials',
  'non_toms_without_materials',
] as const;

const ONLINE = { form: 'online_in_toms', when: 'first_logon' };
const BOTH = { agreement: true, affidavit: true, ...ONLINE };
const AFFIDAVIT = { agreement: false, affidavit: true, ...ONLINE };
const PAPER = {
  agreement: false,
  affidavit: true,
  form: 'non_toms_download',
  when: 'before_access_to_materials',
};
const NOTHING = { agreement: false, affidavit: false, form: null, when: null };

const FORMS: Record<(typeof ROLES)[number], typeof BOTH | typeof NOTHING> = {
  lea_coordinator: BOTH,
  site_coordinator: BOTH,
  test_administrator: AFFIDAVIT,
  test_examiner: AFFIDAVIT,
  other_toms_role: AFFIDAVIT,
  superintendent: AFFIDAVIT,
  non_toms_with_materials: PAPER,
  non_toms_without_materials: NOTHING,
};

/**
 * Which test security form a person signs, where and when: coordinators the Agreement and the Affidavit, every other
 * TOMS role the Affidavit, people without TOMS who see test materials the Affidavit for Non-TOMS Users. For interims
 * alone the state asks nothing of the last.
 *
 * Source: LEA CAASPP Coordinator Checklist 2026-27, "Confirm Test Security Agreements and Test Security Affidavits",
 * lines 412-418; "Site CAASPP Coordinator Roles and Responsibilities", lines 310-311; "January 2027", line 190; CAASPP
 * Communication December 2025, lines 139-145 and 172. Line 310 says "users"; decided coordinators, by line 413.
 *
 * Inputs: `role` of the person; `interim_only`, whether only interim assessments are concerned.
 * @example
 * securityForms.run({ role: 'test_examiner' }, facts).result
 * // { agreement: false, affidavit: true, form: 'online_in_toms', when: 'first_logon' }
 */
export const securityForms = defineRule({
  id: 'security-forms',
  title: 'Which security form a person signs',
  summary: 'Whether a person signs the security agreement, the affidavit, both or nothing, and when.',
  source: {
    document: 'checklist-2026-27',
    section: 'Confirm Test Security Agreements and Test Security Affidavits',
    lines: '412-418',
  },
  also: [
    {
      document: 'checklist-2026-27',
      section: 'Site CAASPP Coordinator Roles and Responsibilities',
      lines: '310-311',
    },
    { document: 'checklist-2026-27', section: 'January 2027', lines: '190' },
    {
      document: 'communication-2025-12',
      section: 'Policies and best practices for accessing TOMS; Required Trainings',
      lines: '139-145, 172',
    },
  ],
  inputs: {
    role: choice(ROLES, {
      required: true,
      describe:
        'Role of the person; without a TOMS account: whether he or she has access to test materials (custodian, aide, nurse)',
    }),
    interim_only: boolean({
      required: false,
      describe: 'Whether only interim assessments are concerned',
    }),
  },
  decide({ role, interim_only: interimOnly = false }) {
    if (!role) return needsInput(['role']);
    const forms = role === 'non_toms_with_materials' && interimOnly ? NOTHING : FORMS[role];
    return ok(
      forms,
      holding({
        SUPERINTENDENT_FORM_INFERRED: role === 'superintendent',
        INTERIM_AGREEMENT_LOCAL_OPTION: interimOnly,
      }),
    );
  },
});
