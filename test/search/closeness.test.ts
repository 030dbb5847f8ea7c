import { describe, expect, test } from 'vitest';
import { createPhrasebook, nearestPhrasing, stands, weighPhrasings } from '../../src/search/closeness.ts';
import { joinRankings, segmentsOf } from '../../src/search/segments.ts';

describe('closeness to phrasings', () => {
  const weights = Float32Array.from([1, 0.5, 0.25]);
  const book = createPhrasebook([[[0, 1], [2]], [], [[1, 2]]]);
  const whole = weighPhrasings(book, weights);
  const near = (subject: number, terms: number[], unknown = 0) => {
    const asked = new Float64Array(weights.length);
    for (const t of terms) asked[t] = weights[t]!;
    const total = terms.reduce((sum, t) => sum + weights[t]!, unknown);
    return nearestPhrasing(book, subject, asked, total, whole);
  };

  test('a question that is a phrasing is as near as can be', () => {
    expect(near(0, [0, 1])).toBeCloseTo(1);
    expect(near(0, [2])).toBeCloseTo(1);
  });

  test('what is missing and what is unknown takes away', () => {
    expect(near(0, [0])).toBeCloseTo(1 / 1.5);
    expect(near(0, [0, 1], 0.5)).toBeCloseTo(1.5 / 2);
  });

  test('a subject without phrasings is near to nothing', () => {
    expect(near(1, [0, 1, 2])).toBe(0);
  });

  test('a subject is found in its stretch of a posting list only', () => {
    const list = Uint32Array.from([1, 4, 9, 2, 3]);
    expect(stands(list, 0, 3, 4)).toBe(true);
    expect(stands(list, 0, 3, 2)).toBe(false);
    expect(stands(list, 3, 5, 2)).toBe(true);
    expect(stands(list, 0, 0, 1)).toBe(false);
  });
});

describe('long messages', () => {
  test('a short message is not taken apart', () => {
    expect(segmentsOf('Hi. When do windows close?')).toEqual([]);
  });

  test('of a long one the sentences and clauses are looked at, and which of them asks', () => {
    const noise =
      'The cafeteria flooded again, and my desk has had no chair for three weeks, which nobody minds.';
    const segments = segmentsOf(`${noise} When does our testing window have to be set in TOMS?`);
    expect(segments).toContainEqual({
      text: 'When does our testing window have to be set in TOMS?',
      asks: true,
    });
    expect(segments.some((s) => s.text === 'The cafeteria flooded again')).toBe(true);
    expect(segments.length).toBeLessThanOrEqual(14);
  });

  test('a ranking without pieces stays as it is', () => {
    const whole = { reading: { words: [], stems: [], concepts: [] }, ranked: [], coverage: 0, mass: 0 };
    expect(joinRankings(whole, [])).toBe(whole);
  });
});
