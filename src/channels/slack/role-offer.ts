/** Whoever asks in private and has no role is shown where to choose it: once, under their first answer. */
import type { Message } from '../../assistant/message.ts';
import type { ReplyKind } from '../../assistant/reply.ts';
import type { ChannelTools } from '../channel.ts';
import { isPrivate, placeOf } from './ids.ts';

export interface RoleOffer {
  /** @param target where the reply goes: never where others read along */
  isDue(message: Message, target: string): Promise<boolean>;
  shown(person: string): Promise<void>;
}

/** Asked where something was answered: not in the middle of a form, nor after a refusal. */
const UNDER: ReadonlySet<ReplyKind> = new Set(['answer', 'calculation']);

/** @example suits({ kind: 'answer' }) // true */
export const suits = ({ kind }: { kind: ReplyKind }): boolean => UNDER.has(kind);

/** Without a store it is remembered as long as the process lives. */
export function createRoleOffer(
  { store }: Pick<ChannelTools, 'store'>,
  now: () => number = Date.now,
): RoleOffer {
  /** Those who need not be looked up again. */
  const done = new Set<string>();
  return {
    async isDue({ person }, target) {
      if (person.role || !isPrivate(placeOf(target)?.channel ?? '')) return false;
      if (!store || done.has(person.id)) return !done.has(person.id);
      const kept = await store.people.get(person.id);
      const due = !kept?.role && kept?.fields.roleOfferedAt === undefined;
      if (!due) done.add(person.id);
      return due;
    },
    async shown(person) {
      done.add(person);
      await store?.people.save({ id: person, channel: 'slack', fields: { roleOfferedAt: now() } }, now());
    },
  };
}
