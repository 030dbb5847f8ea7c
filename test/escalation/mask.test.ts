import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { marksIn, masked, maskStudents } from '../../src/escalation/mask.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';

describe('student information', () => {
  test.each([
    ['Lopez, Maria (SSID 1234567890) cannot log in', '[student name] (SSID ••••••••••) cannot log in'],
    ['student Maria Lopez is sick', 'student [student name] is sick'],
    ['Can my student Maria Lopez test late?', 'Can my student [student name] test late?'],
    ["the student's name is Maria Lopez.", "the student's name is [student name]."],
    ['a student named maria lopez was absent', 'a student named [student name] was absent'],
    ['Maria Lopez, SSID 1234567890', '[student name], SSID ••••••••••'],
    ['Maria Lopez (DOB 3/14/2012)', '[student name] (DOB [birth date])'],
    ['born on March 14, 2012 in Fresno', 'born on [birth date] in Fresno'],
    ['date of birth: 2012-03-14', 'date of birth: [birth date]'],
    ['3/14/2012 is the birth date', '[birth date] is the birth date'],
    ['SSID 123 456 7890 is missing', 'SSID •••••••••• is missing'],
    ['my 5th grader, Jacob Smith, opted out', 'my 5th grader, [student name], opted out'],
    ['Jacob Smith in grade 5 opted out', '[student name] in grade 5 opted out'],
    ["Students Ana O'Neil and Bo Li", 'Students [student name] and Bo Li'],
  ])('%s', (given, kept) => {
    expect(masked(given)).toBe(kept);
  });

  test('says what it found, each once', () => {
    const { text, found } = maskStudents('student Maria Lopez, SSID 1234567890 and 1234567891, DOB 3/4/12');
    expect([...found].sort()).toEqual(['SSID', 'birth date', 'student name']);
    expect(marksIn(text).sort()).toEqual(['SSID', 'birth date', 'student name']);
  });

  test.each([
    'When must our window be set before December 1, 2026?',
    'Where is the Student Score Report for grade 5?',
    'Do students in Grade 5 take the CAST?',
    'Student Information System credentials expire when?',
    'Call 916-445-8765 or write to caltac@ets.org',
    'the notice of 8/30/2016',
    'TOMS Student Group Report, Smarter Balanced Summative ELA',
  ])('leaves a question of the field as it is: %s', (question) => {
    expect(maskStudents(question)).toEqual({ text: question, found: [] });
  });

  test('leaves every question of the knowledge as it is', () => {
    const { knowledge } = loadKnowledge('knowledge');
    const named = new Set(["what is Kevin's SSID"]);
    const all = knowledge.entries.flatMap((e) => e.questions);
    const changed = all.filter((q) => !named.has(q) && masked(q) !== q);
    expect(changed).toEqual([]);
  });

  const words = fc.string({ unit: 'binary', maxLength: 60 });
  const digit = fc.integer({ min: 0, max: 9 }).map(String);
  const ssid = fc.array(digit, { minLength: 10, maxLength: 10 }).map((d) => d.join(''));
  const first = fc.constantFrom('Maria', 'José', 'Anne-Marie', 'Li', 'D’Angelo', 'Åsa', 'Nguyễn');
  const last = fc.constantFrom(
    'Lopez',
    "O'Brien",
    'McDonald',
    'Nguyen',
    'Muñoz',
    'van der Berg'.split(' ')[2]!,
  );

  test('no number of ten digits is ever kept, wherever it stands', () => {
    fc.assert(
      fc.property(words, ssid, words, (before, id, after) => {
        expect(masked(`${before.replace(/\d/g, '')} ${id} ${after.replace(/\d/g, '')}`)).not.toContain(id);
      }),
    );
  });

  test('a name in the usual forms is never kept', () => {
    const form = fc.constantFrom(
      (f: string, l: string, _id: string) => `student ${f} ${l} cannot log in`,
      (f: string, l: string, id: string) => `${l}, ${f} (SSID ${id})`,
      (f: string, l: string, id: string) => `Please help ${f} ${l} (SSID ${id})`,
      (f: string, l: string) => `a student named ${f} ${l} moved`,
      (f: string, l: string) => `my 4th grader ${f} ${l} was ill`,
    );
    fc.assert(
      fc.property(form, first, last, ssid, (say, f, l, id) => {
        const kept = masked(say(f, l, id));
        expect(kept).not.toContain(f);
        expect(kept).not.toContain(l);
      }),
    );
  });

  test('masking twice is masking once, and never fails', () => {
    fc.assert(
      fc.property(words, (any) => {
        expect(masked(masked(any))).toBe(masked(any));
      }),
    );
  });
});
