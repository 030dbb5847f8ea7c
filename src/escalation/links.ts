/** Signed links: for one purpose, one ticket, one agent and 30 days. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

const DAYS_30 = 30 * 24 * 60 * 60 * 1000;
const LONGEST = 600;

export interface Pass {
  ticket: string;
  /** Email of the agent. */
  agent: string;
  /** Epoch milliseconds. */
  until: number;
}

export interface Links {
  /** @returns a token that fits an address */
  sign(pass: Omit<Pass, 'until'>, now: number): string;
  /** @returns undefined for a token that is forged, cut, over, or for another purpose */
  read(token: string, now: number): Pass | undefined;
  /** For a form of a page: bound to the link and to the browser. */
  formKey(token: string, browser: string): string;
  isFormKey(given: unknown, token: string, browser: string): boolean;
}

/** @param key at least 16 bytes, the same on all instances */
export function createLinks(key: Buffer): Links {
  const mac = (purpose: string, text: string) =>
    createHmac('sha256', key).update(`${purpose}\n${text}`).digest('base64url');
  // Hashed first: what is compared in constant time has the same length.
  const same = (a: string, b: string) =>
    timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());
  const formKey = (token: string, browser: string) => mac('form', `${browser}\n${token}`);
  return {
    sign({ ticket, agent }, now) {
      const body = Buffer.from(JSON.stringify([ticket, agent, now + DAYS_30])).toString('base64url');
      return `${body}.${mac('ticket', body)}`;
    },
    read(token, now) {
      const [body = '', signature = '', ...rest] = token.length > LONGEST ? [] : token.split('.');
      if (rest.length || !same(signature, mac('ticket', body))) return undefined;
      const [ticket, agent, until] = JSON.parse(Buffer.from(body, 'base64url').toString()) as [
        string,
        string,
        number,
      ];
      return until > now ? { ticket, agent, until } : undefined;
    },
    formKey,
    isFormKey: (given, token, browser) => typeof given === 'string' && same(given, formKey(token, browser)),
  };
}
