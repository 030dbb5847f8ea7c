/** "Where are interim results?" – "And summative ones?": the same question again, of the other of a pair. */
import { words } from './normalise.ts';

/** Things that are asked about in turn: of each, the ways people write it. */
export type Contrasts = readonly (readonly (readonly string[])[])[];

/** Words that a message may hold beside the thing it names, when it asks nothing else. */
const LINKS = new Set(
  'and or but so ok okay then also what about how of same for with in the a an my our to is are does do that those them one ones too y as well any people person folks staff tests test assessments assessment exams kids students'.split(
    ' ',
  ),
);
const LONGEST = 10;

/**
 * Finds the earlier question with the thing put in that a short message names instead.
 * @returns undefined when the message says more, or the earlier question names nothing of the kind
 * @example
 * const again = createContrast([[['interim', 'interims'], ['summative', 'summatives']]]);
 * again('where do I see interim results', 'and summative ones?') // 'where do i see summative results'
 */
export function createContrast(groups: Contrasts): (before: string, message: string) => string | undefined {
  const all = groups.map((sides) => sides.map((ways) => patternOf(ways)));
  return (before, message) => {
    const said = words(message);
    if (!said.length || said.length > LONGEST) return undefined;
    const now = said.join(' ');
    for (const sides of all) {
      const named = sides.filter((side) => now.match(side));
      const [side] = named;
      if (named.length !== 1 || !side) continue;
      const rest = now.replace(side, ' ').split(' ').filter(Boolean);
      if (!rest.every((w) => LINKS.has(w))) continue;
      const way = now.match(side)?.[0] ?? '';
      const earlier = words(before).join(' ');
      const others = sides.filter((other) => other !== side && earlier.match(other));
      if (!others.length) continue;
      return others.reduce((text, other) => text.replace(other, way), earlier);
    }
    return undefined;
  };
}

/** Any of the ways as whole words, the longest first. */
function patternOf(ways: readonly string[]): RegExp {
  const longest = ways.map((w) => words(w).join(' ')).sort((a, b) => b.length - a.length);
  return new RegExp(`(?<![a-z0-9])(?:${longest.map(escaped).join('|')})(?![a-z0-9])`, 'g');
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
