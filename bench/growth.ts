/** How time and memory grow with the knowledge: 1, 10 and 100 times as much. */
import { spawnSync } from 'node:child_process';
import { serialize } from 'node:v8';
import { understanderOf } from '../src/search/choose-shares.ts';
import { createEnglish, readFrequencies } from '../src/search/english.ts';
import { buildIndex, type Subject } from '../src/search/index.ts';
import { conceptData } from '../src/search/subjects.ts';
import { jsonLines, megabytes, ms, percentile, print, table } from './figures.ts';
import { shippedSubjects } from './search.ts';

const TIMES = [1, 10, 100];
/** At a hundred times the knowledge a question may take so many times as long. */
const MOST = 15;
const RARE_FROM = 0.5;
const QUESTIONS = 300;

interface Grown {
  p50: number;
  p99: number;
  index: number;
  rss: number;
  build: number;
}

/** Copies with every rarer word altered, so that each copy speaks of something else. */
function copies(subjects: readonly Subject[], times: number): Subject[] {
  const english = createEnglish(readFrequencies());
  const altered = (text: string, copy: number) =>
    copy === 0
      ? text
      : text.replace(/\p{L}{4,}/gu, (word) =>
          english.rarity(word.toLowerCase()) < RARE_FROM ? word : `${word}${letters(copy)}`,
        );
  return Array.from({ length: times }, (_, copy) =>
    subjects.map((s) => ({
      key: `${s.key}#${copy}`,
      title: altered(s.title, copy),
      questions: s.questions.map((q) => altered(q, copy)),
      keywords: s.keywords.map((k) => altered(k, copy)),
      answer: altered(s.answer, copy),
    })),
  ).flat();
}

/** 27 is `'ab'`: no digits, which the search reads in another way. */
function letters(n: number): string {
  return n < 26 ? String.fromCharCode(97 + n) : letters(Math.floor(n / 26) - 1) + letters(n % 26);
}

/** Measured in a process of its own, so that no memory of the last one is counted. */
export function measure(times: number): Grown {
  const { compiled, fitted, subjects } = shippedSubjects();
  const started = performance.now();
  const concepts = conceptData(compiled.knowledge, compiled.intents.vocabulary);
  const index = buildIndex(copies(subjects, times), concepts, { classifier: false });
  const build = performance.now() - started;
  const size = serialize(index).length;
  const { understand } = understanderOf(index, fitted);
  const all = jsonLines<{ text: string }>('knowledge/fitting.jsonl');
  const questions = all.filter((_, i) => i % Math.ceil(all.length / QUESTIONS) === 0);
  // The best of three rounds: a machine with other work to do is no measure.
  const best = questions.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < 3; round++)
    questions.forEach(({ text }, i) => {
      const before = performance.now();
      understand(text, { today: '2026-11-21' });
      best[i] = Math.min(best[i]!, performance.now() - before);
    });
  globalThis.gc?.();
  const rss = process.memoryUsage().rss;
  return { p50: percentile(best, 0.5), p99: percentile(best, 0.99), index: size, rss, build };
}

export function run(): void {
  const grown = TIMES.map((times) => {
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['--expose-gc', '--max-old-space-size=6000', import.meta.filename, String(times)],
      { encoding: 'utf8' },
    );
    if (!stdout) throw new Error(stderr);
    return JSON.parse(stdout) as Grown;
  });
  const first = grown[0]!;
  print(
    table(
      ['knowledge', 'p50', 'p99', 'p50 compared', 'index', 'resident', 'built in'],
      grown.map((g, i) => [
        `${TIMES[i]} times`,
        ms(g.p50),
        ms(g.p99),
        `× ${(g.p50 / first.p50).toFixed(1)}`,
        megabytes(g.index),
        megabytes(g.rss),
        ms(g.build),
      ]),
    ),
  );
  const times = grown.at(-1)!.p50 / first.p50;
  print(
    `${times <= MOST ? 'kept' : 'MISSED'}: at most ${MOST} times the time at ${TIMES.at(-1)} times the knowledge`,
  );
}

if (import.meta.main) print(JSON.stringify(measure(Number(process.argv[2]))));
