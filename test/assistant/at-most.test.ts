import { describe, expect, test } from 'vitest';
import { createAtMost } from '../../src/assistant/at-most.ts';

describe('tasks a few at once', () => {
  test('no more run at once than may, and they begin in the order in which they came', async () => {
    const atMost = createAtMost(2);
    const begun: number[] = [];
    let running = 0;
    let most = 0;
    const task = (n: number) => async () => {
      begun.push(n);
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 2));
      running--;
      return n;
    };
    const done = await Promise.all([1, 2, 3, 4, 5].map((n) => atMost(task(n))));
    expect(done).toEqual([1, 2, 3, 4, 5]);
    expect(begun).toEqual([1, 2, 3, 4, 5]);
    expect(most).toBe(2);
  });

  test('one that fails makes room for the next', async () => {
    const atMost = createAtMost(1);
    const failing = atMost(async () => {
      throw new Error('no');
    });
    const next = atMost(async () => 'yes');
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe('yes');
  });

  test('who waits until nothing runs is told after the last one', async () => {
    const atMost = createAtMost(1);
    const ended: string[] = [];
    await atMost.idle();
    const tasks = ['first', 'second'].map((name) =>
      atMost(async () => {
        await new Promise((resolve) => setTimeout(resolve, 1));
        ended.push(name);
      }),
    );
    const idle = atMost.idle().then(() => ended.push('idle'));
    await Promise.all([...tasks, idle]);
    expect(ended).toEqual(['first', 'second', 'idle']);
  });
});
