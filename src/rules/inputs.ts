/**
 * The kinds of input a rule can have. Each builder gives the zod schema that reads the value, whose messages are
 * the error codes, and the description that the conversation asks with.
 */
import * as z from 'zod';
import { type Calendar, isObject, readCalendar } from './calendar.ts';
import type { ErrorAt, ErrorCode, WarningCode } from './codes.ts';
import { isDate } from './days.ts';
import { sorted } from './envelope.ts';
import { type Moment, readMoment, readMomentOrDate } from './moments.ts';
import { readSchoolYear } from './school-year.ts';

export type InputKind =
  | 'date'
  | 'moment'
  | 'date_or_moment'
  | 'boolean'
  | 'integer'
  | 'text'
  | 'enum'
  | 'enums'
  | 'dates'
  | 'school_year'
  | 'calendar'
  | 'toms_yes_no'
  | 'object_list';

/** What the conversation needs to ask for an input. */
export interface InputInfo {
  name: string;
  kind: InputKind;
  /** The values of an enum. */
  values?: readonly string[];
  /** Limits of an integer. */
  min?: number;
  max?: number;
  /** The fields of each object of a list. */
  items?: readonly InputInfo[];
  /** `sometimes` when it depends on the other inputs. */
  required: boolean | 'sometimes';
  /** What it is and where to find it. */
  describe: string;
}

export interface Field<T> extends Omit<InputInfo, 'name'> {
  schema: z.ZodType<T>;
  /** Null means that the field is blank in TOMS, which is an answer; otherwise null means not told. */
  nullIsAnswer?: boolean;
  /** Warnings that reading the value raises. */
  warnings?(value: T): WarningCode[];
}
export type Fields = Record<string, Field<unknown>>;
/** The values read, undefined where nothing was told. */
export type Values<F extends Fields> = {
  [K in keyof F]: (F[K] extends Field<infer T> ? T : never) | undefined;
};

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

/** The fields as the conversation sees them. */
export function describeFields(fields: Fields): InputInfo[] {
  return Object.entries(fields).map(([name, { schema, nullIsAnswer, warnings, ...info }]) => ({
    name,
    ...info,
  }));
}

/** Reads every given input; what is faulty is left out of `values` and reported in `errors`. */
export function readInputs<F extends Fields>(
  raw: unknown,
  fields: F,
): { values: Values<F>; warnings: WarningCode[]; errors: ErrorAt[] } {
  const values: Record<string, unknown> = {};
  const warnings: WarningCode[] = [];
  const errors: ErrorAt[] = [];
  const given = raw ?? {};
  if (!isObject(given)) errors.push('BAD_VALUE:inputs');
  else
    for (const [name, field] of Object.entries(fields)) {
      const value = Object.hasOwn(given, name) ? given[name] : undefined;
      if (value === undefined || (value === null && !field.nullIsAnswer)) continue;
      const parsed = field.schema.safeParse(value);
      if (parsed.success) {
        values[name] = parsed.data;
        warnings.push(...(field.warnings?.(parsed.data) ?? []));
      } else
        errors.push(...sorted(parsed.error.issues.map((i) => `${i.message as ErrorCode}:${name}` as const)));
    }
  return { values: values as Values<F>, warnings, errors };
}

/** The names, among those given, of which nothing was told. */
export function unknownOf<T extends object>(values: T, names: (keyof T & string)[]): string[] {
  return names.filter((name) => values[name] === undefined);
}
