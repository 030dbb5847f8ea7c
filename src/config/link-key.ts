/** The key that signs links: from the settings, or made once and kept in the data folder. */
import { createHash, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from './settings.ts';

const FILE = 'link.key';

/** @returns 32 bytes: from LINK_KEY, else DATA_KEY, else DATA_DIR/link.key, which is made when it is not there */
export function linkKey({
  linkKey: given,
  dataKey,
  store,
}: Pick<Settings, 'linkKey' | 'dataKey' | 'store'>): Buffer {
  const text = given ?? dataKey;
  // Hashed with a word, so that the same secret serves two purposes without being the same key.
  if (text) return createHash('sha256').update(`links\n${text}`).digest();
  const path = join(store.dataDir, FILE);
  return createHash('sha256').update(readOrMake(store.dataDir, path)).digest();
}

function readOrMake(folder: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  mkdirSync(folder, { recursive: true });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, randomBytes(32).toString('hex'), { mode: 0o600, flush: true });
  try {
    // Fails where another process was faster: then its key is the key.
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(path, 'utf8');
}
