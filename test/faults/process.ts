/** The process that is killed: people ask, send their questions, agents answer at the desk, and the mail goes out. */
import { type Alongside, createAssistant } from '../../src/assistant/assistant.ts';
import { createWorld } from '../../src/assistant/create-world.ts';
import { type Reply, text } from '../../src/assistant/reply.ts';
import { handOverSkill } from '../../src/assistant/skills/hand-over.ts';
import { renderText } from '../../src/assistant/text.ts';
import { createAsking } from '../../src/escalation/asking.ts';
import { deliver } from '../../src/escalation/delivery/deliver.ts';
import type { Transport } from '../../src/escalation/delivery/transport.ts';
import { createDesk, type Desk } from '../../src/escalation/desk.ts';
import { handleTicket, TICKET } from '../../src/escalation/effects.ts';
import type { ReplyPayload } from '../../src/escalation/notices.ts';
import { loadTexts } from '../../src/escalation/texts.ts';
import { startKeeping } from '../../src/keeping.ts';
import { createLog } from '../../src/log.ts';
import { createMail } from '../../src/mail/smtp.ts';
import { loadFacts } from '../../src/rules/facts.ts';
import { isPassing, StoreError } from '../../src/store/errors.ts';
import { choicesOf } from '../support/desk.ts';
import { agentOf, answerOf, isClaimed, manySchools, questionOf, schoolOf } from './questions.ts';

export interface Task {
  dataDir: string;
  databaseUrl?: string;
  smtpPort: number;
  /** Numbers of the questions that are not known to be answered. */
  pending: number[];
  /** When they were asked; the same in each process, as a channel repeats its message. */
  at: string;
  /** Leases and pauses as the server has them; else shorter ones. */
  serverTimings: boolean;
}

/** The database could not be opened: whoever runs the server starts it again. */
const NO_STORE = 3;
const AT_ONCE = 4;

const { dataDir, databaseUrl, smtpPort, pending, at, serverTimings } = JSON.parse(
  process.env.TASK ?? '',
) as Task;
const say = (words: string) => process.stdout.write(`${words}\n`);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const world = createWorld();
const organization = manySchools();
const texts = loadTexts();
const late: { desk?: Desk } = {};
const quick = { backoff: { firstMs: 50, longestMs: 2_000, tries: 30 }, everyMs: 100 };
const keeping = await startKeeping(
  { store: { dataDir, databaseUrl, retentionDays: 400 } },
  createLog({ logLevel: 'silent', logMessageText: false }),
  { [TICKET]: handleTicket(() => late.desk!) },
  serverTimings ? {} : { leaseMs: 4_000 },
).catch((error: unknown) => {
  if (!(error instanceof StoreError && error.fault === 'UNREACHABLE')) throw error;
  process.exit(NO_STORE);
});
const { store } = keeping;
const desk = createDesk({ store, organization, texts, carries: () => true });
late.desk = desk;
const { tickets, conversations } = store;
const asking = createAsking(organization, texts, loadFacts(), tickets);
const assistant = createAssistant(world, conversations, [handOverSkill(world, { asking, tickets })]);

const mail = createMail({
  url: `smtp://127.0.0.1:${smtpPort}`,
  from: 'help@example.org',
  linkTo: ({ ticket }) => `http://127.0.0.1/agent/${ticket}`,
  words: { open: 'Open:', footer: 'Bye.' },
});
/** The asker's channel, which is as unreliable as the mail. */
const channel: Transport = {
  kind: 'web',
  send(delivery) {
    const { reply } = delivery.payload as ReplyPayload;
    const payload = { subject: 'Notice', text: renderText(reply) };
    return mail.send({ ...delivery, target: 'asker@example.org', payload });
  },
};
const worker = keeping.deliver([mail, channel], serverTimings ? {} : quick);

/** As people and platforms do: the very same again, until it is confirmed. Other faults end the process. */
async function insist<T>(work: () => T | Promise<T>): Promise<T> {
  for (;;) {
    // A request comes by the network. SQLite answers within the turn: without a pause the mail would never get one.
    await pause(2);
    try {
      return await work();
    } catch (error) {
      if (!isPassing(error) && !(error instanceof StoreError && error.fault === 'UNCERTAIN')) throw error;
      say('refused');
      await pause(200);
    }
  }
}

/** Asks, presses "Send this question", sees it, presses "Send it". @returns the ticket's number */
async function ask(n: number): Promise<number> {
  const person = {
    id: `p${n}`,
    role: 'test_administrator',
    lea: 'Oak Unified',
    school: schoolOf(n),
  } as const;
  const conversation = `web:c${n}`;
  const tell = async (id: string, words: string, action?: string, alongside?: Alongside) => {
    const message = { id, conversation, person, text: words, action, at };
    return (await insist(() => assistant.answer(message, alongside))).reply;
  };
  const press = (id: string, shown: Reply, label: string, alongside?: Alongside) => {
    const choice = choicesOf(shown).find((c) => c.label.startsWith(label));
    if (!choice) throw new Error(`No "${label}" in: ${renderText(shown)}`);
    return tell(id, '', choice.action, alongside);
  };
  /** The last reply goes out as channels send theirs: begun in the transaction that keeps it. */
  const bySending = (reply: Reply) => {
    const payload = { reply: { ...reply, parts: [text(`Just asked: ${questionOf(n)}`), ...reply.parts] } };
    return [deliver({ kind: 'web', target: conversation, conversation, payload, key: `reply-${n}` })];
  };
  const offered = await tell('m1', questionOf(n));
  const shown = await press('m2', offered, 'Send this question to');
  const sent = renderText(await press('m3', shown, 'Send it', bySending));
  const number = sent.match(/as ticket (\d+)/)?.[1];
  if (!number) throw new Error(`Not sent: ${sent}`);
  return Number(number);
}

/** Looks at the ticket, at what the asker will see, and sends; again when nobody knows whether it was kept. */
async function answer(n: number, number: number): Promise<void> {
  const agent = agentOf(n);
  const { id } = (await insist(() => tickets.byNumber(number)))!;
  const { ticket } = await insist(() => desk.view(id, agent));
  const by = { ticket: ticket.id, agent, seen: ticket.version };
  const held = isClaimed(n)
    ? await insist(() => desk.act({ ...by, act: 'claim', once: `claim-${n}` }))
    : ticket;
  const words = answerOf(n);
  desk.preview(await insist(() => desk.view(id, agent)), agent, 'answer', words);
  await insist(() => desk.act({ ...by, seen: held.version, act: 'answer', words, once: `answer-${n}` }));
}

async function askAndAnswer(): Promise<void> {
  for (let n = pending.shift(); n !== undefined; n = pending.shift()) {
    const number = await ask(n);
    say(`asked ${n}`);
    worker.wake();
    await answer(n, number);
    say(`answered ${n}`);
    worker.wake();
  }
}

say('ready');
await Promise.all(Array.from({ length: AT_ONCE }, askAndAnswer));
say('all');
while ((await insist(() => store.outbox.count())).waiting > 0) await pause(100);
await keeping.close();
mail.close();
say('quiet');
process.exit(0);
