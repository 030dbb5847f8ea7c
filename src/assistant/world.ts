/** All that the assistant stands on, put together once at start: knowledge, intents, understanding. */
import type { Library } from '../knowledge/library.ts';
import type { DateSpec, SourceRef } from '../knowledge/schema.ts';
import type { Understander } from '../search/understanding.ts';
import type { Intent, Intents } from './intents.ts';
import type { Message } from './message.ts';
import type { Source } from './reply.ts';
import type { RuleIntents } from './rules/load.ts';
import type { ConversationState, Outcome, Turn } from './skill.ts';

export interface DatedThing {
  label: string;
  date: DateSpec;
  sources: SourceRef[];
}

export interface World {
  library: Library;
  intents: Intents;
  intentsById: ReadonlyMap<string, Intent>;
  /** What the calculators say and how they are asked for. */
  ruleIntents: RuleIntents;
  understander: Understander;
  /** First questions to suggest. */
  suggestions: string[];
  /** What it can do, a line each. */
  abilities: string[];
  sources(refs: readonly SourceRef[]): Source[];
  /** Dated deadlines and openings between two days, soonest first, each once. */
  datesAhead(from: string, until: string): DatedThing[];
  /** Asks for the role before a subject is answered. */
  askRole(subject: string): Outcome;
  /** Whether a word is a name of a person or place, and no word of the field. */
  isName(word: string): boolean;
  /** Whether a message is a remark in passing, and no answer to what is asked. */
  isRemark(text: string): boolean;
  /** Whole messages that mean one thing: bare text → subject. */
  exact: ReadonlyMap<string, string>;
  /** The subject of a message that means one thing, words of courtesy around it or not: "can we go back please". */
  exactly(message: string): string | undefined;
  /** The intent that a whole message means while nothing is being asked, such as a "no" to nothing. */
  unasked(message: string): string | undefined;
  /** Whether a subject is one that the documents do not hold, or that is declined. */
  isSilent(subject: string, today: string): boolean;
  /** Id of the skill that acts on a subject. */
  skillOf(subject: string): string;
  /** Title of a subject, for choices. */
  titleOf(subject: string, today: string): string | undefined;
  /** Whether two subjects are one thing seen twice: a rule, and the entry that tells of it. */
  kin(a: string, b: string): boolean;
  /** A message as a turn of its conversation. */
  turnFor(message: Message, state: Readonly<ConversationState>): Turn;
}

/** The id in a subject's key: `idOf('entry:window-deadline')` is `'window-deadline'`. */
export function idOf(subject: string): string {
  return subject.slice(subject.indexOf(':') + 1);
}
