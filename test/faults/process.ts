/** The process that is killed: asks, escalates and answers questions one after another, and delivers the mail. */
import { renderText } from '../../src/assistant/text.ts';
import { DELIVER, deliver, handleDeliver } from '../../src/escalation/delivery/deliver.ts';
import type { Transport } from '../../src/escalation/delivery/transport.ts';
import { startWorker } from '../../src/escalation/delivery/worker.ts';
import { createDesk, type Desk } from '../../src/escalation/desk.ts';
import { handleTicket, openEffect, TICKET } from '../../src/escalation/effects.ts';
import type { ReplyPayload } from '../../src/escalation/notices.ts';
import { NO_ORGANIZATION } from '../../src/escalation/organization.ts';
import { loadTexts } from '../../src/escalation/texts.ts';
import { createMail } from '../../src/mail/smtp.ts';
import { openStore } from '../../src/store/store.ts';
import { answer, message } from '../support/messages.ts';

export interface Task {
  dataDir: string;
  databaseUrl?: string;
  smtpPort: number;
  /** Numbers of the first question to ask, and of the first not to. */
  from: number;
  until: number;
}

const { dataDir, databaseUrl, smtpPort, from, until } = JSON.parse(process.env.TASK ?? '') as Task;
const say = (words: string) => process.stdout.write(`${words}\n`);

const AGENT = { name: 'Sam Rivera', email: 'agent@example.org' };
const late: { desk?: Desk } = {};
const store = await openStore({
  dataDir,
  databaseUrl,
  effects: { [DELIVER]: handleDeliver, [TICKET]: handleTicket(() => late.desk!) },
});
const desk = createDesk({
  store,
  organization: { ...NO_ORGANIZATION, topics: { policy: AGENT } },
  texts: loadTexts(),
  carries: () => true,
});
late.desk = desk;

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
    return mail.send({
      ...delivery,
      target: 'asker@example.org',
      payload: { subject: 'Notice', text: renderText(reply) },
    });
  },
};
const worker = startWorker({
  outbox: store.outbox,
  transports: [mail, channel],
  owner: String(process.pid),
  leaseMs: 4_000,
  backoff: { firstMs: 50, longestMs: 2_000, tries: 25 },
  everyMs: 100,
});

async function ask(n: number): Promise<void> {
  const conversation = `web:c${n}`;
  const asked = message('m', { conversation, person: { id: `p${n}` }, text: `Question ${n}?` });
  for (;;) {
    const { state, version, repeated } = await store.conversations.begin(asked);
    if (repeated) return;
    // The same number again when it was killed before it was used.
    const number = await store.tickets.reserve(`2026-11-21:${n}`);
    const opening = openEffect({
      number,
      question: asked.text,
      topic: 'policy',
      assignee: AGENT.email,
      backups: [],
      person: `p${n}`,
      conversation,
    });
    const payload = { subject: 'Received', text: asked.text };
    const ack = { kind: 'mail', target: 'asker@example.org', payload, conversation, key: `ack-${n}` };
    const { outcome } = await store.conversations.commit({
      message: asked,
      text: asked.text,
      state,
      version,
      reply: answer('A person will answer.', { kind: 'escalate', subject: undefined }),
      effects: [opening, deliver(ack)],
    });
    if (outcome !== 'overtaken') return;
  }
}

/** As an agent would, and again when nobody knows whether it was kept. */
async function reply(n: number): Promise<void> {
  const [ticket] = await store.tickets.ofPerson(`p${n}`);
  await desk.act({
    act: 'answer',
    ticket: ticket!.id,
    agent: AGENT.email,
    words: `Answer ${n}.`,
    once: `press-${n}`,
  });
}

async function mailWaits(): Promise<boolean> {
  try {
    return (await store.outbox.count()).waiting > 0;
  } catch {
    return true;
  }
}

say('ready');
for (let n = from; n < until; n++) {
  await ask(n);
  say(`asked ${n}`);
  await reply(n);
  say(`answered ${n}`);
  worker.wake();
  await new Promise((resolve) => setTimeout(resolve, 4));
}
while (await mailWaits()) await new Promise((resolve) => setTimeout(resolve, 100));
await worker.stop();
await store.close();
say('quiet');
process.exit(0);
