/** The one door: a message comes in, the reply goes out; what is remembered goes through the conversation store. */
import { masked } from '../escalation/mask.ts';
import type { Role } from '../knowledge/schema.ts';
import type { Blank } from './blank.ts';
import { ownState, withOwn } from './company.ts';
import type { Conversations, Turned } from './conversations.ts';
import { type Announce, converse, type Skills } from './converse.ts';
import type { Privately } from './discreetly.ts';
import { givenBy } from './given.ts';
import { guardOf } from './guard.ts';
import { createInTurn } from './in-turn.ts';
import type { Message, Person } from './message.ts';
import { isWorthSaying, waits } from './overheard.ts';
import type { Reply } from './reply.ts';
import { type ConversationState, type Effect, isOpen, type Skill, type Turn } from './skill.ts';
import { allSkills } from './skills/index.ts';
import type { World } from './world.ts';

export { type Conversations, memoryConversations } from './conversations.ts';

/** Instances that answer in one conversation at once overtake each other; more often than this is a fault. */
const MOST_TRIES = 20;

export interface Answered {
  reply: Reply;
  /** The message had been answered before: this is the reply it had, and nothing was done again. */
  repeated: boolean;
  /** Something was asked in the conversation, and waits for its answer. */
  open: boolean;
  /** What the person said to be, here or earlier in the conversation. */
  role?: Role;
  /** Overheard, and not meant for the assistant: the reply is not said. */
  silent?: boolean;
}

/** What is to be done with a reply, such as delivering it; kept in the same transaction. */
export type Alongside = (reply: Reply) => Effect[];

export interface AssistantOptions {
  /** Adds what the organization knows of a person, such as role and school. */
  recognise?(person: Person): Person;
  /** Puts what is announced at present, such as a system that is down, before the replies that it concerns. */
  announce?: Announce;
  /** Where a person is spoken to alone; without it what is personal must be asked for in private. */
  privately?: Privately;
}

export interface Assistant {
  reply(message: Message): Promise<Reply>;
  /** As `reply`, for channels that must know of repetitions or let the outbox deliver. */
  answer(message: Message, alongside?: Alongside): Promise<Answered>;
  /**
   * The blank that a message names with its action, such as `form:caltac`, as it stands for this person and
   * conversation. With what was filled in, its faults: where there are none, `answer` takes it. Nothing is changed.
   */
  blank?(message: Message): Promise<Blank | undefined>;
}

/**
 * Messages of one conversation are answered one after another, whichever instance they reach; a message that comes
 * twice is answered once.
 * @example
 * const assistant = createAssistant(createWorld(), memoryConversations());
 * await assistant.reply({ id: '1', conversation: 'c', person: { id: 'p' }, text: 'window deadline?', at: '2026-11-21T10:00:00-08:00' });
 * // → kind 'answer', with the date, the days left and the source
 */
export function createAssistant(
  world: World,
  conversations: Conversations,
  extra: Skill[] = [],
  { recognise = (person) => person, announce, privately }: AssistantOptions = {},
): Assistant {
  const skills: Skills = new Map([...allSkills(world), ...extra].map((s) => [s.id, s]));
  const inTurn = createInTurn();

  async function takeTurn(message: Message, alongside?: Alongside): Promise<Answered> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const { state: kept, version, repeated } = await conversations.begin(message);
      const before = ownState(kept, message);
      if (repeated) return { reply: repeated, repeated: true, open: isOpen(before), role: before.role };
      const turn = world.turnFor(message, before);
      const { reply, state, effects } = await converse(turn, world, skills, { announce, privately });
      const silent = message.overheard === true && !isWorthSaying(turn, reply, world, waits(turn, skills));
      const own = silent ? before : { ...before, ...state };
      const common = { message, version, reply };
      const turned: Turned = silent
        ? { ...common, text: '', state: kept, effects: [], silent }
        : {
            ...common,
            text: wordsToKeep(turn, before, reply, world),
            state: withOwn(kept, own, message),
            role: own.role ?? message.person.role,
            effects: [...effects, ...(alongside?.(reply) ?? [])],
            given: givenBy(reply, world.library, turn.today),
          };
      const committed = await conversations.commit(turned);
      const standing = { open: isOpen(own), role: own.role };
      if (committed.outcome === 'repeated') return { reply: committed.reply, repeated: true, ...standing };
      if (committed.outcome === 'kept')
        return { reply, repeated: false, ...standing, ...(silent ? { silent } : {}) };
    }
    throw new Error(`A conversation was overtaken ${MOST_TRIES} times in a row.`);
  }

  const answer = (given: Message, alongside?: Alongside) => {
    const message = { ...given, person: recognise(given.person) };
    return inTurn(message.conversation, () => takeTurn(message, alongside));
  };
  return {
    answer,
    reply: async (message) => (await answer(message)).reply,
    async blank(given) {
      const message = { ...given, person: recognise(given.person) };
      const kept = await conversations.load(message.conversation);
      const turn = world.turnFor(message, ownState(kept, message));
      const [skill = '', id = ''] = (message.action ?? '').split(':');
      return skills.get(skill)?.blank?.(turn, id);
    },
  };
}

/**
 * Credentials that a guard refused are not kept, nor what is typed into a dialogue: it may be a student's.
 * A question in the middle of a dialogue that an entry answers is one like any other.
 */
function wordsToKeep(turn: Turn, before: ConversationState, reply: Reply, world: World): string {
  if (guardOf(turn.text, world.intents.guards, world.isName)) return '';
  if (before.dialogue && !reply.subject?.startsWith('entry:')) return '';
  return masked(turn.text);
}
