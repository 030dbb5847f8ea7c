/** The way back into a conversation, kept with the reply: one commit for both, and the delivery finds it there. */
import type { Effect } from '../../assistant/skill.ts';
import type { Reference } from '../../records/people.ts';
import type { EffectHandler } from '../../records/store.ts';

export const KEEP_REFERENCE = 'keep-reference';

export type KeptReference = Pick<Reference, 'conversation' | 'channel' | 'person' | 'data'>;

/** @example keepReference({ conversation: 'teams:a:1', channel: 'teams', data: { … } }) */
export function keepReference(reference: KeptReference): Effect {
  return { type: KEEP_REFERENCE, reference };
}

export const handleKeepReference: EffectHandler = async (effect, { records, now }) => {
  await records.references.save(effect.reference as KeptReference, now);
};
