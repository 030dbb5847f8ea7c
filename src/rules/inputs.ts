/** The inputs of a rule: how they are described to the conversation, and how the given ones are read and checked. */
import type * as z from 'zod';
import { isObject } from './calendar.ts';
import type { ErrorAt, ErrorCode, WarningCode } from './codes.ts';
import { sorted } from './envelope.ts';

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
