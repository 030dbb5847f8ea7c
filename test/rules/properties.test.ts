import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/knowledge/dates.ts';
import { ERROR_CODES, WARNING_CODES } from '../../src/rules/codes.ts';
import { sorted } from '../../src/rules/envelope.ts';
import { RULES } from '../../src/rules/index.ts';
import type { InputInfo } from '../../src/rules/inputs.ts';
import type { Rule } from '../../src/rules/rule.ts';
import { completionDay } from '../../src/rules/window-earliest-start.ts';
import { calendarOf, calendars, facts, run } from './run.ts';

const day = (from: string, days: number) => fc.integer({ min: 0, max: days }).map((n) => addDays(from, n));
const anyDate = day('2025-06-01', 900);

/** Values of the kind that an input wants, with some of another kind among them. */
function valueFor(input: InputInfo): fc.Arbitrary<unknown> {
  const year = fc.constantFrom('2023-24', '2024-25', '2025-26', '2026–27', '2026-27', '2027-28', '2026-28');
  const moment = fc
    .tuple(anyDate, fc.constantFrom('', 'T10:00', 'T02:30', 'T01:30:15', 'T23:59Z'))
    .map((t) => t.join(''));
  const kinds: Record<InputInfo['kind'], fc.Arbitrary<unknown>> = {
    date: anyDate,
    moment,
    date_or_moment: moment,
    boolean: fc.boolean(),
    integer: fc.integer({ min: (input.min ?? 0) - 1, max: (input.max ?? 9) + 1 }),
    text: fc.constantFrom('', 'grade', 'elas', 'Spanish', 'Tagalog', '290'),
    enum: fc.constantFrom(...(input.values ?? [''])),
    enums: fc.array(fc.constantFrom(...(input.values ?? [''])), { maxLength: 3 }),
    dates: fc.array(anyDate, { maxLength: 5 }),
    school_year: year,
    calendar: fc.constantFrom(...Object.values(calendars), calendarOf(30)),
    toms_yes_no: fc.option(fc.boolean()),
    object_list: fc.array(recordOf(input.items ?? []), { maxLength: 3 }),
  };
  return fc.oneof({ weight: 12, arbitrary: kinds[input.kind] }, { weight: 1, arbitrary: fc.jsonValue() });
}

function recordOf(inputs: readonly InputInfo[]) {
  return fc.record(Object.fromEntries(inputs.map((i) => [i.name, valueFor(i)])), { requiredKeys: [] });
}

function expectSoundEnvelope(answer: ReturnType<Rule['run']>) {
  expect(answer.warnings).toEqual(sorted(answer.warnings));
  expect(answer.ask).toEqual(sorted(answer.ask));
  expect(answer.errors).toEqual(sorted(answer.errors));
  for (const warning of answer.warnings) expect(WARNING_CODES).toContain(warning);
  for (const error of answer.errors) expect(ERROR_CODES).toContain(error.split(':', 1)[0]);
  expect(answer.ask.length > 0).toBe(answer.status === 'needs_input');
  expect(answer.errors.length > 0).toBe(answer.status === 'invalid_input');
  if (answer.status === 'invalid_input') expect(answer).toMatchObject({ result: null, warnings: [] });
  expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
}

describe.each(Object.values(RULES))('$id', (rule) => {
  it('answers any JSON with a sound envelope and never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (inputs) => expectSoundEnvelope(rule.run(inputs, facts))),
      { numRuns: 40 },
    );
    fc.assert(
      fc.property(recordOf(rule.inputs), (inputs) => expectSoundEnvelope(rule.run(inputs, facts))),
      { numRuns: 120 },
    );
  });

  it('is pure: the same inputs give the same answer and stay as they were', () => {
    fc.assert(
      fc.property(recordOf(rule.inputs), (inputs) => {
        const before = structuredClone(inputs);
        expect(rule.run(inputs, facts)).toEqual(rule.run(before, facts));
        expect(inputs).toEqual(before);
      }),
      { numRuns: 20 },
    );
  });
});

describe('the 66 percent day', () => {
  it('is the first on which at least 66 percent are complete, for every length of year', () => {
    for (let total = 1; total <= 366; total++) {
      const k = completionDay(total);
      expect(100 * k >= 66 * total && 100 * (k - 1) < 66 * total && k <= total).toBe(true);
    }
  });
});

describe('the deadline for score reports', () => {
  const last = '2027-06-04';
  const next = '2027-08-11';
  const received = day('2027-03-01', 250);
  const holidays = fc.array(day('2027-03-01', 400), { maxLength: 25 });
  const deadline = (received_on: string, nonworking_days: string[]) =>
    String(
      run('ssr-notification-deadline', {
        received_on,
        nonworking_days,
        last_day_of_instruction: last,
        next_first_day: next,
      }).result?.deadline,
    );

  it('is never earlier for a later receipt', () => {
    fc.assert(
      fc.property(received, fc.nat(60), holidays, (first, later, closed) => {
        expect(deadline(first, closed) <= deadline(addDays(first, later), closed)).toBe(true);
      }),
    );
  });

  it('is never moved earlier by one more holiday', () => {
    fc.assert(
      fc.property(received, holidays, day('2027-03-01', 400), (on, closed, holiday) => {
        expect(deadline(on, closed) <= deadline(on, [...closed, holiday])).toBe(true);
      }),
    );
  });

  it('is never before the one that leaves out weekends only', () => {
    fc.assert(
      fc.property(received, holidays, (on, closed) => {
        expect(deadline(on, []) <= deadline(on, closed)).toBe(true);
      }),
    );
  });
});

describe('a window found valid', () => {
  it('holds 25 instructional days between the limits, and fits whenever one is said to be possible', () => {
    const school = fc.constantFrom(...Object.values(calendars).filter((c) => c.school_year === '2026-27'));
    fc.assert(
      fc.property(school, day('2027-01-01', 200), fc.nat(120), (calendar, start, length) => {
        const limits = run('window-latest-start', { calendar }).result;
        const answer = run('window-validate', { calendar, start, end: addDays(start, length) });
        if (answer.result?.valid !== true) return;
        expect(Number(answer.result.instructional_days_in_window)).toBeGreaterThanOrEqual(25);
        expect(limits?.possible).toBe(true);
        expect(start >= String(limits?.earliest_start)).toBe(true);
        expect(addDays(start, length) <= String(limits?.latest_end)).toBe(true);
      }),
    );
  });

  it('includes the one from the latest possible start to the latest end', () => {
    for (const calendar of Object.values(calendars)) {
      const limits = run('window-latest-start', { calendar }).result;
      const answer = run('window-validate', {
        calendar,
        start: limits?.latest_start,
        end: limits?.latest_end,
      });
      expect(answer.result).toMatchObject({ valid: true, instructional_days_in_window: 25 });
    }
  });
});
