import type { ErrorAt } from './codes.ts';
import { holding, invalid, needsInput, ok } from './envelope.ts';
import { objectList, PlainObject, text } from './fields.ts';
import { describeFields, readInputs } from './inputs.ts';
import { defineRule } from './rule.ts';
import { windowValidate } from './window-validate.ts';

/** At most six windows per LEA: public knowledge (5 CCR 855), not in the documents, so it only warns. */
const MOST_WINDOWS = 6;

const ID = {
  id: text({
    required: false,
    describe: 'Name of the school, track or NPS; without it its place in the list',
  }),
};

/**
 * Whether the windows of several schools, tracks or nonpublic schools are allowed, each by its own calendar; days
 * are never pooled across tracks.
 *
 * Source: LEA CAASPP Coordinator Checklist 2026-27, "LEA Testing Window—Set in TOMS", line 382; "November 2026",
 * line 164.
 *
 * Inputs: `windows`, a list of what `window-validate` takes, each with an optional `id`.
 * @example
 * windowsValidateMany.run({ windows: [{ id: 'a', calendar: mainDistrict, start: '2027-04-12', end: '2027-05-28' }] },
 *   facts).result
 * // { all_valid: true, windows: [{ id: 'a', valid: true, violations: [] }], distinct_windows: 1 }
 */
export const windowsValidateMany = defineRule({
  id: 'windows-validate-many',
  title: 'Check of several testing windows',
  summary: 'Whether the windows of several schools, tracks or nonpublic schools are allowed.',
  source: { document: 'checklist-2026-27', section: 'LEA Testing Window—Set in TOMS', lines: '382' },
  also: [{ document: 'checklist-2026-27', section: 'November 2026', lines: '164' }],
  inputs: {
    windows: objectList(PlainObject, [...describeFields(ID), ...windowValidate.inputs], {
      required: true,
      describe: 'One planned window for each school, track or NPS, each with its own calendar',
    }),
  },
  decide({ windows = [] }, facts) {
    if (windows.length === 0) return needsInput(['windows']);
    const errors: ErrorAt[] = [];
    const checked = windows.map((item, i) => {
      const own = readInputs(item, ID);
      const answer = windowValidate.run(item, facts);
      const [fault] = [...own.errors, ...answer.errors].sort();
      if (fault) errors.push(`${fault.split(':', 1)[0]}:windows[${i}]` as ErrorAt);
      else if (answer.status === 'needs_input') errors.push(`MISSING:windows[${i}]`);
      return {
        id: own.values.id ?? String(i),
        valid: answer.result?.valid === true,
        violations: answer.result?.violations,
      };
    });
    if (errors.length > 0) return invalid(errors);
    const distinct = new Set(windows.map((w) => `${w.start} ${w.end}`)).size;
    return ok(
      { all_valid: checked.every((w) => w.valid), windows: checked, distinct_windows: distinct },
      holding({ MORE_THAN_SIX_WINDOWS: distinct > MOST_WINDOWS }),
    );
  },
});
