/** Messages and presses, each answered once: what comes in is asked of the assistant, the reply goes to the post. */
import { createHash } from 'node:crypto';
import { withoutNumbers } from '../../assistant/guard.ts';
import type { Message, Person } from '../../assistant/message.ts';
import type { Reply } from '../../assistant/reply.ts';
import { ROLES, type Role } from '../../knowledge/schema.ts';
import type { ChannelTools } from '../channel.ts';
import type { AdaptiveCard } from './card/elements.ts';
import { type BlankPress, type Pressed, sayAnswered } from './card/press.ts';
import { type Activity, personOf, scopeOf, toConversation, wordsOf } from './incoming.ts';
import type { Post } from './post.ts';
import type { KeptReferences } from './reference.ts';
import { messageId } from './repeats.ts';
import type { TeamsTexts } from './texts.ts';

export interface DialogueOptions {
  tools: ChannelTools;
  post: Post;
  references: KeptReferences;
  texts: TeamsTexts;
  /** The card of a reply as it is after a press. */
  drawSettled(reply: Reply, conversation: string, of: string, settled: Settled): Promise<AdaptiveCard>;
  /** The reply that a message had, or that was sent unasked; one for somebody else than `by` alone is not told. */
  replyTo(conversation: string, message: string, by: string | undefined): Promise<Reply | undefined>;
}

export interface Settled {
  label: string;
  action?: string;
  note?: string;
  askReason?: boolean;
}

/** What a press leaves: the card in its new state where it is known, and words for where it is not. */
export interface AfterPress {
  card?: AdaptiveCard;
  words: string;
}

export interface Dialogue {
  hear(activity: Activity): Promise<void>;
  press(activity: Activity, pressed: Exclude<Pressed, BlankPress>): Promise<AfterPress>;
  /** Asks the assistant, and lets the reply be sent. */
  ask(activity: Activity, message: Said): Promise<void>;
  personBehind(activity: Activity): Promise<Person>;
}

type Said = Pick<Message, 'id' | 'text' | 'action' | 'filled'>;

export function createDialogue({
  tools,
  post,
  references,
  texts,
  drawSettled,
  replyTo,
}: DialogueOptions): Dialogue {
  const { assistant, store, log, now } = tools;

  async function personBehind(activity: Activity): Promise<Person> {
    const person = personOf(activity) ?? { id: toConversation(activity.conversation?.id ?? '') };
    const profile = await store?.people.get(person.id);
    const { email, role, lea, school } = profile ?? {};
    return { ...person, email, role, lea, school };
  }

  async function ask(activity: Activity, message: Said): Promise<void> {
    const conversation = toConversation(activity.conversation?.id ?? '');
    const started = performance.now();
    const person = await personBehind(activity);
    const of = message.id;
    const payload = (reply: Reply) => ({ reply, of, answers: true });
    const way = references.effects(activity);
    const { reply, repeated } = await assistant.answer(
      { ...message, conversation, person, inCompany: scopeOf(activity) !== 'personal', at: now() },
      (r) => [...way, ...post.effects(conversation, payload(r))],
    );
    if (repeated) return;
    post.go(conversation, payload(reply));
    const ms = Number((performance.now() - started).toFixed(1));
    log.info(
      { channel: 'teams', kind: reply.kind, subject: reply.subject, ms, text: message.text },
      'answered',
    );
  }

  async function keepRole(activity: Activity, action: string): Promise<void> {
    const role = ROLES.find((r): r is Role => action === `role:${r}`);
    const person = personOf(activity);
    if (role && person) await store?.people.save({ id: person.id, channel: 'teams', role }, Date.now());
  }

  const repliedTo = (activity: Activity, of: string) =>
    replyTo(toConversation(activity.conversation?.id ?? ''), of, personOf(activity)?.id);

  async function settle(activity: Activity, of: string, settled: Settled): Promise<AfterPress> {
    const conversation = toConversation(activity.conversation?.id ?? '');
    const words = settled.note ?? texts.chosen.replace('{label}', settled.label);
    const reply = await repliedTo(activity, of);
    return { words, card: reply && (await drawSettled(reply, conversation, of, settled)) };
  }

  async function choose(activity: Activity, of: string, action: string, label: string): Promise<AfterPress> {
    await keepRole(activity, action);
    // A press on what is for somebody else must not count as theirs.
    const own = await repliedTo(activity, of);
    const id = pressId(of, own ? action : `${action}\n${personOf(activity)?.id}`);
    await ask(activity, { id, text: label, action });
    return settle(activity, of, { label, action });
  }

  return {
    ask,
    personBehind,
    async hear(activity) {
      await ask(activity, { id: messageId(activity), text: wordsOf(activity) });
    },
    async press(activity, pressed) {
      const { of } = pressed;
      const conversation = toConversation(activity.conversation?.id ?? '');
      switch (pressed.press) {
        case 'choose':
          return choose(activity, of, pressed.action, pressed.label);
        case 'pick': {
          const [action, label] = picked(pressed.answer);
          if (!action) return { words: texts.card_unreadable };
          return choose(activity, of, action, label);
        }
        case 'answer': {
          const label = [pressed.answer, pressed.time].filter(Boolean).join(' ');
          await ask(activity, { id: pressId(of, `answer-${pressed.at}`), text: label });
          const said = sayAnswered(pressed.answer, pressed.time);
          return settle(activity, of, { label, note: texts.answered.replace('{label}', () => said) });
        }
        case 'helpful': {
          await store?.questions.feedback(conversation, of, pressed.helpful);
          const note = pressed.helpful ? texts.helpful_thanks : texts.helpful_sorry;
          return settle(activity, of, { label: note, note, askReason: !pressed.helpful });
        }
        case 'reason': {
          await store?.questions.feedback(conversation, of, false, withoutNumbers(pressed.reason));
          return settle(activity, of, { label: texts.helpful_thanks, note: texts.helpful_thanks });
        }
      }
    },
  };
}

/** The same press is the same message, whatever id Teams gives it. */
export function pressId(of: string, what: string): string {
  const hash = createHash('sha256').update(`${of}\n${what}`).digest('base64url');
  return `press:${hash.slice(0, 27)}`;
}

function picked(answer: string): [action: string | undefined, label: string] {
  try {
    const [action, label] = JSON.parse(answer) as unknown[];
    if (typeof action === 'string' && typeof label === 'string') return [action, label];
  } catch {
    // Not one of ours.
  }
  return [undefined, ''];
}
