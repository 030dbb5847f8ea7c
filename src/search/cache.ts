/** What takes long to build is kept on disk, under the hash of what it is made from. */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';

/** A hash over the contents of folders and any further text. */
export function hashOf(folders: readonly string[], more = ''): string {
  const hash = createHash('sha256').update(more);
  for (const folder of folders)
    for (const file of filesBelow(folder)) hash.update(file).update('\0').update(readFileSync(file));
  return hash.digest('hex').slice(0, 24);
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  if (statSync(folder).isFile()) return [folder];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((f) => f.isFile() && /\.(yaml|ts)$/.test(f.name))
    .map((f) => join(f.parentPath, f.name))
    .sort();
}

/**
 * The value kept for a hash, or the built one, which is then kept. A folder that cannot be written is no fault: then
 * it is built each time.
 */
export function cached<T>(folder: string, hash: string, build: () => T): T {
  const file = join(folder, `index-${hash}.bin`);
  try {
    if (existsSync(file)) return deserialize(readFileSync(file)) as T;
  } catch {
    // A file cut short by a crash: built anew below.
  }
  const value = build();
  try {
    mkdirSync(folder, { recursive: true });
    const part = `${file}.${process.pid}`;
    writeFileSync(part, serialize(value));
    renameSync(part, file);
    for (const old of readdirSync(folder))
      if (/^index-.*\.bin$/.test(old) && !file.endsWith(old)) rmSync(join(folder, old), { force: true });
  } catch {
    // Read-only folder.
  }
  return value;
}
