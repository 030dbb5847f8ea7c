import { describe, expect, it } from 'vitest';
import { run } from './run.ts';

const HOLIDAYS = ['2027-05-31', '2027-06-18', '2027-07-05', '2027-09-06'];
const year = {
  last_day_of_instruction: '2027-06-04',
  next_first_day: '2027-08-11',
  nonworking_days: HOLIDAYS,
};
const ssr = (changes: object) => run('ssr-notification-deadline', { ...year, ...changes });

describe('reports received before the last day of instruction', () => {
  it('are due on the 20th working day after the receipt', () => {
    expect(ssr({ received_on: '2027-05-24' })).toMatchObject({
      result: {
        branch: 'ordinary',
        day_1: '2027-05-25',
        deadline: '2027-06-23',
        weekday_only_deadline: '2027-06-21',
        next_year_20th_day: null,
      },
      warnings: ['DEADLINE_AFTER_LAST_DAY'],
    });
  });

  it('count a Saturday that the office works, and only in the real count', () => {
    const answer = ssr({ received_on: '2027-04-01', extra_working_days: ['2027-04-03'] });
    expect(answer.result).toMatchObject({ deadline: '2027-04-28', weekday_only_deadline: '2027-04-29' });
    expect(answer.warnings).toEqual([]);
  });

  it('include those received on the last day itself', () => {
    expect(ssr({ received_on: '2027-06-04', next_first_day: undefined })).toMatchObject({
      result: { branch: 'ordinary', day_1: '2027-06-07' },
      warnings: ['DEADLINE_AFTER_LAST_DAY', 'RECEIVED_ON_LAST_DAY'],
    });
  });

  it('are in time on the deadline and overdue a day later', () => {
    expect(ssr({ received_on: '2027-05-24', as_of: '2027-06-23' }).result).toMatchObject({
      days_left: 0,
      overdue: false,
    });
    expect(ssr({ received_on: '2027-05-24', as_of: '2027-06-24' }).result).toMatchObject({
      days_left: -1,
      overdue: true,
    });
  });

  it('leave out only weekends when the holidays are not known', () => {
    const answer = ssr({ received_on: '2027-05-24', nonworking_days: null });
    expect(answer.result).toMatchObject({ deadline: '2027-06-21', weekday_only_deadline: '2027-06-21' });
    expect(answer.warnings).toContain('NO_HOLIDAY_LIST');
    expect(ssr({ received_on: '2027-05-24', nonworking_days: [] }).warnings).not.toContain('NO_HOLIDAY_LIST');
  });
});

describe('reports received after the last day of instruction', () => {
  it('are due on the 20th working day of the next year, whose first day counts', () => {
    for (const received_on of ['2027-06-05', '2027-08-10'])
      expect(ssr({ received_on })).toMatchObject({
        result: {
          branch: 'after_last_day',
          day_1: '2027-08-11',
          deadline: '2027-09-08',
          weekday_only_deadline: '2027-09-07',
          next_year_20th_day: '2027-09-08',
        },
        warnings: [],
      });
  });

  it('begin to count on the next working day when the first day is none', () => {
    expect(ssr({ received_on: '2027-06-07', next_first_day: '2027-09-05' })).toMatchObject({
      result: { day_1: '2027-09-07' },
      warnings: ['NEXT_FIRST_DAY_NOT_WORKING'],
    });
  });

  it('need the first day of the next year', () => {
    expect(ssr({ received_on: '2027-06-07', next_first_day: null, nonworking_days: null })).toEqual({
      status: 'needs_input',
      result: { received_after_last_day: true },
      warnings: [],
      ask: ['next_first_day'],
      errors: [],
    });
  });
});

describe('reports received in the next year', () => {
  it('are counted from the receipt, and the earlier date is pointed out while it is ahead', () => {
    expect(ssr({ received_on: '2027-08-11' })).toMatchObject({
      result: {
        branch: 'in_next_year',
        day_1: '2027-08-12',
        deadline: '2027-09-09',
        next_year_20th_day: '2027-09-08',
      },
      warnings: ['RECEIVED_IN_NEXT_YEAR', 'SAFER_DATE_IN_NEXT_YEAR_RULE'],
    });
    expect(ssr({ received_on: '2027-09-08' }).warnings).toContain('SAFER_DATE_IN_NEXT_YEAR_RULE');
    expect(ssr({ received_on: '2027-09-09' }).warnings).toEqual(['RECEIVED_IN_NEXT_YEAR']);
  });
});

