/** Downtimes in the terminal's own answers: read from the store beside a server, where there is one. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { AssistantOptions } from '../../assistant/assistant.ts';
import type { World } from '../../assistant/world.ts';
import { readEnvFile } from '../../config/env-file.ts';
import { readSettings, type Settings } from '../../config/settings.ts';
import { loadTexts } from '../../planning/texts.ts';
import { createAnnounce } from '../../planning/told.ts';
import type { Downtime } from '../../records/planning.ts';

/** @returns undefined where nothing was ever kept, so that nothing is opened for it */
export function announceBeside(
  world: World,
  environment: NodeJS.ProcessEnv = readEnvFile(),
): AssistantOptions['announce'] {
  const settings = storeOf(environment);
  if (!settings) return undefined;
  return createAnnounce({ current: (at) => readCurrent(settings, at) }, world.library, loadTexts());
}

function storeOf(environment: NodeJS.ProcessEnv): Settings['store'] | undefined {
  try {
    const { store } = readSettings(environment);
    return store.databaseUrl || existsSync(join(store.dataDir, 'caaspp.sqlite')) ? store : undefined;
  } catch {
    // A faulty setting is named by what needs it; an answer does not.
    return undefined;
  }
}

/** Opened and closed each time: a server that starts meanwhile must find the file free. */
async function readCurrent(settings: Settings['store'], at: number): Promise<readonly Downtime[]> {
  try {
    const { openStore } = await import('../../store/store.ts');
    const store = await openStore({ ...settings, beside: true });
    try {
      return await store.downtimes.current(at);
    } finally {
      await store.close();
    }
  } catch {
    return [];
  }
}
