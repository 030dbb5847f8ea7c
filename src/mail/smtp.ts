/** Mail by SMTP: carries the outbox's mails, signs their links on the way, and knows which refusals are final. */
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import type * as nodemailer from 'nodemailer';
import type { MailSettings } from '../config/settings.ts';
import { DeliveryError, type Transport } from '../escalation/delivery/transport.ts';
import { MAIL, type MailPayload } from '../escalation/notices.ts';

const TIMEOUT = 20_000;

export interface MailOptions extends MailSettings {
  /** The whole address behind a link. */
  linkTo(link: NonNullable<MailPayload['link']>): string;
  /** Said before the link, and at the end. */
  words: { open: string; footer: string };
}

export interface Mail extends Transport {
  /** Logs on and off again. @throws with the server's own words */
  verify(): Promise<void>;
  close(): void;
}

/** @param options `url` such as smtps://user:password@mail.example.org:465 */
export function createMail({ url, from, linkTo, words }: MailOptions): Mail {
  // Loaded only where mail is set up.
  const { createTransport } = createRequire(import.meta.url)('nodemailer') as typeof nodemailer;
  const smtp = createTransport({
    url,
    pool: true,
    maxConnections: 3,
    connectionTimeout: TIMEOUT,
    greetingTimeout: TIMEOUT,
    socketTimeout: TIMEOUT,
    disableFileAccess: true,
    disableUrlAccess: true,
  } as Parameters<typeof nodemailer.createTransport>[0]);
  const host = from.match(/@([^\s>]+)/)?.[1] ?? 'localhost';
  return {
    kind: MAIL,
    async send({ target, payload, key }) {
      const { subject, text, link } = payload as MailPayload;
      const body = [text, link && `${words.open}\n${linkTo(link)}`, link && words.footer].filter(Boolean);
      // The same for each try, so that a mailbox can tell a repetition.
      const id = createHash('sha256').update(key).digest('hex').slice(0, 32);
      try {
        await smtp.sendMail({
          from,
          to: { name: '', address: target },
          subject,
          text: body.join('\n\n'),
          messageId: `<${id}@${host}>`,
          headers: { 'X-Delivery-Key': id, 'Auto-Submitted': 'auto-generated' },
        });
      } catch (error) {
        throw toDeliveryError(error);
      }
    },
    async verify() {
      await smtp.verify();
    },
    close: () => smtp.close(),
  };
}

/** Codes of 5xx that are about us or the moment, not about the receiver: worth another try. */
const NOT_FINAL: ReadonlySet<string> = new Set([
  'EAUTH',
  'ECONNECTION',
  'ETIMEDOUT',
  'ESOCKET',
  'EDNS',
  'ETLS',
]);

function toDeliveryError(error: unknown): DeliveryError {
  const { responseCode = 0, code = '' } = error as { responseCode?: number; code?: string };
  const permanent = responseCode >= 500 && responseCode < 600 && !NOT_FINAL.has(code);
  // The server's words may hold the address: only its code is kept.
  return new DeliveryError(`Mail: ${responseCode || code || 'no answer'}`, { permanent, cause: error });
}
