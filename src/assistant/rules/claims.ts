/** Which date of a message belongs to which input: the words nearest to it decide, and a list goes with its first. */
import { rememberedOf } from '../../search/remembered.ts';
import type { DateMention } from '../slots/dates.ts';
import { type Found, findPhrases, level, numberOf, type Token } from '../slots/tokens.ts';
import { kindOf, type ReadContext } from './inputs.ts';
import type { InputTalk } from './schema.ts';

/** Words between a cue and its date, at most. */
const FARTHEST = 9;
const AFTER = 1.5;
const SENTENCE = 8;
const COMMA = 1.5;
const OTHER = 4;
const UNTIL = /^(until|till|til|before|through|up|between)$/;
const DATE_KINDS = new Set(['date', 'dates', 'moment', 'date_or_moment']);

interface Cue extends Found {
  input: string;
}

/** For each input the mentions that are its own, in their order; `bare` are those that no word beside them names. */
export function claimMentions(
  text: string,
  words: readonly Token[],
  mentions: readonly DateMention[],
  c: ReadContext,
): { of: Map<string, DateMention[]>; bare: Set<string> } {
  const plain = level(text);
  const names = Object.keys(c.talk.inputs).filter((n) => DATE_KINDS.has(kindOf(c.talk, n)));
  const isList = (n: string) => kindOf(c.talk, n) === 'dates';
  const cues = cuesOf(words, names, c);
  const owner = new Map<number, string>();
  const claims = new Map<string, DateMention[]>();
  const give = (name: string, at: number) => {
    owner.set(at, name);
    claims.set(
      name,
      [...(claims.get(name) ?? []), mentions[at]!].sort((a, b) => a.start - b.start),
    );
    const next = mentions[at + 1];
    if (!next || owner.has(at + 1)) return;
    const joined = /^\s*(,|and|&|,\s*and|\+|or|-|to|through|thru|plus|,\s*plus)?\s*(the\s+)?(on\s+)?$/.test(
      plain.slice(mentions[at]!.end, next.start),
    );
    if (isList(name) && (mentions[at]!.opensRange || joined)) give(name, at + 1);
    const range = c.talk.range;
    if (range && name === range[0] && mentions[at]!.opensRange && !claims.has(range[1]))
      give(range[1], at + 1);
  };

  const pairs = cues.flatMap((cue) =>
    mentions.map((m, at) => ({ cue, at, cost: costOf(cue, m, mentions, cues, plain) })),
  );
  pairs.sort((a, b) => a.cost - b.cost);
  const used = new Set<Cue>();
  for (const { cue, at, cost } of pairs) {
    if (cost > FARTHEST || used.has(cue)) continue;
    if (mentions[at]!.end <= cue.start && isCounted(words, cue, mentions)) continue;
    if (!isList(cue.input) && claims.has(cue.input)) continue;
    if (owner.has(at)) {
      const between = plain.slice(mentions[at]!.end, cue.start);
      const twice =
        mentions[at]!.end <= cue.start &&
        /\b(also|which (is|was)|same day|that is|and it is)\b/.test(between);
      if (!twice || owner.get(at) === cue.input) continue;
      claims.set(cue.input, [mentions[at]!]);
    } else give(cue.input, at);
    used.add(cue);
  }
  const told = new Set(claims.keys());
  giveTheRest(names, mentions, owner, claims, give, c);
  // A range of dates says what it is by itself.
  const range = new Set<string>(c.talk.range ?? []);
  return { of: claims, bare: new Set([...claims.keys()].filter((n) => !told.has(n) && !range.has(n))) };
}

/** "5 days of holidays" counts them: the date before it is another one. */
function isCounted(words: readonly Token[], cue: Cue, mentions: readonly DateMention[]): boolean {
  let at = cue.from - 1;
  while (at >= 0 && /^(days?|of|school)$/.test(words[at]!.word)) at--;
  const count = words[at];
  return (
    count !== undefined &&
    numberOf(count.word) !== undefined &&
    !mentions.some((m) => m.start <= count.start && count.end <= m.end)
  );
}

