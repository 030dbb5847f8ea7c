/** The names of a blank's fields in a card, and what was filled in from what a card sends back. */
import type { BlankField, Filled } from '../../../assistant/blank.ts';

/** What comes as a list is sent as words with commas: the id tells which. */
const ONE = 'field:';
const SEVERAL = 'fields:';
export const TIME = 'time:';

/** @example idOf({ name: 'contact.email', … }) // 'field:contact.email' */
export function idOf({ name, input }: Pick<BlankField, 'name' | 'input'>): string {
  return `${input.kind === 'choices' ? SEVERAL : ONE}${name}`;
}

/**
 * What was filled in: what a client leaves out because it is empty was shown all the same.
 * @param fields ids of the fields that were shown
 * @example filledFrom(['field:at'], { 'field:at': '2027-03-17', 'time:at': '09:20' }) // { at: '2027-03-17 09:20' }
 */
export function filledFrom(fields: readonly string[], data: Readonly<Record<string, unknown>>): Filled {
  return Object.fromEntries(
    fields.map((id) => {
      const name = id.slice(id.indexOf(':') + 1);
      const value = words(data[id]);
      if (id.startsWith(SEVERAL)) return [name, value ? value.split(',') : []];
      const time = words(data[`${TIME}${name}`]);
      return [name, value && time ? `${value} ${time}` : value];
    }),
  );
}

function words(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 4_000) : '';
}
