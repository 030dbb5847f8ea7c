/** Fits doubt: from questions the search was not trained on, the weights of its signals and the two thresholds. */
import type { Fitted, Understander } from './understanding.ts';

/** What a held-apart question showed. */
export interface Observation {
  /** Score, lead, coverage, classifier, match, log of length. */
  signals: number[];
  /** Whether the first candidate was right. */
  right: boolean;
  /** Whether the right one was among the first four. */
  offered: boolean;
  inScope: boolean;
}

export const SIGNALS = ['score', 'lead', 'coverage', 'classifier', 'match', 'length'] as const;

/** Signals of an understanding, in the order of `SIGNALS`. */
export function signalsOf(u: ReturnType<Understander['understand']>): number[] {
  const [first, second] = u.candidates;
  return [
    first?.score ?? 0,
    Math.min(3, (first?.score ?? 0) - (second?.score ?? 0)),
    u.coverage,
    first?.classifier ?? 0,
    first?.match ?? 0,
    Math.log(1 + u.words.length),
  ];
}

const STEPS = 4_000;
const RATE = 0.05;
const DECAY = 1e-4;

/** Logistic regression by gradient descent on standardised signals; returned for plain signals. */
export function fitDoubt(seen: readonly Observation[]): Fitted['doubt'] {
  const n = SIGNALS.length;
  const mean = SIGNALS.map((_, k) => average(seen.map((o) => o.signals[k]!)));
  const spread = SIGNALS.map(
    (_, k) => Math.sqrt(average(seen.map((o) => (o.signals[k]! - mean[k]!) ** 2))) || 1,
  );
  const rows = seen.map((o) => o.signals.map((v, k) => (v - mean[k]!) / spread[k]!));
  const w = new Array<number>(n).fill(0);
  let bias = 0;
  for (let step = 0; step < STEPS; step++) {
    const gradient = new Array<number>(n).fill(0);
    let biasGradient = 0;
    rows.forEach((row, i) => {
      const p = sigmoid(bias + row.reduce((sum, v, k) => sum + v * w[k]!, 0));
      const error = p - Number(seen[i]!.right);
      biasGradient += error;
      row.forEach((v, k) => {
        gradient[k]! += error * v;
      });
    });
    bias -= (RATE * 10 * biasGradient) / rows.length;
    for (let k = 0; k < n; k++) w[k]! -= RATE * 10 * (gradient[k]! / rows.length + DECAY * w[k]!);
  }
  const plain = w.map((v, k) => v / spread[k]!);
  const shifted = bias - plain.reduce((sum, v, k) => sum + v * mean[k]!, 0);
  const named = Object.fromEntries(SIGNALS.map((s, k) => [s, round(plain[k]!)])) as Omit<
    Fitted['doubt'],
    'bias'
  >;
  return { bias: round(shifted), ...named };
}

export function probability(d: Fitted['doubt'], signals: readonly number[]): number {
  return sigmoid(d.bias + SIGNALS.reduce((sum, s, k) => sum + d[s] * signals[k]!, 0));
}

/** Cost of a wrong answer, of a question that need not have been asked back, and of a needless hand-over. */
const COSTS = { wrong: 3, choices: 0.6, choicesWithoutRight: 1.2, handOver: 1 };

/** The two thresholds with the least cost over the questions seen. */
export function fitThresholds(
  seen: readonly Observation[],
  d: Fitted['doubt'],
): { answerFrom: number; choicesFrom: number } {
  const scored = seen.map((o) => ({ o, p: probability(d, o.signals) }));
  let best = { answerFrom: 0.5, choicesFrom: 0.3, cost: Number.POSITIVE_INFINITY };
  for (let a = 0.2; a <= 0.9; a += 0.02)
    for (let c = 0.06; c < a; c += 0.02) {
      let cost = 0;
      for (const { o, p } of scored) {
        if (p >= a) cost += o.right ? 0 : COSTS.wrong;
        else if (p >= c) cost += o.inScope && o.offered ? COSTS.choices : COSTS.choicesWithoutRight;
        else cost += o.inScope ? COSTS.handOver + 0.2 : 0;
      }
      if (cost < best.cost) best = { answerFrom: round(a), choicesFrom: round(c), cost };
    }
  return { answerFrom: best.answerFrom, choicesFrom: best.choicesFrom };
}

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));
const average = (list: readonly number[]) => list.reduce((a, b) => a + b, 0) / (list.length || 1);
const round = (v: number) => Math.round(v * 10_000) / 10_000;
