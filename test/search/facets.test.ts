import { describe, expect, test } from 'vitest';
import { createFacetFinder } from '../../src/search/facets.ts';

const TODAY = '2026-12-21';
const finder = createFacetFinder({
  tests: { cast: ['CAST', 'science'], caa_science: ['CAA for Science', 'CAA science'] },
  roles: { test_examiner: ['test examiner', 'TE'], site_coordinator: ['site coordinator'] },
  months: { 3: ['March'], 12: ['December'] },
});
const find = (text: string) => finder.find(text, TODAY);

describe('what a message names', () => {
  test('the longest name counts: the CAA for Science is not also science', () => {
    expect(find('CAA for Science window').tests).toEqual(['caa_science']);
    expect(find('the science test').tests).toEqual(['cast']);
  });

  test('this, next and last month are months, over the turn of the year too', () => {
    expect(find('what is due this month').months).toEqual([12]);
    expect(find('and next month').months).toEqual([1]);
    expect(find('tasks of last month').months).toEqual([11]);
    expect(find('March tasks').months).toEqual([3]);
  });

  test('a role is claimed by whoever says to be it, not by whoever names it', () => {
    expect(find("I'm a test examiner").self).toBe('test_examiner');
    expect(find('site coordinator').self).toBe('site_coordinator');
    expect(find('test examiner here').self).toBe('test_examiner');
    expect(find('who trains a test examiner').self).toBeUndefined();
    expect(find('who trains a test examiner').roles).toEqual(['test_examiner']);
  });

  test('years stand alone or as a school year in any form', () => {
    expect(find('in 2016').years).toEqual([2016]);
    expect(find('the 2026-27 window').years).toEqual([2026]);
    expect(find('the 23/24 file').years).toEqual([2023]);
    expect(find('rooms 3-4').years).toEqual([]);
  });
});
