/** Effects of the hand-over skill: what becomes of tickets in the transaction that keeps the reply. */
import type { Effect } from '../assistant/skill.ts';
import type { EffectHandler } from '../records/store.ts';
import { type AskerAct, actAsAsker } from './by-asker.ts';
import type { Desk } from './desk.ts';
import { type Opening, openTicket, TicketError, tellAgent } from './tickets.ts';

export const TICKET = 'ticket';

export const openEffect = (opening: Opening): Effect => ({ type: TICKET, opening });
export const actEffect = (act: AskerAct): Effect => ({ type: TICKET, act });
/** An agent is told of a ticket once more; `once` names the wish. */
export const showEffect = (show: { ticket: string; agent: string; once: string }): Effect => ({
  type: TICKET,
  show,
});

/**
 * Handler of all of them. The skill has looked before; what somebody else did in between leaves the ticket as it is.
 * @param desk known only once the store is open
 */
export function handleTicket(desk: () => Pick<Desk, 'context'>): EffectHandler {
  return async (effect, { records, now }) => {
    const context = desk().context(records, now);
    const { opening, act, show } = effect as {
      opening?: Opening;
      act?: AskerAct;
      show?: { ticket: string; agent: string; once: string };
    };
    if (opening) await openTicket(context, opening);
    const shown = show && (await records.tickets.get(show.ticket));
    if (shown) {
      const why = context.texts('agent_shown', { number: shown.number });
      await tellAgent(context, shown, show.agent, why, `shown:${show.once}`);
    }
    if (!act) return;
    try {
      await actAsAsker(context, act);
    } catch (error) {
      if (!(error instanceof TicketError) || error.fault === 'CHANGED') throw error;
    }
  };
}
