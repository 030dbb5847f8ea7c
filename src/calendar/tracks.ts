/** Year-round schools teach in tracks, and put all of them in one calendar. */

const NAMED = /\btracks?\s+([a-z](?:(?:\s*(?:,|&|\/|\band\b)\s*)+[a-z])*)\b/gi;

/** The tracks that a title names: `tracksOf('Tracks A & C: Off Track')` is `['A', 'C']`. */
export function tracksOf(title: string): string[] {
  return [...title.matchAll(NAMED)].flatMap((m) =>
    m[1]!
      .toUpperCase()
      .split(/\s*(?:,|&|\/|\bAND\b)\s*/)
      .filter(Boolean),
  );
}

/** Every track that the titles name, in order. */
export function tracksIn(titles: readonly string[]): string[] {
  return [...new Set(titles.flatMap(tracksOf))].sort();
}

/** Whether a title concerns a track: it names it, or it names none. */
export function onlyTrack(title: string, track: string): boolean {
  const named = tracksOf(title);
  return !named.length || named.includes(track.toUpperCase());
}
