/** Reads `knowledge/` from disk, validates every item and reports each fault by file, item and field. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseDocument } from 'yaml';
import type * as z from 'zod';
import {
  Contact,
  Entry,
  Event,
  ReferenceDocument,
  SourceDocument,
  System,
  Task,
  Term,
  Topic,
} from './schema.ts';

export interface Knowledge {
  entries: Entry[];
  topics: Topic[];
  sources: SourceDocument[];
  contacts: Contact[];
  glossary: Term[];
  systems: System[];
  documents: ReferenceDocument[];
  tasks: Task[];
  events: Event[];
}

export interface Fault {
  file: string;
  /** Id of the entry (or term, task …), or its place in the file where it has none. */
  item: string;
  field: string;
  message: string;
}

/** Which file an item came from, by kind and id: `whereabouts.get('entries/window-deadline')`. */
export type Whereabouts = Map<string, string>;

const KINDS = {
  entries: Entry,
  topics: Topic,
  sources: SourceDocument,
  contacts: Contact,
  glossary: Term,
  systems: System,
  documents: ReferenceDocument,
  tasks: Task,
  events: Event,
} as const;
type Kind = keyof typeof KINDS;

/** Every `.yaml` file below a folder, in a stable order. */
export function yamlFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((f) => f.isFile() && f.name.endsWith('.yaml'))
    .map((f) => join(f.parentPath, f.name))
    .sort();
}

/** The files of one kind: `contacts.yaml`, or every file below `entries/`. */
function filesOf(folder: string, kind: Kind): string[] {
  const single = join(folder, `${kind}.yaml`);
  return [...(existsSync(single) ? [single] : []), ...yamlFiles(join(folder, kind))];
}

/**
 * Parses one YAML file into a list of items of one schema. Faulty items are left out and reported.
 * @example parseItems('contacts.yaml', '- {id: x}', Contact, faults) // [] and one fault a missing field
 */
export function parseItems<S extends z.ZodType>(
  file: string,
  yaml: string,
  schema: S,
  faults: Fault[],
): z.infer<S>[] {
  const document = parseDocument(yaml, { schema: 'core' });
  for (const e of document.errors)
    faults.push({
      file,
      item: 'the file',
      field: `line ${e.linePos?.[0].line ?? '?'}`,
      message: e.message.split('\n')[0] ?? '',
    });
  if (document.errors.length) return [];
  const list: unknown = document.toJS() ?? [];
  if (!Array.isArray(list)) {
    faults.push({
      file,
      item: 'the file',
      field: '-',
      message: 'must be a list of items, each beginning with "- "',
    });
    return [];
  }
  const good: z.infer<S>[] = [];
  list.forEach((raw, i) => {
    const parsed = schema.safeParse(raw);
    if (parsed.success) good.push(parsed.data);
    else
      for (const issue of parsed.error.issues)
        faults.push({
          file,
          item: nameOf(raw, i),
          field: issue.path.join('.') || '-',
          message: issue.message,
        });
  });
  return good;
}

function nameOf(raw: unknown, index: number): string {
  const item = (raw ?? {}) as Record<string, unknown>;
  return String(item.id ?? item.short ?? `item ${index + 1}`);
}

/**
 * Loads a knowledge folder. Nothing is thrown for faulty content: what is valid is returned, the rest is in `faults`.
 * @param folder path of the `knowledge` folder
 */
export function loadKnowledge(folder: string): {
  knowledge: Knowledge;
  faults: Fault[];
  whereabouts: Whereabouts;
} {
  const faults: Fault[] = [];
  const whereabouts: Whereabouts = new Map();
  const load = <K extends Kind>(kind: K) =>
    filesOf(folder, kind).flatMap((path) => {
      const file = relative(join(folder, '..'), path);
      const items = parseItems(
        file,
        readFileSync(path, 'utf8'),
        KINDS[kind] as z.ZodType,
        faults,
      ) as Knowledge[K];
      for (const item of items) {
        const name = 'id' in item ? item.id : item.short;
        const key = `${kind}/${name}`;
        const earlier = whereabouts.get(key);
        if (earlier) faults.push({ file, item: name, field: 'id', message: `is already used in ${earlier}` });
        else whereabouts.set(key, file);
      }
      return items as Knowledge[K][number][];
    });
  const knowledge = Object.fromEntries(
    (Object.keys(KINDS) as Kind[]).map((kind) => [kind, load(kind)]),
  ) as unknown as Knowledge;
  return { knowledge, faults, whereabouts };
}
