/** `npm run check [-- TEXT]`: validates the knowledge; with TEXT only faults whose file or item contains it. */
import { checkKnowledge } from './check.ts';
import { checkDrafts } from './drafts.ts';
import { loadKnowledge } from './load.ts';

export function run([only = '']: string[]): number {
  const { knowledge, faults, whereabouts } = loadKnowledge('knowledge');
  const drafts = checkDrafts('knowledge');
  const all = [...faults, ...drafts.faults, ...checkKnowledge(knowledge, whereabouts)].filter(
    (f) => f.file.includes(only) || f.item.includes(only),
  );
  for (const f of all) process.stdout.write(`${f.file}: ${f.item}: ${f.field}: ${f.message}\n`);
  const counts = Object.entries(knowledge).map(([kind, items]) => `${items.length} ${kind}`);
  if (drafts.count) counts.push(`${drafts.count} drafts`);
  process.stdout.write(`${counts.join(', ')}; ${all.length} faults\n`);
  return all.length ? 1 : 0;
}
