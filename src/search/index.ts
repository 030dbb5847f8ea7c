/** The search index: built once for each state of the knowledge, read by `ranking.ts`. */
import { FIELDS, type FieldName, type FieldTerms, impacts } from './bm25f.ts';
import { type Sparse, trainClasses } from './classifier.ts';
import { createPhrasebook, type Phrasebook } from './closeness.ts';
import { type ConceptData, createConcepts } from './concepts.ts';
import { createEnglish, type Frequencies, readFrequencies } from './english.ts';
import { type Reading, read, vector, type Weigh } from './features.ts';

/** Something that a question can be about: an entry, an intent, a rule or a form. */
export interface Subject {
  /** Kind and id, such as `entry:window-deadline`. */
  key: string;
  title: string;
  questions: string[];
  keywords: string[];
  /** The text of its answer, for words that no phrasing has. */
  answer: string;
}

/** Everything is flat arrays and plain lists, so that it can be written to disk and read back quickly. */
export interface SearchIndex {
  keys: string[];
  concepts: ConceptData;
  frequencies: Frequencies;
  /** Words of the knowledge with their counts, for spelling. */
  vocabulary: [string, number][];
  /** BM25F: for term t the entries and impacts at `at[t] … at[t + 1]`. */
  terms: string[];
  fields: { at: Uint32Array; classes: Uint32Array; impacts: Float32Array };
  termWeights: Float32Array;
  phrasebook: Phrasebook;
  /** Left out where it gained nothing on questions held apart (`npm run fit`). */
  classifier?: TrainedClassifier;
}

/** For feature f the classes and weights at `at[f] … at[f + 1]`. */
export interface TrainedClassifier {
  features: string[];
  at: Uint32Array;
  classes: Uint32Array;
  weights: Float32Array;
}

/** A concept counts beside the words it is written in, not instead of them. */
export const CONCEPT_SHARE = 0.5;

/** Weight of a feature: its rarity among the subjects and in general English, flattened. */
export function featureWeight(rarityHere: number, rarityInEnglish: number): number {
  return (0.6 * rarityHere + 0.4 * rarityInEnglish) ** 0.8;
}

/**
 * Builds the index.
 * @param subjects what can be asked about, each with its phrasings
 * @param options whether to train the classifier, which takes most of the time and of the memory
 */
export function buildIndex(
  subjects: readonly Subject[],
  conceptData: ConceptData,
  options: { classifier: boolean },
): SearchIndex {
  const frequencies = readFrequencies();
  const english = createEnglish(frequencies);
  const concepts = createConcepts(conceptData);

  const vocabulary = new Map<string, number>();
  const count = (list: readonly string[]) => {
    for (const w of list) vocabulary.set(w, (vocabulary.get(w) ?? 0) + 1);
  };
  const phrasings = subjects.flatMap((s, c) =>
    [s.title, ...s.questions].map((text) => ({ c, reading: read(text, concepts) })),
  );
  for (const p of phrasings) count(p.reading.words);
  const fieldTerms = subjects.map((s): FieldTerms => {
    const field = (text: string) => {
      const r = read(text, concepts);
      count(r.words);
      return [...r.stems, ...r.concepts];
    };
    return {
      title: field(s.title),
      questions: s.questions.flatMap(field),
      keywords: s.keywords.flatMap(field),
      answer: field(s.answer),
    } satisfies Record<FieldName, string[]>;
  });
  for (const ways of Object.values(conceptData.phrases))
    for (const way of ways) count(read(way, concepts).words);

  // Rarity among the subjects: in how many of them a word stands.
  const spread = new Map<string, number>();
  for (const t of fieldTerms)
    for (const term of new Set((Object.keys(FIELDS) as FieldName[]).flatMap((n) => t[n])))
      spread.set(term, (spread.get(term) ?? 0) + 1);
  const most = Math.log(1 + subjects.length);
  const commonest = new Map<string, number>();
  for (const p of phrasings)
    p.reading.stems.forEach((s, i) => {
      const r = english.rarity(p.reading.words[i]!);
      commonest.set(s, Math.min(commonest.get(s) ?? 1, r));
    });
  const weigh = (feature: string) => {
    const here = Math.log((1 + subjects.length) / (1 + (spread.get(feature) ?? 0))) / most;
    const inEnglish = feature.startsWith('=') ? 0.8 : (commonest.get(feature) ?? english.rarity(feature));
    return featureWeight(Math.max(0, here), inEnglish) * (feature.startsWith('=') ? CONCEPT_SHARE : 1);
  };

  const found = impacts(fieldTerms);
  const terms = [...found.keys()];
  const termNumbers = new Map(terms.map((t, i) => [t, i]));
  const bySubject: number[][][] = subjects.map(() => []);
  for (const { c, reading } of phrasings)
    bySubject[c]!.push([...new Set([...reading.stems, ...reading.concepts])].map((t) => termNumbers.get(t)!));
  const fields = flatten(terms.map((t) => found.get(t)!));
  return {
    keys: subjects.map((s) => s.key),
    concepts: conceptData,
    frequencies,
    vocabulary: [...vocabulary],
    terms,
    termWeights: Float32Array.from(terms, weigh),
    phrasebook: createPhrasebook(bySubject),
    fields: { at: fields.at, classes: fields.classes, impacts: fields.values },
    ...(options.classifier ? { classifier: trainClassifier(phrasings, subjects.length, weigh) } : {}),
  };
}

interface Phrasing {
  c: number;
  reading: Reading;
}

function trainClassifier(
  phrasings: readonly Phrasing[],
  classCount: number,
  weigh: Weigh,
): TrainedClassifier {
  const numbers = new Map<string, number>();
  const numberOf = (f: string) => {
    const known = numbers.get(f);
    if (known !== undefined) return known;
    numbers.set(f, numbers.size);
    return numbers.size - 1;
  };
  const vectors = phrasings.map(({ reading }): Sparse => {
    const v = vector(reading, weigh);
    return { ids: Int32Array.from(v.keys(), numberOf), values: Float32Array.from(v.values()) };
  });
  const classes = Int32Array.from(phrasings, (p) => p.c);
  const trained = trainClasses({ vectors, classes, featureCount: numbers.size, classCount });
  const perFeature: [number, number][][] = Array.from({ length: numbers.size }, () => []);
  trained.forEach((w, c) => {
    w.features.forEach((f, k) => {
      perFeature[f]!.push([c, w.weights[k]!]);
    });
  });
  const flat = flatten(perFeature);
  return { features: [...numbers.keys()], at: flat.at, classes: flat.classes, weights: flat.values };
}

function flatten(lists: [number, number][][]) {
  const total = lists.reduce((sum, l) => sum + l.length, 0);
  const at = new Uint32Array(lists.length + 1);
  const classes = new Uint32Array(total);
  const values = new Float32Array(total);
  let n = 0;
  lists.forEach((list, i) => {
    at[i] = n;
    for (const [c, v] of list) {
      classes[n] = c;
      values[n++] = v;
    }
  });
  at[lists.length] = n;
  return { at, classes, values };
}
