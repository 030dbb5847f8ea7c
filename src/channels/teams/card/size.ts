/** How large a card is, and replies cut to a size. */
import type { Part, Reply } from '../../../assistant/reply.ts';

/** Longest text and longest list at full size; a share of them is tried when a card is too large. */
const LONGEST_TEXT = 8_000;
const LONGEST_LIST = 100;

/** Bytes of a value as JSON. */
export function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value), 'utf8');
}

/** A reply whose texts and lists are at most a share of the longest ones: `shortened(reply, 0.5)`. */
export function shortened(reply: Reply, share: number): Reply {
  const longest = Math.ceil(LONGEST_TEXT * share);
  const most = Math.max(3, Math.ceil(LONGEST_LIST * share));
  const cut = (text: string) => (text.length > longest ? `${text.slice(0, longest).toWellFormed()} …` : text);
  const some = <T>(list: readonly T[]) => list.slice(0, most);
  const parts = some(reply.parts).map((part) => shortPart(part, cut, some));
  return { ...reply, parts };
}

function shortPart(part: Part, cut: (text: string) => string, some: <T>(list: readonly T[]) => T[]): Part {
  const maybe = (text: string | undefined) => (text === undefined ? undefined : cut(text));
  const choices = (list: readonly { label: string; action: string }[]) =>
    some(list).map((c) => ({ label: cut(c.label), action: c.action }));
  switch (part.type) {
    case 'text':
    case 'notice':
      return { ...part, text: cut(part.text) };
    case 'facts':
      return { ...part, facts: some(part.facts).map((f) => ({ label: cut(f.label), value: cut(f.value) })) };
    case 'list':
      return { ...part, title: maybe(part.title), items: some(part.items).map(cut) };
    case 'steps':
      return { ...part, items: some(part.items).map(cut) };
    case 'working':
      return { ...part, lines: some(part.lines).map(cut) };
    case 'question':
      return {
        ...part,
        text: cut(part.text),
        help: maybe(part.help),
        progress: maybe(part.progress),
        input:
          part.input.kind === 'choice'
            ? { kind: 'choice', choices: choices(part.input.choices) }
            : part.input,
      };
    case 'choices':
      return { ...part, title: maybe(part.title), choices: choices(part.choices) };
    case 'sources':
      return {
        ...part,
        sources: some(part.sources).map((s) => ({
          document: cut(s.document),
          dated: cut(s.dated),
          section: cut(s.section),
        })),
      };
    case 'picture':
      return { ...part, alt: cut(part.alt) };
    case 'file':
      return { ...part, name: cut(part.name), title: cut(part.title) };
  }
}
