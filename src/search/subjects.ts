/** The knowledge and the intents as subjects that a question can be about. */
import type { Intent, Vocabulary } from '../assistant/intents.ts';
import type { Library } from '../knowledge/library.ts';
import type { Knowledge } from '../knowledge/load.ts';
import type { Entry } from '../knowledge/schema.ts';
import type { ConceptData } from './concepts.ts';
import type { Subject } from './index.ts';
import type { SubjectFacts } from './understanding.ts';

/** Something in `intents/` that is recognised like an entry. */
export interface Recognisable {
  key: string;
  title: string;
  examples: string[];
  keywords: string[];
}

/** Every entry (with its later editions as one) and everything in `intents/`. */
export function subjectsOf(library: Library, others: readonly Recognisable[]): Subject[] {
  const roots = new Set(library.knowledge.entries.map((e) => library.root(e.id)));
  return [
    ...[...roots].map((root): Subject => {
      const editions = library.editions(root);
      return {
        key: `entry:${root}`,
        title: editions[0]!.title,
        questions: [...new Set(editions.flatMap((e) => e.questions))],
        keywords: editions.flatMap((e) => e.keywords),
        answer: editions.flatMap(spokenText).join(' '),
      };
    }),
    ...others.map(
      (o): Subject => ({
        key: o.key,
        title: o.title,
        questions: o.examples,
        keywords: o.keywords,
        answer: '',
      }),
    ),
  ];
}

function spokenText(e: Entry): string[] {
  if (e.outcome !== 'answer') return [];
  return [e.answer, e.past ?? '', e.note ?? '', ...Object.values(e.by_role ?? {}), ...e.details, ...e.steps];
}

export function recognisableIntents(intents: readonly Intent[]): Recognisable[] {
  return intents.map((i) => ({
    key: `intent:${i.id}`,
    title: i.title,
    examples: i.examples,
    keywords: i.keywords,
  }));
}

/** The vocabulary, and every short form of the glossary with its long form, in both directions. */
export function conceptData(knowledge: Knowledge, vocabulary: Vocabulary): ConceptData {
  const phrases: Record<string, string[]> = structuredClone(vocabulary.phrases);
  for (const t of knowledge.glossary) {
    const ways = [t.short, t.long, ...t.also];
    const shared = Object.entries(phrases).find(([, list]) =>
      ways.some((w) => list.includes(w.toLowerCase())),
    );
    if (shared) shared[1].push(...ways);
    else phrases[t.short.toLowerCase()] = ways;
  }
  return { synonyms: vocabulary.synonyms, phrases };
}

/** What an entry is about beside its words: tests, months, roles, years, and whether it is history. */
export function factsOf(library: Library): (key: string) => SubjectFacts | undefined {
  const known = new Map<string, SubjectFacts>();
  for (const e of library.knowledge.entries) {
    const sources = e.sources.flatMap((s) => library.source(s.document) ?? []);
    const history =
      sources.length > 0 && sources.every((s) => s.standing === 'history' || s.standing === 'earlier');
    known.set(`entry:${library.root(e.id)}`, {
      tests: e.about.tests,
      months: e.about.months,
      roles: e.roles,
      years: yearsOf(
        e,
        sources.flatMap((s) => (s.dated ? [Number(s.dated.slice(0, 4))] : [])),
      ),
      topic: e.topic,
      history,
      ...(e.rule ? { rule: e.rule } : {}),
    });
  }
  return (key) => known.get(key);
}

function yearsOf(e: Entry, documents: number[]): number[] {
  const dated = Object.values(e.dates).flatMap((d) =>
    [d.on, d.from, d.until, d.month].filter((v) => v !== undefined),
  );
  const year = e.about.school_year
    ? [Number(e.about.school_year.slice(0, 4)), Number(e.about.school_year.slice(0, 4)) + 1]
    : [];
  return [...new Set([...dated.map((d) => Number(d.slice(0, 4))), ...documents, ...year])];
}
