/** Threads are named after the questions that began them, when nobody waits for an answer. */
import { createInTurn } from '../../assistant/in-turn.ts';
import type { Message } from '../../assistant/message.ts';

/** More wait only in a flood; a title is an ornament. */
const MOST_WAITING = 50;

/** Ends when the thread is named, or is left without a title. */
export type Titles = (message: Message) => Promise<void>;

/**
 * @param name sets one title
 * @param idle resolves when no answer is being worked out
 * @example
 * const title = createTitles((message) => setTitle(message, context), answering.idle);
 * await title(message); // one after another; those that would wait behind fifty others stay without
 */
export function createTitles(name: (message: Message) => Promise<void>, idle: () => Promise<void>): Titles {
  const inTurn = createInTurn();
  let waiting = 0;
  return async (message) => {
    if (waiting >= MOST_WAITING) return;
    waiting++;
    try {
      await inTurn('titles', async () => {
        await idle();
        await name(message);
      });
    } finally {
      waiting--;
    }
  };
}
