/**
 * The kinds of input a rule can have. Each builder gives the zod schema that reads the value, whose messages are
 * the error codes, and the description that the conversation asks with.
 */
import * as z from 'zod';
import { type Calendar, isObject, readCalendar } from './calendar.ts';
import type { ErrorCode } from './codes.ts';
import { isDate } from './days.ts';
import type { Field, InputInfo } from './inputs.ts';
import { type Moment, readMoment, readMomentOrDate } from './moments.ts';
import { readSchoolYear } from './school-year.ts';

type About = Pick<InputInfo, 'required' | 'describe'>;

/** A schema from a function that returns the value or, as a string, the code of its fault. */
function reading<T extends object | number>(read: (value: unknown) => T | ErrorCode) {
  return z.unknown().transform((value, ctx): T => {
    const found = read(value);
    if (typeof found !== 'string') return found;
    ctx.addIssue(found);
    return z.NEVER;
  });
}

const Day = z.custom<string>(isDate, 'BAD_DATE');
const Text = z.string('BAD_VALUE');

/** Trimmed, lower case, each run of blanks and hyphens one underscore: `plainName(' Test Examiner')` is `'test_examiner'`. */
export function plainName(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
}

function oneOf<const V extends readonly string[]>(values: V): z.ZodType<V[number]> {
  return Text.transform(plainName).pipe(z.enum(values, 'BAD_VALUE'));
}

export const date = (about: About): Field<string> => ({ ...about, kind: 'date', schema: Day });

export const dates = (about: About): Field<string[]> => ({
  ...about,
  kind: 'dates',
  schema: z.array(Day, 'BAD_VALUE'),
});

export const moment = (about: About): Field<Moment> => ({
  ...about,
  kind: 'moment',
  schema: reading(readMoment),
  warnings: (m) => m.warnings,
});

/** A bare date stands for its midnight, with a warning. */
export const dateOrMoment = (about: About): Field<Moment> => ({
  ...about,
  kind: 'date_or_moment',
  schema: reading(readMomentOrDate),
  warnings: (m) => (m.dateOnly ? ['TIME_ASSUMED_MIDNIGHT'] : m.warnings),
});

/** A moment for which a bare date is understood, but is not enough: the rule asks for the time. */
export const momentWithTime = (about: About): Field<Moment> => ({
  ...about,
  kind: 'moment',
  schema: reading(readMomentOrDate),
  warnings: (m) => m.warnings,
});

export const boolean = (about: About): Field<boolean> => ({
  ...about,
  kind: 'boolean',
  schema: z.boolean('BAD_VALUE'),
});

export const integer = (min: number, max: number, about: About): Field<number> => ({
  ...about,
  kind: 'integer',
  min,
  max,
  schema: z.int('BAD_VALUE').min(min, 'BAD_VALUE').max(max, 'BAD_VALUE'),
});

export const text = (about: About): Field<string> => ({ ...about, kind: 'text', schema: Text });

export const choice = <const V extends readonly string[]>(values: V, about: About): Field<V[number]> => ({
  ...about,
  kind: 'enum',
  values,
  schema: oneOf(values),
});

/** Several of the values; repeats are dropped, the order is kept. */
export const choices = <const V extends readonly string[]>(values: V, about: About): Field<V[number][]> => ({
  ...about,
  kind: 'enums',
  values,
  schema: z.array(oneOf(values), 'BAD_VALUE').transform((list) => [...new Set(list)]),
});

/** Read as the first calendar year: 2026-27 is 2026. */
export const schoolYear = (about: About): Field<number> => ({
  ...about,
  kind: 'school_year',
  schema: reading((v) => readSchoolYear(v) ?? 'BAD_SCHOOL_YEAR'),
});

export const calendar = (about: About): Field<Calendar> => ({
  ...about,
  kind: 'calendar',
  schema: reading(readCalendar),
  warnings: (c) => c.warnings,
});

/** A Yes/No field of TOMS; blank (null) counts as No. */
export const tomsYesNo = (about: About): Field<boolean> => ({
  ...about,
  kind: 'toms_yes_no',
  nullIsAnswer: true,
  schema: z
    .boolean('BAD_VALUE')
    .nullable()
    .transform((v) => v === true),
});

/** The Primary Disability Code of TOMS, read as whether one is present; blank is an answer. */
export const codePresent = (about: About): Field<boolean> => ({
  ...about,
  kind: 'text',
  nullIsAnswer: true,
  schema: Text.nullable().transform((v) => (v ?? '').trim() !== ''),
});

export const objectList = <T>(item: z.ZodType<T>, items: InputInfo[], about: About): Field<T[]> => ({
  ...about,
  kind: 'object_list',
  items,
  schema: z.array(item, 'BAD_VALUE'),
});

/** A plain object whose fields somebody else reads. */
export const PlainObject = z.custom<Readonly<Record<string, unknown>>>(isObject, 'BAD_VALUE');
