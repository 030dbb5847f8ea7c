import { isWeekend } from './days.ts';
import { holding, needsInput, ok } from './envelope.ts';
import { dateOrMoment, moment } from './fields.ts';
import { HOUR, localClock, localDate, MINUTE, writeMoment } from './moments.ts';
import { defineRule } from './rule.ts';

/** "Report test security incidents within 24 hours": checklist-2026-27, line 83. Elapsed hours. */
export const REPORT_WITHIN = 24 * HOUR;

function stateOf(deadline: number, now: number | undefined, reported: number | undefined) {
  if (reported !== undefined) return reported <= deadline ? 'reported_on_time' : 'reported_late';
  if (now === undefined) return null;
  return now <= deadline ? 'open' : 'overdue';
}

/**
 * By when a test security incident must be reported in STAIRS: 24 elapsed hours, through nights, weekends, holidays
 * and clock changes, counted from the incident; from its discovery only where the incident's time is unknown.
 *
 * Source: LEA CAASPP Coordinator Checklist 2026-27, "During Testing", line 83; "Testing Irregularities and Security
 * Breaches", lines 433-435. Silent: from when; decided from the incident, the stricter reading.
 *
 * Inputs: `occurred_at` or `discovered_at`, a moment or a date, where a date means its midnight; `now`; `reported_at`.
 * @example
 * stairsReport24h.run({ occurred_at: '2027-03-13T10:00', now: '2027-03-14T09:00' }, facts).result
 * // { basis: 'occurred', deadline: '2027-03-14T11:00:00-07:00', deadline_from_discovery: null, minutes_left: 120,
 * //   state: 'open' }
 */
export const stairsReport24h = defineRule({
  id: 'stairs-report-24h',
  title: 'Reporting an incident within 24 hours',
  summary: 'By when a test security incident must be reported in STAIRS: 24 hours, weekends included.',
  source: { document: 'checklist-2026-27', section: 'During Testing', lines: '83' },
  also: [
    {
      document: 'checklist-2026-27',
      section: 'Testing Irregularities and Security Breaches',
      lines: '433-435',
    },
  ],
  inputs: {
    occurred_at: dateOrMoment({ required: 'sometimes', describe: 'When the incident happened' }),
    discovered_at: dateOrMoment({
      required: 'sometimes',
      describe: 'When it was discovered; needed where the time of the incident is unknown',
    }),
    now: moment({ required: false, describe: 'The present moment' }),
    reported_at: moment({ required: false, describe: 'When it was reported in STAIRS' }),
  },
  check({ occurred_at: occurred, discovered_at: discovered, now, reported_at: reported }) {
    const base = (occurred ?? discovered)?.instant;
    const beforeIncident = (at: number | undefined) => at !== undefined && base !== undefined && at < base;
    return holding({
      'DISCOVERED_BEFORE_OCCURRED:discovered_at':
        occurred !== undefined && discovered !== undefined && discovered.instant < occurred.instant,
      'INCIDENT_IN_FUTURE:now': beforeIncident(now?.instant),
      'REPORTED_BEFORE_INCIDENT:reported_at': beforeIncident(reported?.instant),
    });
  },
  decide({ occurred_at: occurred, discovered_at: discovered, now, reported_at: reported }) {
    const base = (occurred ?? discovered)?.instant;
    if (base === undefined) return needsInput(['occurred_at']);
    const deadline = base + REPORT_WITHIN;
    return ok(
      {
        basis: occurred ? 'occurred' : 'discovered',
        deadline: writeMoment(deadline),
        deadline_from_discovery: discovered ? writeMoment(discovered.instant + REPORT_WITHIN) : null,
        minutes_left: now ? Math.floor((deadline - now.instant) / MINUTE) : null,
        state: stateOf(deadline, now?.instant, reported?.instant),
      },
      holding({
        BASIS_DISCOVERY: !occurred,
        DST_CHANGE: localClock(base).offset !== localClock(deadline).offset,
        WEEKEND_COUNTS: isWeekend(localDate(base)) || isWeekend(localDate(deadline)),
        DISCOVERED_AFTER_DEADLINE: discovered !== undefined && discovered.instant > deadline,
      }),
    );
  },
});
