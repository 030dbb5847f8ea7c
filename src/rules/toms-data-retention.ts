import { holding, needsInput, ok } from './envelope.ts';
import { lookUp, type RuleFacts } from './facts.ts';
import { date, schoolYear } from './fields.ts';
import { unknownOf } from './inputs.ts';
import { defineRule } from './rule.ts';
import { schoolYearLabel } from './school-year.ts';

/** "Two years of historical data and one year of current data": checklist-2026-27, line 263. */
const HISTORICAL_YEARS = 2;

const ROLLOVER_EARLIEST = '06-01';
const ROLLOVER_LATEST = '09-30';

function yearOf(date: string): number {
  return Number(date.slice(0, 4));
}

/** The administration year TOMS shows on a day: the new one from the rollover on. */
function currentYearOn(day: string, rollover: string | undefined, facts: RuleFacts): number {
  const year = yearOf(day);
  const known = rollover ?? lookUp(facts.toms_rollovers, schoolYearLabel(year));
  return day >= (known ?? `${year}-${facts.yearly.toms_rollover}`) ? year : year - 1;
}

function positionOf(gap: number): string {
  if (gap < 0) return 'future';
  if (gap === 0) return 'current';
  return gap <= HISTORICAL_YEARS ? `historical_${gap}` : 'removed';
}

/**
 * Whether the data of a year are still in TOMS, which keeps the current year and two before it, and by when to
 * download them.
 *
 * Source: LEA CAASPP Coordinator Checklist 2026-27, "June 2027", line 263. That line names the 2023-24 file, which by
 * its own sentence is already gone then; computed from the sentence.
 *
 * Inputs: `data_year`; `current_year` that TOMS shows, or `as_of` to derive it from; `rollover_date`, when TOMS
 * roles move to the new year in the calendar year of `as_of`.
 * @example
 * tomsDataRetention.run({ data_year: '2024-25', as_of: '2027-06-15' }, facts).result
 * // { current_year: '2026-27', oldest_available: '2024-25', position: 'historical_2', available: true,
 * //   removed_at_transition_to: '2027-28', download_by: '2027-06-30' }
 */
export const tomsDataRetention = defineRule({
  id: 'toms-data-retention',
  title: 'How long TOMS keeps a year of data',
  summary: 'Whether the data of a year are still in TOMS, and by when to download them.',
  source: { document: 'checklist-2026-27', section: 'June 2027', lines: '263' },
  inputs: {
    data_year: schoolYear({
      required: true,
      describe: 'School year of the student score data file',
    }),
    current_year: schoolYear({
      required: 'sometimes',
      describe: 'Administration year that TOMS shows as current',
    }),
    as_of: date({ required: 'sometimes', describe: 'Today, where the current year is not known' }),
    rollover_date: date({
      required: false,
      describe: 'Date of the TOMS user rollover of that calendar year',
    }),
  },
  check: ({ as_of: today, rollover_date: rollover }) =>
    holding({
      'ROLLOVER_NOT_IN_AS_OF_YEAR:rollover_date':
        today !== undefined && rollover !== undefined && yearOf(today) !== yearOf(rollover),
      'ROLLOVER_OUT_OF_RANGE:rollover_date':
        rollover !== undefined &&
        (rollover.slice(5) < ROLLOVER_EARLIEST || rollover.slice(5) > ROLLOVER_LATEST),
    }),
  decide(given, facts) {
    const { data_year: dataYear, current_year: shown, as_of: today, rollover_date: rollover } = given;
    const current = shown ?? (today && currentYearOn(today, rollover, facts));
    if (!dataYear || !current)
      return needsInput([...unknownOf(given, ['data_year']), ...(current ? [] : ['as_of'])]);
    const gap = current - dataYear;
    const leaves = dataYear + HISTORICAL_YEARS + 1;
    return ok(
      {
        current_year: schoolYearLabel(current),
        oldest_available: schoolYearLabel(current - HISTORICAL_YEARS),
        position: positionOf(gap),
        available: gap >= 0 && gap <= HISTORICAL_YEARS,
        removed_at_transition_to: schoolYearLabel(leaves),
        download_by: `${leaves}-06-30`,
      },
      holding({
        ROLLOVER_DATE_ASSUMED: !shown && !rollover && today?.slice(5, 7) === '07',
      }),
    );
  },
});
