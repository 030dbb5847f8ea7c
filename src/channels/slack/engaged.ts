/** Which thread belongs to which talk: where the assistant goes on answering, to whom, and what is one conversation. */

import type { Answered } from '../../assistant/assistant.ts';
import { isOpen } from '../../assistant/skill.ts';
import { isCard } from '../../escalation/kept-cards.ts';
import type { ChannelTools } from '../channel.ts';
import { conversationId, isPrivate, type Place, placeOf } from './ids.ts';

/** A talk that rested for so long is over: whoever goes on mentions the assistant again. */
const ENGAGED_MS = 24 * 60 * 60 * 1000;
/** Among so many the last of a private channel is looked for. */
const MOST_TALKS = 20;
/** Talk in the thread of a ticket's card is kept beside the card's own way back. */
const BESIDE = 'engaged:';

export interface Engaged {
  /** A person turned to the assistant in a conversation: its further words there are meant for it, too. */
  engage(conversation: string, person: string, answered: Pick<Answered, 'open'>): Promise<void>;
  isEngaged(conversation: string, person: string): Promise<boolean>;
  /** The person asked for quiet. */
  leave(conversation: string): Promise<void>;
  /**
   * The conversation that a message in a place goes on. In private, people answer the form or the question that is
   * open wherever they happen to type: a new thread there belongs to the talk under way.
   * @param begins the message is the first of its thread
   */
  conversationIn(place: Place, person: string, begins?: boolean): Promise<string>;
}

interface Kept {
  people: Record<string, number>;
  /** The conversation that this thread goes on. */
  sameAs?: string;
}

type Tools = Pick<ChannelTools, 'store' | 'conversations'>;

/** Kept with the way back into the conversation, so that it holds on every instance and after a restart. */
export function createEngaged({ store, conversations }: Tools, now: () => number = Date.now): Engaged {
  const memory = new Map<string, Kept & { person?: string; at: number }>();

  /** What is kept of a place, and under which name. */
  async function find(conversation: string): Promise<{ key: string; kept?: Kept }> {
    if (!store) return { key: conversation, kept: memory.get(conversation) };
    const own = await store.references.get(conversation);
    if (!own || !isCard(own)) return { key: conversation, kept: own?.data as Kept | undefined };
    const key = `${BESIDE}${conversation}`;
    return { key, kept: ((await store.references.get(key))?.data as Kept | undefined) ?? { people: {} } };
  }

  async function write(conversation: string, data: Kept, person?: string): Promise<void> {
    if (store) return store.references.save({ conversation, channel: 'slack', person, data }, now());
    memory.delete(conversation);
    memory.set(conversation, { ...data, person, at: now() });
  }

  /** The talk that a person had last in a private channel, while it is fresh. */
  async function latest(prefix: string, person: string): Promise<string | undefined> {
    const all = store
      ? (await store.references.ofPerson(person, MOST_TALKS)).map((r) => ({
          ...(r.data as Kept),
          id: r.conversation.replace(BESIDE, ''),
          at: r.updatedAt,
        }))
      : [...memory]
          .map(([id, kept]) => ({ ...kept, id }))
          .filter((k) => k.person === person)
          .reverse();
    const last = all.find((talk) => talk.id.startsWith(prefix));
    return last && now() - last.at < ENGAGED_MS ? (last.sameAs ?? last.id) : undefined;
  }

  return {
    async engage(conversation, person, { open }) {
      // In private all is meant for us: only a talk that waits for an answer need be found again.
      if (isPrivate(placeOf(conversation)?.channel ?? '') && !open) return;
      const { key, kept } = await find(conversation);
      await write(key, { ...kept, people: { ...kept?.people, [person]: now() } }, person);
    },
    async isEngaged(conversation, person) {
      const since = (await find(conversation)).kept?.people?.[person];
      return since !== undefined && now() - since < ENGAGED_MS;
    },
    leave: async (conversation) => write((await find(conversation)).key, { people: {} }),
    async conversationIn(place, person, begins = false) {
      const own = conversationId(place);
      if (!isPrivate(place.channel)) return own;
      const { kept } = await find(own);
      if (kept) return kept.sameAs ?? own;
      // A thread that was answered in is a talk of its own.
      if (!begins && Object.keys(await conversations.load(own)).length) return own;
      const before = await latest(conversationId({ ...place, thread: '' }), person);
      if (!before || before === own || !isOpen(await conversations.load(before))) return own;
      await write(own, { people: {}, sameAs: before }, person);
      return before;
    },
  };
}
