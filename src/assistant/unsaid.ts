/** Keeps from a near answer: a question that asks for the cost, a name or a penalty is not answered by an entry without one. */
import type { Entry } from '../knowledge/schema.ts';
import { stem, words } from '../search/normalise.ts';
import type { Unsaid } from './intents.ts';
import type { Turn } from './skill.ts';
import { idOf, type World } from './world.ts';

interface Compiled {
  asks: RegExp[];
  holds: RegExp;
  to: string | undefined;
}

/** From this weight on a word is rare enough to tell subjects apart. */
const RARE_FROM = 0.6;
const LOOKED_AT = 3;
const LIKELY_SHARE = 0.88;
/** An entry that tells the number asked for is taken from this share of the best one's score on. */
const COUNTING_SHARE = 0.8;
const LESS_MISSING = 0.04;

/** A question this near one of the entry's own is that question. */
const SAME_QUESTION = 0.7;

const COUNT =
  /\b(?:how many|(?:max(?:imum)?|limit)(?: number)?(?: of| on)(?: the)?(?: number of)?) ((?:[\w-]+ ?){1,5})/;
const HOW_LONG = /\b(how long|how much|how far|how soon|at least)\b/i;
const END_OF_COUNTED = new Set(
  'do does did can could are is was were will would should must may have has had we i you they per in to for on at of from with before after until a an the get gets need needs that this it one each'.split(
    ' ',
  ),
);
const TIMES = new Set(['minute', 'hour', 'day', 'week', 'month', 'year'].map(stem));
const TIMES_A_YEAR = stem('times');
const OFTEN = new Set(['once', 'twice', 'annually', 'annual', 'yearly', 'monthly', 'weekly'].map(stem));
const NUMBER =
  /^(?!20[12]\d$)\d+$|^(no|one|two|three|four|five|six|seven|eight|nine|ten|any|several|more|both|each|every|single)$/;
/** A number tells of a word that follows within this many. */
const NEAR = 4;

const compiled = new WeakMap<readonly Unsaid[], Compiled[]>();

/**
 * What becomes of a message that asks for what the likeliest entry says nothing of: the subject that hands it over, or
 * 'nothing' where none is fit. Something likely that is handed over and speaks of it comes first.
 * @returns undefined where the entry says it, or where the message asks for no such thing
 * @example unsaid(turnOf('is there a fee for large print'), world) // 'entry:nc-paper-order-details'
 */
export function unsaid(turn: Turn, world: World): string | undefined {
  const { verdict, candidates } = turn.understood;
  const [best, ...rest] = candidates;
  if (!best || verdict === 'unknown' || best.key.startsWith('intent:')) return undefined;
  if (world.isSilent(best.key, turn.today)) return undefined;
  const entryOf = (key: string) =>
    key.startsWith('entry:') ? world.library.entry(idOf(key), turn.today) : undefined;
  const all = compiled.get(world.intents.unsaid) ?? compile(world.intents.unsaid);
  const message = turn.text.toLowerCase();
  const asked = all.find((u) => u.asks.some((a) => a.test(message)));
  const found = entryOf(best.key);
  if (!asked) {
    const counted = countedIn(message);
    if (!found || best.nearest >= SAME_QUESTION || counts(found, counted)) return closerSilence(turn, world);
    const other = rest.slice(0, LOOKED_AT).find((c) => {
      const entry = c.score >= COUNTING_SHARE * best.score ? entryOf(c.key) : undefined;
      return entry?.outcome === 'answer' && counts(entry, counted);
    });
    return other?.key ?? 'nothing';
  }
  const speaks = (entry: Entry | undefined) => !!entry && asked.holds.test(textOf(entry));
  if (speaks(found)) return undefined;
  const near = rest.find((c) => world.isSilent(c.key, turn.today) && speaks(entryOf(c.key)));
  return near?.key ?? (asked.to ? `entry:${asked.to}` : 'nothing');
}

/** The stems of what a message asks the number of: "how many site coordinators may a school have" asks for coordinators. */
function countedIn(message: string): string[] {
  const [, after] = COUNT.exec(message) ?? [];
  const asked: string[] = [];
  for (const word of after ? words(after) : []) {
    if (END_OF_COUNTED.has(word)) break;
    asked.push(stem(word));
  }
  return asked;
}

/** Whether an entry tells a number of what is counted, or was written for a question that counts it. */
function counts(entry: Entry, counted: readonly string[]): boolean {
  if (!counted.length) return true;
  const time = counted.some((c) => TIMES.has(c));
  if (time && Object.keys(entry.dates).length) return true;
  const isCounted = (s: string) => counted.includes(s) || (time && TIMES.has(s));
  const asked = (q: string) => countedIn(q.toLowerCase()).some(isCounted) || (time && HOW_LONG.test(q));
  if (entry.questions.some(asked)) return true;
  const said = words(textOf(entry)).map(stem);
  if (counted.includes(TIMES_A_YEAR) && said.some((s) => OFTEN.has(s))) return true;
  return said.some((s, i) => NUMBER.test(s) && said.slice(i + 1, i + 1 + NEAR).some(isCounted));
}

/**
 * What is handed over and nearly as likely as the best, where it holds the rare word of the message that the best lacks:
 * "how long must scratch paper be kept" is about the paper, not about another thing that is kept.
 */
function closerSilence(turn: Turn, world: World): string | undefined {
  const [best, ...rest] = turn.understood.candidates;
  if (turn.understood.verdict !== 'answer' || !best || best.missing < RARE_FROM) return undefined;
  return rest
    .slice(0, LOOKED_AT)
    .find(
      (c) =>
        c.key.startsWith('entry:') &&
        world.isSilent(c.key, turn.today) &&
        c.score >= LIKELY_SHARE * best.score &&
        c.missing <= best.missing - LESS_MISSING,
    )?.key;
}

function compile(list: readonly Unsaid[]): Compiled[] {
  const made = list.map(({ asks, holds, to }) => ({
    asks: asks.map((a) => new RegExp(a, 'u')),
    holds: new RegExp(holds, 'iu'),
    to,
  }));
  compiled.set(list, made);
  return made;
}

/** What an entry says; what it is asked in is no answer. */
function textOf({ title, answer, past, note, details, steps, by_role }: Entry): string {
  const said = [title, answer, past, note, ...details, ...steps, ...Object.values(by_role ?? {})];
  return said.filter(Boolean).join('\n');
}
