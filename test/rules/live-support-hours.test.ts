import { describe, expect, it } from 'vitest';
import { run } from './run.ts';

const support = (at: unknown) => run('live-support-hours', { at });

describe('live support', () => {
  it.each([
    ['2026-11-20T06:59:59', false],
    ['2026-11-20T07:00', true],
    ['2026-11-20T16:59:59', true],
    ['2026-11-20T17:00', false],
    ['2026-11-21T12:00', false],
    ['2026-11-22T12:00', false],
  ])('at %s is open: %s', (at, open) => expect(support(at).result?.open).toBe(open));

  it('says when it closes while it is open', () => {
    expect(support('2026-11-20T15:00Z').result).toEqual({
      open: true,
      local_time: '2026-11-20T07:00:00-08:00',
      closes_at: '2026-11-20T17:00:00-08:00',
      next_open: null,
    });
  });

  it.each([
    ['2026-11-20T05:00', '2026-11-20T07:00:00-08:00'],
    ['2026-11-19T17:00', '2026-11-20T07:00:00-08:00'],
    ['2026-11-20T17:00', '2026-11-23T07:00:00-08:00'],
    ['2026-11-21T05:00', '2026-11-23T07:00:00-08:00'],
    ['2027-03-12T18:00', '2027-03-15T07:00:00-07:00'],
  ])('at %s opens next at %s', (at, next_open) => {
    expect(support(at).result).toMatchObject({ open: false, closes_at: null, next_open });
  });

  it('does not know about holidays, and says so', () => {
    expect(support('2026-11-26T10:00')).toMatchObject({
      result: { open: true },
      warnings: ['HOLIDAY_HOURS_UNKNOWN'],
    });
    expect(support('2026-11-26T18:00').warnings).toEqual(['HOLIDAY_HOURS_UNKNOWN', 'NEXT_OPEN_IS_HOLIDAY']);
    expect(support('2026-11-25T18:00').warnings).toEqual(['NEXT_OPEN_IS_HOLIDAY']);
    expect(support('2026-11-25T10:00').warnings).toEqual([]);
  });

  it('needs a time of day', () => {
    expect(support('2026-11-20')).toMatchObject({
      status: 'needs_input',
      ask: ['at'],
      warnings: ['TIME_NEEDED'],
      result: null,
    });
    expect(support(null)).toMatchObject({ status: 'needs_input', ask: ['at'], warnings: [] });
    expect(support('2026-11-31').errors).toEqual(['BAD_DATETIME:at']);
    expect(support('2027-03-14T02:30').errors).toEqual(['NONEXISTENT_LOCAL_TIME:at']);
    expect(support('2026-11-01T01:30').warnings).toEqual(['AMBIGUOUS_LOCAL_TIME']);
  });
});
