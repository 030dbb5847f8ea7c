/** Puts the world together from `knowledge/` and `intents/`, with the search index from the cache where it is current. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { createLibrary, type Library } from '../knowledge/library.ts';
import { type Knowledge, loadKnowledge } from '../knowledge/load.ts';
import { ROLES } from '../knowledge/schema.ts';
import { place } from '../knowledge/timing.ts';
import { cached, hashOf } from '../search/cache.ts';
import { createContrast } from '../search/contrast.ts';
import { createFacetFinder } from '../search/facets.ts';
import { buildIndex, type SearchIndex } from '../search/index.ts';
import { words } from '../search/normalise.ts';
import { createRanker } from '../search/ranking.ts';
import {
  conceptData,
  factsOf,
  type Recognisable,
  recognisableIntents,
  subjectsOf,
} from '../search/subjects.ts';
import { areKin, createUnderstander, type Fitted, type Understanding } from '../search/understanding.ts';
import { saySources } from './answer.ts';
import { bare } from './choices.ts';
import { sayRole } from './hand-over.ts';
import { type Intents, loadIntents } from './intents.ts';
import { others as everythingElse } from './others.ts';
import { loadRuleIntents, type RuleIntents } from './rules/load.ts';
import { type DatedThing, idOf, type World } from './world.ts';

/** All that is derived from the files: kept on disk under the hash of their contents. */
export interface Compiled {
  knowledge: Knowledge;
  intents: Intents;
  others: Recognisable[];
  rules: RuleIntents;
  index: SearchIndex;
}

export interface WorldOptions {
  /** Project folder, with `knowledge/` and `intents/`. */
  folder?: string;
  /** Told what takes long, on the first start after a change. */
  progress?: (what: string) => void;
  /** Whether the index has the classifier; by default where its fitted share is not 0. */
  classifier?: boolean;
  /** What else can be recognised: rules and forms. */
  others?: Recognisable[];
}

/** Reads and indexes everything; from the cache in about 0.1 s, anew in a few seconds. */
export function compile({ folder = '.', progress, others, classifier = false }: WorldOptions = {}): Compiled {
  const build = (): Compiled => {
    progress?.(
      'Reading the knowledge and building the search; this happens once after each change of the knowledge.',
    );
    const { knowledge } = loadKnowledge(join(folder, 'knowledge'));
    const { intents } = loadIntents(join(folder, 'intents'));
    const all = [...recognisableIntents(intents.intents), ...(others ?? everythingElse(folder))];
    const subjects = subjectsOf(createLibrary(knowledge), all);
    const index = buildIndex(subjects, conceptData(knowledge, intents.vocabulary), { classifier });
    return { knowledge, intents, others: all, rules: loadRuleIntents(folder), index };
  };
  const made = ['knowledge', 'intents', 'src/search', 'src/assistant'].map((f) => join(folder, f));
  return cached(join(folder, '.cache'), hashOf(made, JSON.stringify({ others, classifier })), build);
}

export function createWorld(options: WorldOptions = {}): World {
  const folder = options.folder ?? '.';
  const fitted = parse(readFileSync(join(folder, 'knowledge/search-fit.yaml'), 'utf8')) as Fitted;
  return assembleWorld(compile({ classifier: fitted.shares.classifier > 0, ...options }), fitted);
}

