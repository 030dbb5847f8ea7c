/** The engines that are compared: each is built on the same subjects, and names keys for a question, best first. */
import Fuse from 'fuse.js';
import MiniSearch from 'minisearch';
import { Bench } from 'tinybench';
import type { Subject } from '../src/search/index.ts';
import type { Understander } from '../src/search/understanding.ts';
import { ms, percent } from './figures.ts';

const DAY = '2026-11-21';

export interface Question {
  text: string;
  /** Key of the subject that is right, or null for out of scope. */
  id: string | null;
}

export interface Engine {
  name: string;
  rank(question: string): string[];
}

export function thisEngine(understander: Understander): Engine {
  return {
    name: 'this engine',
    rank: (question) => understander.understand(question, { today: DAY }).candidates.map((c) => c.key),
  };
}

/** fuse.js with its search by words, which is better and faster on sentences than its default. */
export function fuse(subjects: readonly Subject[]): Engine {
  const index = new Fuse(subjects, {
    keys: [
      { name: 'title', weight: 2 },
      { name: 'questions', weight: 1.5 },
      { name: 'keywords', weight: 1.5 },
      { name: 'answer', weight: 0.5 },
    ],
    useTokenSearch: true,
    ignoreLocation: true,
    threshold: 0.4,
  });
  return { name: 'fuse.js', rank: (q) => index.search(q, { limit: 12 }).map((r) => r.item.key) };
}

export function miniSearch(subjects: readonly Subject[]): Engine {
  const index = new MiniSearch({
    idField: 'key',
    fields: ['title', 'questions', 'keywords', 'answer'],
    extractField: (s: Record<string, unknown>, field) => {
      const value = s[field];
      return Array.isArray(value) ? value.join('\n') : String(value ?? '');
    },
    searchOptions: {
      boost: { title: 2, questions: 1.5, keywords: 1.5, answer: 0.5 },
      fuzzy: 0.2,
      prefix: (term) => term.length > 3,
    },
  });
  index.addAll(subjects as unknown as Record<string, unknown>[]);
  return {
    name: 'MiniSearch',
    rank: (q) =>
      index
        .search(q)
        .slice(0, 12)
        .map((r) => String(r.id)),
  };
}

/** Name, right first, right among three, and the time a question takes. */
export async function row(engine: Engine, questions: readonly Question[]): Promise<string[]> {
  const inScope = questions.filter((q) => q.id);
  // Engines that take many milliseconds a question are judged on a part of a long file.
  const started = performance.now();
  for (const q of inScope.slice(0, 20)) engine.rank(q.text);
  const slow = (performance.now() - started) / 20 > 20;
  const asked = slow ? inScope.filter((_, i) => i % Math.ceil(inScope.length / 400) === 0) : inScope;
  let first = 0;
  let three = 0;
  for (const { text, id } of asked) {
    const place = engine.rank(text).indexOf(id!);
    if (place === 0) first++;
    if (place >= 0 && place < 3) three++;
  }
  const { p50, p99 } = await latency(engine, asked);
  return [
    engine.name,
    percent(first, asked.length),
    percent(three, asked.length),
    ms(p50),
    ms(p99),
    String(asked.length),
  ];
}

export const HEAD = ['engine', 'right first', 'in the first three', 'p50', 'p99', 'questions'];

async function latency(
  engine: Engine,
  questions: readonly Question[],
): Promise<{ p50: number; p99: number }> {
  let n = 0;
  const bench = new Bench({ time: 2_000, iterations: 50, warmupIterations: 20, warmupTime: 200 });
  bench.add(engine.name, () => {
    engine.rank(questions[n++ % questions.length]!.text);
  });
  await bench.run();
  const result = bench.tasks[0]!.result;
  if (!('latency' in result)) throw new Error(`${engine.name} could not be measured.`);
  return result.latency;
}
