import { describe, expect, test } from 'vitest';
import { type ClassWeights, type Sparse, trainClasses } from '../../src/search/classifier.ts';

const FEATURES = 12;
const CLASSES = 3;

/** Vectors of length 1 around one feature a class, with others mixed in; the same ones each time. */
function toySet(): { vectors: Sparse[]; classes: Int32Array } {
  let state = 7;
  const random = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const vectors: Sparse[] = [];
  const classes: number[] = [];
  for (let i = 0; i < 30; i++) {
    const c = i % CLASSES;
    const values = Array.from({ length: FEATURES }, (_, f) => (f % CLASSES === c ? 0.6 : 0.25) * random());
    values[c] = 1;
    const length = Math.hypot(...values);
    vectors.push({
      ids: Int32Array.from(values.keys()),
      values: Float32Array.from(values, (v) => v / length),
    });
    classes.push(c);
  }
  return { vectors, classes: Int32Array.from(classes) };
}

const dot = (w: readonly number[], v: Sparse) => v.values.reduce((sum, x, k) => sum + x * w[v.ids[k]!]!, 0);

function dense({ features, weights }: ClassWeights): number[] {
  const w = Array.from({ length: FEATURES }, () => 0);
  features.forEach((f, k) => {
    w[f] = weights[k]!;
  });
  return w;
}

/** What is made least: half the squared distance to the start, and the squared shortfalls from the margins. */
interface Problem {
  start: number[];
  rows: { v: Sparse; y: number; cost: number; margin: number }[];
}

/** The problem of one class, as the classifier states it. */
function problemOf(c: number, vectors: readonly Sparse[], classes: Int32Array): Problem {
  const own = vectors.filter((_, i) => classes[i] === c);
  const centroid = Array.from({ length: FEATURES }, (_, f) => own.reduce((sum, v) => sum + v.values[f]!, 0));
  const length = Math.hypot(...centroid);
  return {
    start: centroid.map((x) => (0.8 * x) / length),
    rows: vectors.map((v, i) =>
      classes[i] === c ? { v, y: 1, cost: 0.1 * 10, margin: 1 } : { v, y: -1, cost: 0.1, margin: 0.3 },
    ),
  };
}

function objective(w: readonly number[], { start, rows }: Problem): number {
  const distance = w.reduce((sum, x, f) => sum + (x - start[f]!) ** 2, 0) / 2;
  return rows.reduce((sum, r) => sum + r.cost * Math.max(0, r.margin - r.y * dot(w, r.v)) ** 2, distance);
}

/** The plain reference: gradient descent on the problem itself, until it moves no more. */
function solve(problem: Problem): number[] {
  let w = [...problem.start];
  for (let step = 0; step < 4_000; step++) {
    const gradient = w.map((x, f) => x - problem.start[f]!);
    for (const { v, y, cost, margin } of problem.rows) {
      const short = Math.max(0, margin - y * dot(w, v));
      for (let k = 0; k < v.ids.length; k++) gradient[v.ids[k]!]! -= 2 * cost * short * y * v.values[k]!;
    }
    w = w.map((x, f) => x - 0.02 * gradient[f]!);
  }
  return w;
}

describe('the classifier', () => {
  const { vectors, classes } = toySet();
  const trained = trainClasses({ vectors, classes, featureCount: FEATURES, classCount: CLASSES });

  test('finds the same weights as plain gradient descent on the same problem', () => {
    for (let c = 0; c < CLASSES; c++) {
      const problem = problemOf(c, vectors, classes);
      const best = solve(problem);
      const found = dense(trained[c]!);
      expect(objective(found, problem)).toBeLessThan(objective(best, problem) * 1.01 + 1e-4);
      best.forEach((x, f) => {
        expect(Math.abs(found[f]! - x)).toBeLessThan(0.03);
      });
    }
  });

  test('every phrasing is nearest to its own class', () => {
    vectors.forEach((v, i) => {
      const scores = trained.map((t) => dot(dense(t), v));
      expect(scores.indexOf(Math.max(...scores))).toBe(classes[i]);
    });
  });

  test('a class without phrasings has no weights, and an empty phrasing does no harm', () => {
    const empty: Sparse = { ids: new Int32Array(0), values: new Float32Array(0) };
    const [first, second] = trainClasses({
      vectors: [vectors[0]!, empty],
      classes: Int32Array.from([0, 0]),
      featureCount: FEATURES,
      classCount: 2,
    });
    expect(first!.weights.every(Number.isFinite)).toBe(true);
    expect(second!.features).toHaveLength(0);
  });
});
