/** The log: one JSON line an event, on standard error, without secrets and without what people wrote. */
import { type DestinationStream, destination, type Logger, pino } from 'pino';
import type { Settings } from './config/settings.ts';

export type Log = Logger;

const HIDDEN = '[hidden]';

/** Never logged, whatever the settings. */
const SECRETS = [
  'authorization',
  'cookie',
  'password',
  'secret',
  'token',
  'botToken',
  'appToken',
  'signingSecret',
  'appPassword',
  'email',
  'phone',
];

/** What people wrote or were shown. */
const TEXTS = ['text', 'label', 'action', 'reply', 'parts'];

/** Every key at the top and up to three levels down: pino's redaction knows no "anywhere". */
function anywhere(keys: readonly string[]): string[] {
  return keys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`, `*.*.*.${key}`]);
}

/**
 * @example
 * log.info({ channel: 'web', kind: 'answer', ms: 1.2 }, 'message answered');
 */
export function createLog(
  { logLevel, logMessageText }: Pick<Settings, 'logLevel' | 'logMessageText'>,
  to: DestinationStream = destination(2),
): Log {
  return pino(
    {
      level: logLevel,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      redact: { paths: anywhere(logMessageText ? SECRETS : [...SECRETS, ...TEXTS]), censor: HIDDEN },
    },
    to,
  );
}
