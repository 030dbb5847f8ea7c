/** Presses on the cards of replies: asked of the assistant once, and said on the card. */
import { createHash } from 'node:crypto';
import { withoutNumbers } from '../../assistant/guard.ts';
import type { Part, Reply } from '../../assistant/reply.ts';
import { ROLES, type Role } from '../../knowledge/schema.ts';
import type { ChannelTools } from '../channel.ts';
import type { AdaptiveCard } from './card/elements.ts';
import { type BlankPress, isDay, type Pressed, sayAnswered } from './card/press.ts';
import type { Settled } from './card/render.ts';
import type { Asked, Dialogue, Said } from './dialogue.ts';
import { type Activity, personOf, scopeOf, toConversation } from './incoming.ts';
import type { Post } from './post.ts';
import { fill, type TeamsTexts } from './texts.ts';

export interface PressesOptions {
  tools: Pick<ChannelTools, 'store'>;
  dialogue: Pick<Dialogue, 'ask'>;
  post: Pick<Post, 'sent' | 'pressed'>;
  texts: TeamsTexts;
  draw: Redraw;
  /** The reply that a message had, or that was sent unasked; one for somebody else than `by` alone is not told. */
  replyTo(conversation: string, message: string, by: string | undefined): Promise<Reply | undefined>;
}

/** The card of a reply as it is after a press. */
export type Redraw = (
  reply: Reply,
  conversation: string,
  mark: Mark,
  settled?: Settled,
) => Promise<AdaptiveCard>;

/** Which card, and in which of its states. */
export interface Mark {
  of: string;
  presses?: number;
}

/** What a press leaves: the card in its new state where it is known, and words for where it is not. */
export interface AfterPress {
  card?: AdaptiveCard;
  words: string;
}

/** The card that was pressed, with its reply where that is known, and the part that was pressed. */
interface Card extends Mark {
  reply?: Reply;
  at?: number;
}

export function createPresses({ tools: { store }, dialogue, post, texts, draw, replyTo }: PressesOptions) {
  const conversationOf = (activity: Activity) => toConversation(activity.conversation?.id ?? '');

  async function keepRole(activity: Activity, action: string): Promise<void> {
    const role = ROLES.find((r): r is Role => action === `role:${r}`);
    const person = personOf(activity);
    if (role && person) await store?.people.save({ id: person.id, channel: 'teams', role }, Date.now());
  }

  async function settle(activity: Activity, card: Card, settled: Settled): Promise<AfterPress> {
    const { of, presses = 0, reply } = card;
    const words = settled.note ?? fill(texts.chosen, { label: settled.label });
    const next = { of, presses: presses + 1 };
    return { words, card: reply && (await draw(reply, conversationOf(activity), next, settled)) };
  }

  /**
   * Asks what a press says, unless that was answered before, however long ago.
   * @param kept goes with the reply: what the card says of the press from then on
   */
  async function askOnce(activity: Activity, said: Said, kept?: Settled): Promise<Asked> {
    // The assistant knows for a day what it answered, the post for some weeks.
    if (await post.sent(conversationOf(activity), said.id)) return { repeated: true };
    return dialogue.ask(activity, said, kept);
  }

  /** The first press, of what counts once. */
  async function first(activity: Activity, id: string): Promise<Settled> {
    const kept = await post.pressed(conversationOf(activity), id);
    return kept ?? { label: '', note: texts.answered_once };
  }

  async function choose(activity: Activity, card: Card, action: string, label: string): Promise<AfterPress> {
    const { of, presses, reply } = card;
    const settled = { label, action };
    const once = countsOnce(card);
    const state = presses ? `${action}\n${presses}` : action;
    // A press on what is for somebody else must not count as theirs.
    const id = pressId(of, once ?? (reply ? state : `${state}\n${personOf(activity)?.id}`));
    const { repeated } = await askOnce(activity, { id, text: label, action }, once ? settled : undefined);
    if (!repeated) await keepRole(activity, action);
    return settle(activity, card, repeated && once ? await first(activity, id) : settled);
  }

  async function answer(
    activity: Activity,
    card: Card,
    answered: string,
    time?: string,
  ): Promise<AfterPress> {
    const { of, at, reply } = card;
    const text = [answered, time].filter(Boolean).join(' ');
    const id = pressId(of, countsOnce(card) ?? `answer-${at}`);
    const note = fill(texts.answered, { label: sayAnswered(answered, time) });
    const settled = { label: text, note };
    // Typed words may be about a student: only whoever typed them sees them again, and they are not kept.
    const isPicked = isDay(answered);
    const alone = scopeOf(activity) === 'personal' && activity.type === 'invoke';
    const action = isPicked ? actionOf(reply?.parts[at ?? -1], text) : undefined;
    const { repeated } = await askOnce(activity, { id, text, action }, isPicked ? settled : undefined);
    if (repeated) return settle(activity, card, await first(activity, id));
    return settle(activity, card, isPicked || alone ? settled : { label: '', note: texts.answered_once });
  }

  return async function press(
    activity: Activity,
    pressed: Exclude<Pressed, BlankPress>,
  ): Promise<AfterPress> {
    const { of, presses } = pressed;
    const conversation = conversationOf(activity);
    const reply = await replyTo(conversation, of, personOf(activity)?.id);
    const card = { of, presses, reply, at: 'at' in pressed ? pressed.at : undefined };
    switch (pressed.press) {
      case 'choose':
        return choose(activity, card, pressed.action, pressed.label);
      case 'pick': {
        const [action, label] = picked(pressed.answer);
        if (!action) return { words: texts.card_unreadable };
        return choose(activity, card, action, label);
      }
      case 'answer':
        return answer(activity, card, pressed.answer, pressed.time);
      case 'helpful': {
        await store?.questions.feedback(conversation, of, pressed.helpful);
        const note = pressed.helpful ? texts.helpful_thanks : texts.helpful_sorry;
        return settle(activity, card, { label: note, note, beside: true });
      }
      case 'reason': {
        await store?.questions.feedback(conversation, of, false, withoutNumbers(pressed.reason));
        const note = texts.helpful_thanks;
        return settle(activity, card, { label: note, note, beside: true });
      }
    }
  };
}

/** What a picked day says to the question it answers, however late. */
function actionOf(part: Part | undefined, picked: string): string | undefined {
  return part?.type === 'question' && part.actionPrefix ? `${part.actionPrefix}${picked}` : undefined;
}

/**
 * What a press counts as, where it counts once whatever is chosen: a card that asks closes with its first press, and
 * so does a question beside an answer. A suggestion counts anew each time its card was drawn.
 */
function countsOnce({ reply, at }: Card): string | undefined {
  if (reply?.kind === 'ask') return 'asked';
  return at !== undefined && reply?.parts[at]?.type === 'question' ? `answer-${at}` : undefined;
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