function giveTheRest(
  names: readonly string[],
  mentions: readonly DateMention[],
  owner: Map<number, string>,
  claims: Map<string, DateMention[]>,
  give: (name: string, at: number) => void,
  c: ReadContext,
): void {
  const lists = names.filter((n) => kindOf(c.talk, n) === 'dates');
  const free = () => mentions.flatMap((_, i) => (owner.has(i) ? [] : [i]));
  const asksDay = c.expected !== undefined && names.includes(c.expected) && !lists.includes(c.expected);
  // A holiday by its name is a day off, whatever else is asked; "before Memorial Day" is the day asked for.
  if (lists[0])
    for (const i of free())
      if (mentions[i]!.holiday && c.expected !== 'received_on' && !(asksDay && isBeside(mentions[i]!)))
        give(lists[0], i);
  const range = c.talk.range;
  if (range && !claims.has(range[0]) && !claims.has(range[1])) {
    const open = free().find((i) => mentions[i]!.opensRange && free().includes(i + 1));
    if (open !== undefined) {
      give(range[0], open);
      if (!owner.has(open + 1)) give(range[1], open + 1);
    }
  }
  if (c.expected && names.includes(c.expected) && !claims.has(c.expected)) {
    if (kindOf(c.talk, c.expected) === 'dates') for (const i of free()) give(c.expected, i);
    else {
      const best = free().sort((a, b) => detail(mentions[b]!) - detail(mentions[a]!))[0];
      if (best !== undefined) give(c.expected, best);
    }
  }
  const main = names.find(
    (n) => c.talk.inputs[n]?.main && !claims.has(n) && (!c.before[n] || c.expected === undefined),
  );
  const best = free().sort((a, b) => detail(mentions[b]!) - detail(mentions[a]!))[0];
  if (main && best !== undefined && !c.expected) give(main, best);
}

function isBeside({ side, away, fromDay }: DateMention): boolean {
  return side !== undefined || away !== undefined || fromDay !== undefined;
}

/** A full date says more than a month. */
function detail(m: DateMention): number {
  return m.date || m.day !== undefined ? 2 : m.month !== undefined ? 1 : 0;
}

/** The words that name an input, or the lack of it. */
const cuesFor = rememberedOf(({ hears, none }: InputTalk) => [...hears, ...none]);

function cuesOf(words: readonly Token[], names: readonly string[], c: ReadContext): Cue[] {
  const all = names.flatMap((input) =>
    findPhrases(words, cuesFor(c.talk.inputs[input]!))
      // "No days off" names a date only with "until" or "before".
      .filter(
        (f) =>
          !findPhrases(words.slice(f.from, f.to), c.talk.inputs[input]?.none ?? []).length ||
          UNTIL.test(words[f.to]?.word ?? ''),
      )
      .map((f) => ({ ...f, input })),
  );
  // Where the words of two inputs overlap, the longer phrase stands.
  return all
    .filter(
      (a) => !all.some((b) => b !== a && b.from < a.to && a.from < b.to && b.to - b.from > a.to - a.from),
    )
    .sort((a, b) => a.start - b.start);
}

function costOf(
  cue: Cue,
  m: DateMention,
  all: readonly DateMention[],
  cues: readonly Cue[],
  plain: string,
): number {
  if (cue.start < m.end && m.start < cue.end) return 0;
  const before = cue.end <= m.start;
  const [from, to] = before ? [cue.end, m.start] : [m.end, cue.start];
  const between = plain.slice(from, to);
  const words = between.match(/[\p{L}\p{N}']+/gu)?.length ?? 0;
  let cost = words + (before ? 0 : AFTER);
  if (/[.;!?\n]/.test(between.replace(/\b([ap])\.\s*m\.?/g, '$1m'))) cost += SENTENCE;
  cost += (between.match(/,/g)?.length ?? 0) * COMMA;
  if (all.some((o) => o !== m && o.start >= from && o.end <= to)) cost += OTHER;
  if (cues.some((o) => o !== cue && o.input !== cue.input && o.start >= from && o.end <= to)) cost += OTHER;
  return cost;
}
