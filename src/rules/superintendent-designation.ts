import * as z from 'zod';
import { daysBetween } from '../knowledge/dates.ts';
import type { WarningCode } from './codes.ts';
import { isDate } from './days.ts';
import { deadlineState } from './deadline-state.ts';
import { holding, needsInput, ok } from './envelope.ts';
import { boolean, date, objectList, schoolYear } from './fields.ts';
import { unknownOf } from './inputs.ts';
import { defineRule } from './rule.ts';
import { inFirstYear } from './school-year.ts';

const Coordinator = z.object(
  { name: z.string('BAD_VALUE'), added_on: z.custom<string>(isDate, 'BAD_DATE').nullish() },
  'BAD_VALUE',
);
type Coordinator = z.infer<typeof Coordinator>;

/** Whom TOMS selects by itself: the coordinator who was added first, or why that cannot be said. */
function firstAdded(list: Coordinator[] | undefined): { name: string } | { unknown: WarningCode } {
  if (!list) return { unknown: 'COORDINATOR_LIST_NEEDED' };
  const [only] = list;
  if (!only) return { unknown: 'NO_EXISTING_COORDINATORS' };
  if (list.length === 1) return { name: only.name };
  const dates = list.flatMap((c) => c.added_on ?? []).sort();
  if (dates.length < list.length) return { unknown: 'ADDED_DATES_NEEDED' };
  if (dates[0] === dates[1]) return { unknown: 'TIE_FOR_FIRST_ADDED' };
  return { name: list.find((c) => c.added_on === dates[0])?.name ?? only.name };
}

/**
 * By when the superintendent or charter administrator must have designated the primary LEA CAASPP coordinator, and
 * whom TOMS selects if not: all of July 1 is in time; after it the existing coordinator who was added to TOMS first.
 *
 * Source: LEA CAASPP Coordinator Checklist 2026-27, "Designation", lines 10-13; "July 2026", line 87; "Complete the
 * Superintendent Designation", lines 405-410. Lines 205 and 256 name the wrong year for tasks of 2027.
 *
 * Inputs: `administration_year`; `as_of`, today; `primary_designated`; `designated_on`; `existing_coordinators`, a
 * list of `name` and `added_on`, the date on which each was added to TOMS.
 * @example
 * superintendentDesignation.run({ administration_year: '2027-28', as_of: '2027-06-30', primary_designated: true },
 *   facts).result
 * // { deadline: '2027-07-01', days_left: 1, state: 'done', fallback_applies: false, fallback_primary: null,
 * //   can_change_primary: 'superintendent_any_time', can_add_others: 'primary_lea_coordinator' }
 */
export const superintendentDesignation = defineRule({
  id: 'superintendent-designation',
  title: 'Designation of the primary LEA CAASPP coordinator',
  summary: 'By when the superintendent designates the primary coordinator, and whom TOMS selects otherwise.',
  source: { document: 'checklist-2026-27', section: 'Designation', lines: '10-13' },
  also: [
    { document: 'checklist-2026-27', section: 'July 2026', lines: '87' },
    {
      document: 'checklist-2026-27',
      section: 'Complete the Superintendent Designation',
      lines: '405-410',
    },
  ],
  inputs: {
    administration_year: schoolYear({
      required: true,
      describe: 'School year for which the coordinator is designated',
    }),
    as_of: date({ required: true, describe: 'Today' }),
    primary_designated: boolean({
      required: true,
      describe: 'Whether the superintendent has designated the primary coordinator for that year',
    }),
    designated_on: date({ required: false, describe: 'Date of the designation' }),
    existing_coordinators: objectList(
      Coordinator,
      [
        { name: 'name', kind: 'text', required: true, describe: 'Name of the LEA coordinator' },
        {
          name: 'added_on',
          kind: 'date',
          required: false,
          describe: 'Date on which this person was added to TOMS',
        },
      ],
      {
        required: false,
        describe: 'LEA coordinators in the TOMS user list, with the date each was added',
      },
    ),
  },
  check: ({ designated_on: designated, as_of: today }) =>
    holding({
      'DESIGNATED_IN_FUTURE:designated_on':
        designated !== undefined && today !== undefined && designated > today,
    }),
  decide(given, facts) {
    const { administration_year: year, as_of: today, primary_designated: designated } = given;
    const deadline = year ? inFirstYear(year, facts.yearly.coordinator_designation) : null;
    if (!deadline || !today || designated === undefined)
      return needsInput(
        unknownOf(given, ['administration_year', 'as_of', 'primary_designated']),
        deadline ? { deadline } : null,
      );
    const daysLeft = daysBetween(today, deadline);
    const state = deadlineState(daysLeft, designated);
    const first = designated ? null : firstAdded(given.existing_coordinators);
    const warnings = holding<WarningCode>({
      DESIGNATED_AFTER_DEADLINE: given.designated_on !== undefined && given.designated_on > deadline,
    });
    if (first && 'unknown' in first) warnings.push(first.unknown);
    return ok(
      {
        deadline,
        days_left: daysLeft,
        state,
        fallback_applies: state === 'missed',
        fallback_primary: first && 'name' in first ? first.name : null,
        can_change_primary: 'superintendent_any_time',
        can_add_others: 'primary_lea_coordinator',
      },
      warnings,
    );
  },
});
