/**
 * `npm run fit [-- --dry] [--classifier]`: measures the search on questions held apart, fits it anew, writes knowledge/search-fit.yaml.
 * With --classifier it also tries the classifier, which is kept only if it then ranks better.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';
import { assembleWorld, type Compiled, compile } from '../assistant/create-world.ts';
import { createLibrary } from '../knowledge/library.ts';
import {
  fitDoubt,
  fitThresholds,
  type Observation,
  probability,
  rightAlone,
  rightAmongTwo,
  signalsOf,
} from './fit.ts';
import type { Fitted } from './understanding.ts';

const FILE = 'knowledge/search-fit.yaml';
const QUESTIONS = 'knowledge/fitting.jsonl';
/** Any day of the coordinator's year would do. */
const DAY = '2026-11-21';
const ROUNDS = 2;
const CLASSIFIER_SHARES = [0.5, 1, 2];
const NEAREST_SHARES = [1, 2, 3, 4, 6];
const VOTES: Record<string, number[]> = {
  test: [0, 0.15, 0.3, 0.6],
  testMiss: [-0.3, -0.6, -1.2, -2],
  month: [0, 0.2, 0.5],
  monthMiss: [-0.3, -0.6, -1],
  year: [0.3, 0.9, 1.5],
  yearMiss: [-0.3, -0.9],
  history: [0, -0.25, -0.5, -0.8],
};

interface Question {
  text: string;
  /** Key of the subject, or null for what the documents do not hold. */
  id: string | null;
}

export function run(args: string[]): number {
  const withClassifier = args.includes('--classifier');
  const compiled = compile({ classifier: withClassifier });
  const before = parse(readFileSync(FILE, 'utf8')) as Fitted;
  let best = { ...before, shares: { classifier: 0, nearest: before.shares.nearest } };
  let bestScore = scoreOf(observe(compiled, best));
  const attempt = (next: Fitted, what: string) => {
    const score = scoreOf(observe(compiled, next));
    if (score <= bestScore) return;
    process.stdout.write(`${what}: ${bestScore} → ${score}\n`);
    best = next;
    bestScore = score;
  };
  for (let round = 0; round < ROUNDS; round++) {
    for (const nearest of NEAREST_SHARES)
      attempt({ ...best, shares: { ...best.shares, nearest } }, `nearest ${nearest}`);
    if (withClassifier)
      for (const classifier of CLASSIFIER_SHARES)
        attempt({ ...best, shares: { ...best.shares, classifier } }, `classifier ${classifier}`);
    for (const [vote, values] of Object.entries(VOTES))
      for (const value of values)
        attempt({ ...best, votes: { ...best.votes, [vote]: value } }, `${vote} ${value}`);
  }
  const seen = observe(compiled, best);
  const { shares, votes } = best;
  const alone = fitDoubt(seen, rightAlone);
  const amongTwo = fitDoubt(seen, rightAmongTwo);
  const thresholds = fitThresholds(seen, alone, amongTwo);
  const fitted: Fitted = { votes, shares, alone, amongTwo, ...thresholds };
  report(seen, fitted);
  if (!args.includes('--dry'))
    writeFileSync(
      FILE,
      `# Fitted by \`npm run fit\` on ${QUESTIONS}; edit the knowledge, then fit anew.\n${stringify(fitted)}`,
    );
  return 0;
}

/** How well questions are ranked: right first counts once, right among two once more. */
function scoreOf(seen: readonly Observation[]): number {
  return seen.filter((o) => o.place === 0).length + seen.filter((o) => o.place === 0 || o.place === 1).length;
}

/** Asks every held-apart question of the engine as it is. */
function observe(compiled: Compiled, fitted: Fitted): Observation[] {
  const world = assembleWorld(compiled, fitted);
  const library = createLibrary(compiled.knowledge);
  const silent = silentKeys(compiled);
  const questions = readFileSync(QUESTIONS, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Question);
  return questions.map(({ text, id }) => {
    const key = id?.startsWith('entry:') ? `entry:${library.root(id.slice(6))}` : id;
    const u = world.understander.understand(text, { today: DAY });
    const place = key ? u.candidates.findIndex((c) => c.key === key) : -1;
    return {
      signals: signalsOf(u),
      place,
      inScope: !!key,
      silent: !key && silent.has(u.candidates[0]?.key ?? ''),
    };
  });
}

function silentKeys(compiled: Compiled): Set<string> {
  return new Set([
    ...compiled.knowledge.entries.filter((e) => e.outcome !== 'answer').map((e) => `entry:${e.id}`),
    ...compiled.intents.intents
      .filter((i) => i.id.startsWith('declined') || i.hand_over || i.skill === 'say')
      .map((i) => `intent:${i.id}`),
  ]);
}

function report(seen: readonly Observation[], fit: Fitted): void {
  const two = (o: Observation) => probability(fit.amongTwo, o.signals);
  const sure = (o: Observation) => probability(fit.alone, o.signals) >= fit.sureFrom;
  const share = (list: readonly Observation[], test: (o: Observation) => boolean) =>
    `${((100 * list.filter(test).length) / (list.length || 1)).toFixed(1)} %`;
  const inScope = seen.filter((o) => o.inScope);
  const outside = seen.filter((o) => !o.inScope);
  const answers = (o: Observation) => two(o) >= fit.answerFrom;
  const holds = (o: Observation) => (sure(o) ? rightAlone(o) : rightAmongTwo(o));
  process.stdout.write(
    `${[
      `${inScope.length} questions in scope: right first ${share(inScope, (o) => o.place === 0)}, among two ${share(inScope, (o) => o.place >= 0 && o.place < 2)}, four ${share(inScope, (o) => o.place >= 0 && o.place < 4)}`,
      `  answered ${share(inScope, answers)} (alone ${share(inScope, (o) => answers(o) && sure(o))}), answered right ${share(inScope, (o) => answers(o) && holds(o))}, wrong ${share(inScope, (o) => answers(o) && !holds(o))}, handed over ${share(inScope, (o) => two(o) < fit.choicesFrom)}`,
      `${outside.length} out of scope: answered ${share(outside, (o) => answers(o) && !o.silent)}, offered choices ${share(outside, (o) => !answers(o) && two(o) >= fit.choicesFrom && !o.silent)}`,
      `shares: classifier ${fit.shares.classifier}, nearest ${fit.shares.nearest}; alone from ${fit.sureFrom}, answer from ${fit.answerFrom}, choices from ${fit.choicesFrom}`,
    ].join('\n')}\n`,
  );
}
