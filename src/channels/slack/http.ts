/** How calls to Slack travel: over connections kept open, without the streams of fetch, which cost three times as much. */
import { type IncomingMessage, request as plainly } from 'node:http';
import { request as securely } from 'node:https';

type Fetch = typeof globalThis.fetch;

/**
 * Does what Bolt's client asks of `fetch` for a call whose body is text; anything else, such as a file, is fetch's own.
 * @throws as `fetch` does: TypeError when nobody answers, the signal's reason when it took too long, and for a redirect
 * @example new webApi.WebClient(token, { fetch: keptOpen })
 */
export const keptOpen: Fetch = (url, init = {}) => {
  const { body, signal, method, headers } = init;
  if (typeof body !== 'string' || (typeof url !== 'string' && !(url instanceof URL)))
    return globalThis.fetch(url, init);
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => reject(signal?.aborted ? signal.reason : failed(error));
    const address = new URL(url);
    const send = address.protocol === 'https:' ? securely : plainly;
    const bytes = Buffer.from(body);
    const sent = send(
      address,
      {
        method,
        headers: { ...(headers as Record<string, string>), 'Content-Length': bytes.length },
        ...(signal ? { signal } : {}),
      },
      (answer) => {
        const { statusCode = 0 } = answer;
        if (init.redirect === 'error' && statusCode >= 300 && statusCode < 400) {
          answer.resume();
          return fail(new Error(`unexpected redirect, status ${statusCode}`));
        }
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => resolve(responseOf(answer, Buffer.concat(parts), address.href)));
        answer.on('error', fail);
      },
    );
    sent.on('error', fail);
    sent.end(bytes);
  });
};

function failed(cause: unknown): TypeError {
  return new TypeError('fetch failed', { cause });
}

/** The part of a Response that Bolt's client reads. */
function responseOf(
  { statusCode = 0, statusMessage = '', headers }: IncomingMessage,
  body: Buffer,
  url: string,
) {
  const fieldOf = (name: string) => {
    const value = headers[name.toLowerCase()];
    return value === undefined ? null : String(value);
  };
  return {
    status: statusCode,
    statusText: statusMessage,
    ok: statusCode >= 200 && statusCode < 300,
    url,
    headers: {
      get: fieldOf,
      has: (name: string) => fieldOf(name) !== null,
      entries: () =>
        Object.keys(headers)
          .map((name) => [name, fieldOf(name)])
          [Symbol.iterator](),
    },
    text: async () => body.toString('utf8'),
    json: async () => JSON.parse(body.toString('utf8')) as unknown,
    arrayBuffer: async () => new Uint8Array(body).buffer,
  } as unknown as Response;
}
