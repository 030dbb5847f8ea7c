/**
 * `npm run score [-- FILE]`: grades the assistant's replies to the project's own unseen questions (or another file of
 * the same form) and prints one line for each kind of case. These questions are never phrasings of the knowledge.
 */
import { readFileSync } from 'node:fs';
import { createAssistant } from '../../src/assistant/assistant.ts';
import { memoryConversations } from '../../src/assistant/conversations.ts';
import { createWorld } from '../../src/assistant/create-world.ts';
import { LONGEST_REPLY, type ReplyKind } from '../../src/assistant/reply.ts';
import { renderText } from '../../src/assistant/text.ts';
import { ROLES, type Role } from '../../src/knowledge/schema.ts';

interface Case {
  id: string;
  persona: string;
  now: string;
  turns: string[];
  expect: 'answer' | 'calculation' | 'ask' | 'escalate' | 'decline';
  /** Of every list at least one must occur. */
  must?: string[][];
  must_not?: string[];
}
type Outcome = 'solved' | 'wrong' | 'missed' | 'overreached';

const COUNTS_AS: Record<Case['expect'], ReplyKind[]> = {
  answer: ['answer', 'calculation'],
  calculation: ['calculation', 'answer'],
  ask: ['ask', 'choices'],
  escalate: ['escalate', 'decline'],
  decline: ['escalate', 'decline'],
};

const file = process.argv[2] ?? new URL('./unseen.jsonl', import.meta.url);
const cases = readFileSync(file, 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line) as Case);
const assistant = createAssistant(createWorld(), memoryConversations());
const tally = new Map<string, Record<Outcome, number>>();
for (const c of cases) {
  const outcome = await grade(c);
  for (const group of ['all', c.expect]) {
    const row = tally.get(group) ?? { solved: 0, wrong: 0, missed: 0, overreached: 0 };
    row[outcome]++;
    tally.set(group, row);
  }
}
process.stdout.write(`${'expected'.padEnd(12)} cases  solved  wrong  missed  overreached\n`);
for (const [group, row] of tally) {
  const n = row.solved + row.wrong + row.missed + row.overreached;
  const share = (v: number) => `${((100 * v) / n).toFixed(1)}%`.padStart(7);
  process.stdout.write(
    `${group.padEnd(12)} ${String(n).padStart(5)} ${share(row.solved)} ${share(row.wrong)} ${share(row.missed)} ${share(row.overreached)}\n`,
  );
}

async function grade(c: Case): Promise<Outcome> {
  const role = (ROLES as readonly string[]).includes(c.persona) ? (c.persona as Role) : undefined;
  let kind: ReplyKind = 'decline';
  let said = '';
  for (const [i, text] of c.turns.entries()) {
    const reply = await assistant.reply({
      id: `${c.id}-${i}`,
      conversation: c.id,
      person: { id: c.id, role },
      text,
      at: `${c.now}T10:00:00-08:00`,
    });
    kind = reply.kind;
    said = renderText(reply);
  }
  const text = plain(said);
  const holds = (c.must ?? []).every((ways) => ways.some((w) => text.includes(plain(w))));
  const silent = !(c.must_not ?? []).some((w) => text.includes(plain(w)));
  if (COUNTS_AS[c.expect].includes(kind) && holds && silent && text.length <= LONGEST_REPLY) return 'solved';
  const answered = kind === 'answer' || kind === 'calculation';
  if (c.expect === 'answer' || c.expect === 'calculation') return answered ? 'wrong' : 'missed';
  return answered ? 'overreached' : 'missed';
}

function plain(s: string): string {
  return s
    .normalize('NFKC')
    .replace(/[\u2018\u2019\u02bc]/g, "'")
    .replace(/[\u201c\u201d]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\s+/g, ' ')
    .toLowerCase();
}
