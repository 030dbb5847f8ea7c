/** Slack's errors as the house's own: what is tried again, when, and what is not. */
import { webApi } from '@slack/bolt';
import { DeliveryError } from '../../escalation/delivery/transport.ts';

/** The place is gone or closed to us: nothing more can be said there. */
const PLACE_GONE: ReadonlySet<string> = new Set([
  'channel_not_found',
  'not_in_channel',
  'is_archived',
  'user_not_found',
  'user_disabled',
  'messages_tab_disabled',
  'restricted_action',
  'cannot_dm_bot',
  'thread_not_found',
]);

/** The installation is gone: nothing can be said anywhere in the workspace. */
const INSTALLATION_GONE: ReadonlySet<string> = new Set([
  'account_inactive',
  'invalid_auth',
  'not_authed',
  'token_revoked',
  'token_expired',
  'org_login_required',
  'team_access_not_granted',
  'ekm_access_denied',
]);

/** Slack's own trouble, told in a platform error. */
const PASSING: ReadonlySet<string> = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'ratelimited',
  'rate_limited',
  'team_added_to_org',
]);

/** What is no JSON comes as the "error", too. */
const SLACKS_WORD = /^[a-z0-9_-]{1,80}$/i;
const NO_JSON = 'no_json';

export type Trouble = 'passing' | 'place' | 'installation' | 'content';

export interface SlackTrouble {
  trouble: Trouble;
  /** Slack's own word, such as `is_archived`; or `http_503`, `network`, `no_json`. */
  code: string;
  retryAfterMs?: number;
}

/** @example troubleOf(new WebAPIRateLimitedError(30)) // { trouble: 'passing', code: 'ratelimited', retryAfterMs: 30000 } */
export function troubleOf(error: unknown): SlackTrouble {
  if (error instanceof webApi.WebAPIRateLimitedError)
    return { trouble: 'passing', code: 'ratelimited', retryAfterMs: error.retryAfter * 1_000 };
  if (error instanceof webApi.WebAPIHTTPError)
    return { trouble: 'passing', code: `http_${error.statusCode}` };
  if (!(error instanceof webApi.WebAPIPlatformError)) return { trouble: 'passing', code: 'network' };
  const code = error.data.error;
  // Whoever stands between us and Slack, such as a proxy, answers with a page: Slack itself has not said anything.
  if (!SLACKS_WORD.test(code)) return { trouble: 'passing', code: NO_JSON };
  if (PASSING.has(code)) return { trouble: 'passing', code };
  if (PLACE_GONE.has(code)) return { trouble: 'place', code };
  if (INSTALLATION_GONE.has(code)) return { trouble: 'installation', code };
  return { trouble: 'content', code };
}

/** As the outbox understands it: passing troubles are tried again, all others stand among the failures. */
export function toDeliveryError(error: unknown): DeliveryError {
  const { trouble, code, retryAfterMs } = troubleOf(error);
  return new DeliveryError(`Slack: ${code}`, {
    permanent: trouble !== 'passing',
    gone: trouble === 'place' || trouble === 'installation',
    retryAfterMs,
    // What is no JSON stands in the error's message: it could be anything, and the cause is logged.
    cause: code === NO_JSON ? undefined : error,
  });
}
