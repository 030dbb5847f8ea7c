/** From what was said to the rule's answer: defaults, a calendar put together, and what can be decided without one. */
import { addDays, schoolYearOf } from '../../knowledge/dates.ts';
import { lastDayOf, readCalendar } from '../../rules/calendar.ts';
import { datesFrom, isWeekend } from '../../rules/days.ts';
import { type Answer, invalid, needsInput, ok } from '../../rules/envelope.ts';
import type { RuleFacts } from '../../rules/facts.ts';
import { findRule } from '../../rules/index.ts';
import { inSecondYear } from '../../rules/school-year.ts';
import { LEAST_DAYS } from '../../rules/window-latest-start.ts';
import type { Given } from './read.ts';
import type { RuleTalk } from './schema.ts';

export type Values = Record<string, unknown>;

/** What the message's surroundings give. */
export interface Surroundings {
  today: string;
  now: string;
  role?: string | undefined;
  text: string;
  /** The district's own calendar, where one is stored. */
  calendar?: unknown;
}

const LONGEST_WINDOW = 366;
/** What the stored calendar of a school tells. */
const FROM_CALENDAR = ['last_day_of_instruction', 'last_day_of_school'];
/** So many weekdays before the last day are enough to count 25 instructional days back. */
const BACK = 80;

/** The values as the rule reads them, with what is taken when nothing was said. Returns which were taken so. */
export function withDefaults(
  talk: RuleTalk,
  given: Given,
  around: Surroundings,
): { values: Values; taken: string[] } {
  const values: Values = {};
  const taken: string[] = [];
  for (const [name, read] of Object.entries(given)) if (!read.impossible) values[name] = read.value;
  for (const [name, input] of Object.entries(talk.inputs)) {
    if (values[name] !== undefined || input.default === undefined) continue;
    if (input.default_when.length && !input.default_when.some((w) => around.text.toLowerCase().includes(w)))
      continue;
    const value = defaultValue(input.default, values, around);
    if (value === undefined) continue;
    values[name] = value;
    taken.push(name);
  }
  const school = around.calendar === undefined ? undefined : readCalendar(around.calendar);
  for (const name of FROM_CALENDAR)
    if (talk.inputs[name] && values[name] === undefined && typeof school === 'object')
      values[name] = lastDayOf(school);
  if (values.primary_disability_code === false) values.primary_disability_code = null;
  return { values, taken };
}

function defaultValue(
  kind: NonNullable<RuleTalk['inputs'][string]['default']>,
  values: Values,
  around: Surroundings,
): unknown {
  const { today, now, role } = around;
  if (typeof kind === 'object') return kind.value;
  const year = schoolYearOf(today);
  const label = (first: number) => `${first}-${String((first + 1) % 100).padStart(2, '0')}`;
  switch (kind) {
    case 'today':
      return today;
    case 'now':
      return now.slice(0, 19);
    case 'role':
      return role === 'other_staff' ? 'other_school_staff' : role;
    case 'school_year': {
      const last = values.last_day_of_school ?? values.end;
      return typeof last === 'string' && last.slice(5, 7) !== '07'
        ? schoolYearOf(last)
        : typeof last === 'string'
          ? schoolYearOf(addDays(last, -31))
          : year;
    }
    case 'next_designation':
      // From January on the designation that lies ahead is that of the next school year.
      return today.slice(5, 7) < '07' ? label(Number(year.slice(0, 4)) + 1) : year;
    case 'oldest_kept':
      return label(Number(year.slice(0, 4)) - 2);
  }
}

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

/** A window judged by itself: its number of instructional days and June 30. */
function windowAlone(v: Values, facts: RuleFacts): Answer {
  const count = num(v.window_days);
  const start = date(v.start);
  const end = date(v.end);
  if (!start && !end && count !== undefined) {
    if (count < 1 || count > LONGEST_WINDOW) return invalid(['BAD_VALUE:window_days']);
    return ok({
      mode: 'number',
      count,
      enough: count >= LEAST_DAYS,
      valid: null,
      days_short: Math.max(0, LEAST_DAYS - count),
    });
  }
  if (!start || !end) return needsInput([...(start ? [] : ['start']), ...(end ? [] : ['end'])]);
  if (end < start) return invalid(['END_BEFORE_START:end']);
  if (Date.parse(end) - Date.parse(start) > LONGEST_WINDOW * 864e5) return invalid(['DATE_OUTSIDE_YEAR:end']);
  const told = Array.isArray(v.days_off) || count !== undefined;
  const judged = judge(start, end, (v.days_off as string[] | undefined) ?? [], facts, count);
  // Too short with every weekday counted is too short with any days off.
  if (!told && judged.valid) return needsInput(['days_off']);
  return ok({ mode: 'dates', ...judged, enough: judged.days_short === 0, at_most: !told });
}

function judge(start: string, end: string, off: readonly string[], facts: RuleFacts, told?: number) {
  const count = told ?? [...datesFrom(start, end)].filter((d) => !isWeekend(d) && !off.includes(d)).length;
  const year = Number(schoolYearOf(start).slice(0, 4));
  const violations = [
    ...(end > inSecondYear(year, facts.yearly.testing_ends) ? ['ENDS_AFTER_LATEST_END'] : []),
    ...(count < LEAST_DAYS ? ['FEWER_THAN_25_DAYS'] : []),
    ...(start < inSecondYear(year, '01-01') ? ['STARTS_BEFORE_JANUARY'] : []),
  ];
  return {
    start,
    end,
    count,
    days_short: Math.max(0, LEAST_DAYS - count),
    violations,
    valid: violations.length === 0,
  };
}

function windowsAlone(v: Values, facts: RuleFacts): Answer {
  const list = v.windows as { start: string; end: string }[] | undefined;
  if (!Array.isArray(list) || !list.length) return needsInput(['windows']);
  if (list.some((w) => w.end < w.start)) return invalid(['END_BEFORE_START:windows']);
  if (!Array.isArray(v.days_off)) return needsInput(['days_off']);
  const windows = list.map((w) => judge(w.start, w.end, v.days_off as string[], facts));
  const distinct = new Set(windows.map((w) => `${w.start} ${w.end}`)).size;
  return ok(
    { windows, number: windows.length, all_valid: windows.every((w) => w.valid), distinct_windows: distinct },
    distinct > 6 ? ['MORE_THAN_SIX_WINDOWS'] : [],
  );
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

function num(v: unknown): number | undefined {
  return typeof v === 'number' ? v : undefined;
}

function date(v: unknown): string | undefined {
  return typeof v === 'string' && /^\d{4}-\d\d-\d\d$/.test(v) ? v : undefined;
}
