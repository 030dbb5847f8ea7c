/**
 * For a set of questions that is not this project's own: what the signals count for, and what doubt weighs, chosen on
 * questions of its own that are held out.
 */
import type { ConceptData } from './concepts.ts';
import { createFacetFinder } from './facets.ts';
import { fitDoubt, type Observation, rightAlone, rightAmongTwo, signalsOf } from './fit.ts';
import { buildIndex, type SearchIndex, type Subject } from './index.ts';
import { createRanker, type Shares } from './ranking.ts';
import { createUnderstander, type Fitted, type Understander } from './understanding.ts';

const CLASSIFIER_SHARES = [0, 0.5, 1, 2, 3.5, 6];
const NEAREST_SHARES = [0, 2, 4];
const FOLDS = 3;
/** One question in so many is held out, of subjects that have at least three. */
const HELD_ONE_IN = 4;
const LEAST_QUESTIONS = 3;
/** One subject in so many is left out whole: its questions are out of scope then. */
const LEFT_OUT_ONE_IN = 5;
const LEAST_HELD = 20;
/** A larger share of the classifier must be worth it: it helps on questions like the phrasings, and harms on others. */
const NEAR = 0.98;

/** A question held out, with the key of its subject, or null when that has been left out. */
export interface Held {
  text: string;
  key: string | null;
}

interface Fold {
  index: SearchIndex;
  held: Held[];
}

/**
 * Shares of the signals for a foreign set, and doubt fitted to it; the shipped thresholds stay.
 * @param shipped the project's own numbers, kept where the set has too few questions to fit anything
 * @example chooseShares(subjects, { synonyms: [], phrases: {} }, shipped).shares // { classifier: 3.5, nearest: 2 }
 */
export function chooseShares(subjects: readonly Subject[], concepts: ConceptData, shipped: Fitted): Fitted {
  const folds = Array.from({ length: FOLDS }, (_, f): Fold => {
    const { kept, held } = splitOff(subjects, f);
    return { index: buildIndex(kept, concepts, { classifier: true }), held };
  });
  if (folds.reduce((sum, f) => sum + f.held.filter((h) => h.key).length, 0) < LEAST_HELD) return shipped;
  const tried = CLASSIFIER_SHARES.flatMap((classifier) =>
    NEAREST_SHARES.map((nearest) => {
      const shares = { classifier, nearest };
      return { shares, score: folds.reduce((sum, fold) => sum + rankedWell(fold, shares), 0) };
    }),
  );
  const best = Math.max(...tried.map((t) => t.score));
  const near = tried.filter((t) => t.score >= NEAR * best);
  const least = near.filter((t) => t.shares.classifier === near[0]!.shares.classifier);
  const { shares } = least.toSorted((a, b) => b.score - a.score)[0]!;
  const seen = folds.flatMap((fold) => observe(fold, { ...shipped, shares }));
  return {
    ...shipped,
    shares,
    alone: fitDoubt(seen, rightAlone),
    amongTwo: fitDoubt(seen, rightAmongTwo),
  };
}

/** An understander of a foreign set, which has no tests, roles and months. */
export function understanderOf(index: SearchIndex, fitted: Fitted): Understander {
  const finder = createFacetFinder({ tests: {}, roles: {}, months: {} });
  return createUnderstander(createRanker(index, fitted.shares), finder, () => undefined, fitted);
}

/** Divides subjects into what is kept to learn from and what is asked: `splitOff(subjects, 0).held`. */
export function splitOff(subjects: readonly Subject[], fold: number): { kept: Subject[]; held: Held[] } {
  const kept: Subject[] = [];
  const held: Held[] = [];
  subjects.forEach((subject, n) => {
    const { key, questions } = subject;
    if (n % LEFT_OUT_ONE_IN === fold) {
      // One of each: out of scope is to be the exception that it is.
      held.push(...questions.slice(0, 1).map((text) => ({ text, key: null })));
      return;
    }
    const apart = (i: number) => questions.length >= LEAST_QUESTIONS && (i + n) % HELD_ONE_IN === fold;
    held.push(...questions.filter((_, i) => apart(i)).map((text) => ({ text, key })));
    kept.push({ ...subject, questions: questions.filter((_, i) => !apart(i)) });
  });
  return { kept, held };
}

/** How high the right subjects stand: 1 for the first place, half for the second, and so on. */
function rankedWell({ index, held }: Fold, shares: Shares): number {
  const ranker = createRanker(index, shares);
  let sum = 0;
  for (const { text, key } of held) {
    if (!key) continue;
    const place = ranker.rank(text).ranked.findIndex((r) => r.key === key);
    if (place >= 0) sum += 1 / (1 + place);
  }
  return sum;
}

function observe({ index, held }: Fold, fitted: Fitted): Observation[] {
  const understander = understanderOf(index, fitted);
  return held.map(({ text, key }) => {
    const u = understander.understand(text, { today: '2026-11-21' });
    const place = key ? u.candidates.findIndex((c) => c.key === key) : -1;
    return { signals: signalsOf(u), place, inScope: key !== null, silent: false };
  });
}
