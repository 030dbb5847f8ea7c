import { describe, expect, it } from 'vitest';
import { run } from './run.ts';

const report = (inputs: object) => run('stairs-report-24h', inputs);

describe('reporting an incident', () => {
  it('has 24 elapsed hours from the incident', () => {
    expect(report({ occurred_at: '2027-04-13T10:15' })).toMatchObject({
      result: { basis: 'occurred', deadline: '2027-04-14T10:15:00-07:00', state: null, minutes_left: null },
      warnings: [],
    });
  });

  it('has real hours when the clocks change', () => {
    expect(report({ occurred_at: '2027-03-13T02:30' })).toMatchObject({
      result: { deadline: '2027-03-14T03:30:00-07:00' },
      warnings: ['DST_CHANGE', 'WEEKEND_COUNTS'],
    });
    expect(report({ occurred_at: '2026-10-31T10:00' }).result).toMatchObject({
      deadline: '2026-11-01T09:00:00-08:00',
    });
    expect(report({ occurred_at: '2026-11-01T01:30' })).toMatchObject({
      result: { deadline: '2026-11-02T00:30:00-08:00' },
      warnings: ['AMBIGUOUS_LOCAL_TIME', 'DST_CHANGE', 'WEEKEND_COUNTS'],
    });
  });

  it.each([
    ['2027-04-16T10:00', ['WEEKEND_COUNTS']],
    ['2027-04-18T23:00', ['WEEKEND_COUNTS']],
    ['2027-04-19T00:00', []],
    ['2027-04-15T23:59', []],
    ['2027-04-16T00:00', ['WEEKEND_COUNTS']],
  ])('that happened at %s warns %j', (occurred_at, warnings) => {
    expect(report({ occurred_at }).warnings).toEqual(warnings);
  });

  it('is counted from the discovery only where the incident is unknown', () => {
    expect(report({ discovered_at: '2027-04-13T10:00' })).toMatchObject({
      result: {
        basis: 'discovered',
        deadline: '2027-04-14T10:00:00-07:00',
        deadline_from_discovery: '2027-04-14T10:00:00-07:00',
      },
      warnings: ['BASIS_DISCOVERY'],
    });
    expect(report({ occurred_at: '2027-04-13T10:00', discovered_at: '2027-04-14T10:00:01' })).toMatchObject({
      result: { deadline: '2027-04-14T10:00:00-07:00', deadline_from_discovery: '2027-04-15T10:00:01-07:00' },
      warnings: ['DISCOVERED_AFTER_DEADLINE'],
    });
  });

  it.each([
    ['2027-04-14T10:00:00', 0, 'open'],
    ['2027-04-14T09:59:30', 0, 'open'],
    ['2027-04-14T10:00:01', -1, 'overdue'],
    ['2027-04-14T11:00:30', -61, 'overdue'],
    ['2027-04-13T10:00', 1440, 'open'],
  ])('at %s has %i minutes left and is %s', (now, minutes_left, state) => {
    expect(report({ occurred_at: '2027-04-13T10:00', now }).result).toMatchObject({ minutes_left, state });
  });

  it('is in time exactly at the deadline, and the report decides before the clock', () => {
    const occurred_at = '2027-04-13T10:00';
    const now = '2027-04-16T10:00';
    expect(report({ occurred_at, now, reported_at: '2027-04-14T10:00' }).result).toMatchObject({
      state: 'reported_on_time',
      minutes_left: -2880,
    });
    expect(report({ occurred_at, reported_at: '2027-04-14T10:00:01' }).result).toMatchObject({
      state: 'reported_late',
      minutes_left: null,
    });
  });

  it('takes a bare date for its midnight, the strictest reading', () => {
    expect(report({ occurred_at: '2027-04-13', discovered_at: '2027-04-13' })).toMatchObject({
      result: { deadline: '2027-04-14T00:00:00-07:00' },
      warnings: ['TIME_ASSUMED_MIDNIGHT'],
    });
    expect(report({ occurred_at: '2027-04-13', now: '2027-04-13' }).errors).toEqual(['BAD_DATETIME:now']);
  });

  it('cannot come before the incident, nor the discovery', () => {
    const occurred_at = '2027-04-13T10:00';
    const before = '2027-04-13T09:59:59';
    expect(report({ occurred_at, discovered_at: before, now: before, reported_at: before }).errors).toEqual([
      'DISCOVERED_BEFORE_OCCURRED:discovered_at',
      'INCIDENT_IN_FUTURE:now',
      'REPORTED_BEFORE_INCIDENT:reported_at',
    ]);
    expect(
      report({ occurred_at, discovered_at: occurred_at, now: occurred_at, reported_at: occurred_at }).status,
    ).toBe('ok');
  });

  it('needs to know when', () => {
    expect(report({ now: '2027-04-13T10:00' }).ask).toEqual(['occurred_at']);
    expect(report({ occurred_at: '2027-03-14T02:30' }).errors).toEqual([
      'NONEXISTENT_LOCAL_TIME:occurred_at',
    ]);
  });
});

describe('STAIRS cases at the end of the window', () => {
  const close = (changes: object) => run('stairs-window-close', { window_end: '2027-05-28', ...changes });

  it.each([
    ['2027-05-21', 'open', 'in_time', []],
    ['2027-05-22', 'open', 'past_recommended_date', []],
    ['2027-05-28', 'last_day', 'past_recommended_date', []],
    ['2027-05-29', 'window_closed', 'window_closed', ['WINDOW_CLOSED_CALL_SUCCESS_AGENT']],
  ])('on %s are %s, appeals %s', (as_of, submit_state, appeal_state, warnings) => {
    expect(close({ as_of })).toMatchObject({ result: { submit_state, appeal_state }, warnings });
  });

  it('recommend a weekday for appeals, and say when it lies before a short window', () => {
    expect(close({ window_end: '2027-05-29', window_start: '2027-05-23' })).toMatchObject({
      result: { appeal_recommended_by: '2027-05-22', appeal_recommended_weekday: '2027-05-21' },
      warnings: ['RECOMMENDED_DATE_BEFORE_WINDOW', 'RECOMMENDED_DATE_ON_WEEKEND'],
    });
    expect(close({ window_start: '2027-05-21' }).warnings).toEqual([]);
  });

  it.each([
    ['2027-05-26T10:00', '2027-05-27T10:00:00-07:00', []],
    ['2027-05-28T10:00', '2027-05-28T23:59:59-07:00', []],
    ['2027-05-28T23:59:59', '2027-05-28T23:59:59-07:00', []],
    ['2027-05-29T00:00', '2027-05-30T00:00:00-07:00', ['INCIDENT_AFTER_WINDOW']],
    ['2027-05-27', '2027-05-28T00:00:00-07:00', ['TIME_ASSUMED_MIDNIGHT']],
    ['2027-05-28', '2027-05-28T23:59:59-07:00', ['TIME_ASSUMED_MIDNIGHT']],
  ])('with an incident at %s are reported by %s', (incident_at, report_by, warnings) => {
    expect(close({ incident_at })).toMatchObject({ result: { report_by }, warnings });
  });

  it('need a window that does not end before it starts', () => {
    expect(close({ window_start: '2027-05-29' }).errors).toEqual(['END_BEFORE_START:window_end']);
    expect(close({ window_start: '2027-05-28' }).status).toBe('ok');
    expect(close({ window_end: null }).ask).toEqual(['window_end']);
  });
});
