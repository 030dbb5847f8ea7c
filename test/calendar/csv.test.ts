import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../src/calendar/csv.ts';
import { readCsv } from '../../src/calendar/read-csv.ts';
import { readDateRange, readWrittenDate, readWrittenTime } from '../../src/calendar/written-dates.ts';

const first = (text: string) => {
  const reading = readCsv(text);
  return 'events' in reading ? reading.events[0] : reading.fault.code;
};

describe('comma-separated values', () => {
  it('keep separators, line ends and quotation marks inside quotes', () => {
    expect(parseCsv('a,"b, ""c""\r\nd",e\r\n\r\nf')).toEqual([['a', 'b, "c"\r\nd', 'e'], ['f']]);
  });

  it('may be separated by semicolons or tabs, and end in an empty field', () => {
    expect(parseCsv('a;b,c;d\n1;2;')).toEqual([
      ['a', 'b,c', 'd'],
      ['1', '2', ''],
    ]);
    expect(parseCsv('a\tb')).toEqual([['a', 'b']]);
  });

  it('come back as they were written', () => {
    const field = fc.string({ maxLength: 12 }).map((s) => s.trim());
    const quote = (f: string) => `"${f.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(
        fc.array(fc.array(field, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 6 }),
        (rows) => {
          const text = rows.map((r) => r.map(quote).join(',')).join('\r\n');
          expect(parseCsv(text)).toEqual(rows.filter((r) => r.some(Boolean)));
        },
      ),
    );
  });
});

describe('a row of a calendar', () => {
  it('of Outlook ends the day before its midnight', () => {
    const head = 'Subject,Start Date,Start Time,End Date,End Time,All day event\n';
    expect(first(`${head}Break,11/23/2026,12:00:00 AM,11/28/2026,12:00:00 AM,True`)).toMatchObject({
      from: '2026-11-23',
      to: '2026-11-27',
    });
  });

  it('of Google ends on the day it names', () => {
    const head = 'Subject,Start Date,Start Time,End Date,End Time,All Day Event\n';
    expect(first(`${head}Break,11/23/2026,,11/27/2026,,True`)).toMatchObject({
      from: '2026-11-23',
      to: '2026-11-27',
    });
    expect(first(`${head}Training,9/2/2026,1:30 PM,9/2/2026,3:30 PM,False`)).toMatchObject({
      to: '2026-09-02',
      hours: 2,
    });
  });

  it('may be a date and a label, or a start, an end and a label, without a header', () => {
    expect(first('9/7/2026,Labor Day')).toMatchObject({ title: 'Labor Day', from: '2026-09-07' });
    expect(first('2026-12-21,2027-01-08,Winter Break')).toMatchObject({
      from: '2026-12-21',
      to: '2027-01-08',
    });
  });

  it('is left out with a reversed range or one of more than a year', () => {
    expect(first('start,end,label\n9/7/2026,9/4/2026,Break')).toBe('NO_EVENTS');
    expect(first('start,end,label\n9/7/2026,9/4/2028,Break')).toBe('NO_EVENTS');
  });
});

describe('a written date', () => {
  it.each([
    ['8/12/2026', '2026-08-12'],
    ['08-12-26', '2026-08-12'],
    ['2026-08-12', '2026-08-12'],
    ['20260812', '2026-08-12'],
    ['Wednesday, August 12, 2026', '2026-08-12'],
    ['Aug. 12th 2026', '2026-08-12'],
    ['12-Aug-26', '2026-08-12'],
    ['8/12/2026 12:00 AM', '2026-08-12'],
    ['2/29/2027', undefined],
    ['13/9/2026', undefined],
    ['soon', undefined],
  ])('%s is %s', (text, date) => {
    expect(readWrittenDate(text)).toBe(date);
  });

  it.each([
    ['12/21/2026 - 1/8/2027', '2026-12-21', '2027-01-08'],
    ['Nov 23-27, 2026', '2026-11-23', '2026-11-27'],
    ['March 29 – April 2, 2027', '2027-03-29', '2027-04-02'],
    ['Dec 21 to Jan 8, 2027', '2026-12-21', '2027-01-08'],
    ['12/21-1/8/2027', '2026-12-21', '2027-01-08'],
  ])('%s is a range', (text, from, to) => {
    expect(readDateRange(text)).toEqual({ from, to });
  });

  it('tells noon from midnight', () => {
    expect([
      readWrittenTime('12:00 AM'),
      readWrittenTime('12:00 pm'),
      readWrittenTime('14:30'),
      readWrittenTime('25:00'),
    ]).toEqual([0, 720, 870, undefined]);
  });
});
