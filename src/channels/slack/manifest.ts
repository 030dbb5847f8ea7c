/** The app's manifest: the one place where scopes are listed. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const Manifest = z.object({ oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }) });

/** @param folder the project's */
export function manifestScopes(folder = '.'): string[] {
  return Manifest.parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))).oauth_config.scopes
    .bot;
}
