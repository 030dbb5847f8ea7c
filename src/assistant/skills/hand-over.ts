/** Sends a question to a person: finds out who, shows what would be sent, and sends it when told to. */
import type { Asking } from '../../escalation/asking.ts';
import { openEffect } from '../../escalation/effects.ts';
import { masked } from '../../escalation/mask.ts';
import { loadTexts } from '../../escalation/texts.ts';
import { ROLES, type Role } from '../../knowledge/schema.ts';
import type { Tickets } from '../../records/tickets.ts';
import { shortAnswer } from '../answer.ts';
import { handOverParts } from '../hand-over.ts';
import { notice, type Part, text } from '../reply.ts';
import type { ConversationState, Outcome, Skill, Turn } from '../skill.ts';
import { idOf, type World } from '../world.ts';
import { handOverWords, HAND_OVER as ID, nameIn, SUBJECT } from './hand-over-words.ts';
import { ticketCommands } from './my-questions.ts';

/** So long that it still fits the value of a button. */
const LONGEST_QUESTION = 1_500;
/** Skills that lead out of a reply to be typed. */
const ENDS: ReadonlySet<string> = new Set(['reset', 'cancel', 'back']);

export interface HandOverServices {
  asking: Asking;
  tickets: Pick<Tickets, 'ofPerson' | 'byNumber' | 'askers' | 'list'>;
}

/** What the dialogue keeps: masked already. */
interface Draft {
  step: 'question' | 'role' | 'lea' | 'school' | 'confirm' | 'reply';
  question?: string;
  offered?: string;
  subject?: string;
  /** Of the ticket that is replied to. */
  number?: number;
}

