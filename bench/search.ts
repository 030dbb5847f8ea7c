/** Side by side on this project's knowledge: this engine, fuse.js alone, MiniSearch alone. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { assembleWorld, type Compiled, compile } from '../src/assistant/create-world.ts';
import { createLibrary } from '../src/knowledge/library.ts';
import type { Subject } from '../src/search/index.ts';
import { subjectsOf } from '../src/search/subjects.ts';
import type { Fitted } from '../src/search/understanding.ts';
import { fuse, HEAD, miniSearch, type Question, row, thisEngine } from './engines.ts';
import { jsonLines, print, table } from './figures.ts';

export const shipped = () => parse(readFileSync('knowledge/search-fit.yaml', 'utf8')) as Fitted;

/** The shipped knowledge with all that can be asked about. */
export function shippedSubjects(): { compiled: Compiled; fitted: Fitted; subjects: Subject[] } {
  const fitted = shipped();
  const compiled = compile({ classifier: fitted.shares.classifier > 0 });
  return { compiled, fitted, subjects: subjectsOf(createLibrary(compiled.knowledge), compiled.others) };
}

/** Questions with the key of the edition that all editions of an entry share. */
export function questionsOf(file: string, { knowledge }: Compiled): Question[] {
  const library = createLibrary(knowledge);
  return jsonLines<Question>(file).map(({ text, id }) => ({
    text,
    id: id?.startsWith('entry:') ? `entry:${library.root(id.slice(6))}` : id,
  }));
}

/** @param file JSON lines {"text", "id"}; the shipped ones are those that doubt was fitted on, never phrasings */
export async function run(file = 'knowledge/fitting.jsonl'): Promise<void> {
  const { compiled, fitted, subjects } = shippedSubjects();
  const questions = questionsOf(file, compiled);
  const { understander } = assembleWorld(compiled, fitted);
  const rows: string[][] = [];
  for (const engine of [thisEngine(understander), fuse(subjects), miniSearch(subjects)])
    rows.push(await row(engine, questions));
  print(`${subjects.length} subjects, ${file}`);
  print(table(HEAD, rows));
}
