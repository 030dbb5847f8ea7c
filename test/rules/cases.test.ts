import { describe, expect, it } from 'vitest';
import { cases, run } from './run.ts';

describe('worked cases of an independent program', () => {
  it.each(cases)('$id: $why', ({ rule, inputs, expected }) => {
    expect(run(rule, inputs)).toEqual(expected);
  });
});
