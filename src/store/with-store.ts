/** What commands on the store's records share: opening it from the settings, and saying what went wrong. */
import { readEnvFile } from '../config/env-file.ts';
import { readSettings, type Settings, SettingsError } from '../config/settings.ts';
import { StoreError } from './errors.ts';
import { openStore, type Store } from './store.ts';

/**
 * @param options `beside` reads only, also while a server has the SQLite file
 * @returns the exit code; faults that a person can mend are one sentence
 */
export async function withStore(
  { beside = false }: { beside?: boolean },
  work: (store: Store, settings: Settings) => Promise<number>,
): Promise<number> {
  let store: Store | undefined;
  try {
    const settings = readSettings(readEnvFile());
    store = await openStore({ ...settings.store, beside });
    return await work(store, settings);
  } catch (error) {
    if (!(error instanceof StoreError || error instanceof SettingsError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  } finally {
    await store?.close();
  }
}
