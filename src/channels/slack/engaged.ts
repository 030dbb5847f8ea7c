/** In which threads of channels the assistant goes on answering, and to whom. */
import type { ChannelTools } from '../channel.ts';

/** A talk that rested for so long is over: whoever goes on mentions the assistant again. */
const ENGAGED_MS = 24 * 60 * 60 * 1000;

export interface Engaged {
  /** A person turned to the assistant in a conversation: its further words there are meant for it, too. */
  engage(conversation: string, user: string): Promise<void>;
  isEngaged(conversation: string, user: string): Promise<boolean>;
  /** The person asked for quiet. */
  leave(conversation: string): Promise<void>;
}

interface Kept {
  people: Record<string, number>;
}

/** Kept with the way back into the conversation, so that it holds on every instance and after a restart. */
export function createEngaged({ store }: Pick<ChannelTools, 'store'>, now: () => number = Date.now): Engaged {
  const memory = new Map<string, Kept>();
  const read = async (conversation: string): Promise<Kept> => {
    const kept = store
      ? ((await store.references.get(conversation))?.data as Kept | undefined)
      : memory.get(conversation);
    return { people: kept?.people ?? {} };
  };
  const write = async (conversation: string, data: Kept, person?: string): Promise<void> => {
    if (store) await store.references.save({ conversation, channel: 'slack', person, data }, now());
    else memory.set(conversation, data);
  };
  return {
    async engage(conversation, user) {
      const { people } = await read(conversation);
      await write(conversation, { people: { ...people, [user]: now() } }, user);
    },
    async isEngaged(conversation, user) {
      const since = (await read(conversation)).people[user];
      return since !== undefined && now() - since < ENGAGED_MS;
    },
    leave: (conversation) => write(conversation, { people: {} }),
  };
}
