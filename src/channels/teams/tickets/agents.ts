/** What agents press on tickets' cards. Who they are is proved by Teams, what they may by the desk. */
import { sayFault } from '../../../escalation/card-words.ts';
import type { Desk, TicketView } from '../../../escalation/desk.ts';
import { actsFor } from '../../../escalation/ticket-card.ts';
import { TicketError } from '../../../escalation/tickets.ts';
import type { ChannelTools } from '../../channel.ts';
import type { Activity } from '../incoming.ts';
import type { People } from '../people.ts';
import type { AfterPress } from '../presses.ts';
import { type Below, drawTicket, type TicketTexts } from './card.ts';
import { nonceOf, type TicketPress } from './press.ts';

export interface AgentsOptions {
  tools: Pick<ChannelTools, 'desk' | 'wake'>;
  people: Pick<People, 'email'>;
  texts: TicketTexts;
}

/** What a press leaves: the card for whoever pressed, or only words for whom it is none of their business. */
export type PressTicket = (activity: Activity, press: TicketPress) => Promise<AfterPress>;

export function createAgents({ tools, people, texts }: AgentsOptions): PressTicket {
  const { desk, wake } = tools;

  /** @throws TicketError when Teams does not know the person's address: nobody acts under an unproved name */
  async function emailOf(activity: Activity): Promise<string> {
    const email = await people.email(activity);
    if (!email) throw new TicketError('NOT_ALLOWED');
    return email;
  }

  async function after(open: Desk, id: string, below: Below, warning?: string): Promise<AfterPress> {
    const card = await open.card(id);
    if (!card) return { words: texts.ticket_not_found };
    return { card: drawTicket(card, below, texts, warning), words: warning ?? card.state };
  }

  /** What the press asks for. @throws TicketError */
  async function follow(open: Desk, view: TicketView, agent: string, press: TicketPress): Promise<Below> {
    const { step, act, words, to, seen } = press;
    if (step === 'show' || !act) return { step: 'show' };
    if (step === 'do') {
      // A note changes nothing for anybody else; all other acts are on the state that was seen.
      const state = act === 'note' ? {} : { seen };
      const once = nonceOf(press, agent);
      await open.act({ act, ticket: press.ticket, agent, words: words || undefined, to, once, ...state });
      wake?.();
      return { step: 'show' };
    }
    if (act === 'claim' || act === 'reopen' || !actsFor(view.ticket).includes(act))
      throw new TicketError('STATE');
    if (step === 'preview' && (act === 'answer' || act === 'ask_back'))
      return { step: 'preview', act, words, reply: open.preview(view, agent, act, words) };
    const colleagues = open.colleagues(view.ticket);
    if (act === 'pass_on' && !colleagues.length) throw new TicketError('NO_AGENT');
    return { step: 'form', act, colleagues, words };
  }

  /** Refused: what was written is not lost, and the present state is shown. */
  async function refused(
    open: Desk,
    agent: string,
    press: TicketPress,
    error: TicketError,
  ): Promise<AfterPress> {
    const { ticket, act } = press;
    const warning = sayFault(error, texts);
    if (error.fault === 'NOT_FOUND' || error.fault === 'NOT_ALLOWED') return { words: warning };
    const again: TicketPress['step'] | undefined =
      error.fault === 'EMPTY' ? 'form' : error.fault === 'CHANGED' && press.words ? 'preview' : undefined;
    const view = again && (await open.view(ticket, agent));
    if (again && view && act && actsFor(view.ticket).includes(act))
      return after(open, ticket, await follow(open, view, agent, { ...press, step: again }), warning);
    return after(open, ticket, { step: 'show' }, warning);
  }

  return async (activity, press) => {
    try {
      const agent = await emailOf(activity);
      if (!desk) throw new TicketError('NOT_FOUND');
      // Whoever may not see it learns nothing of it, whatever the button says.
      const view = await desk.view(press.ticket, agent);
      try {
        return await after(desk, press.ticket, await follow(desk, view, agent, press));
      } catch (error) {
        if (!(error instanceof TicketError)) throw error;
        return await refused(desk, agent, press, error);
      }
    } catch (error) {
      return { words: sayFault(error, texts) };
    }
  };
}
