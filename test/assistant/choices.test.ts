import { describe, expect, it } from 'vitest';
import { bare, choicesOf, pickOffered } from '../../src/assistant/choices.ts';
import type { Choice, Part } from '../../src/assistant/reply.ts';

const OFFERED: Choice[] = [
  { label: 'Deadline for setting the window', action: 'open:entry:a' },
  { label: 'None of these', action: 'none:' },
];

describe('a message after choices were offered', () => {
  it.each(['1', '#1', ' 1. ', '1)'])('"%s" picks by number', (message) => {
    expect(pickOffered(message, OFFERED)?.action).toBe('open:entry:a');
  });

  it('picks by the label, however it is written', () => {
    expect(pickOffered('none of these!', OFFERED)?.action).toBe('none:');
  });

  it('picks nothing with a number that was not offered, or with other words', () => {
    expect(pickOffered('3', OFFERED)).toBeUndefined();
    expect(pickOffered('1st of May', OFFERED)).toBeUndefined();
    expect(pickOffered('1', undefined)).toBeUndefined();
  });
});

describe('the choices of a reply', () => {
  it('are those on buttons and those of a question, in reading order', () => {
    const [first, second] = OFFERED as [Choice, Choice];
    const question: Part = {
      type: 'question',
      name: 'role',
      text: 'Which?',
      input: { kind: 'choice', choices: [second] },
    };
    const parts: Part[] = [{ type: 'choices', choices: [first] }, question];
    expect(choicesOf({ kind: 'ask', parts }).map((c) => c.action)).toEqual(['open:entry:a', 'none:']);
  });
});

describe('a bare message', () => {
  it('has no case, punctuation or doubled blanks', () => {
    expect(bare('  Thanks,  A LOT! ')).toBe('thanks a lot');
  });
});
