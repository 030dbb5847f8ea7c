/** Choices on the table: which are offered, and which of them a message picks. */
import type { Candidate } from '../search/understanding.ts';
import { type Choice, open, type Reply, text } from './reply.ts';
import type { World } from './world.ts';

const MOST_CHOICES = 4;
/** A further candidate is worth naming from this share of the first one's score on. */
export const LIKELY_SHARE = 0.5;

/** The likeliest subjects as choices, each title once. */
export function choicesFrom(candidates: readonly Candidate[], world: World, today: string): Choice[] {
  const likely = candidates.filter((c) => c.score >= LIKELY_SHARE * candidates[0]!.score);
  const titles = new Set<string>();
  return likely
    .flatMap((c) => {
      const title = world.titleOf(c.key, today);
      if (!title || titles.has(title)) return [];
      titles.add(title);
      return [open(title, c.key)];
    })
    .slice(0, MOST_CHOICES);
}

/** A reply that is not sure, and asks which of these is meant. */
export function offer(options: Choice[], world: World): Reply {
  const { voice } = world.intents;
  return {
    kind: 'choices',
    parts: [
      text(voice.not_sure ?? ''),
      { type: 'choices', choices: [...options, { label: voice.none_of_these ?? '', action: 'none:' }] },
    ],
  };
}

/** The general answer with the offer to work it out for one's own case. */
export function withButton(reply: Reply, button: Choice | undefined): Reply {
  if (!button || reply.kind !== 'answer') return reply;
  const at = reply.parts.findIndex((p) => p.type === 'choices');
  const old = reply.parts[at];
  if (old?.type === 'choices')
    return { ...reply, parts: reply.parts.with(at, { ...old, choices: [button, ...old.choices] }) };
  return { ...reply, parts: [...reply.parts, { type: 'choices', choices: [button] }] };
}

/** A number or a label among the choices on the table. */
export function pickOffered(message: string, offered: readonly Choice[] | undefined): Choice | undefined {
  if (!offered?.length) return undefined;
  const number = message.trim().match(/^#?(\d{1,2})[.)]?$/);
  if (number) return offered[Number(number[1]) - 1];
  const plain = bare(message);
  return offered.find((c) => bare(c.label) === plain);
}

/** Every choice that a reply puts on the table, in reading order. */
export function choicesOf(reply: Reply): Choice[] {
  return reply.parts.flatMap((p) =>
    p.type === 'choices'
      ? p.choices
      : p.type === 'question' && p.input.kind === 'choice'
        ? p.input.choices
        : [],
  );
}

/** A message without its punctuation and case, to compare whole messages. */
export function bare(message: string): string {
  return message
    .toLowerCase()
    .replace(/[^\p{L}\p{N}' ]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
