/** From a message, in its conversation, to what it is about and how sure that is. */
import type { Role, Test } from '../knowledge/schema.ts';
import type { FacetFinder, Facets } from './facets.ts';
import { probability, type Signal, signalsOf } from './fit.ts';
import { words } from './normalise.ts';
import type { Ranked, Ranker, Ranking, Shares } from './ranking.ts';
import { createRecall } from './remembered.ts';
import { joinRankings, segmentsOf } from './segments.ts';

/** What is known of a subject beside its words, for questions that name a test, a month, a role or a year. */
export interface SubjectFacts {
  tests: readonly Test[];
  months: readonly number[];
  roles: readonly Role[];
  /** Calendar years it speaks of. */
  years: readonly number[];
  /** The calculator that belongs to it. */
  rule?: string;
  topic?: string;
  /** Whether nothing current stands behind it. */
  history: boolean;
}

/** Weights of the signals of doubt. */
export type Doubt = { bias: number } & Record<Signal, number>;

/** Numbers fitted by `npm run fit` and kept as data. */
export interface Fitted {
  votes: {
    test: number;
    testMiss: number;
    month: number;
    monthMiss: number;
    roleMiss: number;
    year: number;
    yearMiss: number;
    history: number;
    /** For the topic of the turn before, in a follow-up. */
    topic: number;
  };
  shares: Shares;
  /** For the probability that the first candidate is right. */
  alone: Doubt;
  /** For the probability that the first or the second is. */
  amongTwo: Doubt;
  /** The first is answered alone from this probability on. */
  sureFrom: number;
  /** From this probability (among two) on it is answered, with the second beside it. */
  answerFrom: number;
  /** From this one on the likeliest are offered; below it nothing is. */
  choicesFrom: number;
}

export type Candidate = Ranked;

export interface Understanding {
  candidates: Candidate[];
  /** Probability that the first candidate is right, 0 to 1. */
  probability: number;
  /** Probability that the first or the second is. */
  amongTwo: number;
  verdict: 'sure' | 'answer' | 'choices' | 'unknown';
  facets: Facets;
  /** The words were read together with the turn before. */
  followUp: boolean;
  /** The question before was read once more, with the one thing that the message names put in. */
  anew?: boolean;
  /** Share of the message that the knowledge has words for. */
  coverage: number;
  /** Share of the next best that are of the first one's topic: neighbours agree, strangers do not. */
  agreement: number;
  /** The words as read, spelling corrected. */
  words: string[];
}

export interface Context {
  today: string;
  role?: Role;
  /** The turn before. */
  last?: { text: string; facets: Facets; subject?: string };
}

export interface Understander {
  understand(message: string, context: Context): Understanding;
}

const FOLLOW_UP =
  /^\W*(and|or|but|so|ok(ay)?|then|also|what about|how about|wha?t of|same (for|with)|for (the|my|a)\b|for [\w-]+\W*$|then what|what if|who about|y\b)/i;
const POINTING =
  /\b(it|its|that|this|these|those|they|them|there|one|ones|he|she|him|her|instead|too|either|same)\b/i;
/** Words that a follow-up may hold beside the test that it names. */
const LINKS = new Set(
  'and or but so ok okay then also what about how of same for with in the a my on'.split(' '),
);
const SHORT_FOLLOW_UP = 12;
const BARE_FOLLOW_UP = 7;
const FEWEST_ALONE = 4;
/** A few words that are less sure than this by themselves are read with the turn before as well. */
const CERTAIN_ALONE = 0.85;
/** Words that the knowledge has for at least this share of a message are no keyboard noise. */
const KNOWN_SHARE = 0.4;
/** How much more a test or month counts that a follow-up names. */
const FOLLOW_UP_STRESS = 4;

const MOST_LOOKS = 60;
const LONGEST_LOOK = 160;

