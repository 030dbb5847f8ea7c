/** `npm run ask`: a conversation in the terminal, one question, or a batch of cases. */
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createInterface as createPrompt } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { type Assistant, createAssistant, memoryConversations } from '../../assistant/assistant.ts';
import { createWorld } from '../../assistant/create-world.ts';
import type { Reply } from '../../assistant/reply.ts';
import { ruleOnCalendar } from '../../assistant/skills/rule-on-calendar.ts';
import { renderText } from '../../assistant/text.ts';
import { warmUp } from '../../assistant/warm-up.ts';
import { losAngelesMoment, nowInLosAngeles } from '../../clock.ts';
import { readEnvFile } from '../../config/env-file.ts';
import { readSettings } from '../../config/settings.ts';
import { isRealDate } from '../../knowledge/dates.ts';
import { ROLES, type Role } from '../../knowledge/schema.ts';
import { createLog } from '../../log.ts';
import { calendarFiles } from '../../store/calendar-files.ts';
import { tidyNow } from '../../tidy-memory.ts';
import { announceBeside } from './downtimes.ts';
import { createTerminal } from './live.ts';

const USAGE = `Usage:
  npm run ask                                   a conversation; with ORGANIZATION_FILE also with people
  npm run --silent ask -- "question"            one answer
  options: --role ${ROLES.join('|')}
           --now YYYY-MM-DD   the day to answer for (default today)
           --json             the reply as data
           --batch            JSON lines in, JSON lines out
`;

export async function run(args: string[]): Promise<number> {
  let options: ReturnType<typeof readOptions>;
  try {
    options = readOptions(args);
  } catch (e) {
    process.stderr.write(`${(e as Error).message}\n${USAGE}`);
    return 2;
  }
  if (!options.question && !options.batch && !options.json && !options.now) {
    const environment = readEnvFile();
    if (environment.ORGANIZATION_FILE) return live(environment, options.role);
  }
  const world = createWorld({ progress: (what) => process.stderr.write(`${what}\n`) });
  const calendars = calendarFiles(join(process.env.DATA_DIR || 'data', 'calendars'));
  // Another day, and cases to be compared, know nothing of today.
  const announce = options.batch || options.now ? undefined : announceBeside(world);
  const rules = await ruleOnCalendar(world, calendars);
  const assistant = createAssistant(world, memoryConversations(), [rules], { announce });
  if (options.batch) {
    await warmUp(world, nowInLosAngeles(), WARM_UP_ROUNDS);
    tidyNow();
    return batch(assistant);
  }
  const ask = speaker(assistant, 'terminal', options);
  if (options.question) {
    print(await ask(options.question), options.json);
    return 0;
  }
  return talk(ask, options.json, world.intents.voice.name ?? '');
}

/** Where an organization is set up, the terminal is a channel of a server of its own, so that people can answer. */
async function live(environment: NodeJS.ProcessEnv, role: Role | undefined): Promise<number> {
  const { startServer } = await import('../../server.ts');
  const terminal = createTerminal({ role, input: process.stdin, output: process.stdout });
  try {
    const settings = readSettings({ LOG_LEVEL: 'fatal', ...environment });
    const server = await startServer({
      settings,
      log: createLog(settings),
      progress: (what) => process.stderr.write(`${what}\n`),
      alsoChannels: (tools) => [terminal.channel(tools)],
    });
    process.stdout.write(
      `The page is at ${server.address}; npm run tickets shows the links of those who answer.\nAsk a question; an empty line or Ctrl-D ends.\n`,
    );
    await terminal.talk();
    await server.stop();
    return 0;
  } catch (error) {
    const { code, message } = error as Error & { code?: string };
    if (code !== 'SETTINGS' && code !== 'LISTEN' && code !== 'STORE') throw error;
    process.stderr.write(`${message}\n`);
    return 1;
  }
}

/** Over and over the same questions, until the code they run through is compiled. */
const WARM_UP_ROUNDS = 6;