/** The world from its compiled parts. */
export function assembleWorld({ knowledge, intents, others, rules, index }: Compiled, fitted: Fitted): World {
  const library = createLibrary(knowledge);
  const facts = factsOf(library);
  const ranker = createRanker(index, fitted.shares);
  const understander = createUnderstander(
    ranker,
    createFacetFinder(intents.vocabulary.facets),
    facts,
    fitted,
    createContrast(intents.vocabulary.contrasts),
  );
  const intentsById = new Map(intents.intents.map((i) => [i.id, i]));
  const exact = new Map(
    intents.intents.flatMap((i) => i.exact.map((e) => [bare(e) || e, `intent:${i.id}`] as const)),
  );
  const alone = new Map(
    intents.intents.flatMap((i) => i.alone.map((e) => [bare(e), `intent:${i.id}`] as const)),
  );
  const titles = new Map(others.map((o) => [o.key, o.title]));
  const lines = (name: string) => (intents.voice[name] ?? '').split('\n').filter(Boolean);
  const courtesy = createCourtesy(intents.vocabulary.courtesy);
  const remarks = new RegExp(intents.vocabulary.remarks, 'i');
  const spanish = createSpanish(intents.vocabulary.spanish);

  return {
    library,
    intents,
    intentsById,
    ruleIntents: rules,
    understander,
    isName: ranker.isName,
    isRemark: (text) => remarks.test(text.replaceAll('’', "'").trim()),
    exact,
    exactly: (message) => {
      const words = bare(message);
      return exact.get(words) ?? exact.get(courtesy(words));
    },
    unasked: (message) => alone.get(bare(message)),
    suggestions: lines('suggestions'),
    abilities: lines('abilities'),
    sources: (refs) => saySources(refs, library),
    datesAhead: (from, until) => datesAhead(library, from, until),
    askRole: (subject) => ({
      reply: {
        kind: 'ask',
        parts: [
          {
            type: 'question',
            name: 'role',
            text: intents.voice.role_question ?? '',
            input: {
              kind: 'choice',
              choices: ROLES.map((r) => ({ label: sayRole(r), action: `role:${r}` })),
            },
          },
        ],
        subject,
      },
      state: { roleFor: subject },
    }),
    skillOf: (subject) => {
      const kind = subject.slice(0, subject.indexOf(':'));
      return kind === 'intent' ? (intentsById.get(idOf(subject))?.skill ?? '') : kind;
    },
    isSilent: (subject, today) => {
      if (subject.startsWith('entry:')) return library.entry(idOf(subject), today)?.outcome !== 'answer';
      const intent = intentsById.get(idOf(subject));
      return !!intent && (intent.hand_over || intent.skill === 'say');
    },
    kin: (a, b) => areKin(facts, a, b),
    titleOf: (subject, today) =>
      subject.startsWith('entry:') ? library.entry(idOf(subject), today)?.title : titles.get(subject),
    turnFor: (message, state) => {
      let understood: Understanding | undefined;
      const today = message.at.slice(0, 10);
      const role = state.role ?? message.person.role;
      return {
        message,
        text: message.text.slice(0, LONGEST_MESSAGE),
        today,
        role,
        state,
        get understood() {
          understood ??= understander.understand(spanish(message.text), { today, role, last: state.last });
          return understood;
        },
      };
    },
  };
}

/** A short message without its words of courtesy: "can we go back please" is "go back". */
function createCourtesy(phrases: readonly string[]): (words: string) => string {
  const longest = [...phrases].sort((a, b) => b.length - a.length).join('|');
  const lead = new RegExp(`^(?:(?:${longest}) )+`);
  const tail = new RegExp(`(?: (?:${longest}))+$`);
  return (words) => (words.length > LONGEST_COURTESY ? words : words.replace(lead, '').replace(tail, ''));
}

/** English words for a Spanish message: enough to find the entry. Other messages come back as they are. */
function createSpanish(dictionary: Record<string, string>): (text: string) => string {
  const lexicon = new Map(Object.entries(dictionary).map(([es, en]) => [words(es).join(' '), en]));
  return (text) => {
    const all = words(text);
    const known = all.filter((w) => lexicon.has(w)).length;
    if (known < 3 || known / all.length < 0.5) return text;
    return all.map((w) => lexicon.get(w) ?? w).join(' ');
  };
}

/** Longer messages say more than one small thing. */
const LONGEST_COURTESY = 60;
/** Of a longer message only the beginning is read: what comes after it is no question. */
const LONGEST_MESSAGE = 20_000;
const DATED: ReadonlySet<string> = new Set(['deadline', 'opens', 'closes', 'released', 'period']);

function datesAhead(library: Library, from: string, until: string): DatedThing[] {
  const found = new Map<string, DatedThing & { at: string }>();
  const ids = new Set(library.knowledge.entries.map((e) => library.root(e.id)));
  for (const id of ids) {
    const entry = library.entry(id, from)!;
    for (const date of Object.values(entry.dates)) {
      if (!DATED.has(date.kind) || (date.yearly_month && date.kind !== 'deadline')) continue;
      const p = place(date, from);
      if (p.from < from || p.from > until) continue;
      const key = `${p.from} ${p.vague}`;
      // Entries share dates; the shortest label that names it is kept.
      const before = found.get(key);
      if (!before || date.label.length < before.label.length)
        found.set(key, { label: date.label, date, sources: entry.sources, at: p.from });
    }
  }
  return [...found.values()].sort((a, b) => a.at.localeCompare(b.at));
}
