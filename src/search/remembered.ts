/** One message is read from many sides; what was worked out from its text is kept for a moment. */

/**
 * The same function, which remembers its last results by the text. Only for pure functions whose results nobody
 * changes.
 * @param most how many texts are remembered
 * @example
 * const lengthOf = remembered((text) => text.length);
 * lengthOf('window') // 6, worked out; the next time remembered
 */
export function remembered<T>(of: (text: string) => T, most = 8): (text: string) => T {
  const recall = createRecall<T>(most);
  return (text) => recall(text, () => of(text));
}

/**
 * Results by their key, made when they are not there; the oldest is forgotten when there are too many.
 * @example
 * const recall = createRecall<number>(8);
 * recall('window', () => 'window'.length) // 6
 */
export function createRecall<T>(most: number): (key: string, make: () => T) => T {
  const known = new Map<string, T>();
  return (key, make) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const result = make();
    if (known.size >= most) known.delete(known.keys().next().value!);
    known.set(key, result);
    return result;
  };
}

/** The same function of an object, which remembers its results as long as the objects live and stay as they are. */
export function rememberedOf<K extends object, T>(of: (key: K) => T): (key: K) => T {
  const known = new WeakMap<K, T>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const result = of(key);
    known.set(key, result);
    return result;
  };
}
