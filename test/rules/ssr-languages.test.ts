import { describe, expect, it } from 'vitest';
import { run } from './run.ts';

const languages = (primary_language: unknown) => run('ssr-languages', { primary_language });

describe('the languages of the score report', () => {
  it.each([
    ['Arabic', 'Arabic'],
    ['  VIETNAMESE ', 'Vietnamese'],
    ['Chinese   (Traditional)', 'Chinese (Traditional)'],
    ['chinese traditional', 'Chinese (Traditional)'],
    ['Filipino', 'Filipino'],
    ['Korean', 'Korean'],
  ])('are English and one more for %s', (language, second) => {
    expect(languages(language)).toMatchObject({
      status: 'ok',
      result: { languages: ['English', second], possible: null },
    });
  });

  it.each(['English', 'Hmong', 'constructor', '__proto__'])('are English alone for %s', (language) => {
    expect(languages(language)).toMatchObject({
      status: 'ok',
      result: { languages: ['English'], possible: null },
    });
  });

  it.each([
    ['Cantonese', 'Chinese (Traditional)'],
    ['Simplified Chinese', 'Chinese (Traditional)'],
    ['Mandarin', 'Chinese (Traditional)'],
    ['Pilipino', 'Filipino'],
  ])('are not certain for %s', (language, possible) => {
    expect(languages(language)).toMatchObject({
      status: 'not_determinable',
      result: { languages: ['English'], possible },
      warnings: ['LANGUAGE_MAPPING_NOT_IN_SOURCES'],
    });
  });

  it('always hold English, also while the language is not known', () => {
    for (const blank of [undefined, null, '', '   '])
      expect(languages(blank)).toMatchObject({
        ask: ['primary_language'],
        result: { languages: ['English'] },
      });
  });
});