/** @param services without them nothing can be sent: the person is told whom to turn to */
export function handOverSkill(world: World, services?: HandOverServices): Skill {
  const texts = services?.asking.texts ?? loadTexts();
  const { voice } = world.intents;
  const commands = services && ticketCommands(services, world.intentsById.get('thanks')?.say[0] ?? '');
  const isCommand = (words: string) =>
    ['talk', 'mine', 'show', 'withdraw', 'reopen', 'helped', 'edit', 'reply'].some(
      (c) => texts.command(c as 'talk', words) !== undefined,
    );

  const kept = (draft: Draft | undefined): Partial<ConversationState> => ({
    dialogue: draft && { skill: ID, data: draft },
  });
  const { reply, questionStep, askParts, confirmParts, wayReply } = handOverWords(texts);
  const done = (name: string): Outcome => ({
    reply: reply('decline', [text(texts(name))]),
    state: kept(undefined),
  });

  /** The question that a press or "talk to a person" is about. */
  function lastQuestion({ state }: Turn): Pick<Draft, 'question' | 'offered' | 'subject'> {
    const { last } = state;
    if (!last?.text || isCommand(last.text)) return {};
    return { question: masked(last.text).slice(0, LONGEST_QUESTION), subject: last.subject };
  }

  function whereabouts({ message: { person }, role, state }: Turn) {
    const { lea = person.lea, school = person.school } = state.place ?? {};
    return { role, lea, school, email: person.email };
  }

  /** What the assistant itself had to say of the subject. */
  function offeredOn(subject: string | undefined, { today, role }: Turn): string | undefined {
    const entry = subject?.startsWith('entry:') ? world.library.entry(idOf(subject), today) : undefined;
    return entry && `${entry.title}: ${shortAnswer(entry, { today, role })}`;
  }

  /** On with the draft: whatever is still unknown is asked, and all is shown before it goes. */
  function proceed(turn: Turn, draft: Draft, asking: Asking, more: Partial<ConversationState> = {}): Outcome {
    const { question } = draft;
    if (!question)
      return { reply: questionStep(), state: { ...more, ...kept({ ...draft, step: 'question' }) } };
    const routed = asking.route(question, whereabouts(turn));
    if (routed.to === 'way')
      return { reply: wayReply(turn, question, routed), state: { ...more, ...kept(undefined) } };
    const step = routed.to === 'ask' ? routed.what : 'confirm';
    const next: Draft = { ...draft, step };
    const parts = routed.to === 'ask' ? askParts(routed) : confirmParts(turn, question, routed);
    return { reply: reply('ask', parts), state: { ...more, ...kept(next) } };
  }

  async function send(turn: Turn, draft: Draft, { asking }: HandOverServices): Promise<Outcome> {
    const { question = '', subject } = draft;
    const who = whereabouts(turn);
    const routed = asking.route(question, who);
    // The organization changed between showing and sending.
    if (routed.to !== 'person') return proceed(turn, draft, asking);
    const { agent, backups, lea, school } = routed;
    const at = Date.parse(turn.message.at);
    const { number, joins } = await asking.numberFor(question, agent.email, at);
    const { message, role } = turn;
    const opening = openEffect({
      number,
      question,
      offered: offeredOn(subject, turn),
      subject,
      role,
      lea,
      school,
      topic: texts.topicOf(question),
      assignee: agent.email,
      backups: backups.map((b) => b.email),
      person: message.person.id,
      conversation: message.conversation,
    });
    const words = { number, who: agent.name, when: asking.promise(lea, at) };
    const parts = [text(texts(joins ? 'joined' : 'sent', words)), text(texts('sent_choices', { number }))];
    return { reply: reply('escalate', parts), state: kept(undefined), effects: [opening] };
  }

  /** Changes the draft by one answer. */
  function answered(turn: Turn, draft: Draft, what: string, value: string, asking: Asking): Outcome {
    if (what === 'role' && (ROLES as readonly string[]).includes(value)) {
      const role = value as Role;
      return proceed(withRole(turn, role), draft, asking, { role });
    }
    const place = { ...turn.state.place, [what]: value };
    const state = { ...turn.state, place };
    return proceed({ ...bareTurn(turn), state }, draft, asking, { place });
  }

  /** "Hi", "start over": no question to send, no place. To somebody who waits for an answer "thanks" is one. */
  function isSmallTalk({ text: words }: Turn, { step }: Draft): boolean {
    const exact = world.exactly(words);
    if (!exact || step === 'confirm') return false;
    return step !== 'reply' || ENDS.has(world.skillOf(exact));
  }

  async function resume(turn: Turn, data: unknown): Promise<Outcome | undefined> {
    const draft = data as Draft;
    if (!services) return undefined;
    const { asking } = services;
    const said = (command: 'send' | 'change' | 'stop') => texts.command(command, turn.text) !== undefined;
    if (said('stop')) return done('not_sent');
    if (isSmallTalk(turn, draft)) return undefined;
    if (draft.step === 'reply')
      return {
        ...(await commands!.act(turn, 'reply', draft.number ?? 0, turn.text)),
        state: kept(undefined),
      };
    if (draft.step === 'question') {
      const question = masked(turn.text.trim()).slice(0, LONGEST_QUESTION);
      return proceed(turn, { ...draft, question }, asking);
    }
    if (draft.step === 'confirm') {
      if (said('send')) return send(turn, draft, services);
      if (said('change')) return change(draft);
      return undefined;
    }
    if (draft.step === 'role') {
      const self = turn.understood.facets.self;
      return self ? answered(turn, draft, 'role', self, asking) : undefined;
    }
    const routed = asking.route(draft.question ?? '', whereabouts(turn));
    if (routed.to !== 'ask') return proceed(turn, draft, asking);
    const name = nameIn(turn.text, routed.among);
    if (name) return answered(turn, draft, draft.step, name, asking);
    const unknown = texts('no_such_name', { name: turn.text.slice(0, 80) });
    return {
      reply: reply('ask', [
        notice(unknown),
        { type: 'list', items: routed.among.slice(0, 40) },
        ...askParts(routed),
      ]),
    };
  }

  const change = (draft: Draft): Outcome => ({
    reply: reply('ask', [
      { type: 'question', name: 'question', text: texts('ask_change'), input: { kind: 'text' } },
    ]),
    state: kept({ ...draft, step: 'question' }),
  });

  return {
    id: ID,
    opens(turn) {
      if (texts.command('talk', turn.text) !== undefined) return SUBJECT;
      return commands?.opens(turn);
    },
    start(turn, subject) {
      if (!services)
        return {
          reply: reply('escalate', [
            text(texts('nobody_here')),
            ...handOverParts({ library: world.library, voice, role: turn.role }),
          ]),
        };
      if (subject !== SUBJECT) return commands!.start(turn, subject);
      return proceed(turn, { step: 'question', ...lastQuestion(turn) }, services.asking);
    },
    beside(turn, { kind, subject }) {
      if (!services || kind !== 'escalate' || subject === SUBJECT || turn.state.dialogue) return [];
      const typed = turn.message.action ? '' : turn.text.trim();
      const question = (typed ? masked(typed) : (lastQuestion(turn).question ?? '')).slice(
        0,
        LONGEST_QUESTION,
      );
      if (!/[\p{L}\p{N}]/u.test(question)) return [];
      const routed = services.asking.route(question, whereabouts(turn));
      const label =
        routed.to === 'person'
          ? texts('offer', { who: routed.agent.name })
          : texts(routed.to === 'way' ? 'offer_text' : 'offer_somebody');
      return [{ type: 'choices', choices: [{ label, action: `${ID}:ask:${question}` }] }];
    },
    resume,
    again(turn, data) {
      const draft = data as Draft;
      if (!services || draft.step === 'reply') return [];
      return proceed(turn, draft, services.asking).reply.parts;
    },
    // A question that waits to be sent may be about credentials or a student: it is masked, and asked for.
    permits: (guard, data) => (data as Draft)?.step === 'question' && guard === 'declined-student-data',
    async press(turn, action) {
      const at = action.indexOf(':');
      const [verb, rest] = [action.slice(0, at), action.slice(at + 1)];
      if (!services) return done('nobody_here');
      const { asking } = services;
      const draft = turn.state.dialogue?.skill === ID ? (turn.state.dialogue.data as Draft) : undefined;
      if (verb === 'ask') {
        const question = masked(rest).slice(0, LONGEST_QUESTION);
        return proceed(turn, { step: 'confirm', question, subject: turn.state.last?.subject }, asking);
      }
      if (verb === 'talk') return proceed(turn, { step: 'question', ...lastQuestion(turn) }, asking);
      if (verb === 'reply') {
        const who = await commands!.agentOf(turn, Number(rest));
        if (!who) return commands!.act(turn, 'reply', Number(rest));
        const said = texts('reply_what', { who, number: rest });
        const parts: Part[] = [{ type: 'question', name: 'reply', text: said, input: { kind: 'text' } }];
        return { reply: reply('ask', parts), state: kept({ step: 'reply', number: Number(rest) }) };
      }
      if (verb === 'show') return commands!.show(turn, Number(rest));
      if (verb === 'helped' || verb === 'reopen' || verb === 'withdraw')
        return commands!.act(turn, verb, Number(rest));
      // The rest belongs to a draft: where that is gone, nothing is sent twice.
      if (!draft) return { reply: { kind: 'decline', parts: [text(voice.picked_nothing ?? '')] } };
      if (verb === 'send') return send(turn, draft, services);
      if (verb === 'change') return change(draft);
      if (verb === 'stop') return done('not_sent');
      return answered(turn, draft, verb, rest, asking);
    },
  };
}

/** A turn whose parts may be replaced: what is worked out when first read stays so. */
function bareTurn(turn: Turn): Turn {
  return Object.defineProperty({ ...turn }, 'understood', { get: () => turn.understood });
}

function withRole(turn: Turn, role: Role): Turn {
  return Object.defineProperty({ ...turn, role }, 'understood', { get: () => turn.understood });
}