describe('what is missing', () => {
  it('leaves the ordinary deadline when only the receipt is known', () => {
    expect(run('ssr-notification-deadline', { received_on: '2027-05-24' })).toMatchObject({
      status: 'needs_input',
      result: { ordinary_deadline: '2027-06-21' },
      warnings: ['NO_HOLIDAY_LIST'],
      ask: ['last_day_of_instruction'],
    });
    expect(
      run('ssr-notification-deadline', { received_on: '2027-05-24', nonworking_days: HOLIDAYS }),
    ).toMatchObject({
      result: { ordinary_deadline: '2027-06-23' },
      warnings: [],
    });
  });

  it('is asked for', () => {
    expect(ssr({})).toMatchObject({ result: null, ask: ['received_on'] });
  });

  it('does not matter for ELPAC, whose rule is another', () => {
    expect(run('ssr-notification-deadline', { program: 'ELPAC' })).toMatchObject({
      status: 'not_determinable',
      result: null,
      warnings: ['ELPAC_RULE_DIFFERS'],
    });
    expect(run('ssr-notification-deadline', { program: 'elpac', received_on: 'x' }).status).toBe(
      'invalid_input',
    );
  });
});

describe('what cannot be', () => {
  it.each([
    [
      'a next year that begins on the last day',
      { next_first_day: '2027-06-04' },
      'NEXT_YEAR_BEFORE_LAST_DAY:next_first_day',
    ],
    [
      'a receipt 367 days after the last day',
      { received_on: '2028-06-05' },
      'LAST_DAY_NOT_FOR_THIS_YEAR:last_day_of_instruction',
    ],
    [
      'a receipt 367 days before it',
      { received_on: '2026-06-02' },
      'LAST_DAY_NOT_FOR_THIS_YEAR:last_day_of_instruction',
    ],
    [
      'a holiday that is worked',
      { extra_working_days: ['2027-05-31'] },
      'WORKING_DAY_CONFLICT:extra_working_days',
    ],
    ['holidays that are no list', { nonworking_days: '2027-05-31' }, 'BAD_VALUE:nonworking_days'],
    ['a holiday that is no date', { nonworking_days: ['2027-05-31', 'May 31'] }, 'BAD_DATE:nonworking_days'],
    ['another program', { program: 'sat' }, 'BAD_VALUE:program'],
  ])('is refused: %s', (_what, changes, error) => {
    expect(ssr({ received_on: '2027-05-24', ...changes }).errors).toEqual([error]);
  });

  it('is not refused at 366 days', () => {
    expect(ssr({ received_on: '2028-06-04' }).status).toBe('ok');
    expect(ssr({ received_on: '2026-06-03' }).status).toBe('ok');
  });

  it('is an office that is closed for good', () => {
    const nonworking_days: string[] = [];
    for (let at = Date.parse('2027-05-24T00:00Z'); nonworking_days.length < 900; at += 86_400_000)
      nonworking_days.push(new Date(at).toISOString().slice(0, 10));
    const errors = ['TOO_FEW_WORKING_DAYS:nonworking_days'];
    expect(ssr({ received_on: '2027-05-24', nonworking_days }).errors).toEqual(errors);
    expect(run('ssr-notification-deadline', { received_on: '2027-05-24', nonworking_days }).errors).toEqual(
      errors,
    );
  });

  it('is unlikely, but allowed: 151 days between two school years', () => {
    expect(ssr({ received_on: '2027-05-24', next_first_day: '2027-11-01' }).warnings).not.toContain(
      'GAP_BETWEEN_YEARS_UNUSUAL',
    );
    expect(ssr({ received_on: '2027-05-24', next_first_day: '2027-11-02' }).warnings).toContain(
      'GAP_BETWEEN_YEARS_UNUSUAL',
    );
  });
});
