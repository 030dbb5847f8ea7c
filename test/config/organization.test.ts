import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { linkKey } from '../../src/config/link-key.ts';
import { loadOrganization, parseOrganization } from '../../src/config/organization.ts';
import { SettingsError } from '../../src/config/settings.ts';
import { agentsOf, memberOf, NO_ORGANIZATION } from '../../src/escalation/organization.ts';

function faultsOf(yaml: string): readonly string[] {
  try {
    parseOrganization(yaml, 'o.yaml');
    return [];
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return error.faults;
  }
}

const lea = (more = '') => `leas:\n  - { name: Oak, cds: "1964212"${more} }\n`;

describe('the organization file', () => {
  test('the shipped example is sound', () => {
    const organization = loadOrganization('organization.example.yaml');
    expect(organization.leas[0]).toMatchObject({
      cds: '1964212',
      hours: { from: '07:30', until: '16:30', days: [1, 2, 3, 4, 5] },
      successAgent: { name: 'Alex Kim' },
    });
    expect(organization.leas[0]?.hours.daysOff).toContainEqual({ from: '2026-12-21', until: '2027-01-01' });
    expect(agentsOf(organization).size).toBe(7);
  });

  test('what is left out has sensible values', () => {
    const [oak] = parseOrganization(lea(), 'o.yaml').leas;
    expect(oak).toMatchObject({ hours: { timeZone: 'America/Los_Angeles', from: '08:00' }, schools: [] });
    expect(loadOrganization(undefined)).toEqual(NO_ORGANIZATION);
  });

  test.each([
    ['leas: []', 'o.yaml: leas: needs at least one LEA'],
    ['leas: [', 'o.yaml: line '],
    [lea(', time_zone: Mars/North'), 'leas.0.time_zone: must be a time zone such as America/Los_Angeles'],
    [lea(', days_off: ["2026-02-30"]'), 'leas.0.days_off.0: '],
    [
      lea(', working_hours: { from: "17:00", until: "08:00" }'),
      'working_hours: from must be earlier than until',
    ],
    [lea(', coordinators: [{ name: A, email: x }]'), 'leas.0.coordinators.0.email: must be an email address'],
    [lea(', colour: red'), 'leas.0: '],
    [`${lea()}announcements: [C0456]`, 'announcements.0: must be a conversation of a channel'],
    [lea(', schools: [{ name: Hill }, { name: hill }]'), 'leas.0.schools.1.name: is there twice'],
    [
      lea(', coordinators: [{ name: A, email: a@o.org }], backups: [{ name: B, email: A@o.org }]'),
      'a@o.org is "A" and "B": use one name',
    ],
  ])('%s is named', (yaml, expected) => {
    expect(faultsOf(yaml).join('\n')).toContain(expected);
  });

  test('names each place of announcements once', () => {
    const places = '["slack:T1:C1:", "teams:19:x@thread.tacv2", "slack:T1:C1:"]';
    expect(parseOrganization(`${lea()}announcements: ${places}`, 'o.yaml').announcements).toEqual([
      'slack:T1:C1:',
      'teams:19:x@thread.tacv2',
    ]);
  });

  test('all faults are named at once', () => {
    expect(faultsOf('leas: [{ name: "", cds: "1" }]\nadministrators: [x]\n')).toHaveLength(3);
  });

  test('a file that is not there is named with its setting', () => {
    expect(() => loadOrganization('/no/such.yaml')).toThrow(
      /ORGANIZATION_FILE=\/no\/such.yaml cannot be read/,
    );
  });

  test('people are known by email, by the widest of their parts', () => {
    const organization = loadOrganization('organization.example.yaml');
    expect(memberOf(organization, 'Jo.Patel@sunny.example.org')).toMatchObject({
      role: 'site_coordinator',
      school: 'Hill Elementary School',
    });
    expect(memberOf(organization, 'sam.rivera@sunny.example.org')?.role).toBe('lea_coordinator');
    expect(memberOf(organization, 'eve@evil.org')).toBeUndefined();
    expect(memberOf(organization, undefined)).toBeUndefined();
  });
});

describe('the key of links', () => {
  test('is made once, for its owner only, and stays', () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'caaspp-key-'));
    const settings = { store: { dataDir, retentionDays: 1 } };
    const key = linkKey(settings);
    expect(linkKey(settings)).toEqual(key);
    expect(statSync(join(dataDir, 'link.key')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(dataDir, 'link.key'), 'utf8')).toMatch(/^[0-9a-f]{64}$/);
  });

  test('of the settings comes first, and is not the key itself', () => {
    const store = { dataDir: '/nowhere', retentionDays: 1 };
    const given = linkKey({ store, linkKey: 'a'.repeat(32) });
    expect(given).toHaveLength(32);
    expect(linkKey({ store, dataKey: 'a'.repeat(32) })).toEqual(given);
    expect(linkKey({ store, linkKey: 'b'.repeat(32), dataKey: 'a'.repeat(32) })).not.toEqual(given);
  });
});
