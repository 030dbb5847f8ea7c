/** How long a rule takes: at most 1 ms, on the worked cases that need no calendar of their own and on long lists of days. */
import { loadFacts } from '../src/rules/facts.ts';
import { RULES } from '../src/rules/index.ts';
import { jsonLines, ms, percentile, print, table } from './figures.ts';

const ROUNDS = 40;

interface Case {
  rule: string;
  inputs: Record<string, unknown>;
}

/** A school year of 180 days, for the cases that name a calendar. */
const CALENDAR = {
  school_year: '2026-27',
  first_day: '2026-08-12',
  last_day: '2027-06-04',
  noninstructional_days: ['2026-09-07', '2026-11-11', '2026-11-26', '2026-11-27', '2027-01-18', '2027-02-15'],
};

export async function run(): Promise<void> {
  const facts = loadFacts();
  const cases = jsonLines<Case>('test/rules/fixtures/cases.jsonl').map(({ rule, inputs }) => ({
    rule,
    inputs: 'calendar' in inputs ? { ...inputs, calendar: CALENDAR } : inputs,
  }));
  const taken = new Map<string, number[]>();
  for (let round = 0; round < ROUNDS; round++)
    for (const { rule, inputs } of cases) {
      const started = performance.now();
      RULES[rule]?.run(inputs, facts);
      if (round > 1) taken.set(rule, [...(taken.get(rule) ?? []), performance.now() - started]);
    }
  const rows = [...taken].map(([rule, all]) => [rule, ms(percentile(all, 0.5)), ms(percentile(all, 0.99))]);
  print(table(['rule', 'p50', 'p99'], rows));
}
