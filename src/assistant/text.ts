/** A reply as plain text, in reading order: for the terminal, the batch, notifications and fallbacks. */
import type { Part, Reply } from './reply.ts';

/**
 * @example renderText({ kind: 'answer', parts: [{ type: 'text', text: 'By December 1.' }] }) // 'By December 1.'
 */
export function renderText(reply: Reply): string {
  let number = 0;
  return reply.parts.map(draw).filter(Boolean).join('\n\n');

  function draw(p: Part): string {
    switch (p.type) {
      case 'text':
        return p.text;
      case 'facts':
        return p.facts.map((f) => `${f.label}: ${f.value}`).join('\n');
      case 'list':
        return [p.title, ...p.items.map((i) => `• ${i}`)].filter(Boolean).join('\n');
      case 'steps':
        return p.items.map((s, i) => `${i + 1}. ${s}`).join('\n');
      case 'working':
        return p.lines.map((l) => `  ${l}`).join('\n');
      case 'notice':
        return p.level === 'warning' ? `Caution: ${p.text}` : `Note: ${p.text}`;
      case 'question':
        return [
          p.progress ? `(${p.progress}) ${p.text}` : p.text,
          p.help,
          p.input.kind === 'choice' ? numbered(p.input.choices) : '',
        ]
          .filter(Boolean)
          .join('\n');
      case 'choices':
        return [p.title ? `${p.title}:` : '', numbered(p.choices)].filter(Boolean).join('\n');
      case 'sources':
        return p.sources.map((s) => `Source: ${s.document} (${s.dated}), ${s.section}`).join('\n');
      case 'picture':
        return p.alt;
      case 'file':
        return `File: ${p.title} (${p.name})`;
    }
  }

  function numbered(choices: { label: string }[]): string {
    return choices.map((c) => `[${++number}] ${c.label}`).join('\n');
  }
}
