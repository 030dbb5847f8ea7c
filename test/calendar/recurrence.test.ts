import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { occurrences } from '../../src/calendar/recurrence.ts';
import { recurrenceOf } from '../../src/calendar/recurrence-ics.ts';

const range = { from: '2020-01-01', until: '2031-07-31' };
const ours = (first: string, text: string, until = range.until) =>
  occurrences(first, recurrenceOf(ICAL.Recur.fromString(text))!, { ...range, until });

/** What ical.js itself makes of a rule, through the same day. */
function theirs(first: string, text: string): string[] {
  const iterator = ICAL.Recur.fromString(text).iterator(ICAL.Time.fromDateString(first));
  const found: string[] = [];
  for (let next = iterator.next(); next && next.toString() <= range.until; next = iterator.next())
    found.push(next.toString());
  return found;
}

describe('the days of a recurrence', () => {
  it.each([
    ['FREQ=YEARLY;BYDAY=1MO;BYMONTH=9', '2026-09-07', ['2026-09-07', '2027-09-06']],
    [
      'FREQ=MONTHLY;BYDAY=-1FR',
      '2027-01-29',
      [
        '2027-01-29',
        '2027-02-26',
        '2027-03-26',
        '2027-04-30',
        '2027-05-28',
        '2027-06-25',
        '2027-07-30',
        '2027-08-27',
        '2027-09-24',
      ],
    ],
    [
      'FREQ=MONTHLY;BYMONTHDAY=31',
      '2027-01-31',
      ['2027-01-31', '2027-03-31', '2027-05-31', '2027-07-31', '2027-08-31'],
    ],
  ])('%s from %s', (rule, first, days) => {
    expect(ours(first, rule, '2027-09-30')).toEqual(days);
  });

  it('agree with ical.js on rules of the usual forms', () => {
    const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
    const sorted = fc.subarray(days, { minLength: 1 }).map((d) => d.join(','));
    const form = fc.oneof(
      fc.integer({ min: 1, max: 9 }).map((i) => `FREQ=DAILY;INTERVAL=${i}`),
      fc
        .tuple(fc.integer({ min: 1, max: 4 }), sorted)
        .map(([i, d]) => `FREQ=WEEKLY;INTERVAL=${i};BYDAY=${d}`),
      fc
        .tuple(fc.integer({ min: 1, max: 4 }), fc.constantFrom(...days))
        .map(([n, d]) => `FREQ=MONTHLY;BYDAY=${n}${d}`),
      fc.integer({ min: 1, max: 28 }).map((d) => `FREQ=MONTHLY;BYMONTHDAY=${d}`),
      fc
        .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 4 }), fc.constantFrom(...days))
        .map(([m, n, d]) => `FREQ=YEARLY;BYMONTH=${m};BYDAY=${n}${d}`),
    );
    fc.assert(
      fc.property(form, (rule) => {
        // Beginning on the rule's own first day: whether another beginning counts is left open by RFC 5545.
        const first = ours('2026-08-03', rule)[1]!;
        expect(ours(first, rule)).toEqual(theirs(first, rule));
      }),
      { numRuns: 150 },
    );
  });
});