export function createUnderstander(
  ranker: Ranker,
  finder: FacetFinder,
  factsOf: (key: string) => SubjectFacts | undefined,
  fitted: Fitted,
  again: (before: string, message: string) => string | undefined = () => undefined,
): Understander {
  /** What facets, role and date say for or against a subject. */
  function boostFor(facets: Facets, role: Role | undefined, before?: { topic?: string; named: Facets }) {
    const v = fitted.votes;
    // "And the science one?": what a follow-up names is what it is about.
    const tests = before?.named.tests.length ? FOLLOW_UP_STRESS : 1;
    const months = before?.named.months.length ? FOLLOW_UP_STRESS : 1;
    const topic = before?.topic;
    return (key: string) => {
      const facts = factsOf(key);
      if (!facts) return 0;
      let boost = topic && facts.topic === topic ? v.topic : 0;
      if (facets.tests.length && facts.tests.length)
        boost += tests * (facets.tests.some((t) => facts.tests.includes(t)) ? v.test : v.testMiss);
      if (facets.months.length && facts.months.length)
        boost += months * (facets.months.some((m) => facts.months.includes(m)) ? v.month : v.monthMiss);
      if (role && facts.roles.length && !facts.roles.includes(role)) boost += v.roleMiss;
      if (facets.years.length && facts.history)
        boost += facets.years.some((y) => facts.years.includes(y)) ? v.year : v.yearMiss;
      else if (facts.history) boost += v.history;
      return boost;
    };
  }

  /** The first, and those that are another thing: a rule is no rival of the entry that tells of it. */
  function rivals([first, ...rest]: Ranked[]): Ranked[] {
    return first ? [first, ...rest.filter((r) => !areKin(factsOf, first.key, r.key))] : [];
  }

  const recall = createRecall<ReturnType<typeof lookAnew>>(MOST_LOOKS);

  /** A message by itself. Suggestions that people press and news such as "TOMS is down" come word for word again. */
  function look(text: string, facets: Facets, role: Role | undefined, today: string) {
    if (text.length > LONGEST_LOOK) return lookAnew(text, facets, role);
    return recall(`${today} ${role ?? ''} ${text}`, () => lookAnew(text, facets, role));
  }

  function lookAnew(text: string, facets: Facets, role: Role | undefined) {
    const boost = boostFor(facets, role);
    const pieces = segmentsOf(text).map((segment) => ({
      segment,
      ranking: ranker.rank(segment.text, boost),
    }));
    return judged(joinRankings(ranker.rank(text, boost), pieces));
  }

  /** A message read with the turn before: both together, and the new words once more by themselves. */
  function lookBack(
    before: string,
    message: string,
    facets: Facets,
    role: Role | undefined,
    turn: { topic?: string; named: Facets },
  ) {
    const boost = boostFor(facets, role, turn);
    const segment = { text: message, asks: message.includes('?') };
    const pieces = [{ segment, ranking: ranker.rank(message, boost) }];
    return judged(joinRankings(ranker.rank(`${before} ${message}`, boost), pieces));
  }

  function judged(ranking: Ranking) {
    const candidates = rivals(ranking.ranked);
    const seen = {
      candidates,
      agreement: agreementOf(candidates),
      coverage: ranking.coverage,
      words: ranking.reading.words,
    };
    const signals = signalsOf(seen);
    return {
      ...seen,
      candidates: ranking.ranked,
      probability: probability(fitted.alone, signals),
      amongTwo: probability(fitted.amongTwo, signals),
    };
  }

  function agreementOf([first, ...rest]: Ranked[]): number {
    const topic = first && factsOf(first.key)?.topic;
    const near = rest.slice(0, 4);
    return topic && near.length
      ? near.filter((r) => factsOf(r.key)?.topic === topic).length / near.length
      : 0;
  }

  function understand(message: string, { today, role, last }: Context): Understanding {
    const facets = finder.find(message, today);
    const who = facets.self ?? role;
    let best = look(message, facets, who, today);
    let followUp = false;
    const other = last && again(last.text, message);
    const asked = other ? look(other, merge(facets, last.facets), who, today) : undefined;
    const anew = last !== undefined && asked !== undefined && asked.amongTwo >= fitted.answerFrom;
    if (anew) {
      best = asked;
      followUp = true;
      Object.assign(facets, merge(facets, last.facets));
    } else if (
      last &&
      isFollowUp(message, best.amongTwo < CERTAIN_ALONE && best.coverage >= KNOWN_SHARE) &&
      !standsAlone(message, best.probability)
    ) {
      const merged = merge(facets, last.facets);
      const topic = last.subject && factsOf(last.subject)?.topic;
      const before = withoutAsking(withoutFacets(last.text, facets, finder), message);
      const joined = lookBack(before, message, merged, who, { topic, named: facets });
      const needed = onlyNames(message, facets, finder)
        ? fitted.choicesFrom
        : Math.min(best.amongTwo, pointsBack(message) ? 0.75 : 1);
      if (joined.amongTwo >= needed && joined.candidates.length) {
        best = joined;
        followUp = true;
        Object.assign(facets, merged);
      }
    }
    const verdict = verdictOf(best.probability, best.amongTwo, fitted);
    return { ...best, facets, followUp, ...(anew ? { anew } : {}), verdict };
  }

  return { understand };
}

