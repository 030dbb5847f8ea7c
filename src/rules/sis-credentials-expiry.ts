import { addDays, daysBetween } from '../knowledge/dates.ts';
import { holding, needsInput, ok } from './envelope.ts';
import { date } from './fields.ts';
import { defineRule } from './rule.ts';

/** "A 365-day expiration rule": communication-2024-05, line 8. */
const VALID_DAYS = 365;
/** When to say that they expire soon; ours, not in the documents. */
const SOON_DAYS = 30;

/**
 * When the credentials of a student information system vendor expire: 365 days after they were generated. Whether
 * day 365 itself still works is not said; decided no, so that nobody relies on it.
 *
 * Source: CAASPP Communication May 2024, "Prepare for SSR Electronic Distribution", line 8; the newer checklist
 * (lines 16, 73-75) says to generate or regenerate as needed, without a period.
 *
 * Inputs: `generated_on`, when they were generated; `as_of`, today; `needed_through`, the last day they must work.
 * @example
 * sisCredentialsExpiry.run({ generated_on: '2027-03-01' }, facts).result
 * // { expires_on: '2028-02-29', last_safe_day: '2028-02-28', days_left: null, state: null, covers_needed: null }
 */
export const sisCredentialsExpiry = defineRule({
  id: 'sis-credentials-expiry',
  title: 'Expiry of SIS vendor credentials',
  summary: 'When the credentials of your student information system vendor expire.',
  source: {
    document: 'communication-2024-05',
    section: 'Prepare for SSR Electronic Distribution',
    lines: '8',
  },
  also: [{ document: 'checklist-2026-27', section: 'Ongoing or Continuous', lines: '16, 73-75' }],
  inputs: {
    generated_on: date({
      required: true,
      describe: 'Date on which the credentials were generated; TOMS > Credentialing counts down from it',
    }),
    as_of: date({ required: false, describe: 'Today' }),
    needed_through: date({
      required: false,
      describe: 'Last day on which the credentials must work',
    }),
  },
  check: ({ generated_on: generated, as_of: today, needed_through: needed }) =>
    holding({
      'GENERATED_IN_FUTURE:generated_on': generated !== undefined && today !== undefined && today < generated,
      'NEEDED_BEFORE_GENERATED:needed_through':
        generated !== undefined && needed !== undefined && needed < generated,
    }),
  decide({ generated_on: generated, as_of: today, needed_through: needed }) {
    if (!generated) return needsInput(['generated_on']);
    const expires = addDays(generated, VALID_DAYS);
    const left = today ? daysBetween(today, expires) : null;
    return ok(
      {
        expires_on: expires,
        last_safe_day: addDays(expires, -1),
        days_left: left,
        state: left === null ? null : left > 0 ? 'valid' : left === 0 ? 'expires_today' : 'expired',
        covers_needed: needed ? needed < expires : null,
      },
      holding({ EXPIRES_WITHIN_30_DAYS: left !== null && left > 0 && left <= SOON_DAYS }),
    );
  },
});
