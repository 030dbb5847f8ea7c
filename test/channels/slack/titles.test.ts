import { describe, expect, test } from 'vitest';
import type { Message } from '../../../src/assistant/message.ts';
import { createTitles } from '../../../src/channels/slack/titles.ts';

const about = (text: string) => ({ text }) as Message;

describe('titles of threads', () => {
  test('are set one after another, and only when nobody waits for an answer', async () => {
    const order: string[] = [];
    const quiet = Promise.withResolvers<void>();
    let running = 0;
    const title = createTitles(
      async ({ text }) => {
        expect(++running).toBe(1);
        await new Promise((resolve) => setTimeout(resolve, 1));
        running--;
        order.push(text);
      },
      () => quiet.promise,
    );
    const all = Promise.all(['a', 'b', 'c'].map((text) => title(about(text))));
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(order).toEqual([]);
    quiet.resolve();
    await all;
    expect(order).toEqual(['a', 'b', 'c']);
  });

  test('are left out behind fifty others, and one that fails keeps no other from being set', async () => {
    const quiet = Promise.withResolvers<void>();
    let set = 0;
    const title = createTitles(
      async () => {
        if (++set === 1) throw new Error('refused');
      },
      () => quiet.promise,
    );
    const all = Promise.allSettled(Array.from({ length: 60 }, () => title(about('x'))));
    quiet.resolve();
    const settled = await all;
    expect(set).toBe(50);
    expect(settled.filter(({ status }) => status === 'rejected')).toHaveLength(1);
  });
});
