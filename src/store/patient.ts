/** Single queries that may be made again blindly, tried until the database is back. */
import { patiently } from './database.ts';
import { isPassing } from './errors.ts';

/**
 * @param names methods that read, or that leave the same behind when they run twice
 * @returns the collection, with these methods trying again what passes by itself, for some six seconds
 * @example patient(tickets(db), 'get', 'list').get('1') // the ticket, though the first connection was cut
 */
export function patient<T extends object>(collection: T, ...names: (keyof T)[]): T {
  const tried = names.map((name) => {
    const method = collection[name] as (...given: unknown[]) => unknown;
    return [name, (...given: unknown[]) => patiently(async () => method(...given), isPassing)];
  });
  return { ...collection, ...Object.fromEntries(tried) };
}
