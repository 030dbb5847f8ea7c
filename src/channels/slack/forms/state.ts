/** What was filled in, from the state of a modal. */
import * as z from 'zod';
import type { Filled } from '../../../assistant/blank.ts';
import { FIELD, TIME } from './view.ts';

const option = z.object({ value: z.string() });

/** One input, whichever kind it is. */
const Input = z.object({
  value: z.string().nullish(),
  selected_date: z.string().nullish(),
  selected_time: z.string().nullish(),
  selected_option: option.nullish(),
  selected_options: z.array(option).nullish(),
});

export const Values = z.record(z.string(), z.record(z.string(), Input));
export type Values = z.infer<typeof Values>;

/** @example filledIn({ at: { blank_field: { selected_date: '2027-03-17' } }, 'at~time': { blank_field: { selected_time: '09:20' } } }) // { at: '2027-03-17 09:20' } */
export function filledIn(values: Values): Filled {
  const names = Object.keys(values).filter((name) => !name.endsWith(TIME));
  return Object.fromEntries(
    names.map((name) => {
      const time = values[`${name}${TIME}`]?.[FIELD]?.selected_time;
      const value = given(values[name]?.[FIELD]);
      return [name, typeof value === 'string' && value && time ? `${value} ${time}` : value];
    }),
  );
}

function given(input: z.infer<typeof Input> | undefined): string | string[] {
  if (input?.selected_options) return input.selected_options.map((o) => o.value);
  return input?.selected_option?.value ?? input?.selected_date ?? input?.value ?? '';
}
