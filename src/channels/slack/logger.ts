/** Bolt's log lines in the house's log: no content, no tokens. */
import { type Logger, LogLevel } from '@slack/bolt';
import type { Log } from '../../log.ts';

/** Only the kind of an error: Slack's client puts whole bodies into messages and properties of some. */
export function quietError(error: unknown): { name: string; code?: string } {
  const { name, code } = error as Error & { code?: unknown };
  return { name: String(name ?? 'Error'), ...(typeof code === 'string' ? { code } : {}) };
}

export function boltLogger(log: Log): Logger {
  const say = (level: 'debug' | 'info' | 'warn' | 'error') => {
    return (...said: unknown[]) => {
      const words = said.find((s) => typeof s === 'string') as string | undefined;
      const error = said.find((s) => s instanceof Error);
      log[level](
        { channel: 'slack', ...(error ? { error: quietError(error) } : {}) },
        (words ?? 'bolt').slice(0, 200),
      );
    };
  };
  return {
    // Its debug lines hold payloads.
    debug: () => {},
    info: say('debug'),
    warn: say('warn'),
    error: say('error'),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  };
}

/**
 * Runs what goes on after the acknowledgement; a fault is logged without content, and ends with it.
 * @param otherwise tells the person that it failed; should that fail, too, it is let be
 */
export async function safely<T>(
  log: Log,
  what: string,
  work: () => Promise<T>,
  otherwise?: () => Promise<unknown>,
): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    log.error({ channel: 'slack', what, error: quietError(error) }, 'could not be handled');
    try {
      await otherwise?.();
    } catch (refused) {
      log.warn({ channel: 'slack', what, error: quietError(refused) }, 'nobody could be told');
    }
    return undefined;
  }
}
