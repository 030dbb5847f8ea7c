/** A message whose question is answered: what was chosen, in place of the buttons. */
import type { Block } from './blocks.ts';
import { context } from './blocks.ts';

/**
 * @param blocks as Slack sent them with the press
 * @param id of the block that was pressed
 */
export function replaceBlock(blocks: readonly unknown[], id: string, said: string): Block[] {
  return (blocks as Block[]).flatMap((block) => (block.block_id === id ? context(said) : [block]));
}
