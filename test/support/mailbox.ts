/** A real SMTP server in this process, and what came into its mailboxes. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface Letter {
  to: string;
  /** Headers and text, as they came; soft line breaks undone. */
  raw: string;
}

export interface TestMailbox {
  url: string;
  letters: Letter[];
  /** Said to the next senders instead of taking the mail. */
  refuse?: { code: number; message: string };
  /** The first letter that fits, as soon as it is there. */
  letter(fits: (letter: Letter) => boolean): Promise<Letter>;
  close(): Promise<void>;
}

export async function startTestMailbox(): Promise<TestMailbox> {
  const letters: Letter[] = [];
  const box: Pick<TestMailbox, 'refuse'> = {};
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    onAuth: ({ username, password }, _session, done) =>
      username === 'help' && password === 'secret' ? done(null, { user: 'help' }) : done(new Error('no')),
    onRcptTo(_address, _session, done) {
      const { refuse } = box;
      done(refuse ? Object.assign(new Error(refuse.message), { responseCode: refuse.code }) : null);
    },
    onData(stream, session, done) {
      let raw = '';
      stream.on('data', (chunk: Buffer) => (raw += chunk.toString('utf8')));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map((r) => r.address).join();
        letters.push({ to, raw: raw.replace(/=\r?\n/g, '').replaceAll('=3D', '=') });
        done();
      });
    },
  });
  server.on('error', () => {});
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const { port } = listening.address() as AddressInfo;
  return Object.assign(box, {
    url: `smtp://127.0.0.1:${port}`,
    letters,
    async letter(fits: (letter: Letter) => boolean) {
      for (let i = 0; i < 500; i++) {
        const found = letters.find(fits);
        if (found) return found;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      throw new Error(`No such letter among ${letters.length}: ${letters.map((l) => l.raw).join('\n---\n')}`);
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  });
}
