/** The port through which a conversation is remembered, and its stand-in in memory. */
import type { Role } from '../knowledge/schema.ts';
import type { GivenEntry } from './given.ts';
import type { Message } from './message.ts';
import type { Reply } from './reply.ts';
import type { ConversationState, Effect } from './skill.ts';

type Later<T> = T | Promise<T>;

/** A conversation as a message finds it. */
export interface Begun {
  state: ConversationState;
  /** Counts the turns; 0 for a conversation that is new. */
  version: number;
  /** The reply this message had, when it was answered before. */
  repeated?: Reply;
}

/** What one turn leaves behind, to be kept together or not at all. */
export interface Turned {
  message: Message;
  /** The words to keep: masked, and empty where nothing may be kept. */
  text: string;
  state: ConversationState;
  /** The version the turn began with. */
  version: number;
  reply: Reply;
  /** As which the person asked. */
  role?: Role;
  effects: Effect[];
  given?: GivenEntry;
  /** Overheard, and no question: nothing of it is kept but that it was heard. */
  silent?: boolean;
}

export type Committed =
  | { outcome: 'kept' }
  /** The same message was answered meanwhile, by another instance. */
  | { outcome: 'repeated'; reply: Reply }
  /** Another message of the conversation came first: the turn must be taken again. */
  | { outcome: 'overtaken' };

/** Where the state of conversations is kept; the store implements it, memory serves for a single run. */
export interface Conversations {
  /** To look only. */
  load(conversation: string): Later<ConversationState>;
  begin(message: Message): Later<Begun>;
  commit(turned: Turned): Later<Committed>;
}

const MOST_REPLIES = 1_000;

/** Conversations that live as long as the process. Effects are dropped. */
export function memoryConversations(): Conversations {
  const kept = new Map<string, { state: ConversationState; version: number }>();
  const replies = new Map<string, Reply>();
  return {
    load: (id) => kept.get(id)?.state ?? {},
    begin: ({ id, conversation }) => ({
      ...(kept.get(conversation) ?? { state: {}, version: 0 }),
      repeated: replies.get(id),
    }),
    commit({ message, state, version, reply }) {
      const before = kept.get(message.conversation)?.version ?? 0;
      if (before !== version) return { outcome: 'overtaken' };
      kept.set(message.conversation, { state, version: version + 1 });
      replies.set(message.id, reply);
      if (replies.size > MOST_REPLIES) replies.delete(replies.keys().next().value!);
      return { outcome: 'kept' };
    },
  };
}
