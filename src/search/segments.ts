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
const WHOLE_SHARE = 0.7;
/** A piece with at least this much rarity speaks with full weight; "what goes in TOMS?" alone says little. */
const FULL_MASS = 2.2;
const ASKING_LIFT = 1.15;

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
export function joinRankings(
  whole: Ranking,
  pieces: readonly { segment: Segment; ranking: Ranking }[],
): Ranking {
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
      const weighed = scaled(r, weight);
      if (weighed.score > (best.get(r.key)?.score ?? 0)) best.set(r.key, weighed);
    }
  }
  const wholes = new Map(whole.ranked.map((r) => [r.key, r]));
  const joint = [...new Set([...wholes.keys(), ...best.keys()])].map((key): Ranked => {
    const [w, b] = [wholes.get(key), best.get(key)];
    if (!w || !b) return scaled((w ?? b)!, w ? WHOLE_SHARE : 1 - WHOLE_SHARE);
    return added(scaled(w, WHOLE_SHARE), scaled(b, 1 - WHOLE_SHARE));
  });
  return {
    ...whole,
    coverage,
    ranked: joint.sort((a, b) => b.score - a.score).slice(0, whole.ranked.length),
  };
}

const SIGNALS = ['score', 'classifier', 'match', 'nearest', 'covered', 'missing'] as const;

function scaled(r: Ranked, by: number): Ranked {
  const out = { ...r };
  for (const s of SIGNALS) out[s] = r[s] * by;
  return out;
}

function added(a: Ranked, b: Ranked): Ranked {
  const out = { ...a };
  for (const s of SIGNALS) out[s] = a[s] + b[s];
  return out;
}
