import { addDays } from '../knowledge/dates.ts';
import type { WarningCode } from './codes.ts';
import { type Answer, holding, needsInput, notDeterminable, ok } from './envelope.ts';
import { lookUp, type RuleFacts } from './facts.ts';
import { choice, date, schoolYear } from './fields.ts';
import { unknownOf } from './inputs.ts';
import { defineRule } from './rule.ts';
import { inFirstYear, schoolYearLabel } from './school-year.ts';

interface Question {
  year: number;
  today: string;
  /** Administering and scoring need a TOMS role; for viewing results the documents name none. */
  needsRole: boolean;
  roleYear: number | undefined;
}

const UNKNOWN = {
  available_until: null,
  finish_hand_scoring_by: null,
  required_role_year: null,
  role_ok: null,
};

/** The role of that year, and whether the user holds it. */
function role(required: number, { needsRole, roleYear }: Question) {
  return {
    required_role_year: needsRole ? schoolYearLabel(required) : null,
    role_ok: needsRole && roleYear !== undefined ? roleYear === required : null,
  };
}

/** A year whose last day the documents give. */
function closingYear(asked: Question, facts: RuleFacts): Answer | undefined {
  const { year, today, needsRole } = asked;
  const closing = lookUp(facts.interims.closing, schoolYearLabel(year));
  if (!closing) return undefined;
  const unopened = { ...UNKNOWN, available_until: closing.until };
  if (today < inFirstYear(year, '07-01'))
    return ok({ state: 'not_open', ...unopened }, ['OPENING_DATE_NOT_IN_SOURCES']);
  if (today < inFirstYear(year, '09-01'))
    return notDeterminable({ state: 'not_in_sources', ...unopened }, [
      'OPENING_DATE_NOT_IN_SOURCES',
      'CHECK_DOWNTIME_SCHEDULE',
    ]);
  const rollover = lookUp(facts.toms_rollovers, schoolYearLabel(year + 1));
  const rolledOver = rollover !== undefined && today > rollover;
  return ok(
    {
      state: today < closing.until ? 'available' : today === closing.until ? 'ends_today' : 'closed',
      available_until: closing.until,
      finish_hand_scoring_by: addDays(closing.until, -1),
      ...role(rolledOver ? year + 1 : year, asked),
    },
    holding<WarningCode>({
      UNFINISHED_HAND_SCORING_DELETED: today > closing.until,
      ROLLOVER_DAY: needsRole && today === rollover,
      DATE_MAY_BE_CARRIED_OVER:
        closing.may_be_carried_over && (today === rollover || today === closing.until),
    }),
  );
}

/** A year whose opening the documents do not give, and of which a part is sure. */
function openingUnknown(asked: Question, facts: RuleFacts): Answer | undefined {
  const { year, today } = asked;
  const span = lookUp(facts.interims.opening_unknown, schoolYearLabel(year));
  if (!span) return undefined;
  if (today < span.not_before) return ok({ state: 'not_open', ...UNKNOWN }, ['OPENING_DATE_NOT_IN_SOURCES']);
  if (today >= span.open_from && today <= span.open_until)
    return ok({ state: 'available', ...UNKNOWN, ...role(year, asked) }, ['OPENING_DATE_NOT_IN_SOURCES']);
  return notDeterminable({ state: 'not_in_sources', ...UNKNOWN }, [
    'OPENING_DATE_NOT_IN_SOURCES',
    'CHECK_DOWNTIME_SCHEDULE',
  ]);
}

/** A year of which only the opening is known, from a notice of 2016. */
function openedIn2016({ year, today }: Question, facts: RuleFacts): Answer | undefined {
  const opened = lookUp(facts.interims.opened, schoolYearLabel(year));
  if (!opened) return undefined;
  const state = today >= opened ? `opened_${opened.replaceAll('-', '_')}` : 'not_open';
  return ok({ state, ...UNKNOWN }, ['FROM_2016']);
}

/**
 * Whether the interim assessments of a year are available on a day, until when, and which year's TOMS role is needed
 * to administer or score them around the summer rollover.
 *
 * Source: LEA CAASPP Coordinator Checklist 2026-27, "July 2026", lines 88-90, and lines 115 and 191; CAASPP
 * Communication May 2024, lines 15 and 39; CAASPP Update 166 (2016), line 44. Silent: most openings, and whether the
 * last day counts; the day before it is the safe one. August 5 and July 3, 2026 look carried over.
 *
 * Inputs: `interim_year`; `as_of`, the day; `activity`, administering unless told otherwise; `role_year` of the TOMS
 * role that the user holds.
 * @example
 * interimAvailability.run({ interim_year: '2025-26', as_of: '2026-07-20', role_year: '2026-27' }, facts).result
 * // { state: 'available', available_until: '2026-08-05', finish_hand_scoring_by: '2026-08-04',
 * //   required_role_year: '2026-27', role_ok: true }
 */
export const interimAvailability = defineRule({
  id: 'interim-availability',
  title: 'Availability of the interim assessments',
  summary: 'Whether the interim assessments of a year are available on a day, and which role is needed.',
  source: { document: 'checklist-2026-27', section: 'July 2026', lines: '88-90' },
  also: [
    {
      document: 'communication-2024-05',
      section: 'July 3: 2024-25 TOMS User Rollover',
      lines: '15, 39',
    },
    { document: 'update-166', section: 'Get Ready! System Downtime Nearing', lines: '44' },
  ],
  inputs: {
    interim_year: schoolYear({ required: true, describe: 'School year of the interim assessments' }),
    as_of: date({ required: true, describe: 'The day asked about' }),
    activity: choice(['administer', 'score', 'view_results'], {
      required: false,
      describe: 'What is to be done; administering unless told otherwise',
    }),
    role_year: schoolYear({
      required: false,
      describe: 'School year of the TOMS role that the user holds',
    }),
  },
  decide(given, facts) {
    const { interim_year: year, as_of: today } = given;
    if (!year || !today) return needsInput(unknownOf(given, ['interim_year', 'as_of']));
    const needsRole = given.activity !== 'view_results';
    const asked: Question = { year, today, needsRole, roleYear: given.role_year };
    return (
      closingYear(asked, facts) ??
      openingUnknown(asked, facts) ??
      openedIn2016(asked, facts) ??
      notDeterminable({ state: 'not_in_sources', ...UNKNOWN }, ['CHECK_DOWNTIME_SCHEDULE'])
    );
  },
});
