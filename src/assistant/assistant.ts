/** The one door: a message comes in, the reply goes out; what is remembered goes through the conversation store. */
import { converse, type Skills } from './converse.ts';
import type { Message } from './message.ts';
import type { Reply } from './reply.ts';
import type { ConversationState, Effect, Skill } from './skill.ts';
import { allSkills } from './skills/index.ts';
import type { World } from './world.ts';

/** Where the state of conversations is kept; the store implements it, memory serves for a single run. */
export interface Conversations {
  load(conversation: string): Promise<ConversationState> | ConversationState;
  /** Keeps state and effects together, or neither. */
  commit(message: Message, state: ConversationState, reply: Reply, effects: Effect[]): Promise<void> | void;
}

export interface Assistant {
  reply(message: Message): Promise<Reply>;
}

/**
 * @example
 * const assistant = createAssistant(createWorld(), memoryConversations());
 * await assistant.reply({ id: '1', conversation: 'c', person: { id: 'p' }, text: 'window deadline?', at: '2026-11-21T10:00:00-08:00' });
 * // → kind 'answer', with the date, the days left and the source
 */
export function createAssistant(world: World, conversations: Conversations, extra: Skill[] = []): Assistant {
  const skills: Skills = new Map([...allSkills(world), ...extra].map((s) => [s.id, s]));
  return {
    async reply(message) {
      const before = await conversations.load(message.conversation);
      const { reply, state, effects } = await converse(world.turnFor(message, before), world, skills);
      await conversations.commit(message, { ...before, ...state }, reply, effects);
      return reply;
    },
  };
}

/** Conversations that live as long as the process. */
export function memoryConversations(): Conversations {
  const kept = new Map<string, ConversationState>();
  return {
    load: (id) => kept.get(id) ?? {},
    commit: (message, state) => {
      kept.set(message.conversation, state);
    },
  };
}
