/** Tasks that run a few at once: under a flood, what must be done quickly finds its turn between them. */

export interface AtMost {
  <T>(task: () => Promise<T>): Promise<T>;
  /** Resolves when nothing runs. */
  idle(): Promise<void>;
}

/**
 * @param most how many run at once; the others wait in the order in which they came
 * @example
 * const atMost = createAtMost(8);
 * await Promise.all(messages.map((message) => atMost(() => answer(message)))); // eight at once
 */
export function createAtMost(most: number): AtMost {
  const waiting: (() => void)[] = [];
  const idlers: (() => void)[] = [];
  let running = 0;

  async function enter(): Promise<void> {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
  }

  function leave(): void {
    const next = waiting.shift();
    // What has come in meanwhile goes first.
    if (next) setImmediate(next);
    else if (--running === 0) for (const idler of idlers.splice(0)) idler();
  }

  const atMost = async <T>(task: () => Promise<T>): Promise<T> => {
    await enter();
    try {
      return await task();
    } finally {
      leave();
    }
  };
  const idle = async () => {
    if (running) await new Promise<void>((resolve) => idlers.push(resolve));
  };
  return Object.assign(atMost, { idle });
}
