import { addDays, daysBetween } from '../knowledge/dates.ts';
import type { WarningCode } from './codes.ts';
import { type Answer, holding, invalid, needsInput, notDeterminable, ok } from './envelope.ts';
import { choice, date, dates } from './fields.ts';
import { unknownOf } from './inputs.ts';
import { defineRule } from './rule.ts';
import { isWorkingDay, nthWorkingDay, type OfficeCalendar, WEEKENDS_ONLY } from './working-days.ts';

/** "Within 20 working days": checklist-2026-27, lines 245 and 367. */
const WORKING_DAYS = 20;
/** The receipt belongs to the year of its last day of instruction, or to the one after. */
const FARTHEST_FROM_LAST_DAY = 366;
/** A longer pause between two school years is unusual. */
const LONGEST_SUMMER = 150;

const TOO_FEW: Answer = invalid(['TOO_FEW_WORKING_DAYS:nonworking_days']);

/**
 * When parents and guardians must have the Student Score Reports: within 20 working days of receipt in TOMS, where
 * the day after the receipt is the first that can count; for reports received after the last day of instruction,
 * within the first 20 working days of the next school year, where its first day counts. Reports that arrive in the
 * next year are counted from their receipt. The date with only weekends left out is given beside it as the safest.
 *
 * Source: LEA CAASPP Coordinator Checklist 2026-27, "Provide CAASPP SSRs", line 367; "May 2027", line 245.
 * Silent: "working day" (the LEA's office calendar decides), the start of the next school year (decided its first
 * day of instruction) and receipt during it.
 *
 * Inputs: `received_on`, when the reports became available in TOMS; `last_day_of_instruction` of that year, or of
 * the year just ended; `next_first_day` of instruction, needed after it; `nonworking_days` and `extra_working_days` of
 * the LEA office; `as_of`, today; `program`, where `elpac` follows a rule that the documents do not give.
 * @example
 * ssrNotificationDeadline.run({ received_on: '2027-05-24', last_day_of_instruction: '2027-06-04',
 *   nonworking_days: ['2027-05-31', '2027-06-18'] }, facts).result
 * // { branch: 'ordinary', day_1: '2027-05-25', deadline: '2027-06-23', weekday_only_deadline: '2027-06-21',
 * //   next_year_20th_day: null, days_left: null, overdue: null }
 */
export const ssrNotificationDeadline = defineRule({
  id: 'ssr-notification-deadline',
  title: 'Deadline for giving parents the Student Score Reports',
  summary: 'By when parents must have the score reports: 20 working days, counted on your office calendar.',
  source: { document: 'checklist-2026-27', section: 'Provide CAASPP SSRs', lines: '367' },
  also: [{ document: 'checklist-2026-27', section: 'May 2027', lines: '245' }],
  inputs: {
    received_on: date({
      required: true,
      describe: 'Date on which this batch of score reports became available in TOMS',
    }),
    last_day_of_instruction: date({
      required: true,
      describe: 'Last day of instruction of the year of the receipt, or of the year just ended',
    }),
    next_first_day: date({
      required: 'sometimes',
      describe:
        'First day of instruction of the next school year, if the reports came after the last day of instruction',
    }),
    nonworking_days: dates({
      required: false,
      describe: 'Holidays and closures of the LEA office',
    }),
    extra_working_days: dates({
      required: false,
      describe: 'Weekend dates on which the LEA office works',
    }),
    as_of: date({ required: false, describe: 'Today' }),
    program: choice(['caaspp', 'elpac'], {
      required: false,
      describe: 'The testing program; CAASPP unless told otherwise',
    }),
  },
  check({ nonworking_days: closed = [], extra_working_days: extra = [], ...given }) {
    const { received_on: received, last_day_of_instruction: last, next_first_day: next } = given;
    return holding({
      'NEXT_YEAR_BEFORE_LAST_DAY:next_first_day': next !== undefined && last !== undefined && next <= last,
      'LAST_DAY_NOT_FOR_THIS_YEAR:last_day_of_instruction':
        received !== undefined &&
        last !== undefined &&
        Math.abs(daysBetween(last, received)) > FARTHEST_FROM_LAST_DAY,
      'WORKING_DAY_CONFLICT:extra_working_days': extra.some((d) => closed.includes(d)),
    });
  },
  decide(given) {
    const {
      received_on: received,
      last_day_of_instruction: last,
      next_first_day: next,
      as_of: today,
    } = given;
    if (given.program === 'elpac') return notDeterminable(null, ['ELPAC_RULE_DIFFERS']);
    const office: OfficeCalendar = {
      closed: given.nonworking_days ?? [],
      extra: given.extra_working_days ?? [],
    };
    const noList = holding<WarningCode>({ NO_HOLIDAY_LIST: given.nonworking_days === undefined });
    const missing = unknownOf(given, ['received_on', 'last_day_of_instruction']);
    if (!received) return needsInput(missing);
    const ordinary = nthWorkingDay(addDays(received, 1), WORKING_DAYS, office);
    if (!last) return ordinary ? needsInput(missing, { ordinary_deadline: ordinary }, noList) : TOO_FEW;
    const afterLastDay = received > last;
    if (afterLastDay && !next) return needsInput(['next_first_day'], { received_after_last_day: true });

    const branch = !afterLastDay || !next ? 'ordinary' : received < next ? 'after_last_day' : 'in_next_year';
    const from = branch === 'after_last_day' && next ? next : addDays(received, 1);
    const deadline = nthWorkingDay(from, WORKING_DAYS, office);
    const nextYear20th = afterLastDay && next ? nthWorkingDay(next, WORKING_DAYS, office) : null;
    if (!deadline || (afterLastDay && !nextYear20th)) return TOO_FEW;
    return ok(
      {
        branch,
        day_1: nthWorkingDay(from, 1, office),
        deadline,
        weekday_only_deadline: nthWorkingDay(from, WORKING_DAYS, WEEKENDS_ONLY),
        next_year_20th_day: nextYear20th,
        days_left: today ? daysBetween(today, deadline) : null,
        overdue: today ? today > deadline : null,
      },
      [
        ...noList,
        ...holding<WarningCode>({
          RECEIVED_ON_LAST_DAY: received === last,
          DEADLINE_AFTER_LAST_DAY: branch === 'ordinary' && deadline > last,
          NEXT_FIRST_DAY_NOT_WORKING: branch === 'after_last_day' && !isWorkingDay(from, office),
          RECEIVED_IN_NEXT_YEAR: branch === 'in_next_year',
          SAFER_DATE_IN_NEXT_YEAR_RULE:
            branch === 'in_next_year' && nextYear20th !== null && nextYear20th >= received,
          GAP_BETWEEN_YEARS_UNUSUAL: next !== undefined && daysBetween(last, next) > LONGEST_SUMMER,
        }),
      ],
    );
  },
});
