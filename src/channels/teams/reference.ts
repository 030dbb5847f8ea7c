/** The way back into a conversation, kept as plain JSON. */
import * as z from 'zod';
import type { Effect } from '../../assistant/skill.ts';
import { keepReference } from '../../escalation/delivery/keep-reference.ts';
import type { References } from '../../records/people.ts';
import { type Activity, fromConversation, personOf, scopeOf, tenantOf, toConversation } from './incoming.ts';

const Reference = z.object({
  serviceUrl: z.string(),
  conversation: z.string(),
  scope: z.enum(['personal', 'groupChat', 'channel']),
  bot: z.object({ id: z.string(), name: z.string().optional() }),
  tenant: z.string().optional(),
});
export type Reference = z.infer<typeof Reference>;

/** @returns undefined for an activity that names no conversation to speak in */
export function referenceOf(activity: Activity): Reference | undefined {
  const { conversation, recipient, serviceUrl } = activity;
  if (!conversation?.id || !serviceUrl) return undefined;
  return {
    serviceUrl,
    conversation: conversation.id,
    scope: scopeOf(activity),
    bot: { id: recipient?.id ?? '', name: recipient?.name },
    tenant: tenantOf(activity),
  };
}

function toKeep(activity: Activity) {
  const data = referenceOf(activity);
  if (!data) return undefined;
  const person = data.scope === 'personal' ? personOf(activity)?.id : undefined;
  return { conversation: toConversation(data.conversation), channel: 'teams', person, data };
}

export interface KeptReferences {
  /** Keeps it with the reply to the activity, in one commit. */
  effects(activity: Activity): Effect[];
  /** Keeps it at once. */
  save(activity: Activity): Promise<void>;
  /** The living one of a conversation. */
  find(conversation: string): Promise<Reference | undefined>;
  markDead(conversation: string, why: string): Promise<void>;
}

const MOST_IN_MEMORY = 10_000;

/** In the store, or in memory where there is none. */
export function keptReferences(store: References | undefined, now: () => number = Date.now): KeptReferences {
  const memory = new Map<string, Reference>();

  function remember({ conversation, data }: { conversation: string; data: Reference }): void {
    memory.set(conversation, data);
    if (memory.size > MOST_IN_MEMORY) memory.delete(memory.keys().next().value ?? '');
  }

  return {
    effects(activity) {
      const kept = toKeep(activity);
      if (kept && !store) remember(kept);
      return kept && store ? [keepReference(kept)] : [];
    },
    async save(activity) {
      const kept = toKeep(activity);
      if (!kept) return;
      if (store) await store.save(kept, now());
      else remember(kept);
    },
    async find(conversation) {
      if (!store) return memory.get(conversation);
      const kept = await store.get(conversation);
      if (kept && !kept.deadAt) return Reference.safeParse(kept.data).data;
      // A thread that nobody wrote in yet, or not since the app was removed and came back, is reached by its channel.
      const channel = channelOf(conversation);
      const whole = channel === conversation ? undefined : await store.get(channel);
      if (!whole || whole.deadAt || whole.updatedAt < (kept?.deadAt ?? 0)) return undefined;
      const data = Reference.safeParse(whole.data).data;
      return data && { ...data, conversation: fromConversation(conversation) };
    },
    async markDead(conversation, why) {
      memory.delete(conversation);
      await store?.markDead(conversation, why, now());
    },
  };
}

const channelOf = (thread: string): string =>
  toConversation(fromConversation(thread).split(';messageid=')[0] ?? '');
