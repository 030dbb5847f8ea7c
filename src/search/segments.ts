/** A long message, piece by piece: the question stands somewhere among the rest. */
import { sentences, words } from './normalise.ts';
import type { Ranked, Ranking } from './ranking.ts';

export interface Segment {
  text: string;
  /** Whether it asks. */
  asks: boolean;
}

const LONG_MESSAGE = 25;
const MOST_SEGMENTS = 14;
/** Shares of the whole message and of its best piece in the joint score. */
const WHOLE_SHARE = Number(process.env.WS ?? 0.7);
/** A piece with at least this much rarity speaks with full weight; "what goes in TOMS?" alone says little. */
const FULL_MASS = Number(process.env.FM ?? 2.2);
const ASKING_LIFT = Number(process.env.AL ?? 1.15);

/** Sentences, neighbouring pairs and clauses of a message that is long or has several; none for a short one. */
export function segmentsOf(message: string): Segment[] {
  const all = sentences(message);
  if (words(message).length < LONG_MESSAGE) return [];
  const segments: Segment[] = [];
  const add = (text: string, least: number) => {
    if (words(text).length >= least) segments.push({ text, asks: text.includes('?') });
  };
  all.forEach((s, i) => {
    if (all.length > 1) add(s, 3);
    const next = all[i + 1];
    if (next && all.length > 2) add(`${s} ${next}`, 3);
    const clauses = s.split(/[,;:]\s+|\s[-–—]\s/);
    if (clauses.length > 1) for (const c of clauses) add(c, 4);
  });
  return segments.slice(-MOST_SEGMENTS);
}

/** One ranking of the whole message and its pieces. */
export function joinRankings(whole: Ranking, pieces: readonly { segment: Segment; ranking: Ranking }[]): Ranking {
  if (!pieces.length) return whole;
  const best = new Map<string, Ranked>();
  let coverage = whole.coverage;
  let most = 0;
  for (const { segment, ranking } of pieces) {
    const weight = Math.min(1, ranking.mass / FULL_MASS) * (segment.asks ? ASKING_LIFT : 1);
    if (weight * (ranking.ranked[0]?.score ?? 0) > most) {
      most = weight * (ranking.ranked[0]?.score ?? 0);
      coverage = Math.max(whole.coverage, ranking.coverage * Math.min(1, weight));
    }
    for (const r of ranking.ranked) {
      const weighed = { key: r.key, score: r.score * weight, classifier: r.classifier * weight, match: r.match * weight };
      if (weighed.score > (best.get(r.key)?.score ?? 0)) best.set(r.key, weighed);
    }
  }
  const wholes = new Map(whole.ranked.map((r) => [r.key, r]));
  const joint = [...new Set([...wholes.keys(), ...best.keys()])].map((key): Ranked => {
    const [w, b] = [wholes.get(key), best.get(key)];
    const mix = (of: (r: Ranked) => number) => WHOLE_SHARE * (w ? of(w) : 0) + (1 - WHOLE_SHARE) * (b ? of(b) : 0);
    return { key, score: mix((r) => r.score), classifier: mix((r) => r.classifier), match: mix((r) => r.match) };
  });
  return { ...whole, coverage, ranked: joint.sort((a, b) => b.score - a.score).slice(0, whole.ranked.length) };
}
