import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { chooseShares, splitOff, understanderOf } from '../../src/search/choose-shares.ts';
import { buildIndex, type Subject } from '../../src/search/index.ts';
import { createRanker } from '../../src/search/ranking.ts';
import type { Fitted } from '../../src/search/understanding.ts';

const shipped = parse(readFileSync('knowledge/search-fit.yaml', 'utf8')) as Fitted;
const concepts = { synonyms: [['student', 'kid']], phrases: { ssr: ['SSR', 'score report'] } };
const subject = (key: string, title: string, ...questions: string[]): Subject => ({
  key,
  title,
  questions,
  keywords: [],
  answer: '',
});
const subjects = [
  subject('window', 'Testing window', 'when does the testing window close', 'last day of testing'),
  subject('ssr', 'Student score reports', 'when do families get the SSR', 'send score reports home'),
  subject('braille', 'Braille forms', 'how do I order braille', 'braille for a blind student'),
];
const index = buildIndex(subjects, concepts, { classifier: true });
const first = (text: string, classifier = 0) =>
  createRanker(index, { classifier, nearest: 2 }).rank(text).ranked[0]?.key;

describe('ranking', () => {
  test('finds a subject by other words, an acronym either way, and in spite of a typo', () => {
    expect(first('window closing')).toBe('window');
    expect(first('where is the score report')).toBe('ssr');
    expect(first('brialle for kids')).toBe('braille');
    expect(first('brialle for kids', 3)).toBe('braille');
  });

  test('the same question ranks the same each time, whatever was asked between', () => {
    const ranker = createRanker(index, { classifier: 1, nearest: 2 });
    const before = ranker.rank('send reports home');
    ranker.rank('braille window');
    expect(ranker.rank('send reports home')).toEqual(before);
  });

  test('shares lie between 0 and 1, and unknown words lower the coverage', () => {
    const { ranked, coverage } = createRanker(index, { classifier: 0, nearest: 2 }).rank('braille zeppelin');
    expect(coverage).toBeGreaterThan(0);
    expect(coverage).toBeLessThan(1);
    for (const r of ranked)
      for (const share of [r.match, r.nearest, r.covered]) {
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
      }
  });

  test('a question without words finds nothing', () => {
    expect(createRanker(index, { classifier: 1, nearest: 2 }).rank('?!').ranked).toEqual([]);
  });

  test('what facets and roles say lifts a subject', () => {
    const ranker = createRanker(index, { classifier: 0, nearest: 2 });
    const lifted = ranker.rank('when', (key) => (key === 'ssr' ? 5 : 0));
    expect(lifted.ranked[0]?.key).toBe('ssr');
  });
});

describe('a set of questions that is not our own', () => {
  const WORDS = ['card', 'pin', 'loan', 'refund', 'branch', 'cheque', 'limit', 'address', 'fee', 'statement'];
  const foreign = WORDS.map((w) =>
    subject(
      w,
      '',
      `where is my ${w}`,
      `I need a new ${w}`,
      `what about the ${w}`,
      `problem with ${w}`,
      `${w} please`,
    ),
  );

  test('questions held out are never learned from, and one subject in five is left out', () => {
    const { kept, held } = splitOff(foreign, 0);
    const learned = new Set(kept.flatMap((s) => s.questions));
    expect(held.some((h) => learned.has(h.text))).toBe(false);
    expect(kept).toHaveLength(8);
    expect(held.filter((h) => h.key === null)).toHaveLength(2);
  });

  test('the least share of the classifier that does as well is taken', () => {
    const fitted = chooseShares(foreign, { synonyms: [], phrases: {} }, shipped);
    expect(fitted.shares.classifier).toBe(0);
    expect(fitted.answerFrom).toBe(shipped.answerFrom);
    const made = buildIndex(foreign, { synonyms: [], phrases: {} }, { classifier: false });
    const u = understanderOf(made, fitted).understand('the refund has a problem', { today: '2026-11-21' });
    expect(u.candidates[0]?.key).toBe('refund');
  });

  test('a set with too few questions keeps the shipped numbers', () => {
    expect(chooseShares(foreign.slice(0, 3), { synonyms: [], phrases: {} }, shipped)).toBe(shipped);
  });
});
