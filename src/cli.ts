/** The commands of `npm run …`: each is one module, loaded only when it is called. */
const COMMANDS: Record<string, () => Promise<{ run(args: string[]): Promise<number> | number }>> = {
  ask: () => import('./channels/terminal/ask-command.ts'),
  fit: () => import('./search/fit-command.ts'),
  check: () => import('./knowledge/check-command.ts'),
  rule: () => import('./rules/rule-command.ts'),
  calls: () => import('./channels/terminal/calls-command.ts'),
  calendar: () => import('./calendar/calendar-command.ts'),
  doctor: () => import('./doctor/doctor-command.ts'),
  tickets: () => import('./channels/terminal/tickets-command.ts'),
  misses: () => import('./learning/misses-command.ts'),
  corrections: () => import('./learning/corrections-command.ts'),
  backup: () => import('./store/backup-command.ts'),
  restore: () => import('./store/restore-command.ts'),
  forget: () => import('./store/forget-command.ts'),
  'teams-package': () => import('./channels/teams/package/package-command.ts'),
};

const [name = '', ...args] = process.argv.slice(2);
const load = COMMANDS[name];
if (load) process.exitCode = await (await load()).run(args);
else {
  process.stderr.write(`There is no command "${name}". Commands: ${Object.keys(COMMANDS).join(', ')}.\n`);
  process.exitCode = 2;
}
