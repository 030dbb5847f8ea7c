/** The field's own words: acronyms in both directions and synonyms, as data, made one concept each. */
import { stem, words } from './normalise.ts';

export interface Concepts {
  /** The synonym group's chosen word for a stem, or the stem itself. */
  canonical(stemmed: string): string;
  /** Names of the concepts whose phrases occur in these stems, each once. */
  find(stems: readonly string[]): string[];
}

export interface ConceptData {
  /** Groups of single words that mean the same; the first stands for all. */
  synonyms: string[][];
  /** Phrases that mean the same thing: name → ways of writing it. */
  phrases: Record<string, string[]>;
}

/**
 * @example
 * const c = createConcepts({ synonyms: [['student', 'kid']], phrases: { ssr: ['score report'] } });
 * c.canonical(stem('kids')) // 'student'
 * c.find(['scor', 'report']) // ['=ssr']
 */
export function createConcepts(data: ConceptData): Concepts {
  const canon = new Map<string, string>();
  for (const [first = '', ...others] of data.synonyms)
    for (const other of others) canon.set(stem(other), stem(first));
  const canonical = (s: string) => canon.get(s) ?? s;

  const byFirst = new Map<string, { name: string; stems: string[] }[]>();
  for (const [name, ways] of Object.entries(data.phrases))
    for (const way of ways) {
      const stems = words(way).map((w) => canonical(stem(w)));
      const [first] = stems;
      if (first === undefined) continue;
      const list = byFirst.get(first);
      if (list) list.push({ name: `=${name}`, stems });
      else byFirst.set(first, [{ name: `=${name}`, stems }]);
    }

  return {
    canonical,
    find(stems) {
      const found = new Set<string>();
      for (let i = 0; i < stems.length; i++)
        for (const { name, stems: phrase } of byFirst.get(stems[i]!) ?? [])
          if (phrase.every((s, k) => stems[i + k] === s)) found.add(name);
      return [...found];
    },
  };
}
