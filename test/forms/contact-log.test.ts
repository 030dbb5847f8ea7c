import { describe, expect, test } from 'vitest';
import { LONGEST_REPLY } from '../../src/assistant/reply.ts';
import { renderText } from '../../src/assistant/text.ts';
import { callOf, fieldsOf, readAfter } from '../../src/forms/call.ts';
import { sayHours } from '../../src/forms/caltac/hours.ts';
import { logDocument } from '../../src/forms/caltac/log-document.ts';
import { logTable } from '../../src/forms/caltac/log-table.ts';
import { sheetParts } from '../../src/forms/caltac/sheet.ts';
import { textsOf } from '../../src/forms/caltac/texts.ts';
import { newDraft } from '../../src/forms/draft.ts';
import { loadFacts } from '../../src/rules/facts.ts';
import { AT, caltac } from './tiny.ts';

const form = caltac();
const draft = {
  ...newDraft(form, AT),
  at: null,
  values: {
    device: { device: 'HP laptops' },
    error: { code: '2014', description: '=cmd, "stuck"' },
    contact: { email: 'lee@oak.org', phone: '916-555-0123' },
    student: { ssid: '9988776655', grade: '5' },
    about: { about: 'STAIRS or Appeals' },
  },
};
const call = callOf(form, draft, 'm1', AT, {
  person: 'p',
  name: 'Ann Lee',
  lea: 'Oak USD',
  role: 'LEA coordinator',
});

describe('what came of a call', () => {
  test.each([
    [
      'log: spoke with Dana, case 123456, restart the session',
      { spokeWith: 'Dana', caseNumber: '123456', advice: 'restart the session' },
    ],
    ['Log - talked to Mr. Ortiz; ticket no. AB-77', { spokeWith: 'Mr', caseNumber: 'AB-77' }],
    ['log: they will call back tomorrow', { advice: 'they will call back tomorrow' }],
    ['log:', {}],
  ])('"%s"', (message, expected) => {
    expect(readAfter(message)).toMatchObject(expected);
  });

  test('ten digits are not kept', () => {
    expect(JSON.stringify(readAfter('log: fixed 9988776655'))).not.toContain('9988776655');
  });
});

describe('the record of a call', () => {
  test('holds the details and what it was about, and no student information', () => {
    expect(call).toMatchObject({ id: 'm1', person: 'p', lea: 'Oak USD', about: 'STAIRS or Appeals' });
    expect(fieldsOf(call).hadStudent).toBe(true);
    expect(JSON.stringify(call)).not.toMatch(/9988776655|•/);
  });
});

describe('the contact log', () => {
  test('is a Word document', async () => {
    const document = await logDocument(form, call);
    expect(document.subarray(0, 2).toString()).toBe('PK');
    expect(document.length).toBeGreaterThan(3_000);
  });

  test('takes what Word would refuse', async () => {
    const odd = { ...call, about: 'a\u0000b\u0007c\nd' };
    expect((await logDocument(form, odd)).length).toBeGreaterThan(3_000);
  });

  test('is a CSV line a call, quoted, and never a formula', () => {
    const [head, line, end] = logTable(form, [call]).split('\r\n');
    expect(head).toMatch(/^Date and time,Caller,Role,LEA,School,What it was about,Device,Error code,/);
    expect(line).toContain(
      'Ann Lee,LEA coordinator,Oak USD,,STAIRS or Appeals,HP laptops,2014,"\'=cmd, ""stuck"""',
    );
    expect(end).toBe('');
  });
});

describe('the call sheet', () => {
  const sheet = (values: Record<string, Record<string, string>>) =>
    renderText({
      kind: 'answer',
      parts: sheetParts(form, { ...draft, values }, { at: AT, rules: loadFacts() }),
    });

  test('names the Success Agent, says how old the route is, and masks the student', () => {
    const text = sheet(draft.values);
    expect(text).toContain('undated page');
    expect(text).toContain('Success Agent');
    expect(text).toContain('•••••••655');
    expect(text).not.toContain('9988776655');
  });

  test('asks at its end what it is about when that is not known', () => {
    const { about: _, ...values } = draft.values;
    expect(sheet(values)).toMatch(/HP laptops[\s\S]*What is it about\?[\s\S]*Something else/);
    expect(sheet(draft.values)).not.toContain('What is it about?');
  });

  test('is never longer than people read', () => {
    const long = Object.fromEntries(
      form.steps.map((f) => [f.id, Object.fromEntries(f.parts.map((p) => [p.id, 'x'.repeat(300)]))]),
    );
    expect(sheet(long).length).toBeLessThanOrEqual(LONGEST_REPLY);
  });

  test.each([
    ['2026-11-21T10:00:00-08:00', 'closed now; opens Monday, November 23, 7 a.m. Pacific'],
    ['2026-11-23T16:59:00-08:00', 'open now, until 5 p.m. Pacific'],
    ['2026-11-23T17:00:00-08:00', 'closed now; opens Tuesday, November 24, 7 a.m. Pacific'],
    ['2026-12-25T10:00:00-08:00', 'holiday hours are not stated'],
  ])('at %s: %s', (at, expected) => {
    expect(sayHours(at, loadFacts(), textsOf(form))).toContain(expected);
  });
});
