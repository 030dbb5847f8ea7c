/** What those who asked can do with their ticket: withdraw, edit, reopen, reply, say that it helped. */
import type { Ticket } from '../records/tickets.ts';
import { maskStudents } from './mask.ts';
import { change, partOf, type TicketContext, TicketError, tellAgent, UNANSWERED } from './tickets.ts';

export interface AskerAct {
  act: 'withdraw' | 'edit' | 'reopen' | 'reply' | 'helped';
  number: number;
  person: string;
  words?: string;
}

/**
 * Does it, keeps it in the history, and tells the agent.
 * @throws TicketError NOT_FOUND when it is not this person's, STATE, EMPTY
 */
export async function actAsAsker(
  context: TicketContext,
  { act, number, person, words }: AskerAct,
): Promise<Ticket> {
  const { records, texts, now } = context;
  const { ticket, asker, others } = await partOf(context, number, person);
  const said = words?.trim() ? maskStudents(words.trim()).text : undefined;
  const tell = (t: Ticket, name: string, more?: string) =>
    tellAgent(context, t, t.assignee, texts(name, { number }), act, more);

  if (act === 'withdraw') {
    if (asker.withdrawnAt) throw new TicketError('STATE');
    if (ticket.state === 'closed') throw new TicketError('STATE');
    await records.tickets.updateAsker(asker.id, { withdrawnAt: now });
    // Others still wait for the answer.
    if (others.length) return change(context, ticket, {}, { who: person, kind: 'withdrawn' });
    const closed = await change(context, ticket, { state: 'closed' }, { who: person, kind: 'withdrawn' });
    await tell(closed, 'agent_withdrawn');
    return closed;
  }
  if (act === 'edit') {
    if (!said) throw new TicketError('EMPTY');
    if (ticket.state === 'closed') throw new TicketError('STATE');
    await records.tickets.updateAsker(asker.id, { question: said });
    const question = others.length ? ticket.question : said;
    const edited = await change(
      context,
      ticket,
      { question },
      { who: person, kind: 'edited', data: { from: asker.question, to: said } },
    );
    await tell(edited, 'agent_edited', said);
    return edited;
  }
  if (act === 'reply') {
    if (!said) throw new TicketError('EMPTY');
    if (ticket.state === 'closed') throw new TicketError('STATE');
    const replied = await change(
      context,
      ticket,
      { fields: { waitsForAsker: false, waitingSince: now, reminders: 0 } },
      { who: person, kind: 'asker_replied', data: { text: said } },
    );
    await tell(replied, 'agent_replied', said);
    return replied;
  }
  if (act === 'reopen') {
    if (UNANSWERED.includes(ticket.state)) throw new TicketError('STATE');
    // A person who withdrew asks again.
    if (asker.withdrawnAt) await records.tickets.updateAsker(asker.id, { withdrawnAt: undefined });
    await records.tickets.updateAsker(asker.id, { helped: false });
    const fields = { waitsForAsker: false, waitingSince: now, reminders: 0 };
    const reopened = await change(
      context,
      ticket,
      { state: 'reopened', fields },
      { who: person, kind: 'reopened', data: said ? { text: said } : {} },
    );
    await tell(reopened, 'agent_reopened', said);
    return reopened;
  }
  if (ticket.state !== 'answered' && ticket.state !== 'closed') throw new TicketError('STATE');
  await records.tickets.updateAsker(asker.id, { helped: true });
  const askers = await records.tickets.askers(ticket.id);
  const content = askers.every((a) => a.helped || a.withdrawnAt);
  // Where several asked, it is closed when it has helped all.
  const state = content ? 'closed' : ticket.state;
  return change(context, ticket, { state }, { who: person, kind: 'helped' });
}
