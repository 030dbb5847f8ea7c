/** What the schema alone cannot see: references, doubles, dates that contradict, contacts that differ. */
import type { Fault, Knowledge, Whereabouts } from './load.ts';
import type { Entry } from './schema.ts';

const EMAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const PHONE = /\(?\b\d{3}\)?[-. ]\d{3}[-. ]\d{4}\b/g;
const TOKEN = /\{([a-z0-9-]+)\}/g;
const ACRONYM = /\b[A-Z][A-Z0-9]{2,}s?\b/g;
/** Words in capitals that are no short form of the field: emphasis and everyday names. */
const PLAIN_CAPITALS = new Set(['FAQ', 'PDF', 'URL', 'CSV', 'USB', 'NOT', 'AND', 'THE', 'HTML', 'OK']);

/**
 * Faults between the items of a knowledge base.
 * @returns an empty list when everything refers to something that exists and nothing contradicts
 */
export function checkKnowledge(k: Knowledge, whereabouts: Whereabouts): Fault[] {
  const faults: Fault[] = [];
  const report = (kind: string, item: string, field: string, message: string) =>
    faults.push({ file: whereabouts.get(`${kind}/${item}`) ?? `knowledge/${kind}`, item, field, message });
  const ids = {
    topics: new Set(k.topics.map((x) => x.id)),
    sources: new Set(k.sources.map((x) => x.id)),
    contacts: new Set(k.contacts.map((x) => x.id)),
    documents: new Set(k.documents.map((x) => x.id)),
    entries: new Set(k.entries.map((x) => x.id)),
  };
  const refer = (
    kind: string,
    item: string,
    field: string,
    to: keyof typeof ids,
    values: readonly string[],
  ) => {
    for (const v of values)
      if (!ids[to].has(v)) report(kind, item, field, `"${v}" is not in knowledge/${to}`);
  };

  const asked = new Map<string, string>();
  const ways = new Set(k.contacts.flatMap((c) => c.ways.map((w) => w.value.toLowerCase())));
  const phones = new Set(
    k.contacts.flatMap((c) => c.ways.flatMap((w) => w.value.match(PHONE) ?? [])).map(digits),
  );
  const terms = new Set(k.glossary.flatMap((t) => [t.short, ...t.also]).map((t) => t.toLowerCase()));

  for (const e of k.entries) {
    refer('entries', e.id, 'topic', 'topics', [e.topic]);
    refer('entries', e.id, 'contacts', 'contacts', e.contacts);
    refer('entries', e.id, 'documents', 'documents', e.documents);
    refer('entries', e.id, 'related', 'entries', e.related);
    refer('entries', e.id, 'supersedes', 'entries', e.supersedes);
    refer(
      'entries',
      e.id,
      'sources',
      'sources',
      e.sources.map((s) => s.document),
    );
    if (e.outcome === 'answer' && e.sources.length === 0)
      report('entries', e.id, 'sources', 'an answer needs a source: document and section');
    for (const q of e.questions) {
      const key = q
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim();
      const other = asked.get(key);
      if (other) report('entries', e.id, 'questions', `"${q}" is also asked of ${other}`);
      else asked.set(key, e.id);
    }
    checkText(e);
    if (e.holds?.from && e.holds.until && e.holds.from > e.holds.until)
      report('entries', e.id, 'holds', 'from is later than until');
  }
  checkExpired(k, report);
  for (const kind of ['contacts', 'glossary', 'systems', 'documents', 'tasks', 'events'] as const)
    for (const item of k[kind]) {
      const name = 'id' in item ? item.id : item.short;
      refer(
        kind,
        name,
        'sources',
        'sources',
        item.sources.map((s) => s.document),
      );
      if ('entry' in item && item.entry) refer(kind, name, 'entry', 'entries', [item.entry]);
      if ('due' in item && item.due && !item.due.startsWith(item.month))
        report(kind, name, 'due', `${item.due} does not lie in ${item.month}`);
    }
  return faults;

  function checkText(e: Entry): void {
    const texts: [string, string][] = [
      ['answer', e.answer],
      ['past', e.past ?? ''],
      ['note', e.note ?? ''],
      ...Object.entries(e.by_role ?? {}).map(([r, t]): [string, string] => [`by_role.${r}`, t]),
      ...e.details.map((t, i): [string, string] => [`details.${i}`, t]),
      ...e.steps.map((t, i): [string, string] => [`steps.${i}`, t]),
    ];
    for (const [field, t] of texts) {
      for (const [, token] of t.matchAll(TOKEN))
        if (!(token! in e.dates))
          report('entries', e.id, field, `{${token}} is not one of this entry's dates`);
      for (const address of t.match(EMAIL) ?? [])
        if (!ways.has(address.toLowerCase()))
          report('entries', e.id, field, `${address} is not in the contacts list`);
      for (const number of t.match(PHONE) ?? [])
        if (!phones.has(digits(number)))
          report('entries', e.id, field, `${number} is not in the contacts list`);
      for (const acronym of t.match(ACRONYM) ?? [])
        if (!known(acronym)) report('entries', e.id, field, `${acronym} is not in the glossary`);
    }
  }

  function known(acronym: string): boolean {
    const plain = acronym.replace(/s$/, '');
    return PLAIN_CAPITALS.has(plain) || terms.has(plain.toLowerCase()) || terms.has(acronym.toLowerCase());
  }
}

function digits(phone: string): string {
  return phone.replace(/\D/g, '');
}

type Report = (kind: string, item: string, field: string, message: string) => void;

/** An entry that has ended, and that nothing says anything about afterwards, would be served as current. */
function checkExpired(k: Knowledge, report: Report): void {
  const standing = new Map(k.sources.map((s) => [s.id, s.standing]));
  const superseded = new Set(k.entries.flatMap((e) => e.supersedes));
  for (const e of k.entries) {
    if (!e.holds?.until || e.past || superseded.has(e.id)) continue;
    const current = e.sources.some((s) => standing.get(s.document) === 'current');
    if (current && e.outcome === 'answer')
      report(
        'entries',
        e.id,
        'holds.until',
        `ends on ${e.holds.until}: add "past", or an entry that supersedes it`,
      );
  }
}
