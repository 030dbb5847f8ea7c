/** What the commands on the store share: opening it from the settings, and saying what went wrong. */
import { readEnvFile } from '../config/env-file.ts';
import { readSettings, SettingsError } from '../config/settings.ts';
import { type OpenDatabase, openDatabase } from './database.ts';
import { StoreError } from './errors.ts';

/** @returns the exit code; faults that a person can mend are one sentence */
export async function withDatabase(
  work: (database: OpenDatabase) => Promise<number>,
  { beside = false } = {},
): Promise<number> {
  let database: OpenDatabase | undefined;
  try {
    const { store } = readSettings(readEnvFile());
    database = await openDatabase({ ...store, beside });
    return await work(database);
  } catch (error) {
    if (!(error instanceof StoreError || error instanceof SettingsError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  } finally {
    await database?.close();
  }
}

/** `sayCounts({ tickets: 2, ticketAskers: 0 })` is `'2 tickets'`. */
export function sayCounts(counts: Record<string, number>): string {
  const some = Object.entries(counts).filter(([, n]) => n > 0);
  const words = (name: string) => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return some.map(([name, n]) => `${n} ${words(name)}`).join(', ') || 'no records';
}
