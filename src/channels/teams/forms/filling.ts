/** Forms and calculations filled in as a card: opened in place of the question, sent, or closed again. */
import { randomUUID } from 'node:crypto';
import type { Filled } from '../../../assistant/blank.ts';
import type { Reply } from '../../../assistant/reply.ts';
import type { ChannelTools } from '../../channel.ts';
import type { BlankPress } from '../card/press.ts';
import type { Dialogue } from '../dialogue.ts';
import { type Activity, toConversation } from '../incoming.ts';
import { type AfterPress, pressId, type Redraw } from '../presses.ts';
import type { TeamsTexts } from '../texts.ts';
import { blankCard } from './card.ts';

export interface FillingOptions {
  tools: Pick<ChannelTools, 'assistant' | 'now'>;
  dialogue: Pick<Dialogue, 'ask' | 'personBehind'>;
  texts: TeamsTexts;
  replyTo(conversation: string, message: string): Promise<Reply | undefined>;
  /** The card that was there before, as it was or as it is after a press. */
  draw: Redraw;
}

/** What a press on such a card leaves; `own` where it is for whoever pressed alone. */
export type AfterBlank = AfterPress & { own: boolean };

export function createFilling({ tools, dialogue, texts, replyTo, draw }: FillingOptions) {
  async function blankFor(activity: Activity, conversation: string, subject: string, filled?: Filled) {
    const person = await dialogue.personBehind(activity);
    const message = { id: '', conversation, person, text: '', action: subject, filled, at: tools.now() };
    return tools.assistant.blank?.(message);
  }

  return async function press(activity: Activity, pressed: BlankPress): Promise<AfterBlank> {
    const conversation = toConversation(activity.conversation?.id ?? '');
    const { of, presses } = pressed;
    const mark = { of, presses };
    if (pressed.press === 'unfilled') {
      const reply = await replyTo(conversation, of);
      return { words: texts.fill_closed, card: reply && (await draw(reply, conversation, mark)), own: true };
    }
    const filled = pressed.press === 'filled' ? pressed.filled : undefined;
    const blank = await blankFor(activity, conversation, pressed.blank, filled);
    if (!blank) return { words: texts.card_unreadable, own: true };
    if (pressed.press === 'blank') {
      const nonce = activity.id ?? randomUUID();
      return { words: blank.title, card: blankCard(blank, { texts, ...mark, nonce }), own: true };
    }
    const { nonce } = pressed;
    if (Object.keys(blank.faults).length)
      return {
        words: texts.fill_faults,
        card: blankCard(blank, { texts, ...mark, nonce, filled }),
        own: true,
      };
    await dialogue.ask(activity, {
      id: pressId(of, `filled-${nonce}`),
      text: '',
      action: blank.action,
      filled,
    });
    const reply = await replyTo(conversation, of);
    const settled = { label: texts.fill_done, note: texts.fill_done };
    const next = { of, presses: (presses ?? 0) + 1 };
    const card = reply && (await draw(reply, conversation, next, settled));
    return { words: texts.fill_done, card, own: false };
  };
}
