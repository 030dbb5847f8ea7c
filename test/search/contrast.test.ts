import { describe, expect, it } from 'vitest';
import { createContrast } from '../../src/search/contrast.ts';

const again = createContrast([
  [
    ['interim assessments', 'interims', 'interim'],
    ['summative', 'summatives'],
    ['practice tests', 'practice test'],
  ],
  [
    ['test administrators', 'TAs'],
    ['test examiners', 'TEs'],
    ['504 plans', '504'],
  ],
]);

describe('a follow-up that names the other of a pair', () => {
  it('asks the earlier question of it', () => {
    expect(again('Where do I see interim results?', 'and summative ones?')).toBe(
      'where do i see summative results',
    );
    expect(again('do practice tests give scores', 'and interims?')).toBe('do interims give scores');
    expect(again('Can I train TAs with slides?', 'what about TEs')).toBe('can i train tes with slides');
  });

  it('leaves a message alone that asks something of its own', () => {
    expect(again('Where do I see interim results?', 'when do summatives open?')).toBeUndefined();
  });

  it('leaves a message alone when the earlier question names nothing of the kind', () => {
    expect(again('When is the window due?', 'and summative ones?')).toBeUndefined();
    expect(again('Where are interims?', 'and TEs?')).toBeUndefined();
  });

  it('leaves a message alone that names two of a kind', () => {
    expect(again('Where are interims?', 'and summatives and practice tests?')).toBeUndefined();
  });
});
