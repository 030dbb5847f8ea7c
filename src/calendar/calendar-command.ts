/** `npm run calendar`: imports a district's calendar, lists, shows and removes the stored ones. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { nowInLosAngeles } from '../clock.ts';
import { sayDate } from '../knowledge/dates.ts';
import { loadFacts } from '../rules/facts.ts';
import { calendarFiles } from '../store/calendar-files.ts';
import { type CalendarStore, plainName, type StoredCalendar } from './calendar-store.ts';
import { MOST_BYTES, type Remark, remark, tooLarge } from './event.ts';
import { importCalendar } from './import.ts';
import { sayDoubts, sayName, sayRemark, saySchool } from './say.ts';
import { fill, loadCalendarTexts, loadCalendarWords } from './texts.ts';

/** What the command touches of the world, so that tests can stand in for it. */
export interface CommandWorld {
  store: CalendarStore;
  today: string;
  write(line: string): void;
  /** Asks a question with yes or no; undefined where there is nobody to ask. */
  confirm(question: string): Promise<boolean | undefined>;
}

const OPTIONS = {
  lea: { type: 'string' },
  school: { type: 'string' },
  track: { type: 'string' },
  year: { type: 'string' },
  yes: { type: 'boolean', default: false },
} as const;

interface Given {
  lea?: string;
  school?: string;
  track?: string;
  year?: string;
  yes: boolean;
}

export async function run(args: string[]): Promise<number> {
  const write = (line: string) => void process.stdout.write(`${line}\n`);
  const texts = loadCalendarTexts().command;
  const store = calendarFiles(join(process.env.DATA_DIR || 'data', 'calendars'), {
    damaged: (file) => write(fill(texts.damaged ?? '', { file })),
  });
  return calendarCommand(args, {
    store,
    today: nowInLosAngeles().slice(0, 10),
    write,
    confirm: askInTerminal,
  });
}

/** @returns the exit code: 0 done, 1 refused or declined, 2 not understood */
export async function calendarCommand(args: string[], world: CommandWorld): Promise<number> {
  const { command } = loadCalendarTexts();
  let given: Given;
  let positionals: string[];
  try {
    const parsed = parseArgs({ args, allowPositionals: true, options: OPTIONS });
    given = { ...parsed.values };
    positionals = parsed.positionals;
  } catch {
    return misunderstood(args, world);
  }
  const [what = '', file] = positionals;
  if (what === 'import' && file && positionals.length === 2) return importFile(file, given, world);
  if (what === 'list' && !file) return list(world);
  if (what === 'show' && !file) return show(given, world);
  if (what === 'remove' && !file) return remove(given, world);
  if (what) return misunderstood(args, world);
  world.write(command.usage ?? '');
  return 2;
}

function misunderstood(args: readonly string[], { write }: CommandWorld): number {
  const { command } = loadCalendarTexts();
  write(fill(command.which_options ?? '', { given: args.join(' ') }));
  write(command.usage ?? '');
  return 2;
}

async function importFile(path: string, given: Given, world: CommandWorld): Promise<number> {
  const texts = loadCalendarTexts();
  const bytes = await readSome(path);
  const imported =
    bytes instanceof Uint8Array
      ? importCalendar(bytes, {
          words: loadCalendarWords(),
          schoolYear: given.year,
          track: given.track,
          today: world.today,
          wellKnownHolidays: loadFacts().well_known_holidays,
        })
      : { refused: bytes };
  if ('refused' in imported) {
    world.write(sayRemark(imported.refused, texts));
    world.write(texts.command.not_stored ?? '');
    return 1;
  }
  const lea = given.lea?.trim() ?? '';
  const school = given.school?.trim() || (given.track ? `Track ${given.track.toUpperCase()}` : null);
  const year = imported.school.calendar.school_year;
  const named = { name: sayName(lea, school, texts), year };
  world.write(fill(texts.labels.whose ?? '', named));
  for (const line of saySchool(imported.school, texts)) world.write(line);
  for (const line of sayDoubts(imported.unplaced, imported.remarks, texts)) world.write(line);
  if (await world.store.find(lea, school, year)) world.write(fill(texts.command.replaces ?? '', named));
  if (!(await agreed(texts.command.ask_store ?? '', 'not_stored', given, world))) return 1;
  await world.store.save(lea, school, imported.school);
  world.write(fill(texts.command.stored ?? '', named));
  return 0;
}

/** The bytes of a file; one that is too large is not even opened. */
async function readSome(path: string): Promise<Uint8Array | Remark> {
  try {
    const { size } = await stat(path);
    if (size > MOST_BYTES) return tooLarge(size);
    return await readFile(path);
  } catch {
    return remark('CANNOT_OPEN', { file: path });
  }
}

async function agreed(
  question: string,
  declined: string,
  { yes }: Given,
  world: CommandWorld,
): Promise<boolean> {
  if (yes) return true;
  const { command } = loadCalendarTexts();
  const answer = await world.confirm(question);
  if (!answer) world.write(command[answer === undefined ? 'needs_yes' : declined] ?? '');
  return answer ?? false;
}

async function askInTerminal(question: string): Promise<boolean | undefined> {
  if (!process.stdin.isTTY) return undefined;
  const prompt = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^\s*(y|yes)\s*$/i.test(await prompt.question(question));
  } catch {
    // Ctrl-D or Ctrl-C at the question.
    return false;
  } finally {
    prompt.close();
  }
}

function line({ lea, school, calendar }: StoredCalendar): string {
  const texts = loadCalendarTexts();
  return fill(texts.command.line ?? '', {
    name: sayName(lea, school, texts),
    year: calendar.calendar.school_year,
    first: sayDate(calendar.calendar.first_day),
    last: sayDate(calendar.calendar.last_day),
    total: calendar.total,
  });
}

async function list({ store, write }: CommandWorld): Promise<number> {
  const all = await store.list();
  if (!all.length) write(loadCalendarTexts().command.none ?? '');
  for (const stored of all) write(line(stored));
  return 0;
}

/** The one stored calendar that the options leave; otherwise says which there are. */
async function choose(given: Given, { store, write }: CommandWorld): Promise<StoredCalendar | undefined> {
  const { command } = loadCalendarTexts();
  const school = given.school ?? (given.track ? `Track ${given.track}` : undefined);
  const same = (a: string | null, b: string | undefined) =>
    b === undefined || plainName(a ?? '') === plainName(b);
  const all = (await store.list()).filter(
    (s) =>
      same(s.lea, given.lea) && same(s.school, school) && same(s.calendar.calendar.school_year, given.year),
  );
  if (all.length === 1) return all[0];
  write((all.length ? command.several : command.not_found) ?? '');
  for (const stored of all) write(`  ${line(stored)}`);
  return undefined;
}

async function show(given: Given, world: CommandWorld): Promise<number> {
  const stored = await choose(given, world);
  if (!stored) return 1;
  world.write(line(stored));
  for (const said of saySchool(stored.calendar, loadCalendarTexts())) world.write(said);
  return 0;
}

async function remove(given: Given, world: CommandWorld): Promise<number> {
  const stored = await choose(given, world);
  if (!stored) return 1;
  const texts = loadCalendarTexts();
  const year = stored.calendar.calendar.school_year;
  const named = { name: sayName(stored.lea, stored.school, texts), year };
  if (!(await agreed(fill(texts.command.ask_remove ?? '', named), 'not_removed', given, world))) return 1;
  await world.store.remove(stored.lea, stored.school, year);
  world.write(fill(texts.command.removed ?? '', named));
  return 0;
}
