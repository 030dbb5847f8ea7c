/** Where others read along, each person has a talk of their own: nobody answers another's question, or takes on another's role. */
import type { Message } from './message.ts';
import type { ConversationState } from './skill.ts';

/** Those who spoke last; what was open with others is forgotten. */
const MOST_PEOPLE = 30;

type Who = Pick<Message, 'inCompany' | 'person'>;

/**
 * The state as one person's message finds it. What was asked and answered last is everybody's, so that "and for math?"
 * goes on whoever says it.
 */
export function ownState(kept: ConversationState, { inCompany, person }: Who): ConversationState {
  if (!inCompany) return kept;
  return { ...kept.each?.[person.id], ...(kept.last ? { last: kept.last } : {}) };
}

/**
 * The state to keep after that person's turn.
 * @param own as the turn leaves it for that person
 */
export function withOwn(kept: ConversationState, own: ConversationState, who: Who): ConversationState {
  if (!who.inCompany) return own;
  const { last, each: _, ...mine } = own;
  const others = Object.entries(kept.each ?? {}).filter(([id]) => id !== who.person.id);
  const each = Object.fromEntries([...others.slice(1 - MOST_PEOPLE), [who.person.id, mine]]);
  return { ...(last ? { last } : {}), each };
}
