/**
 * `npm run bench [-- SECTION …]`: how good and how fast. Without a name, all sections that need no server.
 * `npm run bench -- --entries FILE --queries FILE`: the search on another set.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { print } from './figures.ts';

/** Sections that are files of their own, run as programs; the channels' want a stand-in server. */
const PROGRAMS = ['calendar', 'store', 'slack', 'teams'];
const SECTIONS: Record<string, (questions?: string) => Promise<void>> = {
  search: async (questions) => (await import('./search.ts')).run(questions),
  growth: async () => (await import('./growth.ts')).run(),
  replies: async (questions) => (await import('./replies.ts')).run(questions),
  rules: async () => (await import('./rules.ts')).run(),
  server: async () => (await import('./server.ts')).run(),
};
const DEFAULT = ['search', 'growth', 'replies', 'rules', 'server', 'calendar', 'store'];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { entries: { type: 'string' }, queries: { type: 'string' }, questions: { type: 'string' } },
});

if (values.entries || values.queries) {
  if (!values.entries || !values.queries) throw new Error('Give both --entries FILE and --queries FILE.');
  await (await import('./foreign.ts')).run(values.entries, values.queries);
} else {
  for (const name of positionals.length ? positionals : DEFAULT) {
    print(`\n== ${name}`);
    const section = SECTIONS[name];
    const program = `bench/${name}.ts`;
    if (section) await section(values.questions);
    else if (PROGRAMS.includes(name) && existsSync(program)) {
      const { status } = spawnSync(process.execPath, [program], { stdio: 'inherit' });
      if (status) process.exitCode = status;
    } else {
      print(
        `There is no section "${name}". Sections: ${[...Object.keys(SECTIONS), ...PROGRAMS].join(', ')}.`,
      );
      process.exitCode = 2;
    }
  }
}
