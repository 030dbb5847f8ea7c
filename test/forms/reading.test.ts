import { describe, expect, test } from 'vitest';
import { commandOf } from '../../src/forms/commands.ts';
import { opensForm } from '../../src/forms/load.ts';
import { parse } from '../../src/forms/read.ts';
import { caltac } from './tiny.ts';

const form = caltac();
const values = (field: string, text: string) =>
  parse(form, form.fields.find((f) => f.id === field)!, text, true);

describe('reading an answer', () => {
  test.each([
    ['device', 'chrome books', { device: 'Chromebooks' }],
    ['device', "it's a mac book air", { device: 'MacBook air' }],
    ['device', 'Promethean panel', { device: 'Promethean panel' }],
    ['error', 'no code, just a black screen', { description: 'no code, just a black screen' }],
    ['error', 'error code: E-17 "not permitted"', { code: 'E-17', description: 'not permitted' }],
    ['error', '5012', { code: '5012' }],
    ['system', 'win10 + chrome 131', { os: 'Windows 10', browser: 'Chrome (web browser) 131' }],
    ['system', 'chrome os v128, kiosk', { os: 'ChromeOS 128', browser: 'Secure browser' }],
    ['system', 'macos 15 secure browser 17', { os: 'macOS 15', browser: 'Secure browser 17' }],
    ['system', 'ubuntu 24.04 with fire fox', { os: 'Linux 24.04', browser: 'Firefox (web browser)' }],
    ['system', 'some thin client thing', { os: 'some thin client thing' }],
    [
      'contact',
      'lee@oak.k12.ca.us or (559) 555.0188 x4',
      { email: 'lee@oak.k12.ca.us', phone: '559-555-0188 ext. 4' },
    ],
    ['session', 'ca-99zz-3', { session: 'CA-99ZZ-3' }],
    ['session', 'the id is CA-1B2C-44', { session: 'CA-1B2C-44' }],
    [
      'student',
      'SSID 1234567890, 8th grade, science, not a PT',
      { ssid: '1234567890', grade: '8', content: 'science', portion: 'CAT (non-PT)' },
    ],
    [
      'student',
      '123-456-7890 gr 11 ela performance task at Oak Valley High School',
      { ssid: '1234567890', grade: '11', content: 'ELA', portion: 'PT', school: 'Oak Valley High School' },
    ],
  ])('%s: "%s"', (field, text, expected) => {
    expect(values(field, text).values).toEqual(expected);
  });

  test.each([
    ['contact', 'lee@oak', 'not a complete email address'],
    ['contact', 'lee@oak.org, 555-01', undefined],
    ['contact', 'call 916-555-01', 'area code'],
    ['student', 'ssid 12345678', 'exactly ten digits'],
    ['student', 'grade 2', '3 to 12'],
  ])('%s: "%s" is refused with a reason', (field, text, reason) => {
    const { faults } = values(field, text);
    if (reason) expect(faults.join(' ')).toContain(reason);
    else expect(faults).toEqual([]);
  });

  test('a refused number is not repeated', () => {
    expect(values('student', 'ssid 402040204').faults.join(' ')).not.toContain('402040204');
  });
});

describe('commands', () => {
  test.each([
    ['i dont have it, sorry', 'skip'],
    ['n/a', 'skip'],
    ['no idea, skip', 'skip'],
    ['we do not have that number here', 'skip'],
    ["that isn't on my screen so please skip it", 'skip'],
    ['ok go back please', 'back'],
    ['please cancel the form', 'cancel'],
    ['show me what i have so far', 'show'],
    ["I'm done, thanks", 'finish'],
    ['start over please', 'restart'],
    ['?', 'help'],
  ])('"%s" is %s', (message, command) => {
    expect(commandOf(form, message)).toBe(command);
  });

  test.each([
    'no error code, it only hangs',
    'wired, no proxy',
    'guest lan, not sure about the rest',
    'it stops',
    'i have no code but it freezes',
    "i don't know but it freezes",
    'show stopper error 5',
  ])('"%s" is an answer', (message) => {
    expect(commandOf(form, message)).toBeUndefined();
  });
});

describe('opening the form', () => {
  test.each([
    'I need to ring CalTAC about this mess',
    'could you help us prepare for CalTAC',
    'new caltac form',
    "let's call caltac",
    'LEA coord: walk me through a caltac call',
  ])('"%s" opens it', (message) => expect(opensForm(form, message)).toBe(true));

  test.each([
    'what is the number of CalTAC',
    'can site coordinators phone CalTAC',
    'do I have to call CalTAC or my Success Agent?',
    'where is the CalTAC form',
    'the caltac contact log form',
    'teachers need to call caltac?',
    'I have to call caltac, what is the phone number',
    'i want to start the form',
  ])('"%s" does not', (message) => expect(opensForm(form, message)).toBe(false));
});

describe('ten digits in a row at the question for the phone', () => {
  const contact = caltac().fields.find((f) => f.id === 'contact')!;
  test.each(['9988776655', '1234567890', '4445556666', 'it is 9988776655'])(
    '%s is asked for again, and not kept',
    (said) => {
      const { values, faults } = parse(caltac(), contact, said, true);
      expect(values).toEqual({});
      expect(faults.join()).toMatch(/have not kept them[\s\S]*916-555-0123/);
      expect(faults.join()).not.toMatch(/\d{10}/);
    },
  );
  test('a number under a real area code is taken', () => {
    expect(parse(caltac(), contact, '9165550123', true).values).toEqual({ phone: '916-555-0123' });
  });
});
