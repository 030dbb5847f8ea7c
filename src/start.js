/**
 * The entry of `npm start`, in plain JavaScript: as TypeScript it would itself have to be stripped before the cache of
 * stripped and compiled modules is there, and the stripper alone costs 0.1 s and 20 MB.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';

const PREPARE = '--prepare';
const project = join(import.meta.dirname, '..');
const cache = join(project, '.cache');

// Stripping types and compiling takes longer than all else at start: kept on disk, it is done once for each change.
enableCompileCache(join(cache, 'node'));

// Replies are short-lived and small: a small nursery saves some 40 MB at rest.
setFlagsFromString('--max-semi-space-size=2');
setFlagsFromString('--semi-space-growth-factor=1');
// 20 MB less again, for replies that take a fraction of a millisecond either way.
setFlagsFromString('--optimize-for-size');

if (process.argv[2] === PREPARE) await (await import('./prepare.ts')).prepare();
else {
  prepareAfterChanges();
  await (await import('./main.ts')).main();
}

/** Where it fails, the server does the same for itself, and says what is wrong. */
function prepareAfterChanges() {
  const file = join(cache, 'prepared');
  const state = stateOfFiles();
  if (contentsOf(file) === state) return;
  const { status } = spawnSync(process.execPath, [import.meta.filename, PREPARE], {
    stdio: ['ignore', 'inherit', 'ignore'],
  });
  if (status !== 0) return;
  try {
    mkdirSync(cache, { recursive: true });
    writeFileSync(file, state);
  } catch {
    // A folder that cannot be written: prepared each time.
  }
}

/** Changes with every file that is added, taken away or edited. */
function stateOfFiles() {
  let files = 0;
  let newest = 0;
  for (const folder of ['src', 'knowledge', 'intents', 'package-lock.json', '.env'])
    for (const path of filesBelow(join(project, folder))) {
      files++;
      newest = Math.max(newest, statSync(path).mtimeMs);
    }
  return `${process.version} ${files} ${newest}`;
}

function filesBelow(path) {
  try {
    if (statSync(path).isFile()) return [path];
    return readdirSync(path, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  } catch {
    return [];
  }
}

function contentsOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
