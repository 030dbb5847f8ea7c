/** Lists that people type as a line or two: orders of paper tests, coordinators with the date each was added. */
import { readDates } from '../slots/dates.ts';
import { level, numberOf, tokens } from '../slots/tokens.ts';
import { settle } from '../slots/years.ts';

const COUNTED =
  /^(students?|kids?|pupils?|children|booklets?|tests?|copies|copy|papr|paper|large|braille|ppts?|examinees?|test-takers?|need|people)$/;
const IDLE = new Set(
  'in need needs the a an of for packs pack how many will come do i get we have our booklet booklets papr paper test tests students student kids kid pupils who take taking are is be and please ppt ppts can you figure it out what whats should order to their there'.split(
    ' ',
  ),
);

/**
 * Lines of an order: each number with what it counts.
 * @example readPacks('31 kids in grade 5 braille') // [{ title: 'grade 5 braille', students: 31 }]
 */
export function readPacks(text: string): { title: string; students: number }[] | undefined {
  const lines = level(text)
    .split(/[;\n]|,\s*(?=\d)|\band\s+(?=\d+ )|\+|(?<=[.?!])\s/)
    .flatMap((chunk) => {
      const words = tokens(chunk);
      const at = words.findIndex(
        (w, i) =>
          /^\d+$/.test(w.word) &&
          !/^(grade|grades|gr|form|day|in|year)$/.test(words[i - 1]?.word ?? '') &&
          (COUNTED.test(words[i + 1]?.word ?? '') ||
            COUNTED.test(words[i + 2]?.word ?? '') ||
            COUNTED.test(words[i - 1]?.word ?? '') ||
            words.slice(i + 1).some((t) => COUNTED.test(t.word))),
      );
      const count = at < 0 ? undefined : numberOf(words[at]!.word);
      if (count === undefined) return [];
      const title = words
        .filter((w, i) => i !== at && !IDLE.has(w.word))
        .map((w) => w.word)
        .join(' ');
      return [{ title, students: count }];
    });
  return lines.length ? lines : undefined;
}

/** Coordinators as "Ana Ruiz 3/4/2024, Lee Park 8/1/2025"; the date may be left out. */
export function readCoordinators(
  text: string,
  today: string,
): { name: string; added_on?: string }[] | undefined {
  if (/\b(no|zero) (existing |other )?(lea )?coordinators\b/i.test(text)) return [];
  const parts = text.split(/[;\n]|,(?!\s*20\d\d)|\band\b/).flatMap((part) => {
    const name = part.match(/\b(\p{Lu}[\p{L}'.-]+(?:\s+\p{Lu}[\p{L}'.-]+)*)/u)?.[1];
    const date = readDates(part)[0];
    const settled = date && settle(date, { base: today, notAfter: today }, []);
    if (!name || !settled || /^(TOMS|LEA|CALPADS|CDE)$/.test(name)) return [];
    return [{ name, added_on: settled.from }];
  });
  return parts.length ? parts : undefined;
}

/** Ranges of dates: `readRanges('3/8 to 4/16; 4/12-5/21', '2026-11-21')` has two, in 2027. At least two, or none. */
export function readRanges(text: string, today: string): { start: string; end: string }[] | undefined {
  const dates = readDates(text);
  const base = dates.find((d) => d.year)?.year;
  const ranges = dates.flatMap((d, i) => {
    const next = dates[i + 1];
    if (!d.opensRange || !next) return [];
    const start = settle(d, { base: base ? `${base}-01-01` : today }, [])?.from;
    const end = start && settle(next, { base: start, from: start }, [])?.from;
    return start && end ? [{ start, end }] : [];
  });
  return ranges.length > 1 ? ranges : undefined;
}