/** Whether two subjects are one thing seen twice: a rule, and an entry that tells of it. */
export function areKin(factsOf: (key: string) => SubjectFacts | undefined, a: string, b: string): boolean {
  const ruleOf = (key: string) => (key.startsWith('rule:') ? key.slice(5) : factsOf(key)?.rule);
  return (
    (a.startsWith('rule:') || b.startsWith('rule:')) && ruleOf(a) !== undefined && ruleOf(a) === ruleOf(b)
  );
}

function verdictOf(alone: number, amongTwo: number, fitted: Fitted): Understanding['verdict'] {
  if (amongTwo >= fitted.answerFrom) return alone >= fitted.sureFrom ? 'sure' : 'answer';
  return amongTwo >= fitted.choicesFrom ? 'choices' : 'unknown';
}

/** @param lost whether the message says nothing certain by itself */
function isFollowUp(message: string, lost: boolean): boolean {
  const count = words(message).length;
  if (count === 0) return false;
  if (FOLLOW_UP.test(message) && count <= SHORT_FOLLOW_UP) return true;
  if (POINTING.test(message) && count <= SHORT_FOLLOW_UP) return true;
  return count <= BARE_FOLLOW_UP && lost;
}

/** A question that is understood for sure by itself needs no turn before; one that points ("it", "they") nearly always does. */
function standsAlone(message: string, probability: number): boolean {
  const needed = POINTING.test(message) ? 0.97 : 0.9;
  return probability >= needed && words(message).length >= FEWEST_ALONE;
}

/** "And for CAST?" says nothing but what is different now: by itself it would only tell what CAST is. */
function onlyNames(message: string, facets: Facets, finder: FacetFinder): boolean {
  if (!facets.tests.length || !FOLLOW_UP.test(message)) return false;
  return words(finder.without(message, ['tests'])).every((w) => LINKS.has(w));
}

/** The facets of now, filled in from before where now names none. */
function merge(now: Facets, before: Facets): Facets {
  return {
    tests: now.tests.length ? now.tests : before.tests,
    months: now.months.length ? now.months : before.months,
    roles: now.roles.length ? now.roles : before.roles,
    years: now.years.length ? now.years : before.years,
    ...(now.self ? { self: now.self } : {}),
  };
}

/** The earlier question without what the new message replaces: "CAST window" and "for the CSA?" is a CSA window. */
function withoutFacets(text: string, now: Facets, finder: FacetFinder): string {
  const kinds = (['tests', 'months', 'roles'] as const).filter((k) => now[k].length);
  return kinds.length ? finder.without(text, kinds) : text;
}

/** What is asked for: a time, a person, a place, a way. */
const ASKED: readonly RegExp[] = [
  /\b(?:when|how (?:soon|long|early|late|far ahead)|by when|what (?:day|date))\b/gi,
  /\b(?:who|whom|whose)\b/gi,
  /\bwhere\b/gi,
];

/** The earlier question without its "when" where the new message asks who or where: "when are cases due" – "who files them". */
function withoutAsking(text: string, message: string): string {
  const now = ASKED.filter((a) => message.search(a) >= 0);
  if (now.length !== 1) return text;
  const rest = ASKED.filter((a) => a !== now[0]).reduce((t, a) => t.replace(a, ' '), text);
  return rest.trim() ? rest : text;
}

/** "And science?", "who does it?": says by its words that it goes on from the turn before. */
function pointsBack(message: string): boolean {
  return FOLLOW_UP.test(message) || POINTING.test(message);
}
