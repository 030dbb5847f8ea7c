import { holding, needsInput, notDeterminable, ok } from './envelope.ts';
import { boolean, plainName, text } from './fields.ts';
import { defineRule } from './rule.ts';

/**
 * Whether a demographic field can still be changed: three fields lock when the student starts the first summative
 * assessment; until then, and for the other fields, the change is made in CALPADS.
 *
 * Source: LEA CAASPP Coordinator Checklist 2026-27, "Student Demographic Data", lines 447-459. Silent: how a locked
 * field is corrected; the answer is to call the Success Agent.
 *
 * Inputs: `field`, its name, such as `grade` or `primary_disability_code`; `started_first_summative`.
 * @example
 * fieldLock.run({ field: 'Grade', started_first_summative: true }, facts).result
 * // { lockable: true, locked: true, fix: 'call_success_agent' }
 */
export const fieldLock = defineRule({
  id: 'field-lock',
  title: 'Is a demographic field locked',
  summary: 'Whether a demographic field can still be changed once testing has started, and where.',
  source: { document: 'checklist-2026-27', section: 'Student Demographic Data', lines: '447-459' },
  inputs: {
    field: text({
      required: true,
      describe:
        'Field of the Demographics tab: grade, special_education, primary_disability_code, ssid, first_name, last_name, primary_language, elas, us_school_entry_date, plan_504 or calpads_special_education',
    }),
    started_first_summative: boolean({
      required: 'sometimes',
      describe: 'Whether the student has started the first summative assessment',
    }),
  },
  decide({ field, started_first_summative: started }, { demographic_fields: fields }) {
    if (field === undefined) return needsInput(['field']);
    const name = plainName(field);
    if (fields.lock_at_first_summative.includes(name)) {
      if (started === undefined) return needsInput(['started_first_summative'], { lockable: true });
      const fix = started ? 'call_success_agent' : 'calpads_before_first_summative';
      return ok({ lockable: true, locked: started, fix });
    }
    if (!fields.do_not_lock.includes(name)) return notDeterminable(null, ['FIELD_NOT_IN_SOURCES']);
    return ok(
      { lockable: false, locked: false, fix: 'calpads' },
      holding({
        MAY_LOCK_WITH_ELPAC: started === true && fields.may_lock_with_elpac.includes(name),
      }),
    );
  },
});
