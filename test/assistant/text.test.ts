import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Part } from '../../src/assistant/reply.ts';
import { renderText } from '../../src/assistant/text.ts';
import { anyReply, EVERYTHING } from '../support/replies.ts';

/** Every text that a part shows to people. */
function shown(part: Part): string[] {
  switch (part.type) {
    case 'facts':
      return part.facts.flatMap((f) => [f.label, f.value]);
    case 'list':
      return [part.title ?? '', ...part.items];
    case 'steps':
      return part.items;
    case 'working':
      return part.lines;
    case 'question':
      return [
        part.text,
        part.help ?? '',
        part.progress ?? '',
        ...(part.input.kind === 'choice' ? part.input.choices.map((c) => c.label) : []),
      ];
    case 'choices':
      return [part.title ?? '', ...part.choices.map((c) => c.label)];
    case 'sources':
      return part.sources.flatMap((s) => [s.document, s.dated, s.section]);
    case 'picture':
      return [part.alt];
    case 'file':
      return [part.title, part.name];
    default:
      return [part.text];
  }
}

describe('a reply as plain text', () => {
  test('numbers steps and choices, the choices through the whole reply', () => {
    const choice = (label: string) => ({ label, action: `say:${label}` });
    const said = renderText({
      kind: 'choices',
      parts: [
        { type: 'steps', items: ['Log on.', 'Save.'] },
        { type: 'choices', title: 'Did you mean', choices: [choice('One'), choice('Two')] },
        { type: 'choices', choices: [choice('Three')] },
      ],
    });
    expect(said).toBe('1. Log on.\n2. Save.\n\nDid you mean:\n[1] One\n[2] Two\n\n[3] Three');
  });

  test('names each source with its date and section', () => {
    expect(renderText(EVERYTHING)).toContain('Source: Coordinator mailing 214 (October 2026), Reminders');
  });

  test('drops nothing of any reply, and never throws', () => {
    fc.assert(
      fc.property(anyReply, (reply) => {
        const said = renderText(reply);
        for (const part of reply.parts) for (const text of shown(part)) expect(said).toContain(text);
      }),
    );
  });
});
