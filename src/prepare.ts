/**
 * What `npm start` does once after each change, in a process that ends: building the index and compiling leave 20 MB of
 * traces that a server would carry as long as it runs.
 */
import { createWorld } from './assistant/create-world.ts';
import { warmUp } from './assistant/warm-up.ts';
import { loadChannels } from './channels/configured.ts';
import { nowInLosAngeles } from './clock.ts';
import { readEnvFile } from './config/env-file.ts';
import { readSettings } from './config/settings.ts';
// What the server loads is compiled and kept by being loaded here.
import './main.ts';

export async function prepare(): Promise<void> {
  const world = createWorld({ progress: (what) => process.stdout.write(`${what}\n`) });
  await warmUp(world, nowInLosAngeles());
  await loadChannels(readSettings(readEnvFile()));
}
