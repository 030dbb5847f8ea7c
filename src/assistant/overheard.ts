/** What is said among others without a mention: only what can be meant for the assistant is answered. */
import type { Facets } from '../search/facets.ts';
import { pickOffered } from './choices.ts';
import type { Reply } from './reply.ts';
import type { Skill, Turn } from './skill.ts';
import { findPhrases, tokens } from './slots/tokens.ts';
import type { World } from './world.ts';

/** A question that by itself is less sure than this may be one of people to each other. */
const SURE_ALONE = 0.45;
/** The same, read together with the turn before: that makes much look like a question of the field. */
const SURE_TOGETHER = 0.6;

const ASKS =
  /\?|^\W*(?:(?:and|but|so|ok(?:ay)?|also|then|or)\b\W*)*(?:who|what|where|when|which|why|how|can|could|do|does|did|is|are|was|were|should|shall|may|must|will|would|has|have)\b/i;
/** Turns to somebody, and wants something of them. */
const TO_SOMEBODY = /\b(?:can|could|will|would|do|did|have|are|were|should|shall) (?:you|u|ya|y.?all)\b/i;
/** Goes on with what was said before. */
const GOES_ON =
  /^\W*(?:and|or|what about|how about|what if|same for)\b|\b(?:it|that|this|those|these|them)\b/i;
const CAPITALIZED = /\p{Lu}\p{Ll}+/gu;

type Known = Pick<World, 'isName' | 'ruleIntents' | 'turnFor'>;

/**
 * Whether a reply to something overheard is worth saying: an answer, a calculation or its question, to words that ask
 * for one, and to what picks a choice on the table. Thanks, small talk, misses, choices and refusals are not, unless a
 * question waits for its answer.
 * @param waiting whether the assistant has asked something in the conversation
 * @example isWorthSaying(turnOf('see you at 3'), reply, world, false) // false
 */
export function isWorthSaying(turn: Turn, reply: Reply, world: Known, waiting: boolean): boolean {
  if (waiting || pickOffered(turn.text, turn.state.offered)) return true;
  const { kind, subject = '' } = reply;
  const ofRule = subject.startsWith('rule:') && (kind === 'calculation' || kind === 'ask');
  const ofEntry = kind === 'answer' || (kind === 'ask' && subject.startsWith('entry:'));
  if ((!ofRule && !ofEntry) || turnsToSomebody(turn.text, world)) return false;
  const asks = ASKS.test(turn.text);
  // After a result a day may be said in passing; without one, it was recognized as a calculation.
  if (ofRule) return asks || !turn.state.dialogue || asksToCompute(turn.text, world);
  return subject.startsWith('entry:') ? isAbout(subject, turn, world, asks) : asks;
}

/** Whether something was asked and not answered yet. A finished calculation, open for corrections, asks nothing. */
export function waits(turn: Turn, skills: ReadonlyMap<string, Skill>): boolean {
  const { dialogue, roleFor } = turn.state;
  if (!dialogue) return roleFor !== undefined;
  const again = skills.get(dialogue.skill)?.again?.(turn, dialogue.data);
  return again === undefined || again.length > 0;
}

/** By its own words, or as a question that goes on with the turn before. */
function isAbout(subject: string, turn: Turn, world: Known, asks: boolean): boolean {
  const { followUp, probability } = turn.understood;
  const { understood: alone } = followUp
    ? world.turnFor(turn.message, { ...turn.state, last: undefined })
    : turn;
  if (alone.candidates[0]?.key === subject) {
    if (alone.verdict === 'sure' || (asks && alone.probability >= SURE_ALONE)) return true;
  }
  const goesOn = GOES_ON.test(turn.text) || names(alone.facets);
  return asks && followUp && goesOn && probability >= SURE_TOGETHER;
}

function names({ tests, months, roles, years }: Facets): boolean {
  return tests.length + months.length + roles.length + years.length > 0;
}

function turnsToSomebody(words: string, { isName }: Pick<World, 'isName'>): boolean {
  const named = (words.match(CAPITALIZED) ?? []).some((word) => isName(word.toLowerCase()));
  return named || TO_SOMEBODY.test(words);
}

function asksToCompute(words: string, { ruleIntents: { reading } }: Pick<World, 'ruleIntents'>): boolean {
  const ways = [...reading.correct, ...reading.suppose, ...reading.compute];
  return findPhrases(tokens(words), ways).length > 0;
}
