/** `npm run teams:package`: writes the app package that is uploaded to Teams. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { readEnvFile } from '../../../config/env-file.ts';
import { readSettings, SettingsError } from '../../../config/settings.ts';
import { colorIcon, outlineIcon } from './icons.ts';
import { type About, loadAbout, teamsManifest } from './manifest.ts';

const FILE = 'build/caaspp-help-teams.zip';
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The package as a zip: `manifest.json`, `color.png`, `outline.png` at its root.
 * @example packageOf(loadAbout(), '1111…', 'https://caaspp.example.org')
 */
export function packageOf(about: About, appId: string, publicUrl: string): Uint8Array {
  const manifest = JSON.stringify(teamsManifest(about, appId, publicUrl), null, 2);
  return zipSync({
    'manifest.json': strToU8(manifest),
    'color.png': colorIcon(about.accent),
    'outline.png': outlineIcon(),
  });
}

/** What is missing for a package, as sentences. */
export function packageFaults(appId: string | undefined, publicUrl: string | undefined): string[] {
  const faults: string[] = [];
  if (!appId) faults.push('MICROSOFT_APP_ID is missing: register the bot first (README, Microsoft Teams).');
  else if (!GUID.test(appId))
    faults.push('MICROSOFT_APP_ID is not the id of a registration: it looks like 1a2b3c4d-….');
  if (!publicUrl?.startsWith('https://'))
    faults.push('PUBLIC_URL is missing: set it to the https address that reaches this server.');
  return faults;
}

/** @returns 0, or 2 when a setting is missing */
export function run([file = FILE]: string[], environment = readEnvFile()): number {
  const say = (words: string) => process.stdout.write(`${words}\n`);
  try {
    const { teams, publicUrl } = readSettings(environment);
    const faults = packageFaults(teams?.appId, publicUrl);
    if (faults.length || !teams || !publicUrl) throw new SettingsError(faults);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, packageOf(loadAbout(), teams.appId, publicUrl));
    say(`Written: ${file}`);
    say(
      'Upload it in Teams: Apps > Manage your apps > Upload an app; or in the Teams admin center for everybody.',
    );
    say(`The bot's messaging endpoint in Azure must be ${publicUrl}/api/messages`);
    return 0;
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
}
