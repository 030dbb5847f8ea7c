/** A mail server that fails a third of the time, in every way that it can, and knows a repetition by its key. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface Mailbox {
  port: number;
  /** What arrived and was kept under each key, in order of the first arrival. */
  received: Map<string, { text: string; times: number }>;
  refused: number;
  close(): Promise<void>;
}

function fault(message: string): Error {
  return Object.assign(new Error(message), { responseCode: 451 });
}

/** On one line, with the soft breaks of quoted-printable undone. */
function readable(text: string): string {
  return text.replace(/=\r?\n/g, '').replace(/\s+/g, ' ');
}

export async function startMailbox(failing = 1 / 3): Promise<Mailbox> {
  const received: Mailbox['received'] = new Map();
  /** Refused at one of two points: together as often as wanted. */
  const each = 1 - Math.sqrt(1 - failing);
  const box = { received, refused: 0 };
  const fails = (share: number) => {
    const failed = Math.random() < share;
    if (failed) box.refused++;
    return failed;
  };
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onMailFrom: (_address, _session, done) => (fails(each) ? done(fault('Try again later')) : done()),
    onData(stream, _session, done) {
      let text = '';
      stream.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
      stream.on('end', () => {
        const key = text.match(/^X-Delivery-Key: (\S+)/m)?.[1];
        if (!key) return done(new Error('no key'));
        const unwell = fails(each);
        // The worst: it is in the mailbox, and the sender is told that it is not.
        const keeps = !unwell || Math.random() < 0.5;
        if (keeps) received.set(key, { text: readable(text), times: (received.get(key)?.times ?? 0) + 1 });
        done(unwell ? fault('Local error in processing') : null);
      });
    },
  });
  server.on('error', () => {
    // A sender that was killed in the middle of a sentence.
  });
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  return Object.assign(box, {
    port: (listening.address() as AddressInfo).port,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  });
}
