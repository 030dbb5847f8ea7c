/** The page in the browser: its files, and the few addresses it talks to. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import express, { type Express, type Request, type Response, Router } from 'express';
import { sayRole } from '../../assistant/hand-over.ts';
import { cookieOf } from '../../http/cookies.ts';
import { PROBLEMS, Refusal, sendProblem } from '../../http/problems.ts';
import { rateLimit } from '../../http/rate-limit.ts';
import { sameSite } from '../../http/same-site.ts';
import { ROLES } from '../../knowledge/schema.ts';
import type { Channel, ChannelTools } from '../channel.ts';
import { agentPages } from './agent/routes.ts';
import { createDialogue, PageMessage, Verdict } from './dialogue.ts';
import { createNotices } from './notices.ts';
import { memoryTranscripts, type Transcripts } from './transcripts.ts';

const FILES = join(import.meta.dirname, 'public');
const COOKIE = 'caaspp_conversation';
const LARGEST_BODY = 200 * 1024;
const DAYS_30 = 30 * 24 * 60 * 60 * 1000;

export interface WebOptions {
  transcripts?: Transcripts;
  perMinute?: number;
}

export function createWebChannel(
  tools: ChannelTools,
  { transcripts = memoryTranscripts(), perMinute = 120 }: WebOptions = {},
): Channel {
  const { settings, world } = tools;
  const dialogue = createDialogue(tools, transcripts);
  const notices = createNotices(tools, transcripts);
  const session = sessions(settings.publicUrl?.startsWith('https:') ?? false);
  const firstView = {
    name: world.intents.voice.name ?? 'CAASPP Help',
    suggestions: world.suggestions,
    roles: ROLES.map((value) => ({ value, label: sayRole(value) })),
  };

  const api = Router();
  api.use(rateLimit({ perMinute }));
  api.use(express.json({ limit: LARGEST_BODY }));
  api.use((_req, res, next) => {
    res.set('Cache-Control', 'no-store');
    next();
  });

  api
    .route('/conversation')
    .get(async (req, res) => {
      res.json({ ...firstView, ...(await dialogue.show(session(req, res))) });
    })
    .delete(async (req, res) => {
      await dialogue.reset(session(req, res));
      res.json({ ...firstView, exchanges: [] });
    })
    .all(wrongMethod);

  api
    .route('/message')
    .post(async (req, res) => {
      if (!req.is('application/json')) throw new Refusal(PROBLEMS.notJson);
      const message = PageMessage.safeParse(req.body);
      if (!message.success) throw new Refusal(PROBLEMS.badRequest);
      res.json(await dialogue.answer(session(req, res), message.data));
    })
    .all(wrongMethod);

  api
    .route('/feedback')
    .post(async (req, res) => {
      if (!req.is('application/json')) throw new Refusal(PROBLEMS.notJson);
      const verdict = Verdict.safeParse(req.body);
      if (!verdict.success) throw new Refusal(PROBLEMS.badRequest);
      res.json({ kept: await dialogue.judge(session(req, res), verdict.data) });
    })
    .all(wrongMethod);
  api
    .route('/events')
    .get((req, res) => notices.stream(session(req, res), req, res))
    .all(wrongMethod);
  api
    .route('/notices')
    .get(async (req, res) => {
      res.json({ exchanges: await notices.of(session(req, res)) });
    })
    .all(wrongMethod);

  return {
    name: 'web',
    transports: [notices.transport],
    mount(app: Express) {
      app.set('trust proxy', settings.trustProxy);
      const ownSite = sameSite({ host: settings.host, publicUrl: settings.publicUrl });
      app.use('/api', ownSite, api);
      if (tools.desk && tools.links)
        app.use(
          '/agent',
          ownSite,
          rateLimit({ perMinute }),
          agentPages({ ...tools, desk: tools.desk, links: tools.links }),
        );
      // Small files, asked for anew with their hash: a new version is seen at once.
      app.use(ownSite, express.static(FILES, { cacheControl: false, redirect: false, fallthrough: true }));
    },
  };
}

function wrongMethod(req: Request, res: Response): void {
  sendProblem(req, res, PROBLEMS.wrongMethod);
}

/**
 * The session's name: random, in a cookie that no script reads and no other site sends. It is given out by the
 * page's own requests, not with the page: on a link from another site the browser withholds a strict cookie, and the
 * conversation would be lost.
 */
function sessions(secure: boolean) {
  return (req: Request, res: Response): string => {
    const known = cookieOf(req.headers.cookie, COOKIE);
    const name = known && /^[\w-]{43}$/.test(known) ? known : randomBytes(32).toString('base64url');
    res.cookie(COOKIE, name, { httpOnly: true, sameSite: 'strict', secure, path: '/api', maxAge: DAYS_30 });
    return name;
  };
}
