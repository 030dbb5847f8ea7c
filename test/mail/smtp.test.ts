import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createMail, type Mail } from '../../src/mail/smtp.ts';
import type { Delivery } from '../../src/records/deliveries.ts';
import { startTestMailbox, type TestMailbox } from '../support/mailbox.ts';

let mailbox: TestMailbox;
let mail: Mail;
const open = (url: string) =>
  createMail({
    url,
    from: 'CAASPP Help <help@oak.org>',
    linkTo: ({ ticket, agent }) => `https://help.oak.org/agent/${ticket}.${agent}`,
    words: { open: 'Open the ticket:', footer: 'Please use the link.' },
  });
beforeEach(async () => {
  mailbox = await startTestMailbox();
  mail = open(mailbox.url);
});
afterEach(async () => {
  mail.close();
  await mailbox.close();
});

const delivery = (more: Partial<Delivery> = {}): Delivery => ({
  id: 1,
  kind: 'mail',
  target: 'sam@oak.org',
  payload: { subject: 'Ticket 1042: hello', text: 'A question.', link: { ticket: 't', agent: 'sam' } },
  key: 'k1',
  state: 'waiting',
  attempts: 1,
  nextAt: 0,
  createdAt: 0,
  updatedAt: 0,
  ...more,
});

describe('mail', () => {
  test('arrives with its text, its link and the same id on each try', async () => {
    await mail.send(delivery());
    await mail.send(delivery({ attempts: 2 }));
    const [first, second] = mailbox.letters;
    expect(first).toMatchObject({ to: 'sam@oak.org' });
    expect(first!.raw).toContain('https://help.oak.org/agent/t.sam');
    expect(first!.raw).toContain('Subject: Ticket 1042: hello');
    const id = (raw: string) => raw.match(/^Message-ID: (.*)$/im)?.[1];
    expect(id(first!.raw)).toBe(id(second!.raw));
  });

  test.each([
    [550, true],
    [451, false],
  ])('a refusal with %d is final: %s', async (code, permanent) => {
    mailbox.refuse = { code, message: 'sam@oak.org is unknown' };
    const error = await mail.send(delivery()).catch((e: unknown) => e);
    expect(error).toMatchObject({ code: 'DELIVERY', permanent });
    expect((error as Error).message).toBe(`Mail: ${code}`);
  });

  test('a header cannot be smuggled in by a subject or an address', async () => {
    const payload = { subject: 'x\r\nBcc: eve@evil.org', text: 'y' };
    await mail.send(delivery({ payload }));
    expect(mailbox.letters[0]!.raw).not.toMatch(/^Bcc:/im);
    await mail.send(delivery({ target: 'sam@oak.org, eve@evil.org' })).catch(() => {});
    expect(mailbox.letters.filter((l) => l.to.split(',').includes('eve@evil.org'))).toEqual([]);
  });

  test('verifying tells a wrong password and a server that is not there', async () => {
    await mail.verify();
    const wrong = open(mailbox.url.replace('smtp://', 'smtp://help:wrong@'));
    await expect(wrong.verify()).rejects.toMatchObject({ code: 'EAUTH' });
    wrong.close();
    const nowhere = open('smtp://127.0.0.1:1');
    await expect(nowhere.verify()).rejects.toMatchObject({ code: 'ESOCKET' });
    nowhere.close();
  });
});
