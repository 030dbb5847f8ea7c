/** Windows judged without a school calendar: their number of instructional days, January and June 30. */
import { schoolYearOf } from '../../knowledge/dates.ts';
import { datesFrom, isWeekend } from '../../rules/days.ts';
import { type Answer, invalid, needsInput, ok } from '../../rules/envelope.ts';
import type { RuleFacts } from '../../rules/facts.ts';
import { inSecondYear } from '../../rules/school-year.ts';
import { LEAST_DAYS } from '../../rules/window-latest-start.ts';
import { date, num, type Values } from './values.ts';

const LONGEST_WINDOW = 366;

/** A window judged by itself: its number of instructional days and June 30. */
export function windowAlone(v: Values, facts: RuleFacts): Answer {
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

export function windowsAlone(v: Values, facts: RuleFacts): Answer {
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
