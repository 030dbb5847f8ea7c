import { describe, expect, test } from 'vitest';
import { blankFields } from '../../src/forms/blank.ts';
import { newDraft } from '../../src/forms/draft.ts';
import { fillIn } from '../../src/forms/fill.ts';
import { loadForms } from '../../src/forms/load.ts';

const SSID = '9988776655';
const form = loadForms().get('caltac')!;
const empty = newDraft(form, '2026-11-21T10:00:00-08:00');
const keeps = { keeps: true };
const names = (fields: { name: string }[]) => fields.map((f) => f.name);
const nothing = Object.fromEntries(names(blankFields(form, empty, true)).map((name) => [name, '']));
const fill = (filled: Record<string, string>, draft = empty, options: Parameters<typeof fillIn>[3] = keeps) =>
  fillIn(form, draft, { ...nothing, ...filled }, options);

describe('a form filled in at once', () => {
  test('has a field for each part, in the order of the questions, with what is known', () => {
    const draft = { ...empty, values: { system: { os: 'Windows 11', browser: 'Secure browser 17' } } };
    const fields = blankFields(form, draft, true);
    expect(names(fields).slice(0, 6)).toEqual([
      'device.device',
      'error.code',
      'error.description',
      'system.os',
      'system.browser',
      'network.network',
    ]);
    expect(fields.find((f) => f.name === 'system.browser')?.value).toBe('Secure browser 17');
    expect(fields.find((f) => f.name === 'contact.email')?.input.kind).toBe('email');
    expect(fields.find((f) => f.name === 'student.portion')?.input).toEqual({
      kind: 'choice',
      options: [
        { value: 'CAT (non-PT)', label: 'CAT (non-PT)' },
        { value: 'PT', label: 'PT' },
      ],
    });
  });

  test('reads each field as it is read in conversation, and leaves nothing to ask', () => {
    const { draft, faults } = fill({
      'device.device': 'dell laptops, hp windows 11 desktop',
      'error.code': 'E-2014',
      'error.description': 'it says session timed out',
      'system.os': 'win 11',
      'system.browser': 'secure browser 17',
      'contact.email': 'j.rivera@oak.org',
      'contact.phone': '(916) 555 0123',
      'session.session': 'ca-7f3a-12',
      'about.about': 'STAIRS or Appeals',
    });
    expect(faults).toEqual({});
    expect(draft.values).toMatchObject({
      error: { code: 'E-2014', description: 'session timed out' },
      system: { browser: 'Secure browser 17' },
      contact: { email: 'j.rivera@oak.org', phone: '916-555-0123' },
      session: { session: 'CA-7F3A-12' },
      about: { about: 'STAIRS or Appeals' },
    });
    expect(draft.values.device?.device).toMatch(/^Dell laptops, HP .* desktop$/);
    expect(draft.values.system?.os).toMatch(/11$/);
    expect(draft.skipped).toEqual(['network', 'student']);
    expect(draft.at).toBeNull();
  });

  test('names what will not do at its field, and keeps the rest', () => {
    const { draft, faults } = fill({
      'device.device': 'Chromebook',
      'contact.email': 'j.rivera@oak',
      'contact.phone': '555',
      'student.ssid': '99887766',
      'student.grade': '2',
      'error.code': 'session expired',
    });
    expect(faults['contact.email']).toMatch(/"j\.rivera@oak" is not a complete email address/);
    expect(faults['contact.phone']).toMatch(/area code/);
    expect(faults['student.ssid']).toMatch(/exactly ten digits.*has 8/);
    expect(faults['student.ssid']).not.toContain('99887766');
    expect(faults['student.grade']).toMatch(/3 to 12/);
    expect(faults['error.code']).toMatch(/digit/);
    expect(draft.values.device).toEqual({ device: 'Chromebook' });
  });

  test('empties what was emptied, and touches nothing that it did not show', () => {
    const before = fill({ 'device.device': 'iPad', 'network.network': 'district Wi-Fi' }).draft;
    const { draft } = fillIn(form, before, { 'network.network': '' }, keeps);
    expect(draft.values).toEqual({ device: { device: 'iPad' } });
    expect(draft.skipped).toContain('network');
  });

  test('never shows what is sensitive: that it is there, masked, and empty means as it was', () => {
    const { draft } = fill({ 'student.ssid': SSID, 'student.grade': '5' });
    const shown = JSON.stringify(blankFields(form, draft, true));
    expect(shown).not.toContain(SSID);
    expect(shown).toContain('•••••••655');
    expect(fill({ 'student.grade': '6' }, draft).draft.values.student).toEqual({
      ssid: SSID,
      grade: '6',
    });
  });

  test('does not ask for what is sensitive where it cannot be kept', () => {
    expect(names(blankFields(form, empty, false)).some((n) => n.startsWith('student.'))).toBe(false);
    const filled = { 'device.device': 'iPad' };
    const { draft } = fillIn(form, empty, filled, { keeps: false });
    expect(draft.skipped).toContain('student');
    const forced = fillIn(form, empty, { 'student.ssid': SSID }, { keeps: false }).draft;
    expect(JSON.stringify(forced)).not.toContain(SSID);
    expect(forced.withheld).toEqual(['student']);
  });

  test('masks ten digits in fields that are not meant for them', () => {
    const { draft } = fill({ 'error.description': `student ${SSID} cannot log in` });
    expect(JSON.stringify(draft.values)).not.toContain(SSID);
  });

  test('takes own words instead of a choice, and a new choice instead of own words', () => {
    const own = fill({ 'about.about.other': 'projector lamp' }).draft;
    expect(own.values.about).toEqual({ about: 'projector lamp' });
    const fields = blankFields(form, own, true);
    expect(fields.find((f) => f.name === 'about.about.other')?.value).toBe('projector lamp');
    const again = fill({ 'about.about.other': 'projector lamp', 'about.about': 'STAIRS or Appeals' }, own);
    expect(again.draft.values.about).toEqual({ about: 'STAIRS or Appeals' });
  });

  test('refuses what a message is refused for, except where a field asks for just that', () => {
    const refuses = (words: string, permits: readonly string[]) =>
      /ssid/i.test(words) && !permits.includes('declined-student-data') ? 'No student data.' : undefined;
    const options = { keeps: true, refuses };
    const { faults, draft } = fill(
      { 'device.device': 'ssid 1', 'student.ssid': `SSID ${SSID}` },
      empty,
      options,
    );
    expect(faults).toEqual({ 'device.device': 'No student data.' });
    expect(draft.values.student).toEqual({ ssid: SSID });
  });

  test('says that a field which must be there is not', () => {
    const strict = {
      ...form,
      fields: form.fields.map((f) => (f.id === 'device' ? { ...f, required: true } : f)),
    };
    expect(blankFields(strict, empty, true)[0]?.required).toBe(true);
    expect(fillIn(strict, empty, nothing, keeps).faults).toEqual({
      'device.device': 'Device cannot be left out.',
    });
  });
});
