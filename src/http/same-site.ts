/** Requests that another website makes a browser send are refused. */
import type { RequestHandler } from 'express';
import { PROBLEMS, Refusal } from './problems.ts';

const THIS_COMPUTER: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

export interface SameSiteOptions {
  /** Where the server listens. */
  host: string;
  publicUrl?: string;
}

/**
 * 1. A server that listens on this computer only answers under this computer's names and its public name, so that a
 *    foreign name that is pointed at 127.0.0.1 reaches nothing.
 * 2. A POST must come from a page of this very host. A browser always says where from; programs that say nothing
 *    carry no cookie of a person's browser and do no harm.
 */
export function sameSite({ host, publicUrl }: SameSiteOptions): RequestHandler {
  const local = THIS_COMPUTER.has(host) || host === '::1';
  const publicHost = publicUrl ? new URL(publicUrl).host : undefined;
  return (req, _res, next) => {
    const asked = req.headers.host ?? '';
    if (local && asked !== publicHost && !THIS_COMPUTER.has(asked.replace(/:\d+$/, '')))
      return next(new Refusal(PROBLEMS.otherHost));
    if (req.method !== 'GET' && req.method !== 'HEAD' && !fromHere(req.headers, asked, publicHost))
      return next(new Refusal(PROBLEMS.otherSite));
    next();
  };
}

function fromHere(
  headers: { origin?: string; 'sec-fetch-site'?: string | string[] },
  asked: string,
  publicHost: string | undefined,
): boolean {
  const { origin } = headers;
  if (origin === undefined) return [undefined, 'same-origin'].includes(headers['sec-fetch-site'] as string);
  if (!URL.canParse(origin)) return false;
  const from = new URL(origin).host;
  return from === asked || from === publicHost;
}
