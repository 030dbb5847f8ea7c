/** What Teams says when a message cannot be sent, as the project's own errors. */
import { DeliveryError } from '../../escalation/delivery/transport.ts';

/** Blocked by the person, uninstalled, removed from the chat: no way back until the next install or message. */
export class GoneError extends DeliveryError {
  /** @param why Teams' own word, such as BotNotInConversationRoster */
  constructor(why: string, place?: string) {
    super(`Teams does not let the bot speak in this conversation (${why}).`, { gone: true, why, place });
  }

  /** It may be only the thread or the message that is not there: somebody deleted it, and the place is open. */
  get missing(): boolean {
    return !CLOSED.has(this.why ?? '');
  }
}

/** Worth another try: the wrong moment, not the wrong message. */
const PASSING: ReadonlySet<number> = new Set([408, 412, 425, 429, 500, 502, 503, 504]);

/** These speak of the whole place, with all its threads. */
const CLOSED: ReadonlySet<string> = new Set([
  'ConversationBlockedByUser',
  'BotNotInConversationRoster',
  'ForbiddenOperationException',
  'BotDisabledByAdmin',
]);

const GONE: ReadonlySet<string> = new Set([...CLOSED, 'ConversationNotFound']);

export interface Failure {
  status?: number;
  body?: string;
  /** The header, in seconds or as a date. */
  retryAfter?: string | null;
  cause?: unknown;
}

/**
 * @example sendingError({ status: 429, retryAfter: '3' }) // DeliveryError, retryAfterMs 3000
 * @example sendingError({ status: 403, body: '{"error":{"code":"BotNotInConversationRoster"}}' }) // GoneError
 */
export function sendingError({ status, body = '', retryAfter, cause }: Failure): DeliveryError {
  if (cause instanceof DeliveryError) return cause;
  if (status === undefined) return new DeliveryError('Teams could not be reached.', { cause });
  const code = codeOf(body);
  if ((status === 403 || status === 404) && code && GONE.has(code)) return new GoneError(code);
  if (status === 404) return new GoneError('not found');
  const words = `Teams answered ${status}${code ? ` (${code})` : ''}.`;
  if (!PASSING.has(status)) return new DeliveryError(words, { permanent: true });
  return new DeliveryError(words, { retryAfterMs: waitOf(retryAfter) });
}

/** Only a short word: bodies may hold anything. */
function codeOf(body: string): string | undefined {
  try {
    const { error, code } = JSON.parse(body) as { error?: { code?: unknown }; code?: unknown };
    const found = error?.code ?? code;
    return typeof found === 'string' && /^\w{1,60}$/.test(found) ? found : undefined;
  } catch {
    return undefined;
  }
}

function waitOf(retryAfter: string | null | undefined): number | undefined {
  if (!retryAfter) return undefined;
  const seconds = Number(retryAfter);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(retryAfter) - Date.now();
  return ms > 0 ? ms : undefined;
}
