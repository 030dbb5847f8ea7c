/**
 * `npm run fit [-- --dry] [--classifier]`: measures the search on questions held apart, fits it anew, writes knowledge/search-fit.yaml.
 * With --classifier it also tries the classifier, which is kept only if it then ranks better.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';
import { assembleWorld, type Compiled, compile } from '../assistant/create-world.ts';
import { createLibrary } from '../knowledge/library.ts';
import { fitDoubt, fitThresholds, type Observation, probability, signalsOf } from './fit.ts';
import type { Fitted } from './understanding.ts';

const FILE = 'knowledge/search-fit.yaml';
const QUESTIONS = 'knowledge/fitting.jsonl';
/** Any day of the coordinator's year would do. */
const DAY = '2026-11-21';
const CLASSIFIER_SHARES = [0, 0.5, 1, 2, 3];
const NEAREST_SHARES = [0, 0.5, 1, 1.5, 2, 3, 4];

interface Question {
  text: string;
  /** Key of the subject, or null for what the documents do not hold. */
  id: string | null;
}

export function run(args: string[]): number {
  const withClassifier = args.includes('--classifier');
  const compiled = compile({ classifier: withClassifier });
  const before = parse(readFileSync(FILE, 'utf8')) as Fitted;
  const tries = (withClassifier ? CLASSIFIER_SHARES : [0]).flatMap((classifier) =>
    NEAREST_SHARES.map((nearest) => {
      const seen = observe(compiled, { ...before, shares: { classifier, nearest } });
      const first = seen.filter((o) => o.inScope && o.place === 0).length;
      const two = seen.filter((o) => o.inScope && o.place >= 0 && o.place < 2).length;
      return { shares: { classifier, nearest }, seen, first, two };
    }),
  );
  for (const t of tries)
    process.stdout.write(
      `classifier ${t.shares.classifier}, nearest ${t.shares.nearest}: first ${t.first}, among two ${t.two}\n`,
    );
  const { shares, seen } = tries.reduce((a, b) => (b.first + b.two > a.first + a.two ? b : a));
  const doubt = fitDoubt(seen);
  const fitted: Fitted = { ...before, shares, doubt, ...fitThresholds(seen, doubt) };
  report(seen, fitted);
  if (!args.includes('--dry'))
    writeFileSync(
      FILE,
      `# Fitted by \`npm run fit\` on ${QUESTIONS}; edit the knowledge, then fit anew.\n${stringify(fitted)}`,
    );
  return 0;
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
  const p = (o: Observation) => probability(fit.doubt, o.signals);
  const share = (list: readonly Observation[], test: (o: Observation) => boolean) =>
    `${((100 * list.filter(test).length) / (list.length || 1)).toFixed(1)} %`;
  const inScope = seen.filter((o) => o.inScope);
  const outside = seen.filter((o) => !o.inScope);
  const answers = (o: Observation) => p(o) >= fit.answerFrom;
  const holds = (o: Observation) => o.place === 0 || (o.place === 1 && p(o) < fit.sureFrom);
  process.stdout.write(
    `${[
      `${inScope.length} questions in scope: right first ${share(inScope, (o) => o.place === 0)}, among two ${share(inScope, (o) => o.place >= 0 && o.place < 2)}, four ${share(inScope, (o) => o.place >= 0 && o.place < 4)}`,
      `  answered ${share(inScope, answers)} (alone ${share(inScope, (o) => p(o) >= fit.sureFrom)}), answered right ${share(inScope, (o) => answers(o) && holds(o))}, wrong ${share(inScope, (o) => answers(o) && !holds(o))}, handed over ${share(inScope, (o) => p(o) < fit.choicesFrom)}`,
      `${outside.length} out of scope: answered ${share(outside, (o) => answers(o) && !o.silent)}, offered choices ${share(outside, (o) => !answers(o) && p(o) >= fit.choicesFrom && !o.silent)}`,
      `shares: classifier ${fit.shares.classifier}, nearest ${fit.shares.nearest}; alone from ${fit.sureFrom}, answer from ${fit.answerFrom}, choices from ${fit.choicesFrom}`,
    ].join('\n')}\n`,
  );
}
