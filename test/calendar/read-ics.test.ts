import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CalendarEvent, Reading } from '../../src/calendar/event.ts';
import { readIcs } from '../../src/calendar/read-ics.ts';
import { addDays, daysBetween } from '../../src/knowledge/dates.ts';
import { ics } from './fixtures.ts';

const events = (reading: Reading): CalendarEvent[] => ('events' in reading ? reading.events : []);
const spans = (text: string) => events(readIcs(text)).map((e) => [e.from, e.to]);

describe('an event of an .ics file', () => {
  it('ends the day before its exclusive end, whatever its length', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 1, max: 60 }), (start, length) => {
        const from = addDays('2026-07-01', start);
        const end = addDays(from, length);
        const plain = (d: string) => d.replaceAll('-', '');
        const [event] = events(
          readIcs(
            ics(['SUMMARY:Break', `DTSTART;VALUE=DATE:${plain(from)}`, `DTEND;VALUE=DATE:${plain(end)}`]),
          ),
        );
        expect(event).toMatchObject({ from, to: addDays(end, -1) });
        expect(daysBetween(event!.from, event!.to)).toBe(length - 1);
      }),
    );
  });

  it('lasts one day without an end, or with an end on its first day', () => {
    expect(spans(ics(['SUMMARY:x', 'DTSTART;VALUE=DATE:20260907']))).toEqual([['2026-09-07', '2026-09-07']]);
    expect(spans(ics(['SUMMARY:x', 'DTSTART;VALUE=DATE:20260907', 'DTEND;VALUE=DATE:20260907']))).toEqual([
      ['2026-09-07', '2026-09-07'],
    ]);
  });

  it('is a whole day from midnight to midnight in Los Angeles, written in UTC, on both sides of the change of clocks', () => {
    const whole = (start: string, end: string) =>
      events(readIcs(ics(['SUMMARY:x', `DTSTART:${start}`, `DTEND:${end}`])))[0];
    expect(whole('20261030T070000Z', '20261031T070000Z')).toEqual({
      title: 'x',
      from: '2026-10-30',
      to: '2026-10-30',
      hours: undefined,
    });
    // The day of 25 hours, and the day of 23.
    expect(whole('20261101T070000Z', '20261102T080000Z')).toMatchObject({
      from: '2026-11-01',
      to: '2026-11-01',
      hours: undefined,
    });
    expect(whole('20270314T080000Z', '20270315T070000Z')).toMatchObject({
      from: '2027-03-14',
      to: '2027-03-14',
      hours: undefined,
    });
    expect(whole('20270315T070000Z', '20270316T070000Z')).toMatchObject({
      from: '2027-03-15',
      to: '2027-03-15',
    });
  });

  it('is on the Los Angeles day of a time in another zone', () => {
    expect(
      spans(
        ics([
          'SUMMARY:x',
          'DTSTART;TZID=America/New_York:20270312T020000',
          'DTEND;TZID=America/New_York:20270312T023000',
        ]),
      ),
    ).toEqual([['2027-03-11', '2027-03-11']]);
  });

  it('keeps its wall time in a zone that nobody knows', () => {
    expect(spans(ics(['SUMMARY:x', 'DTSTART;TZID=School Time:20270312T233000', 'DURATION:PT15M']))).toEqual([
      ['2027-03-12', '2027-03-12'],
    ]);
  });

  it('is read with folded lines, a byte order mark left to the file reader, and escaped commas', () => {
    const folded = ics(['SUMMARY:Martin Luther King\\, Jr. D', ' ay', 'DTSTART;VALUE=DATE:20270118']);
    expect(events(readIcs(folded))[0]?.title).toBe('Martin Luther King, Jr. Day');
  });

  it('is left out when cancelled, and counted when unreadable', () => {
    const reading = readIcs(
      ics(
        ['SUMMARY:x', 'DTSTART;VALUE=DATE:20260907'],
        ['SUMMARY:y', 'DTSTART;VALUE=DATE:20260908', 'STATUS:CANCELLED'],
        ['SUMMARY:z', 'DTSTART;VALUE=DATE:18260908'],
      ),
    );
    expect(reading).toMatchObject({
      events: [{ title: 'x' }],
      remarks: [{ code: 'UNREADABLE_EVENTS', values: { count: 1 } }],
    });
  });
});

describe('a recurring event', () => {
  const weekly = (...more: string[]) => ics(['SUMMARY:x', 'DTSTART;VALUE=DATE:20260907', ...more]);

  it('without end is cut at the end of the last school year, and said', () => {
    const reading = readIcs(weekly('RRULE:FREQ=WEEKLY'));
    expect(events(reading)).toHaveLength(47);
    expect(events(reading).at(-1)?.from).toBe('2027-07-26');
    expect(reading).toMatchObject({ remarks: [{ code: 'ENDLESS_RECURRENCE' }] });
  });

  it('keeps to its count, its last day and its exceptions', () => {
    expect(spans(weekly('RRULE:FREQ=WEEKLY;COUNT=3', 'EXDATE;VALUE=DATE:20260914'))).toEqual([
      ['2026-09-07', '2026-09-07'],
      ['2026-09-21', '2026-09-21'],
    ]);
    expect(spans(weekly('RRULE:FREQ=DAILY;UNTIL=20260909'))).toHaveLength(3);
  });

  it('takes the changed day of a series in place of the planned one', () => {
    const text = ics(
      ['SUMMARY:x', 'DTSTART;VALUE=DATE:20260907', 'RRULE:FREQ=WEEKLY;COUNT=2'],
      ['SUMMARY:x', 'DTSTART;VALUE=DATE:20260915', 'RECURRENCE-ID;VALUE=DATE:20260914'],
    ).replace('UID:1', 'UID:0');
    expect(spans(text)).toEqual([
      ['2026-09-07', '2026-09-07'],
      ['2026-09-15', '2026-09-15'],
    ]);
  });

  it.each(['FREQ=SECONDLY', 'FREQ=YEARLY;BYWEEKNO=20', 'FREQ=DAILY;BYHOUR=9'])(
    'that is not followed counts once, and is said: %s',
    (rule) => {
      expect(readIcs(weekly(`RRULE:${rule}`))).toMatchObject({
        events: [{ from: '2026-09-07' }],
        remarks: [{ code: 'UNKNOWN_RECURRENCE' }],
      });
    },
  );

  it.each([
    'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31',
    'FREQ=DAILY;INTERVAL=7;BYDAY=TU',
    'FREQ=YEARLY;INTERVAL=100000',
  ])('that never comes again ends at once: %s', (rule) => {
    expect(events(readIcs(weekly(`RRULE:${rule}`)))).toHaveLength(1);
  });

  it('never goes on after the school year, whatever the rule', () => {
    const rule = fc.record({
      freq: fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY', 'HOURLY'),
      interval: fc.integer({ min: 0, max: 500 }),
      extra: fc.constantFrom(
        '',
        ';BYDAY=5FR',
        ';BYMONTHDAY=-31',
        ';BYMONTH=2;BYMONTHDAY=30',
        ';BYDAY=MO;BYSETPOS=-9',
        ';COUNT=0',
        ';UNTIL=19990101',
      ),
    });
    fc.assert(
      fc.property(rule, ({ freq, interval, extra }) => {
        const found = events(readIcs(weekly(`RRULE:FREQ=${freq};INTERVAL=${interval}${extra}`)));
        expect(found.every((e) => e.from >= '2026-09-07' && e.from <= '2027-07-31')).toBe(true);
      }),
    );
  });
});
