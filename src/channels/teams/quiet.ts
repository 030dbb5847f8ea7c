/** The SDK prints errors and keys to the console while it verifies a token; inside `quietly` that goes nowhere. */
import { AsyncLocalStorage } from 'node:async_hooks';

const muted = new AsyncLocalStorage<true>();
let wrapped = false;

function wrap(): void {
  wrapped = true;
  // biome-ignore lint/suspicious/noConsole: nothing is said here; what the SDK says is muted
  const target: Record<'error' | 'warn' | 'log', (...words: unknown[]) => void> = globalThis.console;
  for (const name of ['error', 'warn', 'log'] as const) {
    const original = target[name];
    target[name] = (...words: unknown[]) => {
      if (!muted.getStore()) original.apply(target, words);
    };
  }
}

/** Runs work whose words on the console are dropped; those of everything else are not. */
export function quietly<T>(work: () => Promise<T>): Promise<T> {
  if (!wrapped) wrap();
  return muted.run(true, work);
}
