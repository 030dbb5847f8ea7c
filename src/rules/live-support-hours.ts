import { addDays } from '../knowledge/dates.ts';
import { isWeekend, weekdayOnOrAfter } from './days.ts';
import { holding, needsInput, ok } from './envelope.ts';
import { momentWithTime } from './fields.ts';
import { atLocalTime, localClock, writeMoment } from './moments.ts';
import { defineRule } from './rule.ts';

/**
 * Whether live support is open at a moment, Monday to Friday from 7 a.m. until 5 p.m., and when it opens or closes
 * next. Holidays are not stated and do not change the answer, but they are pointed out. The time zone is not stated;
 * decided Pacific.
 *
 * Source: CAASPP Communication December 2025, "Get Help", line 284; CalTAC page (undated), line 11.
 *
 * Inputs: `at`, the moment; a bare date is not enough.
 * @example
 * liveSupportHours.run({ at: '2026-11-21T12:00' }, facts).result
 * // { open: false, local_time: '2026-11-21T12:00:00-08:00', closes_at: null, next_open: '2026-11-23T07:00:00-08:00' }
 */
export const liveSupportHours = defineRule({
  id: 'live-support-hours',
  title: 'Live support hours',
  summary: 'Whether live support is open at a moment, and when it opens or closes next.',
  source: { document: 'communication-2025-12', section: 'Get Help', lines: '284' },
  also: [{ document: 'caltac-page', section: 'Support for the CAASPP Assessments', lines: '11' }],
  inputs: {
    at: momentWithTime({ required: true, describe: 'The moment asked about, date and time' }),
  },
  decide({ at }, { support_hours: hours, well_known_holidays: holidays }) {
    if (!at) return needsInput(['at']);
    if (at.dateOnly) return needsInput(['at'], null, ['TIME_NEEDED']);
    const { date, time } = localClock(at.instant);
    const opens = `${hours.opens}:00`;
    const closes = `${hours.closes}:00`;
    const open = !isWeekend(date) && time >= opens && time < closes;
    const nextDay = weekdayOnOrAfter(time < opens ? date : addDays(date, 1));
    return ok(
      {
        open,
        local_time: writeMoment(at.instant),
        closes_at: open ? writeMoment(atLocalTime(date, closes)) : null,
        next_open: open ? null : writeMoment(atLocalTime(nextDay, opens)),
      },
      holding({
        HOLIDAY_HOURS_UNKNOWN: holidays.includes(date),
        NEXT_OPEN_IS_HOLIDAY: !open && holidays.includes(nextDay),
      }),
    );
  },
});
