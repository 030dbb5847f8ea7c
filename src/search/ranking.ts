/** From a question to the subjects it may be about, best first, with the signals that doubt is made of. */
import { type Closeness, nearestPhrasing, stands, weighPhrasings } from './closeness.ts';
import { createConcepts } from './concepts.ts';
import { createEnglish } from './english.ts';
import { type Reading, read, vector } from './features.ts';
import { CONCEPT_SHARE, featureWeight, type SearchIndex } from './index.ts';
import { createSpelling } from './spelling.ts';

export interface Ranked extends Closeness {
  key: string;
  /** Rank score: classifier and word match together. */
  score: number;
  classifier: number;
  /** Word match as a share of what the question could reach, 0 to 1. */
  match: number;
}

export interface Ranking {
  reading: Reading;
  ranked: Ranked[];
  /** Share of the question's rarity that the knowledge has words for, 0 to 1. */
  coverage: number;
  /** How much the question says: the summed rarity of its words. */
  mass: number;
}

export interface Ranker {
  /** @param boost added to a subject's score: what the named facets, the role and the date say */
  rank(text: string, boost?: (key: string) => number): Ranking;
  read(text: string): Reading;
  /** Whether a word is no word of the knowledge, nor a slip of one, and a name in English or no English word. */
  isName(word: string): boolean;
  /** How much a word (its stem) says, 0 to about 1. */
  weigh(stem: string): number;
}

const MATCH_SHARE = 10;
const KEPT = 12;
/** A word that stands this often in the knowledge is one of the field's, even if it is a name elsewhere. */
const FIELD_WORD_FROM = 4;
/** How many of the best are looked at closely. */
const LOOKED_AT = 24;
/** How many postings a question may touch before common features only refine the candidates found so far. */
const CLASSIFIER_BUDGET = 60_000;
const FIELD_BUDGET = 30_000;

/** What the other signals count for beside the word match's 10. */
export interface Shares {
  classifier: number;
  nearest: number;
}

export function createRanker(index: SearchIndex, shares: Shares): Ranker {
  const concepts = createConcepts(index.concepts);
  const english = createEnglish(index.frequencies);
  const vocabulary = new Map(index.vocabulary);
  const spelling = createSpelling(vocabulary, english);
  const features = new Map(index.classifier?.features.map((f, i) => [f, i]));
  const terms = new Map(index.terms.map((t, i) => [t, i]));
  const { classifier, fields } = index;
  const size = index.keys.length;
  const byClassifier = new Float64Array(size);
  const byMatch = new Float64Array(size);
  const seen = new Uint8Array(size);
  /** Weight of each term of the question at hand, 0 for all others. */
  const askedWeights = new Float64Array(index.terms.length);
  const phrasingWeights = weighPhrasings(index.phrasebook, index.termWeights);

  const weigh = (feature: string) => {
    const n = terms.get(feature);
    if (n !== undefined) return index.termWeights[n]!;
    return feature.startsWith('=') ? CONCEPT_SHARE : featureWeight(1, english.rarity(feature));
  };

  function rank(text: string, boost: (key: string) => number = () => 0): Ranking {
    const reading = read(text, concepts, spelling);
    const asked = [...new Set([...reading.stems, ...reading.concepts])].map((term) => ({
      number: terms.get(term),
      weight: weigh(term),
    }));
    let total = 0;
    let known = 0;
    for (const { number, weight } of asked) {
      total += weight;
      if (number === undefined) continue;
      known += weight;
      askedWeights[number] = weight;
    }
    const candidates: number[] = [];
    const meet = (c: number) => {
      if (seen[c]) return;
      seen[c] = 1;
      candidates.push(c);
    };

    if (classifier)
      gather(
        [...vector(reading, weigh)].flatMap(([f, v]): [number, number][] => {
          const n = features.get(f);
          return n === undefined ? [] : [[n, v]];
        }),
        classifier.at,
        classifier.classes,
        classifier.weights,
        byClassifier,
        CLASSIFIER_BUDGET,
      );
    gather(
      asked.flatMap(({ number, weight }): [number, number][] =>
        number === undefined ? [] : [[number, weight]],
      ),
      fields.at,
      fields.classes,
      fields.impacts,
      byMatch,
      FIELD_BUDGET,
    );

    const first: Met[] = [];
    for (const c of candidates) {
      const match = total > 0 ? byMatch[c]! / total : 0;
      const classified = byClassifier[c]!;
      const score = shares.classifier * classified + MATCH_SHARE * match;
      if (isAmongBest(first, score)) keepBest(first, { c, score, classified, match });
      byClassifier[c] = 0;
      byMatch[c] = 0;
      seen[c] = 0;
    }
    const scored = first.map(({ c, score, classified, match }) => {
      const key = index.keys[c]!;
      const nearest = nearestPhrasing(index.phrasebook, c, askedWeights, total, phrasingWeights);
      const whole = score + shares.nearest * nearest + boost(key);
      return { c, key, score: whole, classifier: classified, match, nearest };
    });
    for (const { number } of asked) if (number !== undefined) askedWeights[number] = 0;
    const ranked = scored
      .sort((a, b) => b.score - a.score)
      .slice(0, KEPT)
      .map(({ c, ...rest }): Ranked => ({ ...rest, ...lacking(c) }));
    return { reading, ranked, coverage: total > 0 ? known / total : 0, mass: total };

    /** What of the question a subject's texts hold, and the rarest word that they lack. */
    function lacking(c: number): { covered: number; missing: number } {
      let held = 0;
      let missing = 0;
      for (const { number: n, weight } of asked)
        if (n !== undefined && stands(fields.classes, fields.at[n]!, fields.at[n + 1]!, c)) held += weight;
        else missing = Math.max(missing, weight);
      return { covered: total > 0 ? held / total : 0, missing };
    }

    /** Adds up postings, rarest features first; past the budget only for subjects already met. */
    function gather(
      list: [number, number][],
      at: Uint32Array,
      classes: Uint32Array,
      values: Float32Array,
      into: Float64Array,
      budget: number,
    ): void {
      let left = budget;
      list.sort((a, b) => at[a[0] + 1]! - at[a[0]]! - (at[b[0] + 1]! - at[b[0]]!));
      for (const [n, v] of list) {
        const end = at[n + 1]!;
        left -= end - at[n]!;
        if (left < 0 && candidates.length > 0) break;
        for (let i = at[n]!; i < end; i++) {
          const c = classes[i]!;
          meet(c);
          into[c]! += v * values[i]!;
        }
      }
    }
  }

  return {
    rank,
    weigh,
    read: (text) => read(text, concepts, spelling),
    isName: (word) =>
      (vocabulary.get(word) ?? 0) < FIELD_WORD_FROM &&
      (english.isName(word) ||
        (english.rarity(word) === 1 && !/\d/.test(word) && spelling.correct(word) === word)),
  };
}

interface Met {
  c: number;
  score: number;
  classified: number;
  match: number;
}

/** Puts a candidate into its place among the best; of two alike the one met first stands first. */
function isAmongBest(best: readonly Met[], score: number): boolean {
  return best.length < LOOKED_AT || best[LOOKED_AT - 1]!.score < score;
}

function keepBest(best: Met[], candidate: Met): void {
  let at = best.length;
  while (at > 0 && best[at - 1]!.score < candidate.score) at--;
  best.splice(at, 0, candidate);
  if (best.length > LOOKED_AT) best.pop();
}
