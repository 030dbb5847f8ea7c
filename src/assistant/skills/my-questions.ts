/** What people say of questions that they sent: "my questions", "withdraw 1042", "that helped". */
import type { AskerAct } from '../../escalation/by-asker.ts';
import { actEffect, showEffect } from '../../escalation/effects.ts';
import { maskStudents } from '../../escalation/mask.ts';
import { agentsOf } from '../../escalation/organization.ts';
import { mayAct, UNANSWERED } from '../../escalation/tickets.ts';
import type { Asker, Ticket } from '../../records/tickets.ts';
import { type Part, type Reply, text } from '../reply.ts';
import type { Outcome, Turn } from '../skill.ts';
import type { HandOverServices } from './hand-over.ts';

const SUBJECT = 'intent:talk-to-person';
const MOST_LISTED = 10;
const MOST_SHOWN = 5;
const ACTS = ['withdraw', 'reopen', 'helped', 'edit', 'reply'] as const;
type Act = (typeof ACTS)[number];

/**
 * Commands open as `hand-over:` subjects, such as `hand-over:withdraw:1042`.
 * @param thanks what is said to "that helped" when no ticket is meant
 */
export function ticketCommands({ asking, tickets }: HandOverServices, thanks: string) {
  const { texts, organization } = asking;
  const nameOf = (email: string | undefined) =>
    (email && agentsOf(organization).get(email)?.name) || email || '';
  const said = (kind: Reply['kind'], ...parts: Part[]): Outcome => ({
    reply: { kind, parts, subject: SUBJECT },
  });
  const tell = (name: string, words: Record<string, string | number> = {}) =>
    said('decline', text(texts(name, words)));

  async function mine(turn: Turn, number: number): Promise<{ ticket: Ticket; asker: Asker } | undefined> {
    const ticket = await tickets.byNumber(number);
    const askers = ticket ? await tickets.askers(ticket.id) : [];
    const asker = askers.find((a) => a.person === turn.message.person.id);
    return ticket && asker && { ticket, asker };
  }

  async function list(turn: Turn): Promise<Outcome> {
    const person = turn.message.person.id;
    const items: string[] = [];
    for (const ticket of (await tickets.ofPerson(person)).slice(0, MOST_LISTED)) {
      const asker = (await tickets.askers(ticket.id)).find((a) => a.person === person);
      const words = { number: ticket.number, who: nameOf(ticket.assignee), state: texts.state(ticket.state) };
      if (asker && !asker.withdrawnAt)
        items.push(texts('mine_line', { ...words, question: cut(asker.question) }));
    }
    const waiting = await queue(turn);
    if (!items.length) return said('answer', ...(waiting.length ? waiting : [text(texts('mine_none'))]));
    return said('answer', { type: 'list', title: texts('mine'), items }, ...waiting);
  }

  /** Email of an agent, as the channel has proved it. */
  function agentBehind({ message: { person } }: Turn): string | undefined {
    const email = person.email?.trim().toLowerCase();
    return email && agentsOf(organization).has(email) ? email : undefined;
  }

  /** For agents: the tickets that wait for them, the oldest first. */
  async function queue(turn: Turn): Promise<Part[]> {
    const agent = agentBehind(turn);
    const all = agent ? (await tickets.list({ assignee: agent, states: UNANSWERED })).reverse() : [];
    if (!all.length) return [];
    const some = all.slice(0, MOST_LISTED);
    const items = some.map(({ number, state, question }) =>
      texts('queue_line', { number, state: texts.state(state), question: cut(question) }),
    );
    const choices = some
      .slice(0, MOST_SHOWN)
      .map(({ number }) => ({ label: texts('button_show', { number }), action: `hand-over:show:${number}` }));
    return [
      { type: 'list', title: texts('queue', { n: all.length }), items },
      { type: 'choices', choices },
    ];
  }

  /** The card of a ticket once more, to where the agent gets tickets: nowhere else are those who may see it. */
  async function show(turn: Turn, number: number): Promise<Outcome> {
    const agent = agentBehind(turn);
    const ticket = agent ? await tickets.byNumber(number) : undefined;
    if (!agent || !ticket || !mayAct(organization, ticket, agent)) return tell('not_yours', { number });
    const effects = [showEffect({ ticket: ticket.id, agent, once: turn.message.id })];
    return { ...tell('shown', { number }), effects };
  }

  /** The one answer that can be meant by "that helped". */
  async function newestAnswered(turn: Turn): Promise<number | undefined> {
    const all = await tickets.ofPerson(turn.message.person.id);
    return all.find((ticket) => ticket.state === 'answered')?.number;
  }

  async function act(turn: Turn, what: Act, number: number, words?: string): Promise<Outcome> {
    if (what === 'helped' && !number) {
      const newest = await newestAnswered(turn);
      // Said of an answer that the assistant gave itself: thanks.
      if (!newest) return said('decline', text(thanks));
      return act(turn, what, newest);
    }
    const found = await mine(turn, number);
    if (!found) return tell('not_yours', { number });
    const { ticket, asker } = found;
    const waits = UNANSWERED.includes(ticket.state);
    const over = ticket.state === 'closed';
    if (what === 'reopen' && waits && !asker.withdrawnAt) return tell('not_over', { number });
    if (what === 'helped' && waits) return tell('not_over', { number });
    if ((what === 'withdraw' || what === 'edit' || what === 'reply') && (over || asker.withdrawnAt))
      return tell('already_over', { number });
    const given = words?.trim() ? maskStudents(words.trim()).text : undefined;
    if ((what === 'edit' || what === 'reply') && !given) return tell('edit_what', { number });
    const effect: AskerAct = { act: what, number, person: turn.message.person.id, words: given };
    const name = {
      withdraw: 'withdrawn',
      reopen: 'reopened',
      helped: 'helped',
      edit: 'edited',
      reply: 'replied',
    }[what];
    const who = nameOf(ticket.assignee);
    const outcome = tell(name, { number, who, question: given ?? ticket.question });
    return { ...outcome, effects: [actEffect(effect)] };
  }

  return {
    act,
    show,
    /** Name of the agent of one's own ticket. */
    async agentOf(turn: Turn, number: number): Promise<string | undefined> {
      const found = await mine(turn, number);
      return found && found.ticket.state !== 'closed' ? nameOf(found.ticket.assignee) : undefined;
    },
    opens(turn: Turn): string | undefined {
      const words = turn.text;
      if (texts.command('mine', words) !== undefined) return 'hand-over:mine:0';
      const shown = agentBehind(turn) && texts.command('show', words);
      if (shown) return `hand-over:show:${shown}`;
      for (const what of ACTS) {
        const number = texts.command(what, words);
        if (number !== undefined && (number || what === 'helped')) return `hand-over:${what}:${number}`;
      }
      return undefined;
    },
    async start(turn: Turn, subject: string): Promise<Outcome> {
      const [, what = '', number = '0'] = subject.split(':');
      if (what === 'mine') return { ...(await list(turn)), personal: true };
      if (what === 'show') return show(turn, Number(number));
      return act(
        turn,
        what as Act,
        Number(number),
        turn.text.replace(/^[^\d]*\d+\s*[:,.-]?\s*(to\b:?)?/iu, ''),
      );
    },
  };
}

function cut(words: string): string {
  return words.length > 120 ? `${words.slice(0, 120)} …` : words;
}
