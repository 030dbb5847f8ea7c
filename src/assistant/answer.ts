/** An entry, seen from a day and by a role, as a reply. */
import type { Library } from '../knowledge/library.ts';
import type { Entry, Role, SourceRef } from '../knowledge/schema.ts';
import { fillDates, isOver, otherYear, place, sayWhere } from '../knowledge/timing.ts';
import { handOverParts } from './hand-over.ts';
import type { Voice } from './intents.ts';
import { type Choice, open, type Part, type Reply, type Source, text } from './reply.ts';

const MOST_DATES = 3;
const MOST_RELATED = 3;
const MOST_CONTACTS = 2;

export interface AnswerContext {
  library: Library;
  voice: Voice;
  today: string;
  role?: Role;
}

/** The reply that an entry gives. Its date decides what is past; its role what differs. */
export function answerEntry(entry: Entry, context: AnswerContext): Reply {
  const { library, today } = context;
  const fill = (t: string) => fillDates(t, entry, today);
  const spoken = shortAnswer(entry, context);
  const parts: Part[] = [text(spoken)];
  const subject = `entry:${entry.id}`;

  if (entry.outcome === 'handover') {
    if (entry.details.length) parts.push({ type: 'list', items: entry.details.map(fill) });
    parts.push(...handOverParts(context, entry.contacts));
    if (entry.sources.length) parts.push({ type: 'sources', sources: saySources(entry.sources, library) });
    return { kind: 'escalate', subject, parts };
  }
  if (entry.outcome === 'decline') return { kind: 'decline', subject, parts };

  const dates = dateFacts(entry, today);
  if (dates.length) parts.push({ type: 'facts', facts: dates });
  if (entry.steps.length) parts.push({ type: 'steps', items: entry.steps.map(fill) });
  if (entry.details.length) parts.push({ type: 'list', items: entry.details.map(fill) });
  const contacts = contactFacts(entry, library, spoken, context.role);
  if (contacts.length) parts.push({ type: 'facts', facts: contacts });
  if (entry.note) parts.push({ type: 'notice', level: 'info', text: fill(entry.note) });
  const caution = cautionOf(entry, library);
  if (caution) parts.push({ type: 'notice', level: 'warning', text: caution });
  parts.push({ type: 'sources', sources: saySources(entry.sources, library) });
  const related = relatedChoices(entry, library, today);
  if (related.length) parts.push({ type: 'choices', title: context.voice.also, choices: related });
  return { kind: 'answer', subject, parts };
}

/** The one to three sentences that an entry answers with: for a role, and for a day before or after its dates. */
export function shortAnswer(entry: Entry, { today, role }: { today: string; role?: Role }): string {
  const over = isOver(entry, today);
  return fillDates(
    (role && entry.by_role?.[role]) ?? (over && entry.past ? entry.past : entry.answer),
    entry,
    today,
  );
}

function dateFacts(entry: Entry, today: string) {
  return Object.values(entry.dates)
    .map((d) => ({ d, p: place(d, today) }))
    .filter(({ d, p }) => !p.vague && (d.kind !== 'event' || p.state !== 'past' || p.days < 400))
    .slice(0, MOST_DATES)
    .map(({ d, p }) => {
      const year = otherYear(d, today);
      return { label: year ? `${d.label} (${year})` : d.label, value: sayWhere(p) };
    });
}

/**
 * Contacts named by the entry that serve the role, with their ways, unless the answer already holds them. Where none
 * of them does, the role's own next step is named: a test administrator does not call the Success Agent.
 */
function contactFacts(entry: Entry, library: Library, spoken: string, role?: Role) {
  const named = entry.contacts.flatMap((id) => library.contact(id) ?? []);
  const own = named.filter((c) => !role || c.for_roles.length === 0 || c.for_roles.includes(role));
  const next = role && named.length > 0 && own.length === 0 ? library.contactFor(role) : undefined;
  return [...own, ...(next ? [next] : [])].slice(0, MOST_CONTACTS).flatMap((c) => {
    const ways = c.ways.filter((w) => !spoken.includes(w.value)).map((w) => w.value);
    if (c === next) return spoken.includes(c.name) ? [] : [{ label: 'For your role, ask', value: c.name }];
    return ways.length ? [{ label: c.name, value: ways.slice(0, 3).join(', ') }] : [];
  });
}

/** What must be said when nothing current stands behind an entry: the mildest of its documents' cautions. */
function cautionOf(entry: Entry, library: Library): string | undefined {
  const documents = entry.sources.flatMap((s) => library.source(s.document) ?? []);
  if (!documents.length || documents.some((d) => d.standing === 'current')) return undefined;
  return [...documents].sort((a, b) => (b.dated ?? '').localeCompare(a.dated ?? ''))[0]?.caution;
}

/** Sources as they are shown: each document and section once. */
export function saySources(refs: readonly SourceRef[], library: Library): Source[] {
  const seen = new Set<string>();
  return refs.flatMap(({ document, section }) => {
    const d = library.source(document);
    const key = `${document} ${section}`;
    if (!d || seen.has(key)) return [];
    seen.add(key);
    return [{ document: d.title, dated: d.dated_label, section }];
  });
}

function relatedChoices(entry: Entry, library: Library, today: string): Choice[] {
  return entry.related.slice(0, MOST_RELATED).flatMap((id) => {
    const e = library.entry(id, today);
    return e ? [open(e.title, `entry:${library.root(id)}`)] : [];
  });
}
