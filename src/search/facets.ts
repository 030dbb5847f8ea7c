/** Which test, month, role or school year a message names: questions that differ in one word differ in these. */
import type { Role, Test } from '../knowledge/schema.ts';
import { stem, words } from './normalise.ts';

export interface Facets {
  tests: Test[];
  /** 1 to 12. */
  months: number[];
  roles: Role[];
  /** The role the writer claims for themselves ("I'm a test examiner"). */
  self?: Role;
  /** Calendar years named, such as 2016. */
  years: number[];
}

export interface FacetData {
  /** Name of a test or role → the ways people write it. */
  tests: Record<string, string[]>;
  roles: Record<string, string[]>;
  months: Record<string, string[]>;
}

export interface FacetFinder {
  /** @param today for "this month" and "next month" */
  find(text: string, today: string): Facets;
  /** The words of a text but for those that name a facet of these kinds. */
  without(text: string, kinds: readonly ('tests' | 'months' | 'roles')[]): string;
}

interface Way {
  stems: string[];
  value: string;
}

export function createFacetFinder(data: FacetData): FacetFinder {
  const tests = waysOf(data.tests);
  const roles = waysOf(data.roles);
  const months = waysOf(data.months);

  return {
    find(text, today) {
      const plain = words(text);
      const stems = plain.map(stem);
      const foundRoles = matches(roles, stems);
      const facets: Facets = {
        tests: [...new Set(matches(tests, stems).map((m) => m.value as Test))],
        months: [...new Set(matches(months, stems).map((m) => Number(m.value)))],
        roles: [...new Set(foundRoles.map((m) => m.value as Role))],
        years: yearsIn(text),
      };
      const self = foundRoles.find((m) => claims(plain, m.at, m.length));
      if (self) facets.self = self.value as Role;
      const month = Number(today.slice(5, 7));
      if (/\bnext months?\b/i.test(text)) facets.months.push((month % 12) + 1);
      else if (/\blast month\b/i.test(text)) facets.months.push(((month + 10) % 12) + 1);
      else if (/\b(this|current) month\b|\bthis month's\b/i.test(text)) facets.months.push(month);
      return facets;
    },
    without(text, kinds) {
      const plain = words(text);
      const stems = plain.map(stem);
      const dropped = new Set<number>();
      for (const kind of kinds)
        for (const { at, length } of matches({ tests, months, roles }[kind], stems))
          for (let i = at; i < at + length; i++) dropped.add(i);
      return plain.filter((_, i) => !dropped.has(i)).join(' ');
    },
  };
}

function waysOf(groups: Record<string, string[]>): Map<string, Way[]> {
  const byFirst = new Map<string, Way[]>();
  for (const [value, ways] of Object.entries(groups))
    for (const way of ways) {
      const stems = words(way).map(stem);
      const list = byFirst.get(stems[0] ?? '');
      if (list) list.push({ stems, value });
      else byFirst.set(stems[0] ?? '', [{ stems, value }]);
    }
  for (const list of byFirst.values()) list.sort((a, b) => b.stems.length - a.stems.length);
  return byFirst;
}

/** Longest way first, none inside another: "CAA for Science" is not also "science". */
function matches(ways: Map<string, Way[]>, stems: readonly string[]) {
  const found: { value: string; at: number; length: number }[] = [];
  for (let i = 0; i < stems.length; i++) {
    const all = (ways.get(stems[i]!) ?? []).filter((w) => w.stems.every((s, k) => stems[i + k] === s));
    const length = all[0]?.stems.length ?? 0;
    for (const way of all) if (way.stems.length === length) found.push({ value: way.value, at: i, length });
    if (length > 1) i += length - 1;
  }
  return found;
}

/** "I am a …", "as the …", "… here", or nothing but the role. */
function claims(plain: readonly string[], at: number, length: number): boolean {
  const before = plain.slice(Math.max(0, at - 4), at).join(' ');
  const after = plain[at + length];
  if (plain.length === length) return true;
  if (after === 'here') return true;
  if (
    /\b(i|just|recently|newly) (became|become|got|was|been|named|appointed|made)( (named|appointed|made|assigned|designated|promoted|to|as|a|an|the|our|new|site|school))*$/.test(
      before,
    )
  )
    return true;
  return /\b(i am|we are|am|as|being)( (a|an|the|our|just a|only a|new|now|site|school))*$/.test(before);
}

function yearsIn(text: string): number[] {
  const years = [...text.matchAll(/\b(20\d\d)(?:\s*[-–/]\s*(?:20)?(\d\d))?\b/g)].map(([, y]) => Number(y));
  const short = [...text.matchAll(/\b(\d\d)\s*[-–/]\s*(\d\d)\b/g)]
    .map(([, a, b]) => [Number(a), Number(b)] as const)
    .filter(([a, b]) => b === a + 1 && a >= 13 && a < 40)
    .map(([a]) => 2000 + a);
  return [...new Set([...years, ...short])];
}
