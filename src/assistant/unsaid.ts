/** Keeps from a near answer: a question that asks for the cost, a name or a penalty is not answered by an entry without one. */
import type { Entry } from '../knowledge/schema.ts';
import type { Unsaid } from './intents.ts';
import type { Turn } from './skill.ts';
import { idOf, type World } from './world.ts';

interface Compiled {
  asks: RegExp[];
  holds: RegExp;
  to: string;
}

/** From this weight on a word is rare enough to tell subjects apart. */
const RARE_FROM = 0.6;
const LOOKED_AT = 3;
const LIKELY_SHARE = 0.88;
const LESS_MISSING = 0.04;

const compiled = new WeakMap<readonly Unsaid[], Compiled[]>();

/**
 * The subject that hands over what a message asks for and the likeliest one says nothing of; nothing where it says it,
 * or where the message asks for no such thing. Something likely that is handed over and speaks of it comes first.
 * @example unsaid(turnOf('is there a fee for large print'), world) // 'entry:nc-paper-order-details'
 */
export function unsaid(turn: Turn, world: World): string | undefined {
  const { verdict, candidates } = turn.understood;
  const [best, ...rest] = candidates;
  if (!best || verdict === 'unknown' || best.key.startsWith('intent:')) return undefined;
  if (world.isSilent(best.key, turn.today)) return undefined;
  const all = compiled.get(world.intents.unsaid) ?? compile(world.intents.unsaid);
  const message = turn.text.toLowerCase();
  const asked = all.find((u) => u.asks.some((a) => a.test(message)));
  if (!asked) return closerSilence(turn, world);
  const speaks = (key: string) => {
    const entry = key.startsWith('entry:') ? world.library.entry(idOf(key), turn.today) : undefined;
    return !!entry && asked.holds.test(textOf(entry));
  };
  if (speaks(best.key)) return undefined;
  const near = rest.find(
    (c) => c.key.startsWith('entry:') && world.isSilent(c.key, turn.today) && speaks(c.key),
  );
  return near?.key ?? `entry:${asked.to}`;
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
