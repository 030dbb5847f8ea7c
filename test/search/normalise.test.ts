import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainText, sentences, stem, words } from '../../src/search/normalise.ts';
import { BAD_INPUT } from '../support/bad-input.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 300 });

describe('normalising what a person typed', () => {
  test('opens contractions, drops possessives and splits at punctuation', () => {
    expect(words("What's the LEA's cutoff?")).toEqual(['what', 'is', 'the', 'lea', 'cutoff']);
    expect(words('don’t & 50%')).toEqual(['do', 'not', 'and', '50', 'percent']);
  });

  test('takes accents off and reads full-width letters', () => {
    expect(words('Peña ＣＡＡＳＰＰ')).toEqual(['pena', 'caaspp']);
  });

  test('a word that is also the name of a property of objects is a word like any other', () => {
    expect(words('constructor toString __proto__')).toEqual(['constructor', 'tostring', 'proto']);
  });

  test('gives kin words one stem', () => {
    expect(stem('policies')).toBe(stem('policy'));
    expect(stem('tested')).toBe(stem('testing'));
    expect(stem('windows')).toBe('window');
    expect(stem('504')).toBe('504');
  });

  test('splits a message into its sentences', () => {
    expect(sentences('Hi. When do windows close?')).toEqual(['Hi.', 'When do windows close?']);
  });

  test('never throws, whatever the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const word of words(text)) expect(typeof stem(word)).toBe('string');
        expect(sentences(text).every((s) => s.trim() === s && s.length > 0)).toBe(true);
      }),
    );
    for (const text of Object.values(BAD_INPUT)) expect(Array.isArray(words(text))).toBe(true);
  });

  test('the same text always has the same words, all lower case letters and digits', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const found = words(text);
        expect(words(text)).toEqual(found);
        for (const word of found) expect(word).toMatch(/^[\p{L}\p{N}]{1,40}$/u);
        expect(plainText(plainText(text))).toBe(plainText(text));
      }),
    );
  });

  test('its own output, read again, stays as it is', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const found = words(text);
        expect(words(found.join(' '))).toEqual(found);
      }),
    );
  });
});
