import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createWorld } from '../../src/assistant/create-world.ts';
import { renderText } from '../../src/assistant/text.ts';
import type { World } from '../../src/assistant/world.ts';
import type { AgentAct } from '../../src/escalation/by-agent.ts';
import type { MailPayload, ReplyPayload } from '../../src/escalation/notices.ts';
import { DEFAULT_HOURS } from '../../src/escalation/organization.ts';
import { remind } from '../../src/escalation/reminders.ts';
import type { Delivery } from '../../src/records/deliveries.ts';
import type { Ticket } from '../../src/records/tickets.ts';
import { databases, type TestDatabase } from '../support/databases.ts';
import { choicesOf, openTestDesk, type TestDesk } from '../support/desk.ts';
import { organization } from '../support/organization.ts';

const HOUR = 3_600_000;
const QUESTION = 'What is the wingspan of our mascot costume?';
const pat = { id: 'pat', role: 'site_coordinator', lea: 'Oak Unified', school: 'Hill School' } as const;

let world: World;
beforeAll(() => {
  world = createWorld();
}, 60_000);

const words = ({ payload }: Delivery) => renderText((payload as ReplyPayload).reply);
const mail = ({ payload }: Delivery) => payload as MailPayload;

describe.each(await databases())('tickets on $name', ({ create }) => {
  let database: TestDatabase;
  let d: TestDesk;
  beforeEach(async () => {
    database = await create();
    d = await openTestDesk(world, database.options(), organization({ ...DEFAULT_HOURS }));
  });
  afterEach(async () => {
    await d.close();
    await database.drop();
  });

  async function send(person: Parameters<TestDesk['ask']>[0] = pat, question = QUESTION): Promise<Ticket> {
    await d.ask(person, '', { action: `hand-over:ask:${question}` });
    const reply = await d.ask(person, 'send it');
    const number = Number(renderText(reply).match(/ticket (\d+)/)?.[1]);
    return (await d.store.tickets.byNumber(number))!;
  }
  const act = (ticket: Ticket, what: AgentAct['act'], more: Partial<AgentAct> = {}) =>
    d.desk.act({ act: what, ticket: ticket.id, agent: 'sam@oak.org', ...more });

  test('what is not answered is offered to the person of that role, shown, confirmed and sent', async () => {
    const asked = await d.ask(pat, QUESTION);
    expect(asked.kind).toBe('escalate');
    const offer = choicesOf(asked).find((c) => c.label === 'Send this question to Sam Rivera')!;
    const shown = await d.ask(pat, '', { action: offer.action });
    expect(renderText(shown)).toContain(`You asked: ${QUESTION}`);
    expect(await d.store.tickets.list()).toEqual([]);
    const sent = await d.ask(pat, 'yes');
    expect(renderText(sent)).toContain(
      'Sent to Sam Rivera as ticket 1001. Expect an answer by Tuesday, November 24, 9:00 AM',
    );
    expect(await d.store.tickets.byNumber(1001)).toMatchObject({
      question: QUESTION,
      state: 'open',
      assignee: 'sam@oak.org',
      role: 'site_coordinator',
      lea: 'Oak Unified',
    });
    const [toAgent, ...rest] = await d.sent();
    expect(rest).toEqual([]);
    expect(toAgent).toMatchObject({ kind: 'mail', target: 'sam@oak.org' });
    expect(mail(toAgent!).link).toEqual({ ticket: expect.any(String), agent: 'sam@oak.org' });
  });

  test('the same press twice, and the same message twice, is one ticket', async () => {
    await d.ask(pat, '', { action: `hand-over:ask:${QUESTION}` });
    await Promise.all([1, 2].map(() => d.ask(pat, '', { action: 'hand-over:send:', id: 'press' })));
    await d.ask(pat, '', { action: 'hand-over:send:', id: 'again' });
    expect(await d.store.tickets.list()).toHaveLength(1);
  });

  test('student information never reaches the store', async () => {
    const secret = 'Can student Maria Lopez (SSID 1234567890, born 3/4/2012) wear a hat on the roof?';
    await d.ask(pat, 'talk to a person');
    const shown = await d.ask(pat, secret);
    expect(renderText(shown)).toContain('I replaced what looked like student information');
    await d.ask(pat, 'send it');
    const everything = JSON.stringify([
      await d.store.tickets.list(),
      await d.store.questions.list(),
      await d.store.conversations.load('web:pat'),
      await d.sent(),
    ]);
    expect(everything).toContain('[student name]');
    for (const found of ['Maria', 'Lopez', '1234567890', '2012']) expect(everything).not.toContain(found);
  });

  test('the preview is to the letter what the asker sees, with the question quoted', async () => {
    const ticket = await send();
    await d.sent();
    const view = await d.desk.view(ticket.id, 'sam@oak.org');
    const said = 'Blue.\n\nAsk student Maria Lopez.';
    const preview = d.desk.preview(view, 'sam@oak.org', 'answer', said);
    await act(ticket, 'answer', { words: said });
    const [told] = await d.sent();
    expect(told).toMatchObject({ kind: 'web', target: 'web:pat', conversation: 'web:pat' });
    expect((told!.payload as ReplyPayload).reply).toEqual(preview);
    expect(words(told!)).toContain(`You asked: ${QUESTION}`);
    expect(words(told!)).toContain('Ask student [student name].');
  });

  test('claim, ask back, reply, answer, helped: the asker hears of each, and all is in the history', async () => {
    const ticket = await send();
    await d.sent();
    await act(ticket, 'claim');
    expect((await d.sent()).map(words)[0]).toContain('Sam Rivera is looking at your question');
    await act(ticket, 'note', { words: 'the roof is new' });
    expect(await d.sent()).toEqual([]);
    await act(ticket, 'ask_back', { words: 'Which gym?' });
    expect((await d.sent()).map(words)[0]).toContain('Which gym?');
    const asked = await d.ask(pat, 'Answer', { action: 'hand-over:reply:1001' });
    expect(asked.kind).toBe('ask');
    await d.ask(pat, 'The small one.');
    const [toAgent] = await d.sent();
    expect(mail(toAgent!).text).toContain('The small one.');
    await act(ticket, 'answer', { words: 'Blue.' });
    await d.sent();
    expect(renderText(await d.ask(pat, 'that helped'))).toContain('Ticket 1001 is closed');
    expect((await d.store.tickets.get(ticket.id))?.state).toBe('closed');
    const events = await d.store.tickets.events(ticket.id);
    expect(events.map((e) => [e.kind, e.who])).toEqual([
      ['created', 'pat'],
      ['claimed', 'sam@oak.org'],
      ['note', 'sam@oak.org'],
      ['asked_back', 'sam@oak.org'],
      ['asker_replied', 'pat'],
      ['answered', 'sam@oak.org'],
      ['helped', 'pat'],
    ]);
    expect(JSON.stringify(await d.store.conversations.load('web:pat'))).not.toContain('the roof is new');
  });

  test('an answer that does not help is reopened by the asker, and the agent is told', async () => {
    const ticket = await send();
    await act(ticket, 'answer', { words: 'Blue.' });
    await d.sent();
    await d.ask(pat, 'reopen 1001');
    expect((await d.store.tickets.get(ticket.id))?.state).toBe('reopened');
    const [toAgent] = await d.sent();
    expect(mail(toAgent!).text).toContain('opened again');
  });

  test('the asker lists, edits and withdraws; of others’ tickets there is no trace', async () => {
    const ticket = await send();
    expect(renderText(await d.ask(pat, 'my questions'))).toContain('Ticket 1001, waiting, with Sam Rivera');
    await d.ask(pat, 'edit 1001: What color is the door?');
    expect((await d.store.tickets.get(ticket.id))?.question).toBe('What color is the door?');
    const eve = { ...pat, id: 'eve' };
    expect(renderText(await d.ask(eve, 'my questions'))).not.toContain('1001');
    expect(renderText(await d.ask(eve, 'withdraw 1001'))).toContain('I find no question 1001 of yours');
    expect(renderText(await d.ask(pat, 'withdraw 1001'))).toContain('withdrawn');
    expect((await d.store.tickets.get(ticket.id))?.state).toBe('closed');
  });

  test('only its agents, its backups and administrators may act on a ticket', async () => {
    const ticket = await send();
    for (const stranger of ['jo@oak.org', 'eve@evil.org'])
      await expect(act(ticket, 'claim', { agent: stranger })).rejects.toMatchObject({ fault: 'NOT_ALLOWED' });
    await act(ticket, 'claim', { agent: 'lee@oak.org' });
    await act(ticket, 'note', { agent: 'admin@oak.org', words: 'seen' });
    await act(ticket, 'pass_on', { to: 'alex@oak.org' });
    expect((await d.desk.openOf('alex@oak.org')).map((t) => t.number)).toEqual([1001]);
    await expect(act(ticket, 'pass_on', { to: 'eve@evil.org' })).rejects.toMatchObject({ fault: 'NO_AGENT' });
  });

  test('two agents do not undo each other, and the same press twice happens once', async () => {
    const ticket = await send();
    await d.sent();
    await act(ticket, 'claim', { seen: 1 });
    await expect(act(ticket, 'answer', { words: 'x', seen: 1 })).rejects.toMatchObject({ fault: 'CHANGED' });
    const press = { words: 'Blue.', seen: 2, once: 'press-1' };
    await Promise.allSettled([act(ticket, 'answer', press), act(ticket, 'answer', press)]);
    await act(ticket, 'answer', press);
    expect((await d.sent()).map(words).filter((w) => w.includes('Blue.'))).toHaveLength(1);
  });

  test('"TOMS is down" from six people at once is one ticket, and all six are told', async () => {
    const six = Array.from({ length: 6 }, (_, i) => ({ ...pat, id: `p${i}`, school: `School ${i}` }));
    const said = [
      'TOMS is down',
      'is TOMS down??',
      'toms down',
      'TOMS is down!',
      'TOMS is DOWN today',
      'toms is down',
    ];
    const tickets = await Promise.all(six.map((p, i) => send(p, said[i])));
    expect(new Set(tickets.map((t) => t.number)).size).toBe(1);
    await d.sent();
    await act(tickets[0]!, 'answer', { words: 'Back at noon.' });
    const told = await d.sent();
    expect(told.map((t) => t.target).sort()).toEqual(six.map((p) => `web:${p.id}`));
    for (const [i, question] of said.entries())
      expect(words(told.find((t) => t.target === `web:p${i}`)!)).toContain(`You asked: ${question}\n`);
    await d.ask(six[0]!, 'that helped 1001');
    expect((await d.store.tickets.byNumber(1001))?.state).toBe('answered');
  });

  test('a like question is a ticket of its own once the first is answered, and on another day', async () => {
    const first = await send();
    await act(first, 'answer', { words: 'Blue.' });
    const second = await send({ ...pat, id: 'p2' });
    expect(second.number).toBe(1002);
    d.clock.now += 24 * HOUR;
    expect((await send({ ...pat, id: 'p3' })).number).toBe(1003);
  });

  test('no silence: the agent after 4 working hours, the backup and the asker after 8, each once', async () => {
    await send();
    await d.sent();
    const look = async (hours: number) => {
      d.clock.now = Date.parse('2026-11-23T10:00:00-08:00') + hours * HOUR;
      await Promise.all([1, 2].map(() => remind(d.store, d.desk.context, d.clock.now).catch(() => 0)));
      return (await d.sent()).map((s) => `${s.kind} ${s.target}`).sort();
    };
    expect(await look(3.9)).toEqual([]);
    expect(await look(4)).toEqual(['mail sam@oak.org']);
    expect(await look(5)).toEqual([]);
    // 7 working hours are over when work ends at 17:00; the night does not count.
    expect(await look(16)).toEqual([]);
    expect(await look(23)).toEqual(['mail lee@oak.org', 'mail sam@oak.org', 'web web:pat']);
    expect(await look(24)).toEqual([]);
  });

  test('where nobody is configured, the reply names the way and offers a text to send', async () => {
    const elm = { id: 'kit', role: 'lea_coordinator', lea: 'Elm Charter' } as const;
    const asked = await d.ask(elm, QUESTION);
    const offer = choicesOf(asked).find((c) => c.label === 'Give me a text to send')!;
    const way = renderText(await d.ask(elm, '', { action: offer.action }));
    expect(way).toContain("your region's Success Agent");
    expect(way).toContain(`(my role: LEA coordinator): ${QUESTION}`);
    expect(await d.store.tickets.list()).toEqual([]);
  });

  test('a person known by email needs to say neither role nor school', async () => {
    await d.ask({ id: 'jo', email: 'Jo@oak.org' }, '', { action: `hand-over:ask:${QUESTION}` });
    const reply = await d.ask({ id: 'jo', email: 'Jo@oak.org' }, 'ok');
    expect(renderText(reply)).toContain('Sent to Sam Rivera');
  });

  test('talking to a person works in the middle of anything: role, LEA and school are asked for', async () => {
    const ana = { id: 'ana' };
    expect((await d.ask(ana, 'can I talk to a human please')).kind).toBe('ask');
    await d.ask(ana, QUESTION);
    await d.ask(ana, 'Test examiner');
    await d.ask(ana, 'oak');
    const shown = await d.ask(ana, 'hill');
    expect(renderText(shown)).toContain('This would go to Jo Patel');
    expect(renderText(await d.ask(ana, 'no'))).toBe('Nothing was sent.');
    expect(await d.store.tickets.list()).toEqual([]);
  });

  test('another question in the middle is answered, and the draft asked for again', async () => {
    await d.ask(pat, '', { action: `hand-over:ask:${QUESTION}` });
    const aside = await d.ask(pat, 'What does STAIRS mean?');
    expect(renderText(aside)).toContain('Security');
    expect(renderText(aside)).toContain('Shall I send it?');
    expect(renderText(await d.ask(pat, 'send it'))).toContain('ticket 1001');
  });
});
