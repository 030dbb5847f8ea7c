/**
 * One linear classifier a class ("one against the rest"): squared-hinge support vector machine, trained by dual
 * coordinate descent from the class's centroid. A class is trained against the phrasings nearest to it only; those
 * that share nothing with it would teach it nothing.
 */

export interface Sparse {
  ids: Int32Array;
  values: Float32Array;
}

export interface ClassWeights {
  features: Int32Array;
  weights: Float32Array;
}

export interface TrainingSet {
  vectors: Sparse[];
  /** For each vector the number of its class. */
  classes: Int32Array;
  featureCount: number;
  classCount: number;
}

const ROUNDS = 10;
/** Low costs: with a handful of phrasings a class, one that fits them closely is one that fits nothing else. */
const COST = 0.1;
const POSITIVE_COST = 10;
/** A rival need only stay clearly below a class's own phrasings, not mirror them. */
const RIVAL_MARGIN = 0.3;
const CENTROID_START = 0.8;
/** All rivals together are bounded, so that training grows with the number of classes, not with its square. */
const RIVALS_MOST = 1_000;
const RIVALS_TOTAL = 700_000;
const KEPT_WEIGHTS = 2_500;

/** Trains every class; the result at place c belongs to class c. */
export function trainClasses(set: TrainingSet): ClassWeights[] {
  const postings = invert(set);
  const byClass: number[][] = Array.from({ length: set.classCount }, () => []);
  set.classes.forEach((c, i) => {
    byClass[c]!.push(i);
  });
  const rivalsMost = Math.max(60, Math.min(RIVALS_MOST, Math.floor(RIVALS_TOTAL / set.classCount)));
  const dense = new Float64Array(set.featureCount);
  const nearness = new Float64Array(set.vectors.length);
  return byClass.map((own) => trainOne(set, own, postings, rivalsMost, dense, nearness));
}

function invert(set: TrainingSet): Int32Array[] {
  const counts = new Int32Array(set.featureCount);
  for (const v of set.vectors) for (const id of v.ids) counts[id]!++;
  const lists = Array.from(counts, (n) => new Int32Array(n));
  counts.fill(0);
  set.vectors.forEach((v, i) => {
    for (const id of v.ids) lists[id]![counts[id]!++] = i;
  });
  return lists;
}

function trainOne(
  set: TrainingSet,
  own: number[],
  postings: Int32Array[],
  rivalsMost: number,
  w: Float64Array,
  nearness: Float64Array,
): ClassWeights {
  w.fill(0);
  nearness.fill(0);
  for (const i of own) {
    const v = set.vectors[i]!;
    for (let k = 0; k < v.ids.length; k++) w[v.ids[k]!]! += v.values[k]! / own.length;
  }
  const touched = new Set<number>();
  const mine = new Set(own);
  for (const i of own) for (const id of set.vectors[i]!.ids) touched.add(id);
  for (const id of touched) {
    const list = postings[id]!;
    // A feature that half the phrasings have tells no rival from another.
    if (list.length > 2_000) continue;
    for (const i of list) nearness[i]! += w[id]!;
  }
  const rivals: number[] = [];
  for (let i = 0; i < nearness.length; i++) if (nearness[i]! > 0 && !mine.has(i)) rivals.push(i);
  rivals.sort((a, b) => nearness[b]! - nearness[a]!);
  rivals.length = Math.min(rivals.length, rivalsMost);

  let length = 0;
  for (const id of touched) length += w[id]! * w[id]!;
  const scale = CENTROID_START / Math.sqrt(length || 1);
  for (const id of touched) w[id]! *= scale;
  const members = [...own, ...rivals];
  const alpha = new Float64Array(members.length);
  for (const i of rivals) for (const id of set.vectors[i]!.ids) touched.add(id);

  for (let round = 0; round < ROUNDS; round++)
    for (let m = 0; m < members.length; m++) {
      const v = set.vectors[members[m]!]!;
      const y = m < own.length ? 1 : -1;
      const diagonal = 0.5 / (y > 0 ? COST * POSITIVE_COST : COST);
      let score = 0;
      for (let k = 0; k < v.ids.length; k++) score += w[v.ids[k]!]! * v.values[k]!;
      const gradient = y * score - (y > 0 ? 1 : RIVAL_MARGIN) + diagonal * alpha[m]!;
      if (alpha[m] === 0 && gradient >= 0) continue;
      const before = alpha[m]!;
      alpha[m] = Math.max(0, before - gradient / (1 + diagonal));
      const step = (alpha[m]! - before) * y;
      if (step === 0) continue;
      for (let k = 0; k < v.ids.length; k++) w[v.ids[k]!]! += step * v.values[k]!;
    }

  let kept = [...touched].filter((id) => Math.abs(w[id]!) > 0.004);
  if (kept.length > KEPT_WEIGHTS)
    kept = kept.sort((a, b) => Math.abs(w[b]!) - Math.abs(w[a]!)).slice(0, KEPT_WEIGHTS);
  kept.sort((a, b) => a - b);
  return { features: Int32Array.from(kept), weights: Float32Array.from(kept, (id) => w[id]!) };
}
