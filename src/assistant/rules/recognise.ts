/** Whether a message asks for a calculation, and for which: what it is about, and what it holds of the inputs. */

import type { Turn } from '../skill.ts';
import { findPhrases, tokens } from '../slots/tokens.ts';
import type { World } from '../world.ts';
import { idOf } from '../world.ts';
import { type Given, kindOf } from './inputs.ts';
import type { RuleIntents } from './load.ts';
import type { RuleTalk } from './schema.ts';

export interface Claim {
  rule: string;
  /** Read from this message and, for a follow-up, from the one before. */
  given: Given;
}

/** Asks how it is done, not to have it done. */
const HOW_TO =
  /\bhow (do|can|should|would|does|to|is|are) ?(i|we|you|one|it)?\b.{0,20}\b(calculat|comput|work|figure|count|determin)/i;
/** Asks for a reason: the general answer has it, whatever the case is. */
const WHY = /\b(why|how come|what(?:'s| is) the reason|for what reason)\b/i;
/** Messages longer than this are stories: what they are about is left to search, except for what they plainly give. */
const LONG = 90;

export interface Recogniser {
  /** The rule that a message which stands for itself calls for. */
  claim(turn: Turn): Claim | undefined;
  /** A rule that search found, though nothing was given and nothing asked to be worked out, gives way to its general answer. */
  settle(subject: string, turn: Turn): string;
  /** What a message says for a rule. */
  read(talk: RuleTalk, text: string, turn: Turn, before: Given, expected?: string): Given;
  /** The rule behind an entry or rule subject. */
  ruleOf(subject: string | undefined, today: string): string | undefined;
  /** Whether the words ask to have something worked out. */
  asksToCompute(text: string): boolean;
  /** Whether the words ask what can be worked out at all. */
  asksForList(text: string): boolean;
}

const HARD: ReadonlySet<string> = new Set([
  'date',
  'dates',
  'moment',
  'date_or_moment',
  'integer',
  'object_list',
  'school_year',
  'anchor',
]);
/** Speaks of one student, not of students in general. */
const OWN_CASE =
  /\b(he|she|him|his|hers?)\b|\b(this|that|my|our|the|a|one|an?) (\w+ )?(student|kid|child|girl|boy|pupil|newcomer|son|daughter)\b|\b(student|kid|child) (has|had|with|is|was|broke|who)\b|^\W*student\b/i;

export function createRecogniser(
  world: World,
  intents: RuleIntents,
  read: Recogniser['read'],
  settles: (talk: RuleTalk, given: Given, turn: Turn) => boolean,
): Recogniser {
  const { reading } = intents;

  function ruleOf(subject: string | undefined, today: string): string | undefined {
    if (!subject) return undefined;
    if (subject.startsWith('rule:')) return idOf(subject);
    if (!subject.startsWith('entry:')) return undefined;
    const id = idOf(subject);
    return intents.ruleOfEntry.get(id) ?? world.library.entry(id, today)?.rule;
  }

  const asksToCompute = (text: string) =>
    findPhrases(tokens(text), reading.compute).length > 0 && !HOW_TO.test(text) && !WHY.test(text);
  const asksForList = (text: string) => {
    const words = tokens(text);
    const found = findPhrases(words, reading.what_can)[0];
    return found !== undefined && words.length - (found.to - found.from) <= 3;
  };

  const claims = new WeakMap<Turn, { claim: Claim | undefined }>();

  /** Asked for more than once a message. */
  function claim(turn: Turn): Claim | undefined {
    const known = claims.get(turn) ?? { claim: findClaim(turn) };
    claims.set(turn, known);
    return known.claim;
  }

  function findClaim(turn: Turn): Claim | undefined {
    const { text, today, state } = turn;
    const words = tokens(text);
    if (!words.length || words.length > LONG * 3) return undefined;
    const before = state.last;
    // "And accommodations?" after a general answer asks the general question again.
    if (turn.understood.anew && before?.subject?.startsWith('entry:')) return undefined;
    const wordsBefore = before ? tokens(before.text) : [];
    const best = turn.understood.candidates[0];
    const sure = turn.understood.verdict !== 'unknown';
    const searched = sure ? ruleOf(best?.key, today) : undefined;
    const wasAbout = ruleOf(before?.subject, today);
    const wants = asksToCompute(text);

    let winner: (Claim & { score: number }) | undefined;
    for (const talk of intents.talks) {
      if (findPhrases(words, talk.unless, 'exact').length) continue;
      const named = talk.about.filter((g) => findPhrases(words, g).length).length;
      const now = named === talk.about.length;
      const searchSays = searched === talk.id;
      const earlier = before
        ? wasAbout === talk.id || talk.about.every((g) => findPhrases(wordsBefore, g).length)
        : false;
      if (!now && !searchSays && !earlier) continue;
      const own = readFresh(talk, text, turn);
      const starts = findPhrases(words, talk.starts).length > 0;
      const fromBefore = earlier && before && !now ? readFresh(talk, before.text, turn) : {};
      const given = { ...fromBefore, ...own };
      const news = Object.keys(own).filter(
        (n) => talk.inputs[n]?.default === undefined || own[n]?.value !== undefined,
      );
      const opening = talk.opens.filter((g) => g.every((n) => given[n]) && g.some((n) => own[n])).flat();
      const opens = opening.length > 0 && (wants || firm(talk, opening, own, turn, now, starts));
      const supplies =
        earlier && !now && news.length > 0 && onlySupplies(text, own, talk, turn, wasAbout === talk.id);
      let score = 0;
      if (now && opens) score = 6;
      else if (searchSays && named > 0 && opens) score = 4.5;
      else if (earlier && opens && supplies) score = 5;
      else if (earlier && supplies) score = 3.5;
      else if (now && wants && (starts || talk.starts.length === 0 || searchSays)) score = 3;
      else if (now && starts && (wants || talk.opens.length === 0)) score = 3;
      else if (wants && starts) score = 3;
      else if (wants && earlier && (wasAbout === talk.id || findPhrases(wordsBefore, talk.starts).length))
        score = 2.5;
      else if (wants && before && talk.about.every((g) => findPhrases(wordsBefore, g).length)) score = 2.2;
      else if (wants && searchSays && named > 0 && !before) score = 2;
      if (!score) continue;
      score +=
        0.25 * Math.min(4, news.length) +
        (searchSays ? 0.5 : 0) +
        (starts ? 0.5 : 0) +
        (wasAbout === talk.id ? 0.6 : 0);
      score += 0.05 * talk.about.length;
      if (!winner || score > winner.score) winner = { rule: talk.id, given, score };
    }
    return winner;
  }

  function readFresh(talk: RuleTalk, text: string, turn: Turn): Given {
    return read(talk, text, turn, {});
  }

  /**
   * Whether what was read is a case of one's own: a date or number that words name, or facts of one student that
   * settle the question without asking more.
   */
  function firm(
    talk: RuleTalk,
    opening: readonly string[],
    own: Given,
    turn: Turn,
    now: boolean,
    starts: boolean,
  ): boolean {
    const hard = opening.filter((n) => own[n] && HARD.has(kindOf(talk, n)));
    const named = hard.filter((n) => !own[n]?.bare && (!own[n]?.between || talk.inputs[n]?.year === 'past'));
    if (named.length) return true;
    const whole = hard.filter(
      (n) =>
        !own[n]?.between &&
        (kindOf(talk, n) !== 'school_year' || !own[n]?.bare || tokens(turn.text).length <= 14),
    );
    if (whole.length && now && (starts || talk.about.length > 1)) return true;
    if (hard.length) return whole.length > 0 && Boolean(turn.state.last);
    if (tokens(turn.text).length > LONG / 2) return false;
    return (
      settles(talk, own, turn) &&
      (OWN_CASE.test(turn.text) || talk.group === 'operations' || talk.group === 'reports')
    );
  }

  /** A follow-up that gives values and does not ask something of its own. */
  function onlySupplies(text: string, own: Given, talk: RuleTalk, turn: Turn, sameSubject: boolean): boolean {
    const strong = Object.keys(own).some(
      (n) => talk.opens.some((g) => g.includes(n)) || talk.inputs[n]?.main,
    );
    const { understood } = turn;
    const other = ruleOf(understood.candidates[0]?.key, turn.today) !== talk.id;
    const elsewhere =
      other &&
      (understood.verdict === 'answer' || understood.verdict === 'sure') &&
      !understood.followUp &&
      understood.probability > 0.75;
    const words = tokens(text);
    if (elsewhere && /\?|^(who|what|where|how|why|which|can|do|does|is|are)\b/i.test(text.trim()) && !strong)
      return false;
    const soft = !Object.keys(own).some((n) => HARD.has(kindOf(talk, n)));
    if (soft && /^\W*(does|do|did|is|are|can|should|must|who|what|where|how|why|which|when)\b/i.test(text))
      return false;
    if (strong) return true;
    return sameSubject && words.length <= 12 && !/^(who|what|where|how|why)\b/i.test(text.trim());
  }

  function settle(subject: string, turn: Turn): string {
    const talk = subject.startsWith('rule:') ? intents.byId.get(idOf(subject)) : undefined;
    if (!talk) return subject;
    if (!asksToCompute(turn.text)) return `entry:${talk.entry}`;
    const words = tokens(turn.text);
    return talk.about.some((g) => findPhrases(words, g).length) ? subject : 'rule:list';
  }

  return { settle, claim, read, ruleOf, asksToCompute, asksForList };
}
