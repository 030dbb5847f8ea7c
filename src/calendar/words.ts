/** What the titles of calendar events mean: the rules of `intents/calendar-words.yaml`, compiled. */
import * as z from 'zod';

export const EVENT_KINDS = [
  'first_day',
  'first_day_perhaps',
  'last_day',
  'last_day_perhaps',
  'break',
  'break_begins',
  'break_ends',
  'resumes',
  'holiday',
  'staff',
  'no_school',
  'minimum',
  'extra',
  'possible',
  'unsure',
  'ignored',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

const text = z.string().trim().min(1);
export const WordRules = z.strictObject({
  groups: z.record(z.string(), z.array(text).min(1)),
  rules: z.array(
    z.strictObject({
      kind: z.enum(EVENT_KINDS),
      words: z.array(text).min(1),
      unless: z.array(text).default([]),
    }),
  ),
});
export type WordRules = z.input<typeof WordRules>;

export interface Words {
  /** The kind of the first rule whose words stand in the title, or undefined. */
  kindOf(title: string): EventKind | undefined;
  /** Whether the title holds words of a group. */
  has(title: string, group: string): boolean;
}

/** Lower case, without apostrophes and accents, everything else than letters and digits a blank. */
function plain(title: string): string {
  return title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}|['’ʼ`]/gu, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

/**
 * @throws ZodError when the rules are not as they must be; an unknown group is an error too
 * @example createWords(rules).kindOf('Winter Break - No School') // 'break'
 */
export function createWords(given: WordRules): Words {
  const { groups, rules } = WordRules.parse(given);
  const spread = (words: readonly string[]): string[] =>
    words.flatMap((w) => {
      if (!w.startsWith('@')) return [w];
      const group = groups[w.slice(1)];
      if (!group) throw new Error(`intents/calendar-words.yaml names the group "${w}", which is not there.`);
      return group;
    });
  const pattern = (words: readonly string[]) => {
    const all = spread(words).map((w) => plain(w) + (w.endsWith('*') ? '\\w*' : ''));
    return all.length ? new RegExp(`\\b(?:${all.join('|')})\\b`) : undefined;
  };
  const compiled = rules.map((r) => ({ kind: r.kind, words: pattern(r.words), unless: pattern(r.unless) }));
  const grouped = new Map(Object.keys(groups).map((name) => [name, pattern([`@${name}`])]));
  return {
    kindOf(title) {
      const t = plain(title);
      return compiled.find((r) => r.words?.test(t) && !r.unless?.test(t))?.kind;
    },
    has: (title, group) => grouped.get(group)?.test(plain(title)) ?? false,
  };
}
