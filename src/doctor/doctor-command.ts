/** `npm run doctor`: checks everything that is configured; `-- resend` sends failed deliveries again. */
import { readEnvFile } from '../config/env-file.ts';
import { readSettings, type Settings, SettingsError } from '../config/settings.ts';
import { StoreError } from '../store/errors.ts';
import { openStore, type Store } from '../store/store.ts';
import { withStore } from '../store/with-store.ts';
import { CHECKS } from './checks.ts';
import { examine, type Found, sayFinding } from './doctor.ts';

const USAGE = `Usage:
  npm run doctor             checks the settings, the organization, the store, mail, deliveries and channels
  npm run doctor -- resend   sends failed deliveries again (the running server delivers them)
`;

const say = (words: string) => process.stdout.write(`${words}\n`);

/** @returns 0 when nothing is broken, 1 otherwise */
export async function run([what, ...rest]: string[]): Promise<number> {
  if (what === 'resend' && !rest.length)
    return withStore({}, async (store) => {
      say(`${await store.outbox.resend(Date.now())} deliveries are tried again.`);
      return 0;
    });
  if (what !== undefined) {
    process.stderr.write(USAGE);
    return 2;
  }
  const found = await look();
  for (const finding of found) say(sayFinding(finding));
  return found.some(({ level }) => level === 'fault') ? 1 : 0;
}

async function look(): Promise<Found[]> {
  let settings: Settings;
  try {
    settings = readSettings(readEnvFile());
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return error.faults.map((what) => ({
      check: 'settings',
      level: 'fault',
      what,
      todo: 'Correct it in .env.',
    }));
  }
  const first: Found[] = [{ check: 'settings', level: 'ok', what: 'All settings can be read.' }];
  let store: Store | undefined;
  try {
    store = await openStore({ ...settings.store, beside: true });
    first.push({ check: 'store', level: 'ok', what: `The ${store.kind} database can be opened.` });
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    first.push({
      check: 'store',
      level: 'fault',
      what: error.message,
      todo: 'Do what is said, and run it again.',
    });
  }
  try {
    return [...first, ...(await examine({ settings, store, now: Date.now() }, CHECKS))];
  } finally {
    await store?.close();
  }
}
