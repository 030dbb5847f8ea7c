/** JSON schemas of what Slack takes, generated from Slack's own TypeScript types, and kept until those change. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

export interface Schema {
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
  enum?: string[];
  const?: unknown;
  $ref?: string;
  [keyword: string]: unknown;
}

export interface Schemas {
  $ref: string;
  definitions: Record<string, Schema>;
}

const MODULES = 'node_modules';
const CACHE = '.cache/slack-types';
/** Types that are not exported get definitions, too, to be found under their names. */
const HOW = { skipTypeCheck: true, additionalProperties: false, expose: 'all' } as const;

/**
 * Objects are closed, so that a misspelled field is found, too.
 * @param packageName such as `@slack/types`
 * @param file its declarations
 * @param type the exported type to begin with
 * @example schemasOf('@slack/types', 'dist/index.d.ts', 'KnownBlock').definitions.HeaderBlock
 */
export function schemasOf(packageName: string, file: string, type: string): Schemas {
  const versions = [packageName, 'ts-json-schema-generator'].map(
    (name) =>
      (JSON.parse(readFileSync(join(MODULES, name, 'package.json'), 'utf8')) as { version: string }).version,
  );
  const key = createHash('sha256')
    .update(JSON.stringify([file, type, versions, HOW]))
    .digest('hex');
  const kept = join(CACHE, `${type}-${key.slice(0, 16)}.json`);
  try {
    return JSON.parse(readFileSync(kept, 'utf8')) as Schemas;
  } catch {
    const made = generate(join(MODULES, packageName, file), type);
    mkdirSync(CACHE, { recursive: true });
    // Other test files may make the same at the same time: each reads a whole file or none.
    writeFileSync(`${kept}.${process.pid}`, made);
    renameSync(`${kept}.${process.pid}`, kept);
    return JSON.parse(made) as Schemas;
  }
}

/** The generator brings a TypeScript of its own, which takes a while to load: only when there is something to make. */
function generate(path: string, type: string): string {
  const { createGenerator } = createRequire(import.meta.url)(
    'ts-json-schema-generator',
  ) as typeof import('ts-json-schema-generator');
  return JSON.stringify(createGenerator({ path, type, ...HOW }).createSchema(type));
}
