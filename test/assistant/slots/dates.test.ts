import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { Reading } from '../../../src/assistant/rules/schema.ts';
import { readDates } from '../../../src/assistant/slots/dates.ts';
import { dateOf, withHolidays } from '../../../src/assistant/slots/holidays.ts';
import { readRelative, readTimes } from '../../../src/assistant/slots/relative.ts';
import { alike, findPhrases, tokens } from '../../../src/assistant/slots/tokens.ts';
import { readSchoolYears, settle } from '../../../src/assistant/slots/years.ts';
import { addDays, sayDate, sayDay, schoolYearOf } from '../../../src/knowledge/dates.ts';

const { holidays } = Reading.parse(parse(readFileSync('intents/rules/reading.yaml', 'utf8')));
const TODAY = '2027-05-17';
const one = (text: string, today = TODAY) => settle(readDates(text)[0]!, { base: today }, holidays)?.from;
const some = fc.integer({ min: 0, max: 36_000 }).map((n) => addDays('2001-01-01', n));

describe('dates written in a message', () => {
  it.each([
    ['May 14', '2027-05-14'],
    ['may 14th, 2026', '2026-05-14'],
    ['14 May', '2027-05-14'],
    ['the 14th of may 2027', '2027-05-14'],
    ['5/14', '2027-05-14'],
    ['5/14/27', '2027-05-14'],
    ['05/14/2027', '2027-05-14'],
    ['2027-05-14', '2027-05-14'],
    ['5-14-2027', '2027-05-14'],
    ['Fri May 14', '2027-05-14'],
    ['sept 3', '2026-09-03'],
    ["oct 9 '25", '2025-10-09'],
    ['febuary 8', '2027-02-08'],
    ['weds 3/17/27 9:20am', '2027-03-17'],
  ])('reads "%s" as %s', (text, date) => {
    expect(one(text)).toBe(date);
  });

  it.each(['3/25/2026', '5/26/2027', '5/26/27'])(
    '"%s" is a day, though 25/26 and 26/27 are school years',
    (text) => {
      expect(one(text)).toMatch(/^202[67]-0[35]-2[56]$/);
    },
  );

  it('gives back every date in the forms people write it in', () => {
    fc.assert(
      fc.property(some, (date) => {
        const [y, m, d] = date.split('-').map(Number);
        for (const text of [
          date,
          sayDate(date),
          sayDay(date),
          `${m}/${d}/${y}`,
          `got it ${sayDate(date)}, then`,
        ])
          expect(one(text)).toBe(date);
      }),
    );
  });

  it('puts a date without a year into the school year that is spoken of', () => {
    fc.assert(
      fc.property(some, some, (date, today) => {
        fc.pre(date.slice(5) !== '02-29');
        const [, m, d] = date.split('-').map(Number);
        const found = one(`${m}/${d}`, today);
        expect(found?.slice(5)).toBe(date.slice(5));
        expect(schoolYearOf(found!)).toBe(schoolYearOf(today));
      }),
    );
  });

  it('throws at nothing that can be typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const dates = withHolidays(readDates(text), text, tokens(text), holidays);
        for (const d of [...dates, ...readRelative(text, `${TODAY}T10:00:00-07:00`, dates)])
          settle(d, { base: TODAY }, holidays);
        readTimes(text);
        readSchoolYears(text, TODAY);
      }),
    );
  });

  it('knows that some dates never exist', () => {
    expect(
      ['february 30', '13/45', '4/31/2027', '2/29/2027'].map((t) => readDates(t)[0]?.impossible),
    ).toEqual([true, true, true, true]);
    expect(one('2/29/2028')).toBe('2028-02-29');
  });

  it('lets a weekday decide among the years', () => {
    expect(one('Saturday April 17', '2026-11-21')).toBe('2027-04-17');
    expect(settle(readDates('Monday May 14, 2027')[0]!, { base: TODAY }, [])?.otherWeekday).toBe(1);
  });

  it('reads a month alone as all its days', () => {
    expect(settle(readDates('entered in october')[0]!, { base: TODAY, notAfter: TODAY }, [])).toMatchObject({
      from: '2026-10-01',
      to: '2026-10-31',
    });
    expect(settle(readDates('since oct 2025')[0]!, { base: TODAY }, [])).toMatchObject({
      from: '2025-10-01',
      to: '2025-10-31',
      yearTaken: false,
    });
  });

  it('sees where a range begins', () => {
    expect(readDates('3/1 to 3/26').map((d) => Boolean(d.opensRange))).toEqual([true, false]);
    expect(readDates('april 5-9').map((d) => d.day)).toEqual([5, 9]);
    expect(readDates('march 8 - may 14')[0]?.opensRange).toBe(true);
  });

  it('takes a school year for no date', () => {
    expect(readDates('the 2026-27 file and 23-24')).toEqual([]);
    expect(readSchoolYears('the 2026-27 file and 23-24', TODAY)).toEqual(['2026-27', '2023-24']);
    expect(readSchoolYears('spring 2027, last year', TODAY)).toEqual(['2026-27', '2025-26']);
  });
});

describe('dates told from today', () => {
  it.each([
    ['yesterday', '2027-05-16'],
    ['two weeks ago', '2027-05-03'],
    ['last Friday', '2027-05-14'],
    ['tomorrow', '2027-05-18'],
    ['today', '2027-05-17'],
  ])('reads "%s" as %s', (text, date) => {
    expect(readRelative(text, `${TODAY}T10:00:00-07:00`, [])[0]?.date).toBe(date);
  });

  it('does not take "last day of school" or "this week" for a day', () => {
    expect(readRelative('our last day of school, this week', `${TODAY}T10:00:00-07:00`, [])).toEqual([]);
  });

  it.each([
    ['9:20am', '09:20'],
    ['2:15 p.m.', '14:15'],
    ['2:30', '14:30'],
    ['noon', '12:00'],
    ['12 am', '00:00'],
    ['at 14:05', '14:05'],
  ])('reads the time "%s" as %s', (text, time) => {
    expect(readTimes(text)[0]?.time).toBe(time);
  });
});

describe('holidays', () => {
  it.each([
    ['Memorial Day', 2027, '2027-05-31'],
    ['Juneteenth', 2027, '2027-06-18'],
    ['Labor Day', 2027, '2027-09-06'],
    ['Thanksgiving', 2026, '2026-11-26'],
    ['Martin Luther King Jr. Day', 2027, '2027-01-18'],
    ["Presidents' Day", 2027, '2027-02-15'],
    ['Good Friday', 2027, '2027-03-26'],
  ])('%s of %i is %s', (name, year, date) => {
    expect(dateOf(holidays.find((h) => h.name === name)!, year, holidays)).toBe(date);
  });

  it('are one with the date beside them, but not with another one', () => {
    const named = (t: string) =>
      withHolidays(readDates(t), t, tokens(t), holidays).map((d) => [d.holiday, d.day]);
    expect(named('Memorial Day, May 31')).toEqual([['Memorial Day', 31]]);
    expect(named('5/31 (memorial day)')).toEqual([['Memorial Day', 31]]);
    expect(named('last day june 17, memorial day off')).toEqual([
      [undefined, 17],
      ['Memorial Day', undefined],
    ]);
  });
});

describe('phrases', () => {
  it('are found in spite of a slip, but not for short words', () => {
    expect(findPhrases(tokens('175 instuctional days'), ['# instructional days'])[0]?.number).toBe(175);
    expect(alike('frist', 'first')).toBe(true);
    expect(alike('last', 'past')).toBe(false);
  });
});
