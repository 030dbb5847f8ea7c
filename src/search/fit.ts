/** Fits doubt: from questions the search was not trained on, the weights of its signals and the thresholds. */
import type { Doubt, Fitted, Understanding } from './understanding.ts';

/** What a held-apart question showed. */
export interface Observation {
  /** In the order of `SIGNALS`. */
  signals: number[];
  /** Place of the right subject among the candidates, from 0; -1 when it is not there, or there is none. */
  place: number;
  /** Whether the documents hold an answer. */
  inScope: boolean;
  /** Out of scope, and the first candidate hands over or declines: as good as no answer. */
  silent: boolean;
}

export const SIGNALS = [
  'score',
  'lead',
  'coverage',
  'classifier',
  'match',
  'nearest',
  'covered',
  'missing',
  'agreement',
  'length',
] as const;
export type Signal = (typeof SIGNALS)[number];

/** Signals of an understanding, in the order of `SIGNALS`. */
export function signalsOf(
  u: Pick<Understanding, 'candidates' | 'coverage' | 'words' | 'agreement'>,
): number[] {
  const [first, second] = u.candidates;
  return [
    first?.score ?? 0,
    Math.min(3, (first?.score ?? 0) - (second?.score ?? 0)),
    u.coverage,
    first?.classifier ?? 0,
    first?.match ?? 0,
    first?.nearest ?? 0,
    first?.covered ?? 0,
    first?.missing ?? 1,
    u.agreement,
    Math.log(1 + u.words.length),
  ];
}

const STEPS = 3_000;
const RATE = 0.5;
const DECAY = 1e-4;

/** Whether answering with the first candidate alone is right. */
export const rightAlone = (o: Observation) => o.place === 0 || o.silent;
/** Whether answering with the first, and the second beside it, is right. */
export const rightAmongTwo = (o: Observation) => rightAlone(o) || o.place === 1;

/** Logistic regression by gradient descent on standardised signals; the weights returned are for plain signals. */
export function fitDoubt(seen: readonly Observation[], right: (o: Observation) => boolean): Doubt {
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
      const error = sigmoid(bias + row.reduce((sum, v, k) => sum + v * w[k]!, 0)) - Number(right(seen[i]!));
      biasGradient += error;
      row.forEach((v, k) => {
        gradient[k]! += error * v;
      });
    });
    bias -= (RATE * biasGradient) / rows.length;
    for (let k = 0; k < n; k++) w[k]! -= RATE * (gradient[k]! / rows.length + DECAY * w[k]!);
  }
  const plain = w.map((v, k) => v / spread[k]!);
  const shifted = bias - plain.reduce((sum, v, k) => sum + v * mean[k]!, 0);
  const named = Object.fromEntries(SIGNALS.map((s, k) => [s, round(plain[k]!)])) as Record<Signal, number>;
  return { bias: round(shifted), ...named };
}

/** Probability of what the weights were fitted to. */
export function probability(d: Doubt, signals: readonly number[]): number {
  return sigmoid(d.bias + SIGNALS.reduce((sum, s, k) => sum + d[s] * signals[k]!, 0));
}

/**
 * What is borne: of the questions outside the documents this share may be answered, and this share offered choices;
 * of the answers given alone this share may be another entry's (a neighbour often answers as well).
 */
const BORNE = { answeredOutside: 0.18, offeredOutside: 0.35, wrongAlone: 0.03 };

/** The lowest thresholds that keep to what is borne. */
export function fitThresholds(
  seen: readonly Observation[],
  alone: Doubt,
  amongTwo: Doubt,
): Pick<Fitted, 'sureFrom' | 'answerFrom' | 'choicesFrom'> {
  const scored = seen.map((o) => ({
    o,
    alone: probability(alone, o.signals),
    two: probability(amongTwo, o.signals),
  }));
  const outside = scored.filter((x) => !x.o.inScope);
  const share = (part: number, whole: number) => (whole ? part / whole : 0);
  const lowest = (holds: (t: number) => boolean) => STEPS_OF_THRESHOLD.find(holds) ?? 0.95;
  const reached = (t: number) => outside.filter((x) => x.two >= t && !x.o.silent).length;
  const answerFrom = lowest((t) => share(reached(t), outside.length) <= BORNE.answeredOutside);
  const choicesFrom = lowest((t) => share(reached(t), outside.length) <= BORNE.offeredOutside);
  const sureFrom = lowest((t) => {
    const said = scored.filter((x) => x.two >= answerFrom && x.alone >= t);
    return share(said.filter((x) => !rightAlone(x.o)).length, said.length) <= BORNE.wrongAlone;
  });
  return { sureFrom, answerFrom, choicesFrom: Math.min(choicesFrom, answerFrom) };
}

const STEPS_OF_THRESHOLD = Array.from({ length: 46 }, (_, i) => round(0.05 + i * 0.02));

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));
const average = (list: readonly number[]) => list.reduce((a, b) => a + b, 0) / (list.length || 1);
function round(v: number): number {
  return Math.round(v * 10_000) / 10_000;
}
