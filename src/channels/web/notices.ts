/** What nobody asked for just now, such as a person's answer: into the transcript, and to the page as it is open. */
import { createHash } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { Request, Response } from 'express';
import type { Reply } from '../../assistant/reply.ts';
import { DeliveryError, type Transport } from '../../escalation/delivery/transport.ts';
import { PROBLEMS, sendProblem } from '../../http/problems.ts';
import type { ChannelTools } from '../channel.ts';
import { renderWeb } from './render.ts';
import { type Exchange, hashOf, NOTICE, type Transcripts } from './transcripts.ts';

/** What another instance delivered is found by looking. */
const LOOK_EVERY = 5_000;
/** How soon a stream notices that the server is to stop. */
const TICK = 1_000;
/** More open pages than this ask now and then instead. */
const MOST_STREAMS = 500;

export interface Notices {
  transport: Transport;
  /** Those in the session's transcript. */
  of(session: string): Promise<Exchange[]>;
  /** Server-sent events: each notice once, as it comes. */
  stream(session: string, req: Request, res: Response): void;
}

export function createNotices(
  { store, now, log }: Pick<ChannelTools, 'store' | 'now' | 'log'>,
  transcripts: Transcripts,
): Notices {
  const arrived = new EventEmitter().setMaxListeners(MOST_STREAMS);
  let streams = 0;

  const of = async (session: string) =>
    ((await transcripts.read(session))?.exchanges ?? []).filter((e) => e.id.startsWith(NOTICE));

  return {
    of,
    transport: {
      kind: 'web',
      async send({ target, payload, key }) {
        const reference = await store?.references.get(target);
        const hash = (reference?.data as { session?: string } | undefined)?.session;
        if (!hash) throw new DeliveryError('The conversation is not there any more.', { permanent: true });
        const { reply } = payload as { reply: Reply };
        const id = `${NOTICE}${createHash('sha256').update(key).digest('hex').slice(0, 24)}`;
        await transcripts.addNotice(hash, target, { id, view: renderWeb(reply), at: now() });
        arrived.emit(hash);
      },
    },
    stream(session, req, res) {
      if (streams >= MOST_STREAMS) return sendProblem(req, res, PROBLEMS.tooMany);
      streams++;
      const sent = new Set<string>();
      const hash = hashOf(session);
      res.set({ 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no', Connection: 'close' });
      res.flushHeaders();
      res.write('retry: 3000\n\n');

      const look = async () => {
        try {
          for (const exchange of await of(session)) {
            if (sent.has(exchange.id)) continue;
            sent.add(exchange.id);
            res.write(`id: ${exchange.id}\ndata: ${JSON.stringify(exchange)}\n\n`);
          }
        } catch (error) {
          log.warn({ err: error }, 'notices could not be read');
        }
      };
      let looking = look();
      let rest = 0;
      const ask = () => {
        looking = looking.then(look);
      };
      const tick = setInterval(() => {
        // A server that is to stop waits for its answers: this one would never end by itself.
        if (!(req.socket as { server?: { listening: boolean } }).server?.listening) return res.end();
        rest += TICK;
        if (rest < LOOK_EVERY) return;
        rest = 0;
        // Keeps proxies from closing a quiet connection, and shows us one that is gone.
        res.write(':\n\n');
        ask();
      }, TICK);
      arrived.on(hash, ask);
      res.on('close', () => {
        streams--;
        clearInterval(tick);
        arrived.off(hash, ask);
      });
    },
  };
}
