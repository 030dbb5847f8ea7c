/** What the parts of the calculators' conversation share: the intents, the facts, and how a message is read. */
import type { StoredCalendar } from '../../calendar/calendar-store.ts';
import { loadFacts, type RuleFacts } from '../../rules/facts.ts';
import { createFacetFinder } from '../../search/facets.ts';
import type { Turn } from '../skill.ts';
import type { World } from '../world.ts';
import { decide } from './compute.ts';
import { withDefaults } from './defaults.ts';
import type { Given } from './inputs.ts';
import { loadRuleIntents, type RuleIntents } from './load.ts';
import { readInputs } from './read.ts';
import { createRecogniser, type Recogniser } from './recognise.ts';
import type { RuleTalk } from './schema.ts';
import type { Surroundings } from './values.ts';

export interface RuleSkillOptions {
  /** Project folder, with `intents/rules/`. */
  folder?: string;
  facts?: RuleFacts;
  /** The school calendar that is stored for whoever writes: a calendar object of the rules, and whose it is. */
  calendarFor?(turn: Turn): { calendar: unknown; name: string; stored?: StoredCalendar } | undefined;
}

/** What is remembered of a calculation. */
export interface RuleDialogue {
  rule: string;
  given: Given;
  /** The input that was asked for. */
  asked?: string;
  skipped: string[];
  /** How many more turns a finished one stays open for corrections. */
  left?: number;
}

export interface Room {
  world: World;
  intents: RuleIntents;
  facts: RuleFacts;
  recogniser: Recogniser;
  options: RuleSkillOptions;
  /** A text of the calculators by its name. */
  say(name: string): string;
  /** What a text says for a rule. */
  read(talk: RuleTalk, words: string, turn: Turn, before: Given, expected?: string): Given;
  around(turn: Turn): Surroundings;
}

export function createRoom(world: World, options: RuleSkillOptions): Room {
  const intents = options.folder ? loadRuleIntents(options.folder) : world.ruleIntents;
  const { reading } = intents;
  const facts = options.facts ?? loadFacts();
  const finder = createFacetFinder(world.intents.vocabulary.facets);

  const read: Room['read'] = (talk, words, turn, before, expected) =>
    readInputs(words, {
      talk,
      reading,
      finder,
      today: turn.today,
      now: turn.message.at,
      before,
      ...(expected ? { expected } : {}),
    });
  const around = (turn: Turn): Surroundings => ({
    today: turn.today,
    now: turn.message.at,
    role: turn.role,
    text: turn.text,
    calendar: options.calendarFor?.(turn)?.calendar,
  });
  /** Whether what was read is enough for a result. */
  const settles = (talk: RuleTalk, given: Given, turn: Turn): boolean => {
    const surroundings = around(turn);
    const { values } = withDefaults(talk, given, surroundings);
    const { answer, vague } = decide(talk, given, values, surroundings, facts);
    return !vague && answer.status !== 'needs_input';
  };
  return {
    world,
    intents,
    facts,
    options,
    read,
    around,
    recogniser: createRecogniser(world, intents, read, settles),
    say: (name) => reading.voice[name] ?? '',
  };
}

/** Whether search is sure enough of a message to answer it. */
export function isAnswered(turn: Turn): boolean {
  const { verdict } = turn.understood;
  return verdict === 'answer' || verdict === 'sure';
}
