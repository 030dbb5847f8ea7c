/** What is for one person alone, asked for where others read along, goes to the person's own place. */
import { deliver } from '../escalation/delivery/deliver.ts';
import { replyInto } from '../escalation/notices.ts';
import type { Later } from '../records/later.ts';
import { text } from './reply.ts';
import type { Outcome, Turn } from './skill.ts';
import type { World } from './world.ts';

/** The conversation in which a person is spoken to in private; undefined where there is none. */
export type Privately = (person: string) => Later<string | undefined>;

/**
 * @returns the outcome as it is where nobody reads along; else a word that it was sent, or that it must be asked for
 * in private
 */
export async function discreetly(
  { message }: Turn,
  outcome: Outcome,
  { intents: { voice } }: Pick<World, 'intents'>,
  privately: Privately = () => undefined,
): Promise<Outcome> {
  if (!outcome.personal || !message.inCompany) return outcome;
  const say = (name: string): Outcome => ({ reply: { kind: 'decline', parts: [text(voice[name] ?? '')] } });
  const way = await privately(message.person.id);
  if (!way) return say('only_privately');
  const key = `private:${message.conversation}:${message.id}`;
  const effects = [...(outcome.effects ?? []), deliver(replyInto(way, outcome.reply, key))];
  return { ...say('sent_privately'), effects };
}
