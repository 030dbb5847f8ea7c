/** What those who ask and those who answer are told of a ticket: as replies, mails and deliveries. */
import { type Choice, type Part, type Reply, text } from '../assistant/reply.ts';
import { renderText } from '../assistant/text.ts';
import type { NewDelivery } from '../records/deliveries.ts';
import type { Asker, Ticket } from '../records/tickets.ts';
import type { Agent } from './organization.ts';
import type { Texts } from './texts.ts';
import { sayFrom } from './ticket-card.ts';

/** The kind of deliveries by email. */
export const MAIL = 'mail';
const LONGEST_SUBJECT = 70;

/** A mail in the outbox. Its link is signed when it is sent, so that none stands in the store. */
export interface MailPayload {
  subject: string;
  text: string;
  link?: { ticket: string; agent: string };
}

/** A reply in the outbox, for the channel of its conversation; `ticket` where it is one for an agent to work on. */
export interface ReplyPayload {
  type: 'reply';
  reply: Reply;
  ticket?: TicketNotice;
  /** Whom it is for, where the place may be closed to us: an asker, as their channel knows them. */
  person?: string;
  /** Where it could not be delivered. */
  tried?: string[];
}

/** Which ticket an agent is told of, and why. */
export interface TicketNotice {
  id: string;
  number: number;
  why: string;
  /** Email of the agent. */
  agent?: string;
}

/** Conversation ids begin with the name of their channel: `channelOf('slack:T1:C1:1.2')` is `'slack'`. */
export function channelOf(conversation: string): string {
  return conversation.split(':', 1)[0] ?? '';
}

/** A reply into a conversation, unasked. */
export function replyInto(conversation: string, reply: Reply, key: string, person?: string): NewDelivery {
  const payload: ReplyPayload = { type: 'reply', reply, ...(person ? { person } : {}) };
  return { kind: channelOf(conversation), target: conversation, conversation, payload, key };
}

/** What happened, as an asker is told it. */
export type Told =
  | { what: 'answer' | 'ask_back'; who: string; words: string }
  | { what: 'claimed' | 'passed_on' | 'reopened'; who: string }
  | { what: 'closed'; who: string; words?: string }
  | { what: 'late'; who: string; backup?: string; when: string };

/**
 * The one way in which an asker's notice is made: the agent's preview is this very reply.
 * @example askerNotice({ number: 1042 }, { question: 'May we test on Saturday?' }, { what: 'answer', who: 'Sam Rivera', words: 'Yes.' }, texts)
 */
export function askerNotice(
  { number }: Pick<Ticket, 'number'>,
  { question }: Pick<Asker, 'question'>,
  told: Told,
  texts: Texts,
): Reply {
  const parts: Part[] = [
    text(intro(number, told, texts)),
    { type: 'facts', facts: [{ label: texts('you_asked'), value: question }] },
  ];
  if (told.what === 'answer' || told.what === 'ask_back') parts.push(text(told.words));
  const choices = choicesFor(number, told, texts);
  if (choices.length) parts.push({ type: 'choices', choices });
  return { kind: 'answer', subject: `ticket:${number}`, parts };
}

function intro(number: number, told: Told, texts: Texts): string {
  const { who } = told;
  switch (told.what) {
    case 'answer':
      return texts('answer_intro', { who, number });
    case 'ask_back':
      return texts('ask_back_intro', { who, number });
    case 'claimed':
      return texts('claimed', { who, number });
    case 'passed_on':
      return texts('passed_on', { who, number });
    case 'reopened':
      return texts('reopened_by_agent', { who, number });
    case 'closed':
      return told.words
        ? texts('closed_with', { who, number, note: told.words })
        : texts('closed', { who, number });
    case 'late': {
      const backup = told.backup ? texts('late_backup', { who: told.backup }) : '';
      return texts('late', { who, number, backup, when: told.when });
    }
  }
}

function choicesFor(number: number, { what }: Told, texts: Texts): Choice[] {
  const button = (name: string, action: string): Choice => ({
    label: texts(name),
    action: `hand-over:${action}:${number}`,
  });
  if (what === 'answer') return [button('button_helped', 'helped'), button('button_reopen', 'reopen')];
  if (what === 'closed') return [button('button_reopen', 'reopen')];
  if (what === 'ask_back') return [button('button_reply', 'reply'), button('button_withdraw', 'withdraw')];
  if (what === 'late') return [button('button_withdraw', 'withdraw')];
  return [];
}

export interface AgentNotice {
  ticket: Ticket;
  agent: Agent;
  /** One sentence: why the agent is told. */
  why: string;
  /** Such as what the asker replied. */
  words?: string;
  key: string;
}

/** To the agent's chat where its channel is connected, else by email. */
export function agentDelivery(
  { ticket, agent, why, words, key }: AgentNotice,
  texts: Texts,
  carries: (kind: string) => boolean,
): NewDelivery {
  const facts = [
    { label: texts('agent_question'), value: ticket.question },
    { label: texts('agent_from'), value: sayFrom(ticket) },
    { label: texts('agent_offered'), value: ticket.offered ?? '' },
  ].filter((fact) => fact.value);
  const parts: Part[] = [text(why), ...(words ? [text(words)] : []), { type: 'facts', facts }];
  const reply: Reply = { kind: 'answer', subject: `ticket:${ticket.number}`, parts };
  const lane = { conversation: `agent:${agent.email}`, key };
  if (agent.chat && carries(channelOf(agent.chat))) {
    const about = { id: ticket.id, number: ticket.number, why, agent: agent.email };
    const payload: ReplyPayload = { type: 'reply', reply, ticket: about };
    return { kind: channelOf(agent.chat), target: agent.chat, payload, ...lane };
  }
  const link = { ticket: ticket.id, agent: agent.email };
  const payload: MailPayload = { ...ticketMail(ticket.number, ticket.question, reply, texts), link };
  return { kind: MAIL, target: agent.email, payload, ...lane };
}

/** A reply about a ticket, as a mail. */
export function ticketMail(number: number, about: string, reply: Reply, texts: Texts): MailPayload {
  const question = about.replace(/\s+/g, ' ');
  const short = question.length > LONGEST_SUBJECT ? `${question.slice(0, LONGEST_SUBJECT)} …` : question;
  return { subject: texts('agent_subject', { number, question: short }), text: renderText(reply) };
}
