/** What is kept of a turn, for follow-ups and for whoever asks "why". */
import { masked } from '../escalation/mask.ts';
import type { Outcome, Turn } from './skill.ts';
import type { World } from './world.ts';

/** A subject, and how sure it is that it was meant. */
export interface Believed {
  key: string;
  probability: number;
}

/** The first candidate with its probability. */
export function sureOf(turn: Turn): Believed | undefined {
  const [best] = turn.understood.candidates;
  return best && { key: best.key, probability: turn.understood.probability };
}

/** Keeps what was asked and answered, for follow-ups and "why". */
export function remember(turn: Turn, world: World, outcome: Outcome, best: Believed | undefined): Outcome {
  const { understood } = turn;
  const title = best && turn.text ? world.titleOf(best.key, turn.today) : undefined;
  const runnerUp = understood.candidates.find((c) => c.key !== best?.key)?.key;
  return {
    ...outcome,
    reply: { ...outcome.reply, ...(best ? { confidence: best.probability } : {}) },
    state: {
      last: {
        text: masked(
          understood.followUp
            ? `${turn.state.last?.text ?? ''} ${turn.text}`.trim().slice(-400)
            : turn.text.slice(0, 400),
        ),
        facets: understood.facets,
        ...(outcome.reply.subject ? { subject: outcome.reply.subject } : {}),
        ...(best && title
          ? {
              why: {
                subject: best.key,
                title,
                confidence: best.probability,
                today: turn.today,
                runnerUp: runnerUp && world.titleOf(runnerUp, turn.today),
              },
            }
          : {}),
      },
      ...outcome.state,
    },
  };
}
