import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createWorld } from '../../src/assistant/create-world.ts';
import type { World } from '../../src/assistant/world.ts';
import { keepCard } from '../../src/escalation/kept-cards.ts';
import { change, openTicket } from '../../src/escalation/tickets.ts';
import type { Delivery } from '../../src/records/deliveries.ts';
import type { Ticket } from '../../src/records/tickets.ts';
import { databases, type TestDatabase } from '../support/databases.ts';
import { choicesOf, openTestDesk, type TestDesk } from '../support/desk.ts';
import { organization } from '../support/organization.ts';

let world: World;
beforeAll(() => {
  world = createWorld();
});

describe.each(await databases())('tickets of agents on $name', (kind) => {
  let database: TestDatabase;
  let office: TestDesk;
  let ticket: Ticket;

  beforeEach(async () => {
    database = await kind.create();
    office = await openTestDesk(world, database.options(), organization());
    ticket = await open('May we test on a Saturday?');
    await office.sent();
  });
  afterEach(async () => {
    await office.close();
    await database.drop();
  });

  const context = (records: Parameters<TestDesk['desk']['context']>[0]) =>
    office.desk.context(records, office.clock.now);
  async function open(question: string, assignee = 'sam@oak.org'): Promise<Ticket> {
    const number = await office.store.tickets.reserve(question);
    const person = { person: 'web:ann', conversation: 'web:ann' };
    const opening = { number, question, topic: 'policy', assignee, backups: [], ...person };
    return office.store.transact((records) => openTicket(context(records), opening));
  }
  const keep = (conversation: string, channel = 'web') =>
    keepCard(office.store, ticket.id, { conversation, channel, data: {} }, '1:1', office.clock.now);
  const cards = (sent: Delivery[]) =>
    sent.filter((d) => (d.payload as { type?: string }).type === 'card').map((d) => d.target);
  const claim = () =>
    office.desk.act({ act: 'claim', ticket: ticket.id, agent: 'sam@oak.org', once: 'press' });

  test('each card is drawn anew by a delivery that is kept with the change, once', async () => {
    await keep('web:card-1');
    await keep('web:card-2');
    await claim();
    await claim();
    expect(cards(await office.sent()).sort()).toEqual(['web:card-1', 'web:card-2']);
    await office.desk.act({ act: 'note', ticket: ticket.id, agent: 'sam@oak.org', words: 'Asked Kim.' });
    expect(cards(await office.sent())).toHaveLength(2);
  });

  test('a change that is not kept draws nothing', async () => {
    await keep('web:card-1');
    const failing = office.store.transact(async (records) => {
      await change(context(records), ticket, { state: 'closed' }, { who: 'sam@oak.org', kind: 'closed' });
      throw new Error('the power went');
    });
    await expect(failing).rejects.toThrow('the power went');
    expect(await office.sent()).toEqual([]);
  });

  test('a card that is gone, and one of a channel that is not connected, get none', async () => {
    await keep('web:card-1');
    await keep('teams:card-2', 'teams');
    await office.store.references.markDead('web:card-1', 'deleted', office.clock.now);
    await claim();
    expect(cards(await office.sent())).toEqual([]);
  });

  test('a card can be asked for although nothing changed', async () => {
    await keep('web:card-1');
    await office.desk.redraw(ticket.id);
    const [sent] = await office.sent();
    expect(sent).toMatchObject({ target: 'web:card-1', payload: { type: 'card', always: true } });
  });

  test('an agent’s “my tickets” lists what waits for them, and brings one to where they work', async () => {
    const other = await open('Who is the contact for charter schools?', 'lee@oak.org');
    await office.sent();
    const sam = { id: 'web:sam', email: 'Sam@oak.org' };
    const list = await office.ask(sam, 'my tickets');
    expect(JSON.stringify(list)).toContain('May we test on a Saturday?');
    expect(JSON.stringify(list)).not.toContain('charter schools');
    const [show] = choicesOf(list);
    await office.ask(sam, show!.label, { action: show!.action });
    const [mail] = await office.sent();
    expect(mail).toMatchObject({ kind: 'mail', target: 'sam@oak.org' });
    expect(mail!.payload).toMatchObject({ link: { ticket: ticket.id, agent: 'sam@oak.org' } });

    const not = await office.ask(sam, `show ticket ${other.number}`);
    expect(JSON.stringify(not)).toContain(`I find no question ${other.number} of yours`);
    const ann = await office.ask({ id: 'web:ann', email: 'ann@oak.org' }, 'my tickets');
    expect(JSON.stringify(ann)).not.toContain('Waiting for your answer');
    expect(await office.sent()).toEqual([]);
  });
});
