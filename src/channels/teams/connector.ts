/** Out to Teams: one request a message, tried once. Trying again is the outbox's business, so nothing comes twice. */
import { sendingError } from './errors.ts';
import { LIMITS } from './limits.ts';
import type { Reference } from './reference.ts';

export interface Outgoing {
  type: 'message' | 'typing';
  text?: string;
  textFormat?: 'plain';
  summary?: string;
  attachments?: { contentType: string; content?: unknown; contentUrl?: string; name?: string }[];
}

export interface Connector {
  /** @returns the id of the message, by which it can be changed */
  send(to: Reference, message: Outgoing): Promise<string | undefined>;
  /** Puts a message in the place of an earlier one. */
  update(to: Reference, id: string, message: Outgoing): Promise<void>;
  /** Name and email of a member, where Teams tells them. */
  member(of: Reference, user: string): Promise<{ name?: string; email?: string }>;
  /** A private chat with a member of the same tenant. @returns the reference to it */
  open(from: Reference, user: string): Promise<Reference>;
}

/**
 * @param token the bot's own, or undefined where none is asked for
 * @param patience milliseconds that a request may take
 */
export function createConnector(
  token: () => Promise<string | undefined>,
  patience: number = LIMITS.request,
): Connector {
  async function call(to: Reference, method: string, path: string, body?: object): Promise<unknown> {
    let response: Response;
    let text: string;
    try {
      const bearer = await token();
      response = await fetch(`${to.serviceUrl.replace(/\/+$/, '')}/v3/conversations${path}`, {
        method,
        headers: {
          'Content-Type': 'application/json',
          ...(bearer ? { Authorization: `Bearer ${bearer}` } : {}),
        },
        body: body && JSON.stringify(body),
        redirect: 'error',
        signal: AbortSignal.timeout(patience),
      });
      text = await response.text();
    } catch (error) {
      throw sendingError({ cause: error });
    }
    if (!response.ok)
      throw sendingError({
        status: response.status,
        body: text,
        retryAfter: response.headers.get('retry-after'),
      });
    return text ? parsed(text) : {};
  }

  const within = (to: Reference, path = '') => `/${encodeURIComponent(to.conversation)}${path}`;
  const addressed = (to: Reference, message: Outgoing) => ({
    ...message,
    from: to.bot,
    conversation: { id: to.conversation },
  });
  const idOf = (answer: unknown) => (answer as { id?: string }).id || undefined;

  return {
    send: async (to, message) =>
      idOf(await call(to, 'POST', within(to, '/activities'), addressed(to, message))),
    async update(to, id, message) {
      const path = within(to, `/activities/${encodeURIComponent(id)}`);
      await call(to, 'PUT', path, { ...addressed(to, message), id });
    },
    async member(of, user) {
      const found = await call(of, 'GET', within(of, `/members/${encodeURIComponent(user)}`));
      const { name, email, userPrincipalName } = found as Record<string, string | undefined>;
      return { name, email: email ?? userPrincipalName };
    },
    async open(from, user) {
      const channelData = from.tenant ? { tenant: { id: from.tenant } } : undefined;
      const made = await call(from, 'POST', '', {
        bot: from.bot,
        members: [{ id: user }],
        isGroup: false,
        tenantId: from.tenant,
        channelData,
      });
      return { ...from, conversation: idOf(made) ?? '', scope: 'personal' };
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}
