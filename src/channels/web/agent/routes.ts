/** Agents' pages: a signed link opens one ticket; every form proves that it comes from that page and browser. */
import { randomBytes, randomUUID } from 'node:crypto';
import express, { type Request, type Response, Router } from 'express';
import { AGENT_ACTS } from '../../../escalation/by-agent.ts';
import type { Desk } from '../../../escalation/desk.ts';
import type { Links, Pass } from '../../../escalation/links.ts';
import { hoursOf } from '../../../escalation/organization.ts';
import { TicketError, type TicketFault } from '../../../escalation/tickets.ts';
import { cookieOf } from '../../../http/cookies.ts';
import type { ChannelTools } from '../../channel.ts';
import { html } from './html.ts';
import { type PageParts, shell, ticketPage } from './page.ts';

const COOKIE = 'caaspp_agent';
const LARGEST_FORM = '40kb';

const FAULTS: Record<TicketFault, string> = {
  NOT_FOUND: 'This ticket is not there any more.',
  NOT_ALLOWED: 'This ticket is with somebody else now. Ask them or an administrator to pass it on to you.',
  CHANGED:
    'The ticket was changed in the meantime. Nothing was sent: look at it as it is now, and press again.',
  STATE: 'That cannot be done with the ticket as it is now.',
  EMPTY: 'There was nothing to send. Write a few words first.',
  NO_AGENT: 'Nobody of that name receives tickets. Choose from the list.',
};

const DONE: Record<(typeof AGENT_ACTS)[number], string> = {
  claim: 'It is yours now, and the asker knows.',
  answer: 'Sent. The answer is on its way to where the question was asked.',
  ask_back: 'Sent. You get a mail when the asker has replied.',
  note: 'The note is kept. Only agents see it.',
  pass_on: 'Passed on. The asker knows who has the question now.',
  close: 'Closed, and the asker knows.',
  reopen: 'Open again, and the asker knows.',
};

type Tools = Pick<ChannelTools, 'settings' | 'log' | 'wake'> & { desk: Desk; links: Links };

export function agentPages({ desk, links, settings, log, wake }: Tools): Router {
  const router = Router();
  const secure = settings.publicUrl?.startsWith('https:') ?? false;
  router.use((_req, res, next) => {
    // The link stays here; without any referrer a browser would not say where a form comes from.
    res.set({ 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex', 'Referrer-Policy': 'same-origin' });
    next();
  });
  router.use(express.urlencoded({ extended: false, limit: LARGEST_FORM, parameterLimit: 20 }));

  /** 1. A link that is forged, old or for another purpose opens nothing, and does not say which. */
  function passOf(req: Request, res: Response): { pass: Pass; token: string } | undefined {
    const token = String(req.params.token ?? '');
    const pass = links.read(token, Date.now());
    if (pass) return { pass, token };
    const words =
      'This link is not valid or older than 30 days. Ask for a new one: the next reminder holds it.';
    res.status(403).send(shell('Ticket', html`<h1>Ticket</h1><p>${words}</p>`));
    return undefined;
  }

  /** 2. The form's proof is bound to this cookie, which no other site can make the browser send. */
  function browserOf(req: Request, res: Response): string {
    const known = cookieOf(req.headers.cookie, COOKIE);
    const name = known && /^[\w-]{43}$/.test(known) ? known : randomBytes(32).toString('base64url');
    res.cookie(COOKIE, name, { httpOnly: true, sameSite: 'strict', secure, path: '/agent' });
    return name;
  }

  async function show(
    req: Request,
    res: Response,
    { pass, token }: { pass: Pass; token: string },
    more: Partial<PageParts> & { status?: number } = {},
  ): Promise<void> {
    const { status = 200, ...parts } = more;
    const browser = browserOf(req, res);
    const view = await desk.view(pass.ticket, pass.agent);
    const page = ticketPage({
      view,
      agent: pass.agent,
      open: await desk.openOf(pass.agent),
      colleagues: desk.colleagues(view.ticket),
      nameOf: desk.nameOf,
      texts: desk.texts,
      timeZone: hoursOf(desk.organization, view.ticket.lea).timeZone,
      action: `/agent/${token}`,
      formKey: links.formKey(token, browser),
      once: randomUUID(),
      ...parts,
    });
    res.status(status).send(page);
  }

  router.get('/:token', async (req, res) => {
    const found = passOf(req, res);
    if (!found) return;
    try {
      await show(req, res, found);
    } catch (error) {
      refuse(res, error);
    }
  });

  router.post('/:token', async (req, res) => {
    const found = passOf(req, res);
    if (!found) return;
    const body = (req.body ?? {}) as Record<string, unknown>;
    const field = (name: string) => (typeof body[name] === 'string' ? (body[name] as string) : '');
    const words = field('words');
    const draft = { words, what: field('act').endsWith('ask_back') ? 'ask_back' : 'answer' } as const;
    const browser = cookieOf(req.headers.cookie, COOKIE) ?? '';
    try {
      if (!links.isFormKey(body.key, found.token, browser)) {
        const text = 'This page was open in another window or for too long. Nothing was sent; press again.';
        return await show(req, res, found, { status: 403, draft, said: { level: 'warning', text } });
      }
      await act(req, res, found, field, draft);
    } catch (error) {
      if (!(error instanceof TicketError)) throw error;
      if (error.fault === 'NOT_FOUND' || error.fault === 'NOT_ALLOWED') return refuse(res, error);
      const said = { level: 'warning', text: FAULTS[error.fault] } as const;
      await show(req, res, found, { status: 409, draft, said });
    }
  });

  async function act(
    req: Request,
    res: Response,
    found: { pass: Pass; token: string },
    field: (name: string) => string,
    draft: NonNullable<PageParts['draft']>,
  ): Promise<void> {
    const { ticket, agent } = found.pass;
    const what = field('act');
    if (what === 'edit') return show(req, res, found, { draft });
    if (what === 'preview_answer' || what === 'preview_ask_back') {
      const preview = desk.preview(await desk.view(ticket, agent), agent, draft.what, draft.words);
      return show(req, res, found, { draft, preview });
    }
    if (what === 'send_link') {
      await desk.sendLink(Number(field('other')), agent);
      wake?.();
      return show(req, res, found, { said: { level: 'well', text: 'The link is on its way to you.' } });
    }
    const known = AGENT_ACTS.find((a) => a === what);
    if (!known) return show(req, res, found, { status: 400 });
    const seen = Number(field('seen'));
    await desk.act({
      act: known,
      ticket,
      agent,
      words: draft.words,
      to: field('to'),
      seen,
      once: field('once'),
    });
    log.info({ channel: 'web', act: known }, 'ticket changed');
    wake?.();
    await show(req, res, found, { said: { level: 'well', text: DONE[known] } });
  }

  function refuse(res: Response, error: unknown): void {
    if (!(error instanceof TicketError)) throw error;
    const status = error.fault === 'NOT_FOUND' ? 404 : 403;
    res.status(status).send(shell('Ticket', html`<h1>Ticket</h1><p>${FAULTS[error.fault]}</p>`));
  }

  return router;
}
