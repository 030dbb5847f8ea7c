/** Questions that people delete or change: what is kept of them is blanked, and their answers go. */
import type { ReplyKind } from '../../assistant/reply.ts';
import type { Question } from '../../records/asked.ts';
import type { SlackContext } from './context.ts';
import { removalOf } from './delivery.ts';
import { conversationId, messageId, type Place, personId } from './ids.ts';
import { keptReply } from './kept-reply.ts';

/** Something goes on there: the talk needs its question, and a ticket its number. */
const GOES_ON: ReadonlySet<ReplyKind> = new Set(['ask', 'escalate']);

export interface TakenBack {
  place: Place;
  /** Slack's id of the person whose words they were. */
  user: string;
  /** When it was said: the id of the message in its channel. */
  ts: string;
  /** Its versions, each by the moment of its change; undefined for the first. */
  versions: readonly (string | undefined)[];
}

/** @example versionOf('1.5', '2.5') // '1.5:2.5', as the message is known after that change */
export function versionOf(ts: string, edited: string | undefined): string {
  return edited ? `${ts}:${edited}` : ts;
}

/**
 * Drops what waits to be delivered, blanks the question's kept words, and takes away the answer. What was answered to
 * a form is kept there, and changes nothing but itself.
 */
export async function takeBack(
  { place, user, ts, versions }: TakenBack,
  { answering, engaged, tools }: Pick<SlackContext, 'answering' | 'engaged' | 'tools'>,
): Promise<void> {
  const { store } = tools;
  const conversation = await engaged.conversationIn(place, personId(place.team, user));
  for (const version of versions) {
    const id = messageId(place, versionOf(ts, version));
    const kept = await store?.questions.ofMessage(conversation, id);
    const kind = kept?.outcome ?? (await keptReply(tools, conversation, id))?.kind;
    if (!kind) continue;
    const removal = removalOf(conversationId(place), id, ts);
    await store?.transact(async ({ questions, outbox }) => {
      await questions.blank(conversation, id);
      if (goes(kind, kept)) await outbox.withdraw(removal.answers, Date.now());
    });
    if (goes(kind, kept)) await answering.send([removal.delivery]);
  }
}

/** Nothing is kept of the words that a form was answered with. */
function goes(kind: ReplyKind, kept: Question | undefined): boolean {
  return !GOES_ON.has(kind) && kept?.text !== '';
}
