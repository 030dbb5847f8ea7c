import * as z from 'zod';
import { holding, needsInput, ok } from './envelope.ts';
import { objectList, schoolYear } from './fields.ts';
import { unknownOf } from './inputs.ts';
import { defineRule } from './rule.ts';
import { schoolYearLabel } from './school-year.ts';

const MOST_STUDENTS = 1_000_000;

const Line = z.object(
  {
    title: z.string('BAD_VALUE'),
    students: z.int('BAD_VALUE').min(0, 'BAD_VALUE').max(MOST_STUDENTS, 'BAD_VALUE'),
  },
  'BAD_VALUE',
);

const LINES = objectList(
  Line,
  [
    { name: 'title', kind: 'text', required: true, describe: 'Grade, test and version' },
    {
      name: 'students',
      kind: 'integer',
      min: 0,
      max: MOST_STUDENTS,
      required: true,
      describe: 'Number of students who need it',
    },
  ],
  {
    required: true,
    describe: 'One line for each grade, test and version of paper-pencil test, with the number of students',
  },
);

/**
 * How many packs of paper-pencil tests are needed: packs of 5 from 2025-26 on, of 10 before, rounded up for each
 * title, since packs are not shared between titles. The rounding is an inference; the source gives the size only.
 *
 * Source: CAASPP Communication December 2025, "FedEx Replaces UPS for PPT Deliveries and Returns", lines 162-168.
 *
 * Inputs: `administration_year`; `lines`, a list of `title` and `students`, one for each grade, test and version.
 * @example
 * pptPacks.run({ administration_year: '2025-26', lines: [{ title: 'Grade 5 CAST braille', students: 6 }] }, facts).result
 * // { pack_size: 5, lines: [{ title: 'Grade 5 CAST braille', packs: 2, booklets: 10, spare: 4 }], total_packs: 2,
 * //   total_booklets: 10 }
 */
export const pptPacks = defineRule({
  id: 'ppt-packs',
  title: 'Packs of paper-pencil tests',
  summary: 'How many packs of paper-pencil tests are needed for a number of students.',
  source: {
    document: 'communication-2025-12',
    section: 'FedEx Replaces UPS for PPT Deliveries and Returns',
    lines: '162-168',
  },
  inputs: {
    administration_year: schoolYear({
      required: true,
      describe: 'School year of the test administration',
    }),
    lines: { ...LINES, schema: LINES.schema.refine((lines) => lines.length > 0, 'BAD_VALUE') },
  },
  decide(given, { ppt_packs: packs }) {
    const { administration_year: year, lines } = given;
    if (!year || !lines) return needsInput(unknownOf(given, ['administration_year', 'lines']));
    const label = schoolYearLabel(year);
    const size = label < packs.changed_in ? packs.size_before : packs.size;
    const ordered = lines.map(({ title, students }) => {
      const count = Math.ceil(students / size);
      return { title, packs: count, booklets: count * size, spare: count * size - students };
    });
    const total = ordered.reduce((sum, line) => sum + line.packs, 0);
    return ok(
      { pack_size: size, lines: ordered, total_packs: total, total_booklets: total * size },
      holding({
        OLD_PACK_SIZE: label < packs.changed_in,
        STATED_FOR_2025_26: label > packs.changed_in,
      }),
    );
  },
});
