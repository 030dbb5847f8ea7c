/** The process that is killed: asks, escalates and answers questions one after another, and delivers the mail. */
import { createTransport } from 'nodemailer';
import { deliver, handleDeliver } from '../../src/escalation/delivery/deliver.ts';
import type { Transport } from '../../src/escalation/delivery/transport.ts';
import { startWorker } from '../../src/escalation/delivery/worker.ts';
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

const store = await openStore({
  dataDir,
  databaseUrl,
  effects: {
    deliver: handleDeliver,
    async ticket(effect, { message, records, now }) {
      const id = String(effect.id);
      const ticket = await records.tickets.create({ id, question: message.text, at: now });
      const { person, conversation } = { person: message.person.id, conversation: message.conversation };
      await records.tickets.addAsker({ ticket: id, person, conversation, question: message.text, at: now });
      await records.tickets.addEvent({ ticket: id, at: now, who: person, kind: 'created', data: {} });
      await records.outbox.add(mail(`ticket-${id}`, `Ticket ${ticket.number}`, 'agent'), now);
    },
  },
});

function mail(key: string, subject: string, conversation: string) {
  return { kind: 'mail', target: 'someone@example.org', payload: { subject }, conversation, key };
}

const post = createTransport({ host: '127.0.0.1', port: smtpPort, ignoreTLS: true });
const smtp: Transport = {
  kind: 'mail',
  async send({ target, payload, key }) {
    const { subject } = payload as { subject: string };
    const headers = { 'X-Delivery-Key': key };
    await post.sendMail({ from: 'help@example.org', to: target, subject, text: subject, headers });
  },
};
const worker = startWorker({
  outbox: store.outbox,
  transports: [smtp],
  owner: String(process.pid),
  leaseMs: 4_000,
  backoff: { firstMs: 50, longestMs: 2_000, tries: 25 },
  everyMs: 100,
});

async function ask(n: number): Promise<void> {
  const asked = message('m', { conversation: `c${n}`, person: { id: `p${n}` }, text: `Question ${n}?` });
  for (;;) {
    const { state, version, repeated } = await store.conversations.begin(asked);
    if (repeated) return;
    const { outcome } = await store.conversations.commit({
      message: asked,
      text: asked.text,
      state,
      version,
      reply: answer('A person will answer.', { kind: 'escalate', subject: undefined }),
      effects: [{ type: 'ticket', id: `t${n}` }, deliver(mail(`ack-${n}`, 'Received', `c${n}`))],
    });
    if (outcome !== 'overtaken') return;
  }
}

/** As an agent would, and again when nobody knows whether it was kept. */
async function reply(n: number): Promise<void> {
  try {
    await store.transact(async ({ tickets, outbox }) => {
      const ticket = await tickets.get(`t${n}`);
      if (ticket?.state !== 'open') return;
      const at = Date.now();
      await tickets.update(ticket.id, ticket.version, { state: 'answered', answer: `Answer ${n}.` }, at);
      await tickets.addEvent({ ticket: ticket.id, at, who: 'agent', kind: 'answered', data: {} });
      await outbox.add(mail(`answer-${n}`, `Answer ${n}`, `c${n}`), at);
    });
  } catch (error) {
    if ((error as { fault?: string }).fault !== 'UNCERTAIN') throw error;
    await reply(n);
  }
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
