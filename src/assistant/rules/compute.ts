/** Runs a rule on what was said, with a calendar put together where people have none, and asks nothing that does not matter. */
import { addDays, schoolYearOf } from '../../knowledge/dates.ts';
import { isWeekend } from '../../rules/days.ts';
import { type Answer, invalid } from '../../rules/envelope.ts';
import type { RuleFacts } from '../../rules/facts.ts';
import { findRule } from '../../rules/index.ts';
import type { Given } from './inputs.ts';
import type { RuleTalk } from './schema.ts';
import { date, num, type Surroundings, type Values } from './values.ts';
import { windowAlone, windowsAlone } from './windows.ts';

/** So many weekdays before the last day are enough to count 25 instructional days back. */
const BACK = 80;

/** Runs the rule, or what stands for it where people have no calendar at hand. */
export function compute(talk: RuleTalk, values: Values, around: Surroundings, facts: RuleFacts): Answer {
  const rule = findRule(talk.id);
  if (!rule) return invalid(['BAD_VALUE:rule']);
  const own = Object.keys(talk.inputs).filter((n) => talk.inputs[n]?.own);
  const plain = Object.fromEntries(Object.entries(values).filter(([n]) => !own.includes(n)));
  const calendar = around.calendar ?? calendarFrom(talk, values, around.today);
  if (typeof calendar === 'string') return invalid([`BAD_VALUE:${calendar}`]);
  if (talk.id === 'window-validate' && !calendar) return windowAlone(values, facts);
  if (talk.id === 'windows-validate-many') return windowsAlone(values, facts);
  if (talk.id === 'window-earliest-start' && calendar) return rule.run({ calendar }, facts);
  if (talk.id === 'live-support-hours') return rule.run({ at: values.at }, facts);
  const wants = rule.inputs.some((i) => i.name === 'calendar') && calendar;
  return rule.run(wants ? { ...plain, calendar } : plain, facts);
}

/** A calendar from first and last day, from the first day and the number of days, or around a day number. */
function calendarFrom(talk: RuleTalk, v: Values, today: string): unknown {
  const off = Array.isArray(v.days_off) ? (v.days_off as string[]) : undefined;
  const total = num(v.total_instructional_days);
  const first = date(v.first_day);
  const last = date(v.last_day);
  const known = first ?? last ?? date(v.day_number_date) ?? date(v.start) ?? today;
  const school_year = schoolYearOf(known);
  const isOff = new Set(off ?? []);
  const walk = (from: string, count: number, step: 1 | -1): string[] => {
    const days: string[] = [];
    for (let d = from, i = 0; days.length < count && i < 800; i++, d = addDays(d, step))
      if (!isWeekend(d) && !isOff.has(d)) days.push(d);
    return days;
  };
  const n = num(v.day_number);
  const at = date(v.day_number_date);
  if (total && n && at) {
    if (n > total) return 'day_number';
    if (isWeekend(at)) isOff.delete(at);
    const after = walk(at, total - n + 1, 1);
    const before = walk(addDays(at, -1), n - 1, -1);
    return { school_year: schoolYearOf(at), instructional_days: [...before.reverse(), ...after] };
  }
  if (talk.id === 'window-latest-start' && last && off)
    return { school_year, instructional_days: walk(last, BACK, -1).reverse() };
  if (first && last && off)
    return { school_year, first_day: first, last_day: last, noninstructional_days: off };
  if (first && total && off) return { school_year, instructional_days: walk(first, total, 1) };
  return undefined;
}

/**
 * The answer without what does not matter: where it is the same whatever the missing yes-or-no facts are, and at both
 * ends of a month that was named, nothing is asked.
 */
export function decide(
  talk: RuleTalk,
  given: Given,
  values: Values,
  around: Surroundings,
  facts: RuleFacts,
): { answer: Answer; vague?: string } {
  const vague = Object.keys(given).find((n) => given[n]?.between);
  if (vague) {
    const ends = given[vague]!.between!.map((d) =>
      settleAsks(
        talk,
        { ...values, [vague]: d > around.today && talk.inputs[vague]?.year === 'past' ? around.today : d },
        around,
        facts,
      ),
    );
    const [a, b] = ends as [Answer, Answer];
    // Where a day is told only as before or after another, the day is asked for before anything else.
    if (given[vague]!.side && a.status === 'needs_input') return { answer: a, vague };
    if (a.status === b.status && (a.status === 'needs_input' || same(talk, a, b)))
      return { answer: { ...b, warnings: b.warnings.filter((w) => a.warnings.includes(w)) } };
    return { answer: a.status === 'invalid_input' ? a : b, vague };
  }
  return { answer: settleAsks(talk, values, around, facts) };
}

function settleAsks(talk: RuleTalk, values: Values, around: Surroundings, facts: RuleFacts): Answer {
  const answer = compute(talk, values, around, facts);
  if (answer.status !== 'needs_input') return answer;
  const open = answer.ask.filter((n) => talk.inputs[n] && n in OPTIONS);
  if (!open.length || open.length !== answer.ask.length || open.length > 4) return answer;
  let all: Answer[] = [];
  for (let mask = 0; mask < 2 ** open.length; mask++)
    all = [
      ...all,
      compute(
        talk,
        { ...values, ...Object.fromEntries(open.map((n, i) => [n, OPTIONS[n]?.[(mask >> i) & 1]])) },
        around,
        facts,
      ),
    ];
  const first = all[0]!;
  const agreed = all.every((a) => a.status === 'ok' && same(talk, a, first));
  return agreed
    ? { ...first, warnings: first.warnings.filter((w) => all.every((a) => a.warnings.includes(w))) }
    : answer;
}

/** The two values of the facts that may turn out not to matter. */
const OPTIONS: Record<string, [unknown, unknown]> = {
  plan_504: [false, true],
  calpads_special_education: [false, true],
  special_education: [false, true],
  primary_disability_code: [null, 'present'],
  team_decided_alternate: [true, false],
  documented_in_plan: [false, true],
  started_first_summative: [false, true],
};

function same(talk: RuleTalk, a: Answer, b: Answer): boolean {
  return talk.decides.every((f) => JSON.stringify(a.result?.[f]) === JSON.stringify(b.result?.[f]));
}
