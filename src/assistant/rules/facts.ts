/** What the sentences of a calculation need besides the rule's result. */
import { sayDate } from '../../knowledge/dates.ts';
import { isWeekend } from '../../rules/days.ts';
import type { Answer } from '../../rules/envelope.ts';
import type { RuleFacts } from '../../rules/facts.ts';
import { dateOf } from '../slots/holidays.ts';
import type { Given } from './inputs.ts';
import { type Facts, joined } from './say.ts';
import type { Reading, RuleTalk } from './schema.ts';
import type { Values } from './values.ts';

/** All that the sentences may name: inputs, result, and what follows from both. */
export function factsFor(
  talk: RuleTalk,
  values: Values,
  given: Given,
  answer: Answer,
  facts: RuleFacts,
  reading: Reading,
): Facts {
  const result = answer.result ?? {};
  const all: Facts = { ...values, ...result, status: answer.status };
  if (values.role !== undefined && result.role === undefined) all.role = values.role;
  const extra = EXTRA[talk.id]?.(all, values, given, facts, reading) ?? {};
  return { ...all, ...extra };
}

type Extra = (all: Facts, values: Values, given: Given, facts: RuleFacts, reading: Reading) => Facts;

const EXTRA: Record<string, Extra> = {
  'window-earliest-start': (all, values) => ({
    exact_share: Number(((Number(all.total_days) * 66) / 100).toFixed(2)),
    previous_day: Number(all.day_number) - 1,
    in_day_number: values.day_number,
  }),
  'window-latest-end': (all) => ({ weekend_end: all.latest_weekday !== all.latest_end }),
  'windows-validate-many': (all, _v, _g, _f, reading) => ({
    windows: ((all.windows as { violations?: string[]; valid: boolean }[] | undefined) ?? []).map((w) => ({
      ...w,
      verdict: w.valid
        ? (reading.labels.long_enough ?? '')
        : joined((w.violations ?? []).map((x) => reading.labels[x] ?? x)),
    })),
  }),
  'ssr-notification-deadline': (all, values, _g, facts, reading) => {
    const from = String(all.day_1 ?? '');
    const to = String(all.deadline ?? '');
    const off = ((values.nonworking_days as string[] | undefined) ?? []).filter(
      (d) => d >= from && d <= to && !isWeekend(d),
    );
    const known = facts.well_known_holidays.filter((d) => d >= from && d <= to);
    return {
      left_out: off.map((d) => named(d, reading)),
      known_holidays: joined(known.map((d) => named(d, reading))),
      days_left: typeof all.days_left === 'number' ? all.days_left : null,
    };
  },
  'ssr-languages': (all, values) => ({
    two: Array.isArray(all.languages) && all.languages.length > 1,
    language_said: title(String(values.primary_language ?? '')),
  }),
  'el-ela-exemption': (_all, values, given, _facts, reading) => {
    const [from = '', to = ''] = given.us_school_entry_date?.between?.map(sayDate) ?? [];
    const between = (reading.labels.between ?? '').replace('{from}', from).replace('{to}', to);
    const side = given.us_school_entry_date?.side;
    const beside = side && `${reading.labels[side.on] ?? ''} ${sayDate(side.of)}`;
    return { entry_said: beside ?? (from ? between : values.us_school_entry_date) };
  },
  'unlisted-resource-deadline': (all, values) => ({
    base: values.first_test_date ?? values.window_start,
    request_weekend: all.request_by !== all.request_by_weekday,
  }),
  'field-permissions': (_all, values, _g, _f, reading) => ({
    code_said: reading.labels[values.primary_disability_code ? 'filled_in' : 'blank'],
  }),
  'ppt-packs': (all, values) => ({
    lines: ((all.lines as object[] | undefined) ?? []).map((line, i) => ({
      ...line,
      students: (values.lines as { students: number }[] | undefined)?.[i]?.students,
    })),
  }),
  'field-lock': (_all, values) => ({ field_said: title(String(values.field ?? '').replaceAll('_', ' ')) }),
  'stairs-report-24h': (all) => ({
    both_times: all.basis === 'occurred' && Boolean(all.deadline_from_discovery),
  }),
  'stairs-window-close': (all) => ({
    appeal_weekend: all.appeal_recommended_by !== all.appeal_recommended_weekday,
  }),
  'second-scoring': (_all, values, _g, _f, reading) => ({
    asked_case: `${title((reading.labels[String(values.assessment)] ?? '').replace(/^the /, ''))}${values.form ? `, Form ${values.form}` : ''}${values.grade ? `, grade ${values.grade}` : ''}.`,
  }),
};

/** "May 31, 2027 (Memorial Day)". */
function named(date: string, reading: Reading): string {
  const holiday = reading.holidays.find(
    (h) => dateOf(h, Number(date.slice(0, 4)), reading.holidays) === date,
  );
  return holiday ? `${sayDate(date)} (${holiday.name})` : sayDate(date);
}

function title(s: string): string {
  return s
    .replace(/(^|[\s(])\p{L}/gu, (c) => c.toUpperCase())
    .replace(/\bUs\b/, 'US')
    .replace(/\b(Elas|Ssid|Caa|Ela)\b/g, (c) => c.toUpperCase())
    .replace(/\b(For|Calpads)\b/g, (c) => (c === 'For' ? 'for' : 'CALPADS'));
}
