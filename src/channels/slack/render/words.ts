/** What blocks say, as plain words: for notifications and screen readers of a page of a long reply. */
import { unmarked } from '../mrkdwn.ts';
import type { Block } from './blocks.ts';

/** @example wordsOf(sections('See <A> & B')) // 'See <A> & B' */
export function wordsOf(blocks: readonly Block[]): string {
  return blocks.flatMap(said).filter(Boolean).join('\n\n');
}

function said(block: Block): string[] {
  if (block.type === 'section') return [block.text, ...(block.fields ?? [])].map(wordsIn);
  if (block.type === 'context') return block.elements.map(wordsIn);
  if (block.type === 'actions')
    return block.elements.flatMap((e) => ('options' in e ? (e.options ?? []).map(wordsIn) : wordsIn(e)));
  return [];
}

interface Worded {
  type?: string;
  text?: unknown;
}

/** Of a text object, or of what has one, such as a button; pictures and pickers say nothing. */
function wordsIn(element: Worded | undefined): string {
  const { type, text } = element ?? {};
  if (typeof text === 'string') return type === 'mrkdwn' ? unmarked(text) : text;
  return text ? wordsIn(text as Worded) : '';
}
