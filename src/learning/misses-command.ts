/** `npm run misses`: what was not answered; `-- draft N` writes a draft entry, `-- ignore N` hides it for good. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { withStore } from '../store/with-store.ts';
import { answerTo, draftOf } from './draft.ts';
import { findMisses, type Miss } from './misses.ts';

const DAYS = 180;
const DAY = 86_400_000;
const MOST_SHOWN = 40;
const FOLDER = join('knowledge', 'drafts');

const USAGE = `Usage:
  npm run misses                 what was asked and not answered, or did not help, the most frequent first
  npm run misses -- draft N      writes number N as a draft entry into ${FOLDER}
  npm run misses -- ignore N     never shows number N and questions like it again
`;

const say = (words: string) => process.stdout.write(`${words}\n`);

export async function run([what, given, ...rest]: string[]): Promise<number> {
  const number = Number(given);
  const known = what === undefined || ((what === 'draft' || what === 'ignore') && Number.isInteger(number));
  if (!known || rest.length) {
    process.stderr.write(USAGE);
    return 2;
  }
  return withStore({ beside: what !== 'ignore' }, async (store) => {
    const misses = await findMisses(store, Date.now() - DAYS * DAY);
    if (!what) return list(misses);
    const miss = misses[number - 1];
    if (!miss) {
      process.stderr.write(`There is no number ${given}; there are ${misses.length}.\n`);
      return 1;
    }
    if (what === 'ignore') {
      await store.ignoredMisses.add({ key: miss.key, by: userInfo().username, at: Date.now() });
      say(`Ignored: ${miss.questions[0]}`);
      return 0;
    }
    return write(draftOf(miss, answerTo(miss, await store.tickets.list())));
  });
}

function list(misses: readonly Miss[]): number {
  if (!misses.length) say('Nothing was missed.');
  misses.slice(0, MOST_SHOWN).forEach((miss, i) => {
    const unhelpful = miss.unhelpful ? `, ${miss.unhelpful} did not help` : '';
    say(
      `${i + 1}. ${miss.questions[0]}  (${miss.count}×${unhelpful}, last ${new Date(miss.lastAt).toISOString().slice(0, 10)})`,
    );
    for (const other of miss.questions.slice(1, 4)) say(`     ${other}`);
    for (const reason of miss.reasons.slice(0, 3)) say(`     why not: ${reason}`);
  });
  if (misses.length > MOST_SHOWN) say(`… and ${misses.length - MOST_SHOWN} more.`);
  return 0;
}

function write({ name, yaml }: { name: string; yaml: string }): number {
  const path = join(FOLDER, name);
  if (existsSync(path)) {
    process.stderr.write(`${path} is there already; it was left as it is.\n`);
    return 1;
  }
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(path, yaml);
  say(path);
  return 0;
}
