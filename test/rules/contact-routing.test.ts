import { describe, expect, it } from 'vitest';
import { run } from './run.ts';

const ask = (role?: string, topic?: string) => run('contact-routing', { role, topic });

describe('whom to ask', () => {
  it.each([
    ['moodle', 'moodlesupport@scoe.net', '003', []],
    ['educator_opportunities', '916-228-2682; edopportunities@scoe.net', '003', []],
    ['charter newsletter', 'caaspp@scoe.net', '004', ['CHARTER_COORDINATORS_ONLY']],
    ['spotlight_subscription', 'subscribe-caaspp@mlist.cde.ca.gov', '004', []],
  ])('about %s is the same for everybody, known role or not', (topic, address, file, warnings) => {
    for (const role of [undefined, 'parent', 'test_examiner'])
      expect(ask(role, topic)).toMatchObject({ status: 'ok', result: { address, file }, warnings });
  });

  it.each(['test_administrator', 'test_examiner', 'other_school_staff'])(
    'for a %s is the site coordinator',
    (role) => {
      for (const topic of [undefined, 'policy', 'window_not_set'])
        expect(ask(role, topic)).toMatchObject({
          result: { contact: 'site_coordinator', channel: 'local', address: null, file: '000' },
          warnings: [],
        });
    },
  );

  it('for a site coordinator is the LEA coordinator, whatever the topic', () => {
    expect(ask('site_coordinator', 'apportionment').result).toMatchObject({
      contact: 'lea_coordinator',
      file: '000',
    });
  });

  it.each([
    [undefined, 'success_agent', 'see_lookup', ['CALTAC_IS_OLDER_ROUTE']],
    ['technical_or_administration', 'success_agent', 'see_lookup', ['CALTAC_IS_OLDER_ROUTE']],
    ['policy', 'cde_caaspp_office', 'email', []],
    ['window_not_set', 'success_agent', 'phone', []],
    ['apportionment', 'saas_link_emailed_by_cde', 'web', ['DEADLINE_NOT_IN_SOURCES']],
  ])('for an LEA coordinator about %s is %s', (topic, contact, channel, warnings) => {
    expect(ask('LEA Coordinator', topic)).toMatchObject({
      status: 'ok',
      result: { contact, channel },
      warnings,
    });
  });

  it.each([
    ['superintendent', 'lea_coordinator'],
    ['technology_coordinator', 'lea_coordinator'],
    ['parent', 'school'],
  ])('for a %s is not in the documents', (role, contact) => {
    expect(ask(role)).toMatchObject({
      status: 'not_determinable',
      result: { contact, channel: 'local', address: null, file: null },
      warnings: ['ROLE_NOT_IN_SOURCES'],
    });
  });

  it('depends on the role for all else', () => {
    expect(ask(undefined, 'policy').ask).toEqual(['role']);
    expect(ask().ask).toEqual(['role']);
    expect(ask('janitor', 'moodle').errors).toEqual(['BAD_VALUE:role']);
  });
});
