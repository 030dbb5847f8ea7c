/** Which entry a reply told, and how it stood: so that people can be told when it changes. */
import { createHash } from 'node:crypto';
import type { Library } from '../knowledge/library.ts';
import type { Entry } from '../knowledge/schema.ts';
import type { Reply } from './reply.ts';
import { idOf } from './world.ts';

export interface GivenEntry {
  entry: string;
  version: string;
}

const versions = new WeakMap<Entry, string>();

/** Hash of what an entry tells people; wording of questions and links to others leave it as it is. */
export function versionOf(entry: Entry): string {
  let version = versions.get(entry);
  if (!version) {
    const { answer, past, by_role, details, steps, note, dates, contacts } = entry;
    const told = JSON.stringify([answer, past, by_role, details, steps, note, dates, contacts]);
    version = createHash('sha256').update(told).digest('hex').slice(0, 16);
    versions.set(entry, version);
  }
  return version;
}

/** The entry that a reply answered with, or undefined when it answered with none. */
export function givenBy(reply: Reply, library: Library, today: string): GivenEntry | undefined {
  if (reply.kind !== 'answer' || !reply.subject?.startsWith('entry:')) return undefined;
  const entry = library.entry(idOf(reply.subject), today);
  return entry && { entry: entry.id, version: versionOf(entry) };
}
