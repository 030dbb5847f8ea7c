/** What comes up in one round of the event loop is done together at its end. */

/**
 * @param work done once for all that were gathered
 * @returns for each one, a promise that ends as the work that it was part of
 * @example
 * const mark = gathered((ids: readonly number[]) => outbox.delivered(ids, Date.now()));
 * await Promise.all([mark(1), mark(2)]); // one statement for both
 */
export function gathered<T>(work: (all: readonly T[]) => void | Promise<void>): (one: T) => Promise<void> {
  let under: { all: T[]; done: Promise<void> } | undefined;
  return (one) => {
    under ??= begin();
    under.all.push(one);
    return under.done;
  };

  function begin(): { all: T[]; done: Promise<void> } {
    const all: T[] = [];
    const done = new Promise((resolve) => setImmediate(resolve)).then(() => {
      under = undefined;
      return work(all);
    });
    return { all, done };
  }
}
