/** `npm run fit`: measures the search on questions held apart, fits its doubt anew and writes knowledge/search-fit.yaml. */
import { readFileSync, writeFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';
import { assembleWorld, type Compiled, compile } from '../assistant/create-world.ts';
import { createLibrary } from '../knowledge/library.ts';
import { fitDoubt, fitThresholds, type Observation, probability, signalsOf } from './fit.ts';
import { buildIndex, type Subject } from './index.ts';
import { conceptData, subjectsOf } from './subjects.ts';
import type { Fitted } from './understanding.ts';

const FOLDS = 5;
const FILE = 'knowledge/search-fit.yaml';
const TODAY = '2026-11-21';

interface Question {
  text: string;
  /** Key of the subject, or null for what the documents do not hold. */
  id: string | null;
}

/** Phrasings written for fitting and measuring only, never trained on. */
export function readFitting(): Question[] {
  return readFileSync('knowledge/fitting.jsonl', 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Question);
}

export function run(args: string[]): number {
  const compiled = compile();
  const fitted = parse(readFileSync(FILE, 'utf8')) as Fitted;
  const seen = [
    ...heldApart(compiled, fitted),
    ...leftOut(compiled, fitted, args.includes('--quick') ? 1 : FOLDS),
  ];
  const doubt = fitDoubt(seen);
  const fit: Fitted = { ...fitted, doubt, ...fitThresholds(seen, doubt) };
  report(seen, fit);
  if (!args.includes('--dry'))
    writeFileSync(FILE, `# Fitted by \`npm run fit\`; edit the knowledge, then fit anew.\n${stringify(fit)}`);
  return 0;
}

function heldApart(compiled: Compiled, fitted: Fitted): Observation[] {
  const world = assembleWorld(compiled, fitted);
  const library = createLibrary(compiled.knowledge);
  const silent = silentKeys(compiled);
  return readFitting().map(({ text, id }) => {
    const key = id?.startsWith('entry:') ? `entry:${library.root(id.slice(6))}` : id;
    const u = world.understander.understand(text, { today: TODAY });
    const best = u.candidates[0]?.key;
    // A question outside the documents is well served by a subject that hands over.
    const right = key ? best === key : !!best && silent.has(best);
    return {
      signals: signalsOf(u),
      right,
      offered: u.candidates.slice(0, 4).some((c) => c.key === key),
      inScope: !!key,
    };
  });
}

/** Every phrasing asked of an index that was built without it, a fold at a time. */
function leftOut(compiled: Compiled, fitted: Fitted, folds: number): Observation[] {
  const library = createLibrary(compiled.knowledge);
  const all = subjectsOf(library, compiled.others);
  const concepts = conceptData(compiled.knowledge, compiled.intents.vocabulary);
  const seen: Observation[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const apart: Question[] = [];
    const kept = all.map((s): Subject => {
      apart.push(...s.questions.filter((_, i) => i % FOLDS === fold).map((text) => ({ text, id: s.key })));
      return { ...s, questions: s.questions.filter((_, i) => i % FOLDS !== fold) };
    });
    const world = assembleWorld({ ...compiled, index: buildIndex(kept, concepts) }, fitted);
    for (const { text, id } of apart) {
      const u = world.understander.understand(text, { today: TODAY });
      seen.push({
        signals: signalsOf(u),
        right: u.candidates[0]?.key === id,
        offered: u.candidates.slice(0, 4).some((c) => c.key === id),
        inScope: true,
      });
    }
  }
  return seen;
}

function silentKeys(compiled: Compiled): Set<string> {
  return new Set([
    ...compiled.knowledge.entries.filter((e) => e.outcome !== 'answer').map((e) => `entry:${e.id}`),
    ...compiled.intents.intents
      .filter((i) => i.id.startsWith('declined') || i.hand_over)
      .map((i) => `intent:${i.id}`),
  ]);
}

function report(seen: readonly Observation[], fit: Fitted): void {
  const inScope = seen.filter((o) => o.inScope);
  const outside = seen.filter((o) => !o.inScope);
  const share = (list: readonly Observation[], test: (o: Observation) => boolean) =>
    `${((100 * list.filter(test).length) / (list.length || 1)).toFixed(1)} %`;
  const answers = (o: Observation) => probability(fit.doubt, o.signals) >= fit.answerFrom;
  const silent = (o: Observation) => probability(fit.doubt, o.signals) < fit.choicesFrom;
  const lines = [
    `${inScope.length} questions in scope: right first ${share(inScope, (o) => o.right)}, among the first four ${share(inScope, (o) => o.offered)}`,
    `  answered ${share(inScope, answers)}, answered wrong ${share(inScope, (o) => answers(o) && !o.right)}, handed over ${share(inScope, silent)}`,
    `${outside.length} out of scope: answered though silent ${share(outside, (o) => answers(o) && !o.right)}, handed over ${share(outside, (o) => silent(o) || (answers(o) && o.right))}`,
    `answer from ${fit.answerFrom}, choices from ${fit.choicesFrom}`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
