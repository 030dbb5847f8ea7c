/** BM25F: how well the words of a question are found in the fields of an entry. */

export interface Field {
  weight: number;
  /** Length normalisation, 0 (none) to 1. */
  b: number;
}

export const FIELDS = {
  title: { weight: 2, b: 0.6 },
  questions: { weight: 1.2, b: 0.6 },
  keywords: { weight: 1.2, b: 0.6 },
  answer: { weight: 0.75, b: 0.6 },
} satisfies Record<string, Field>;
export type FieldName = keyof typeof FIELDS;

const K1 = 1.2;

/** The words of one entry, by field, as stems. */
export type FieldTerms = Record<FieldName, string[]>;

/**
 * For every term the entries that have it, with an impact between 0 and 1 (rarity is applied at question time).
 * @returns term → list of [entry number, impact]
 */
export function impacts(entries: readonly FieldTerms[]): Map<string, [number, number][]> {
  const names = Object.keys(FIELDS) as FieldName[];
  const average = Object.fromEntries(
    names.map((n) => [n, entries.reduce((sum, e) => sum + e[n].length, 0) / (entries.length || 1) || 1]),
  ) as Record<FieldName, number>;
  const index = new Map<string, [number, number][]>();
  entries.forEach((entry, number) => {
    const weighted = new Map<string, number>();
    for (const name of names) {
      const { weight, b } = FIELDS[name];
      const norm = 1 - b + (b * entry[name].length) / average[name];
      for (const term of entry[name]) weighted.set(term, (weighted.get(term) ?? 0) + weight / norm);
    }
    for (const [term, tf] of weighted) {
      const list = index.get(term);
      const impact = tf / (K1 + tf);
      if (list) list.push([number, impact]);
      else index.set(term, [[number, impact]]);
    }
  });
  return index;
}
