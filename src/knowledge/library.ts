/** The knowledge, ready for look-ups: by id, by name, and each entry with its later editions. */
import Fuse from 'fuse.js';
import type { Knowledge } from './load.ts';
import type { Contact, Entry, ReferenceDocument, Role, SourceDocument, System, Term } from './schema.ts';
import { editionOn } from './timing.ts';

export interface Library {
  knowledge: Knowledge;
  /** The edition of an entry that holds on a day, by the id of any of its editions. */
  entry(id: string, today: string): Entry | undefined;
  /** Editions of an entry, oldest first, by the id of any. */
  editions(id: string): readonly Entry[];
  /** Id under which an entry and its later editions are found. */
  root(id: string): string;
  source(id: string): SourceDocument | undefined;
  contact(id: string): Contact | undefined;
  document(id: string): ReferenceDocument | undefined;
  /** Short forms: exact first, then the nearest spelling. */
  term(name: string): Term | undefined;
  terms: ReadonlyMap<string, Term>;
  system(name: string): System | undefined;
  /** Whom a role turns to first. */
  contactFor(role: Role): Contact | undefined;
}

export function createLibrary(knowledge: Knowledge): Library {
  const byId = <T extends { id: string }>(list: readonly T[]) => new Map(list.map((x) => [x.id, x]));
  const sources = byId(knowledge.sources);
  const contacts = byId(knowledge.contacts);
  const documents = byId(knowledge.documents);

  const older = new Map<string, string>();
  for (const e of knowledge.entries) for (const s of e.supersedes) older.set(e.id, s);
  const root = (id: string): string => {
    let at = id;
    for (let i = 0; i < 20 && older.has(at); i++) at = older.get(at)!;
    return at;
  };
  const families = new Map<string, Entry[]>();
  for (const e of knowledge.entries) {
    const r = root(e.id);
    families.set(r, [...(families.get(r) ?? []), e]);
  }
  for (const list of families.values())
    list.sort((a, b) => (a.holds?.from ?? '').localeCompare(b.holds?.from ?? ''));

  const terms = new Map<string, Term>();
  for (const t of knowledge.glossary) for (const way of [t.short, ...t.also]) terms.set(plainName(way), t);
  // "K2", "nonPT": a short form of two parts is also written as one.
  for (const [name, t] of [...terms]) {
    const joined = name.replaceAll(' ', '');
    if (!terms.has(joined)) terms.set(joined, t);
  }
  const systems = new Map<string, System>();
  for (const s of knowledge.systems)
    for (const way of [s.id, s.name, s.short ?? s.name, ...s.aliases]) systems.set(way.toLowerCase(), s);
  const nearTerm = new Fuse(knowledge.glossary, {
    keys: ['short', 'long', 'also'],
    threshold: 0.25,
    ignoreLocation: true,
  });
  const nearSystem = new Fuse(knowledge.systems, { keys: ['name', 'short', 'aliases'], threshold: 0.25 });

  return {
    knowledge,
    entry: (id, today) => {
      const list = families.get(root(id));
      return list && editionOn(list, today);
    },
    editions: (id) => families.get(root(id)) ?? [],
    root,
    source: (id) => sources.get(id),
    contact: (id) => contacts.get(id),
    document: (id) => documents.get(id),
    term: (name) => terms.get(plainName(name)) ?? nearTerm.search(name, { limit: 1 })[0]?.item,
    terms,
    system: (name) => systems.get(name.toLowerCase()) ?? nearSystem.search(name, { limit: 1 })[0]?.item,
    contactFor: (role) => contacts.get(FIRST_CONTACT[role]),
  };
}

/** A name as it is looked up: `plainName('Pre-ID')` is `'pre id'`. */
export function plainName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The support chain of the CalTAC page and the checklist: each role's next step, by contact id. */
const FIRST_CONTACT: Record<Role, string> = {
  lea_coordinator: 'success-agent',
  site_coordinator: 'lea-coordinator',
  test_administrator: 'site-coordinator',
  test_examiner: 'site-coordinator',
  other_staff: 'site-coordinator',
};
