/** The sheet of somebody who does not call CalTAC themselves, sent as a ticket to the person of their chain. */
import { createHash } from 'node:crypto';
import type { Asking } from '../../escalation/asking.ts';
import { openEffect } from '../../escalation/effects.ts';
import { marksIn, masked } from '../../escalation/mask.ts';
import type { Routed } from '../../escalation/routing.ts';
import { sendText } from '../../forms/caltac/sheet.ts';
import { textsOf } from '../../forms/caltac/texts.ts';
import type { Draft } from '../../forms/draft.ts';
import type { Form } from '../../forms/load.ts';
import { personKey } from '../person.ts';
import { type Choice, notice, type Part, text } from '../reply.ts';
import type { Outcome, Turn } from '../skill.ts';
import { handOverWords, nameIn } from './hand-over-words.ts';

/** Whom the documents name where nobody is configured, such as "your site CAASPP coordinator". */
type NextOf = (turn: Turn) => string;

/** A sheet is routed as what it is about, whatever words stand on it. */
const TOPIC_WORDS = '';

/**
 * Acts on `send` (shows what would go, and to whom), `send-now`, and a name of an LEA or school that was asked for.
 * @param asking without it, or where nobody is configured, the text to send is offered
 */
export function sheetTicket(asking: Asking | undefined, nextOf: NextOf) {
  function whereabouts({ message: { person }, role, state }: Turn) {
    const { lea = person.lea, school = person.school } = state.place ?? {};
    return { role, lea, school, email: person.email };
  }

  const route = (turn: Turn): Routed | undefined => asking?.route(TOPIC_WORDS, whereabouts(turn));

  /** As it will be kept: without student information. */
  const bodyOf = (form: Form, draft: Draft) => masked(sendText(form, draft));

  function toCopy(turn: Turn, form: Form, draft: Draft): Outcome {
    const texts = textsOf(form);
    const parts = [
      text(texts('send_text', { who: nextOf(turn) })),
      text(bodyOf(form, draft)),
      text(texts('sent')),
    ];
    return { reply: { kind: 'answer', subject: `form:${form.id}`, parts } };
  }

  function askPlace(form: Form, routed: Extract<Routed, { to: 'ask' }>, words: Asking['texts']): Outcome {
    const parts = handOverWords(words)
      .askParts(routed)
      .map((part): Part => {
        if (part.type !== 'question' || part.input.kind !== 'choice') return part;
        const choices = part.input.choices.map(
          ({ label }): Choice => ({ label, action: `form:${form.id}:send:${routed.what}:${label}` }),
        );
        return { ...part, input: { kind: 'choice', choices } };
      });
    return { reply: { kind: 'ask', subject: `form:${form.id}`, parts } };
  }

  function preview(form: Form, draft: Draft, turn: Turn, routed: Extract<Routed, { to: 'person' }>): Outcome {
    const words = asking!.texts;
    const body = bodyOf(form, draft);
    const found = marksIn(body);
    const choices: Choice[] = [
      { label: words('send'), action: `form:${form.id}:send-now` },
      { label: words('do_not_send'), action: `form:${form.id}:keep` },
    ];
    const question: Part = {
      type: 'question',
      name: 'send',
      text: words('confirm_question'),
      input: { kind: 'choice', choices },
    };
    const parts = [
      text(words('confirm', { who: routed.agent.name, title: words.title(turn.role) })),
      text(body),
      ...(found.length ? [notice(words('masked', { what: found.join(', ') }), 'warning')] : []),
      question,
    ];
    return { reply: { kind: 'ask', subject: `form:${form.id}`, parts } };
  }

  /** The same sheet sent twice is one ticket; one that was changed is another, and none joins a stranger's. */
  async function sendNow(turn: Turn, form: Form, draft: Draft): Promise<Outcome> {
    const routed = route(turn);
    if (!asking || routed?.to !== 'person') return send(turn, form, draft, []);
    const { agent, backups, lea, school } = routed;
    const { message, role, today } = turn;
    const body = bodyOf(form, draft);
    const mark = createHash('sha256').update(`${personKey(message.person)}\n${draft.began}\n${body}`);
    const number = await asking.reserve(`${today}:${agent.email}:sheet ${mark.digest('hex').slice(0, 16)}`);
    const opening = openEffect({
      number,
      question: body,
      subject: `form:${form.id}`,
      role,
      lea,
      school,
      topic: asking.texts.topicOf(TOPIC_WORDS),
      assignee: agent.email,
      backups: backups.map((b) => b.email),
      person: message.person.id,
      conversation: message.conversation,
    });
    const when = asking.promise(lea, Date.parse(message.at));
    const parts = [
      text(asking.texts('sent', { number, who: agent.name, when })),
      text(textsOf(form)('ticket_after')),
    ];
    return { reply: { kind: 'escalate', subject: `form:${form.id}`, parts }, effects: [opening] };
  }

  function send(turn: Turn, form: Form, draft: Draft, [what, ...rest]: string[]): Outcome {
    if (what === 'lea' || what === 'school') {
      const place = { ...turn.state.place, [what]: rest.join(':') };
      const placed = placedTurn(turn, place);
      return { ...send(placed, form, draft, []), state: { place } };
    }
    const routed = route(turn);
    if (!asking || !routed || routed.to === 'way') return toCopy(turn, form, draft);
    return routed.to === 'ask' ? askPlace(form, routed, asking.texts) : preview(form, draft, turn, routed);
  }

  return {
    press(turn: Turn, form: Form, draft: Draft, what: string, rest: string[]) {
      if (what === 'send') return send(turn, form, draft, rest);
      return what === 'send-now' ? sendNow(turn, form, draft) : undefined;
    },
    /** A typed name, after the question for it: there may be too many to press. */
    typed(turn: Turn, form: Form, draft: Draft): Outcome | undefined {
      const routed = route(turn);
      if (routed?.to !== 'ask' || routed.what === 'role') return undefined;
      const name = nameIn(turn.text, routed.among);
      return name === undefined ? undefined : send(turn, form, draft, [routed.what, name]);
    },
  };
}

/** What is worked out when first read stays so. */
function placedTurn(turn: Turn, place: Turn['state']['place']): Turn {
  return Object.defineProperty({ ...turn, state: { ...turn.state, place } }, 'understood', {
    get: () => turn.understood,
  });
}