interface Options {
  question: string;
  role?: Role;
  now?: string;
  json: boolean;
  batch: boolean;
}

function readOptions(args: string[]): Options {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      role: { type: 'string' },
      now: { type: 'string' },
      json: { type: 'boolean', default: false },
      batch: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) throw new Error('CAASPP Help in the terminal.');
  if (values.role && !(ROLES as readonly string[]).includes(values.role))
    throw new Error(`There is no role "${values.role}". Use one of ${ROLES.join(', ')}.`);
  if (values.now && !isRealDate(values.now))
    throw new Error(`--now "${values.now}" is not a date. Write it as 2026-11-21.`);
  return {
    question: positionals.join(' '),
    role: values.role as Role | undefined,
    now: values.now,
    json: values.json,
    batch: values.batch,
  };
}

function speaker(assistant: Assistant, conversation: string, { role, now }: { role?: Role; now?: string }) {
  let number = 0;
  return (text: string) =>
    assistant.reply({
      id: `${conversation}-${++number}`,
      conversation,
      person: { id: conversation, role },
      text,
      at: now ? losAngelesMoment(now, '10:00') : nowInLosAngeles(),
    });
}

function print(reply: Reply, json: boolean): void {
  process.stdout.write(json ? `${JSON.stringify(reply, null, 2)}\n` : `${renderText(reply)}\n`);
}

async function talk(ask: (text: string) => Promise<Reply>, json: boolean, name: string): Promise<number> {
  const prompt = createPrompt({ input: process.stdin, output: process.stdout, prompt: '\n> ' });
  process.stdout.write(`${name}. Ask a question; an empty line or Ctrl-D ends.\n`);
  prompt.prompt();
  for await (const line of prompt) {
    if (!line.trim()) break;
    process.stdout.write('\n');
    print(await ask(line), json);
    prompt.prompt();
  }
  prompt.close();
  return 0;
}

interface Case {
  id: string;
  persona?: string;
  now?: string;
  turns: string[];
}

/** One case a line, each a fresh private conversation of a new user; one line out for each line in. */
async function batch(assistant: Assistant): Promise<number> {
  for await (const line of createInterface({ input: process.stdin })) {
    if (!line.trim()) continue;
    process.stdout.write(`${JSON.stringify(await answerCase(assistant, line))}\n`);
  }
  return 0;
}

let cases = 0;

async function answerCase(assistant: Assistant, line: string): Promise<unknown> {
  let c: Case;
  try {
    c = JSON.parse(line) as Case;
    if (!Array.isArray(c.turns)) throw new Error('"turns" must be a list of messages');
    if (c.now !== undefined && !isRealDate(c.now)) throw new Error(`"now" must be a date such as 2026-11-21`);
  } catch (e) {
    return { id: null, replies: [], error: `not a case: ${(e as Error).message}` };
  }
  const role = (ROLES as readonly string[]).includes(c.persona ?? '') ? (c.persona as Role) : undefined;
  const ask = speaker(assistant, `case-${++cases}`, { role, now: c.now });
  const replies = [];
  for (const turn of c.turns) {
    const started = performance.now();
    const reply = await ask(String(turn));
    const ms = performance.now() - started;
    replies.push({
      kind: reply.kind,
      text: renderText(reply),
      sources: reply.parts.flatMap((p) =>
        p.type === 'sources' ? p.sources.map((s) => `${s.document} (${s.dated}), ${s.section}`) : [],
      ),
      choices: reply.parts.flatMap((p) =>
        p.type === 'choices'
          ? p.choices.map((x) => x.label)
          : p.type === 'question' && p.input.kind === 'choice'
            ? p.input.choices.map((x) => x.label)
            : [],
      ),
      ms: Number(ms.toFixed(3)),
      subject: reply.subject,
      confidence: reply.confidence === undefined ? undefined : Number(reply.confidence.toFixed(3)),
    });
  }
  return { id: c.id, replies };
}
