import { describe, expect, test } from 'vitest';
import { createConcepts } from '../../src/search/concepts.ts';
import { createEnglish, readFrequencies } from '../../src/search/english.ts';
import { read, vector } from '../../src/search/features.ts';
import { stem } from '../../src/search/normalise.ts';
import { createSpelling, distance } from '../../src/search/spelling.ts';

const english = createEnglish(readFrequencies());

describe('general English', () => {
  test('common words say nothing, rare ones much, unknown ones most', () => {
    expect(english.rarity('the')).toBeLessThan(0.1);
    expect(english.rarity('affidavit')).toBeGreaterThan(0.5);
    expect(english.rarity('caaspp')).toBe(1);
    expect(english.isCommon('window')).toBe(true);
    expect(english.isCommon('caaspp')).toBe(false);
  });
});

describe('spelling', () => {
  const spelling = createSpelling(
    new Map([
      ['window', 9],
      ['stairs', 4],
      ['coordinator', 7],
      ['2026', 3],
    ]),
    english,
  );

  test('a slip of the finger becomes the nearest word of the knowledge', () => {
    expect(spelling.correct('wndow')).toBe('window');
    expect(spelling.correct('widnow')).toBe('window');
    expect(spelling.correct('stiars')).toBe('stairs');
  });

  test('two slips are mended in long words only', () => {
    expect(spelling.correct('coordnatr')).toBe('coordinator');
    expect(spelling.correct('wndw')).toBe('wndw');
  });

  test('known words, common words, short words and numbers are left alone', () => {
    expect(spelling.correct('window')).toBe('window');
    expect(spelling.correct('widow')).toBe('widow');
    expect(spelling.correct('cta')).toBe('cta');
    expect(spelling.correct('2062')).toBe('2062');
  });

  test('letters swapped with their neighbor count once, and counting stops past the limit', () => {
    expect(distance('window', 'widnow', 2)).toBe(1);
    expect(distance('window', 'window', 2)).toBe(0);
    expect(distance('abc', 'xyz', 1)).toBe(2);
    expect(distance('a', 'abcdef', 2)).toBe(3);
  });
});

describe('concepts', () => {
  const concepts = createConcepts({
    synonyms: [['student', 'kid', 'pupil']],
    phrases: { ssr: ['SSR', 'student score report'] },
  });

  test('synonyms are one word', () => {
    expect(concepts.canonical(stem('pupils'))).toBe('student');
    expect(concepts.canonical(stem('window'))).toBe('window');
  });

  test('an acronym and its long form are the same concept, also through a synonym', () => {
    expect(read('my SSR', concepts).concepts).toEqual(['=ssr']);
    expect(read('the kid score reports', concepts).concepts).toEqual(['=ssr']);
    expect(read('score report', concepts).concepts).toEqual([]);
  });

  test('a vector has length 1, and none for a text without words', () => {
    const v = vector(read('When do windows close?', concepts), () => 1);
    expect(Math.hypot(...v.values())).toBeCloseTo(1);
    expect(v.has('window')).toBe(true);
    expect(v.has('#_wi')).toBe(true);
    expect([...vector(read('', concepts), () => 1).keys()].some((f) => f.startsWith('#'))).toBe(false);
  });
});
