/** The SDK prints errors and keys to the console while it verifies a token; inside `quietly` that goes nowhere. */
import { AsyncLocalStorage } from 'node:async_hooks';

type Say = (...words: unknown[]) => void;

const muted = new AsyncLocalStorage<true>();
const wrappers = new WeakSet<Say>();

function wrap(): void {
  const target: Record<'error' | 'warn' | 'log', Say> = globalThis.console;
  for (const name of ['error', 'warn', 'log'] as const) {
    const original = target[name];
    if (wrappers.has(original)) continue;
    const wrapper: Say = (...words) => {
      if (!muted.getStore()) original.apply(target, words);
    };
    wrappers.add(wrapper);
    target[name] = wrapper;
  }
}

/** Runs work whose words on the console are dropped; those of everything else are not. */
export function quietly<T>(work: () => Promise<T>): Promise<T> {
  wrap();
  return muted.run(true, work);
}
