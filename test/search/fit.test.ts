import { describe, expect, test } from 'vitest';
import {
  fitDoubt,
  fitThresholds,
  type Observation,
  probability,
  rightAlone,
  rightAmongTwo,
  SIGNALS,
} from '../../src/search/fit.ts';

/** Questions whose lead tells whether the first candidate is right. */
const seen: Observation[] = Array.from({ length: 200 }, (_, i): Observation => {
  const right = i % 2 === 0;
  const lead = (right ? 1.2 : 0.2) + (i % 10) / 40;
  return {
    signals: SIGNALS.map((s) => (s === 'lead' ? lead : 0.5)),
    place: right ? 0 : i % 4 === 1 ? 1 : -1,
    inScope: i % 4 !== 3,
    silent: false,
  };
});

describe('fitting doubt', () => {
  const alone = fitDoubt(seen, rightAlone);
  const amongTwo = fitDoubt(seen, rightAmongTwo);

  test('a signal that tells right from wrong gets a weight, one that never changes none', () => {
    expect(alone.lead).toBeGreaterThan(1);
    expect(alone.coverage).toBe(0);
  });

  test('probabilities follow what was seen', () => {
    for (const o of seen) expect(probability(alone, o.signals) > 0.5).toBe(rightAlone(o));
  });

  test('among two is never less often right than alone', () => {
    expect(seen.filter(rightAmongTwo).length).toBeGreaterThan(seen.filter(rightAlone).length);
  });

  test('the thresholds answer what is surely right, and offer nothing above answering', () => {
    const t = fitThresholds(seen, alone, amongTwo);
    expect(t.choicesFrom).toBeLessThanOrEqual(t.answerFrom);
    const wrong = seen.filter(
      (o) =>
        probability(amongTwo, o.signals) >= t.answerFrom &&
        probability(alone, o.signals) >= t.sureFrom &&
        !rightAlone(o),
    );
    expect(wrong).toEqual([]);
  });

  test('a question out of scope whose first candidate says nothing is as good as no answer', () => {
    expect(rightAlone({ signals: [], place: -1, inScope: false, silent: true })).toBe(true);
    expect(rightAmongTwo({ signals: [], place: 1, inScope: true, silent: false })).toBe(true);
  });
});
