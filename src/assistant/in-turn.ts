/** Tasks of the same name run one after another, those of different names at once. */

export type InTurn = <T>(name: string, task: () => Promise<T>) => Promise<T>;

/**
 * @example
 * const inTurn = createInTurn();
 * inTurn('c', first); inTurn('c', second); // second begins when first has ended, well or badly
 */
export function createInTurn(): InTurn {
  const last = new Map<string, Promise<unknown>>();
  return (name, task) => {
    const mine = (last.get(name) ?? Promise.resolve()).then(task, task);
    const settled: Promise<void> = mine
      .then(
        () => {},
        () => {},
      )
      .then(() => {
        if (last.get(name) === settled) last.delete(name);
      });
    last.set(name, settled);
    return mine;
  };
}
