import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_HOURS, type Hours } from '../../src/escalation/organization.ts';
import {
  afterWorkingHours,
  isWorking,
  momentOf,
  sayWhen,
  workingHoursBetween,
} from '../../src/escalation/working-time.ts';

const ZONE = 'America/Los_Angeles';
const hours: Hours = {
  ...DEFAULT_HOURS,
  until: '16:00',
  daysOff: [{ from: '2026-11-26', until: '2026-11-27' }],
};
const at = (date: string, time: string) => momentOf(date, time, ZONE);
const say = (moment: number) => sayWhen(moment, ZONE);

describe('working hours', () => {
  test.each([
    ['2026-11-23', '09:00', 4, 'Monday, November 23, 1:00 PM'],
    ['2026-11-23', '14:00', 4, 'Tuesday, November 24, 10:00 AM'],
    ['2026-11-20', '15:00', 4, 'Monday, November 23, 11:00 AM'],
    ['2026-11-21', '10:00', 8, 'Monday, November 23, 4:00 PM'],
    ['2026-11-25', '15:00', 2, 'Monday, November 30, 9:00 AM'],
    ['2026-11-23', '05:00', 1, 'Monday, November 23, 9:00 AM'],
  ])('%s %s and %d hours is %s', (date, time, count, expected) => {
    expect(say(afterWorkingHours(at(date, time), count, hours))).toBe(expected);
  });

  test('begin and end on the minute', () => {
    expect(isWorking(at('2026-11-23', '08:00') - 1, hours)).toBe(false);
    expect(isWorking(at('2026-11-23', '08:00'), hours)).toBe(true);
    expect(isWorking(at('2026-11-23', '16:00') - 1, hours)).toBe(true);
    expect(isWorking(at('2026-11-23', '16:00'), hours)).toBe(false);
    expect(isWorking(at('2026-11-26', '10:00'), hours)).toBe(false);
  });

  test('a day on which the clock changes has its own hours', () => {
    const always: Hours = { ...hours, days: [7], from: '00:00', until: '12:00', daysOff: [] };
    const [spring, midday] = [at('2026-03-08', '00:00'), at('2026-03-08', '12:00')];
    expect(workingHoursBetween(spring, midday, always)).toBe(11);
    const [autumn, noon] = [at('2026-11-01', '00:00'), at('2026-11-01', '12:00')];
    expect(workingHoursBetween(autumn, noon, always)).toBe(13);
  });

  test('what is added is what has gone by, from any moment, in any zone', () => {
    const moment = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 11, 31) });
    const zone = fc.constantFrom(ZONE, 'Pacific/Honolulu', 'America/New_York', 'Asia/Kolkata');
    fc.assert(
      fc.property(moment, fc.integer({ min: 1, max: 60 }), zone, (from, count, timeZone) => {
        const there = { ...hours, timeZone };
        const until = afterWorkingHours(from, count, there);
        expect(workingHoursBetween(from, until, there)).toBeCloseTo(count, 6);
        expect(isWorking(until - 1, there)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
