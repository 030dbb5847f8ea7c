/** What is taken for an input that was not told. */
import { addDays, schoolYearOf } from '../../knowledge/dates.ts';
import { lastDayOf, readCalendar } from '../../rules/calendar.ts';
import type { Given } from './inputs.ts';
import type { RuleTalk } from './schema.ts';
import type { Surroundings, Values } from './values.ts';

/** What the stored calendar of a school tells. */
const FROM_CALENDAR = ['last_day_of_instruction', 'last_day_of_school'];

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
