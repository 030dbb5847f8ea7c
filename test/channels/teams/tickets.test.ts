import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AdaptiveCard } from '../../../src/channels/teams/card/elements.ts';
import type { Ticket } from '../../../src/records/tickets.ts';
import { faultsOf } from '../../support/adaptive-cards.ts';
import { createPostgres, postgresAnswers } from '../../support/databases.ts';
import {
  ANN,
  activity,
  type FakeConnector,
  type Issuer,
  mention,
  startConnector,
  startIssuer,
  type Taken,
} from '../../support/teams.ts';
import { buttonsOf } from './support/buttons.ts';
import {
  AGENTS,
  ANNS,
  aWhile,
  button,
  cardIn,
  find,
  installIn,
  KIM,
  KIMS,
  SAM,
  STRANGER,
  startTeamsOffice,
  type TeamsOffice,
  until,
  words,
} from './support/ticket-office.ts';

const postgres = (await postgresAnswers()) ? await createPostgres() : undefined;
const stores = [
  { name: 'SQLite', url: '' },
  ...(postgres ? [{ name: 'PostgreSQL', url: postgres.url }] : []),
];

afterAll(() => postgres?.drop());

describe.each(stores)('tickets in Teams on $name', ({ url }) => {
  let issuer: Issuer;
  let connector: FakeConnector;
  let teams: TeamsOffice;

  beforeAll(async () => {
    issuer = await startIssuer();
    connector = await startConnector();
    teams = await startTeamsOffice(issuer, connector, { environment: url ? { DATABASE_URL: url } : {} });
    await teams.post(installIn(connector, AGENTS, SAM));
    await teams.post(installIn(connector, ANNS));
    await teams.post(activity(connector, { text: 'hello', from: KIM, conversation: KIMS }));
    await until(async () => (await teams.store.people.byEmail('kim@oak.org')).length);
    await connector.until(3);
  }, 60_000);
  afterAll(async () => {
    await teams.stop();
    await connector.stop();
    await issuer.stop();
  });
  // Nothing is forgotten: the ids of messages go on.
  let since = 0;
  const fresh = () => {
    since = connector.taken.length;
  };
  beforeEach(fresh);
  const taken = () => connector.taken.slice(since);

  const inAgents = (t: Taken) => t.conversation.startsWith(AGENTS.id);
  const byMethod = (method: string, text: string) => (t: Taken) =>
    t.method === method && words(t.body).includes(text);
  const look = (wanted: (t: Taken) => boolean, what?: string) => find(connector, wanted, what, since);
  const posted = (text: string) => look(byMethod('POST', text), `posted "${text}"`);
  const changed = (text: string) => look(byMethod('PUT', text), `change "${text}"`);

  /** A ticket of Ann's, with its card. */
  async function given(
    question: string,
    assignee?: string,
  ): Promise<{ ticket: Ticket; card: AdaptiveCard; id: string }> {
    const ticket = await teams.open(question, assignee);
    const taken = await posted(question);
    const kept = await until(async () => (await teams.store.references.ofPerson(`ticket:${ticket.id}`))[0]);
    const { activity: id } = kept.data as { activity: string };
    return { ticket, card: cardIn(taken.body)!, id };
  }
  const pressAs =
    (from: object, conversation: object) =>
    (data: unknown, typed: object = {}) =>
      teams.press({ ...(data as object), ...typed }, { from, conversation });
  const sam = pressAs(SAM, AGENTS);
  const now = (ticket: Ticket) => teams.store.tickets.get(ticket.id);

  test('a card comes into the channel; taken, it changes in place, and the asker is told where they asked', async () => {
    const { ticket, card, id } = await given('May we test on a Saturday?');
    expect(faultsOf(card)).toEqual([]);
    expect(words(card)).toContain(`Ticket ${ticket.number}`);
    const after = await sam(button(card, 'Take it'));
    expect(after.type).toBe('application/vnd.microsoft.card.adaptive');
    expect(faultsOf(after.value)).toEqual([]);
    expect(words(after.value)).toContain('being looked at, with Sam Rivera');
    expect(buttonsOf(after.value).map((b) => b.title)).not.toContain('Take it');
    const update = await changed('being looked at');
    expect(update.path).toContain(`/activities/${id}`);
    expect(inAgents(update)).toBe(true);
    const told = await posted('is looking at your question');
    expect(told.conversation).toBe(ANNS.id);
    expect(words(told.body)).toContain('May we test on a Saturday?');
  });

  test('an answer is previewed exactly as it will be seen, and only then sent, once, with the question', async () => {
    const { ticket, card } = await given('Which browser version do proctors need?');
    const form = (await sam(button(card, 'Answer'))).value;
    expect(faultsOf(form)).toEqual([]);
    const preview = (await sam(button(form, 'Preview'), { words: 'Version 12.\nNot older.' })).value;
    expect(faultsOf(preview)).toEqual([]);
    expect(words(preview)).toContain('answered your question');
    expect(words(preview)).toContain('Not older.');
    expect((await now(ticket))?.state).toBe('open');
    await aWhile(200);
    expect(taken().some((t) => t.conversation === ANNS.id)).toBe(false);
    // The preview is for whoever writes; the others' card stays as it was.
    expect(taken().some((t) => t.method === 'PUT')).toBe(false);

    const send = button(preview, 'Send');
    const [first, second] = await Promise.all([sam(send), sam(send)]);
    expect(words(first.value)).toContain('answered, with Sam Rivera');
    expect(words(second.value)).toContain('answered, with Sam Rivera');
    const answer = await posted('Version 12.');
    expect(answer.conversation).toBe(ANNS.id);
    expect(words(answer.body)).toContain('Which browser version do proctors need?');
    await sam(send);
    await changed('answered, with Sam Rivera');
    await aWhile();
    const answers = taken().filter(
      (t) => t.conversation === ANNS.id && words(t.body).includes('Version 12.'),
    );
    expect(answers).toHaveLength(1);
    expect((await teams.store.tickets.events(ticket.id)).filter((e) => e.kind === 'answered')).toHaveLength(
      1,
    );
  });

  test('whoever got the answer can say that it helped, or open it again; the card shows either', async () => {
    const { ticket, card } = await given('Where do we return unused test tickets?');
    const form = (await sam(button(card, 'Answer'))).value;
    const preview = (await sam(button(form, 'Preview'), { words: 'Shred them.' })).value;
    await sam(button(preview, 'Send'));
    const answer = await posted('Shred them.');
    const ann = pressAs(ANN, ANNS);
    const reopened = await ann(button(cardIn(answer.body), 'Still not answered'));
    expect(faultsOf(reopened.value)).toEqual([]);
    expect(words(reopened.value)).toContain('Shred them.');
    expect(words(reopened.value)).toContain('You chose: Still not answered');
    expect(buttonsOf(reopened.value)).toEqual([]);
    await changed('open again, with Sam Rivera');
    const told = await posted('was opened again by the asker');
    expect(told.conversation).toMatch(new RegExp(`^${AGENTS.id};messageid=sent-`));
    expect(await ann(button(cardIn(answer.body), 'Still not answered'))).toEqual(reopened);
    const again = (await sam({ press: 'ticket', step: 'show', ticket: ticket.id, seen: 1 })).value;
    const other = (
      await sam(button((await sam(button(again, 'Answer'))).value, 'Preview'), { words: 'In the red bin.' })
    ).value;
    await sam(button(other, 'Send'));
    const helped = await ann(button(cardIn((await posted('In the red bin.')).body), 'That helped'));
    expect(words(helped.value)).toContain('You chose: That helped');
    expect(buttonsOf(helped.value)).toEqual([]);
    await changed('closed, with Sam Rivera');
    expect((await now(ticket))?.state).toBe('closed');
    expect((await teams.store.tickets.events(ticket.id)).filter((e) => e.kind === 'reopened')).toHaveLength(
      1,
    );
  });

  test('what the asker presses in a group changes the card for everybody; what others press changes nothing', async () => {
    const group = { id: '19:group@thread.v2', conversationType: 'groupChat', isGroup: true };
    await teams.post(installIn(connector, group));
    const conversation = `teams:${group.id}`;
    const { number, id: ticket } = await teams.open('Who unlocks the cart?', 'sam@oak.org', { conversation });
    await posted('Who unlocks the cart?');
    await teams.desk.act({ act: 'answer', ticket, agent: 'sam@oak.org', words: 'The office does.' });
    const answer = await posted('The office does.');
    expect(answer.conversation).toBe(group.id);
    const data = button(cardIn(answer.body), 'That helped');
    const theirs = await pressAs(STRANGER, group)(data);
    expect(theirs.type).toBe('application/vnd.microsoft.activity.message');
    await posted(`I find no question ${number} of yours`);
    const inGroup = (t: Taken) => t.method === 'PUT' && t.conversation === group.id;
    expect(taken().filter(inGroup)).toEqual([]);
    const own = await pressAs(ANN, group)(data);
    expect(words(own.value)).toContain('You chose: That helped');
    const update = await look(inGroup, 'change in the group');
    expect(cardIn(update.body)).toEqual(own.value);
    expect((await teams.store.tickets.get(ticket))?.state).toBe('closed');
  });

  test('a question back goes to the asker, and their reply to the agents and onto the card', async () => {
    const { ticket, card } = await given('Can she use a calculator?');
    const form = (await sam(button(card, 'Ask back'))).value;
    const preview = (await sam(button(form, 'Preview'), { words: 'In which grade?' })).value;
    expect(words(preview)).toContain('has a question about ticket');
    await sam(button(preview, 'Send'));
    expect((await posted('In which grade?')).conversation).toBe(ANNS.id);
    await changed('asked back: In which grade?');
    await teams.post(activity(connector, { text: `reply ${ticket.number}: Grade seven` }));
    const reply = await look((t) => inAgents(t) && words(t.body).includes('Grade seven'));
    expect(reply.conversation).toContain(AGENTS.id);
    await changed('The asker replied: Grade seven');
  });

  test('a note stays among agents, and nothing empty is kept', async () => {
    const { card, ticket } = await given('Who orders braille forms?');
    const form = (await sam(button(card, 'Note'))).value;
    const empty = (await sam(button(form, 'Save'), { words: '  ' })).value;
    expect(words(empty)).toContain('Please write something.');
    expect((await now(ticket))?.version).toBe(ticket.version);
    const after = (await sam(button(empty, 'Save'), { words: 'I called them; wait till Monday.' })).value;
    expect(words(after)).toContain('noted (among agents): I called them; wait till Monday.');
    await changed('wait till Monday');
    await aWhile();
    expect(taken().filter((t) => t.conversation === ANNS.id)).toEqual([]);
  });

  test('a ticket is passed on to a colleague in a private chat, who works on it there', async () => {
    const { card, ticket } = await given('Does the interim test count for the roster?');
    const form = (await sam(button(card, 'Pass on'))).value;
    expect(faultsOf(form)).toEqual([]);
    expect(words(form)).toContain('kim@oak.org');
    await sam(button(form, 'Save'), { words: 'Your field', to: 'kim@oak.org' });
    const theirs = await find(
      connector,
      (t) => t.conversation === KIMS.id && words(t.body).includes('passed ticket'),
    );
    expect(words(theirs.body)).toContain('passed it on to Kim Day: Your field');
    expect((await posted('is now with Kim Day')).conversation).toBe(ANNS.id);
    expect((await now(ticket))?.assignee).toBe('kim@oak.org');
    const kim = pressAs(KIM, KIMS);
    await kim(button(cardIn(theirs.body), 'Take it'));
    // Both cards show it, the one in the channel and the one in the private chat.
    await find(
      connector,
      (t) => t.method === 'PUT' && inAgents(t) && words(t.body).includes('being looked at, with Kim Day'),
    );
    await find(
      connector,
      (t) => t.method === 'PUT' && t.conversation === KIMS.id && words(t.body).includes('being looked at'),
    );
  });

  test('a closed ticket can only be noted on or opened again', async () => {
    const { card } = await given('Is the practice test online?');
    const form = (await sam(button(card, 'Close'))).value;
    const closed = (await sam(button(form, 'Save'), { words: 'Solved by phone.' })).value;
    expect(buttonsOf(closed).map((b) => b.title)).toEqual(['Note', 'Reopen']);
    expect((await posted('Solved by phone.')).conversation).toBe(ANNS.id);
    const reopened = (await sam(button(closed, 'Reopen'))).value;
    expect(words(reopened)).toContain('open again');
    // From the old card, once more: it was opened already, and nothing happens.
    const late = (await sam(button(card, 'Close'))).value;
    expect(words(late)).toContain('A word to those who asked');
    const stale = (await sam(button(form, 'Save'), { words: 'Really solved.' })).value;
    expect(words(stale)).toContain('Somebody changed the ticket meanwhile');
    expect(words(stale)).toContain('open again');
  });

  test('an answer that meets a change is not sent, and not lost: it is shown again with the new state', async () => {
    const { card, ticket } = await given('How long is the science test?');
    const form = (await sam(button(card, 'Answer'))).value;
    const preview = (await sam(button(form, 'Preview'), { words: 'Two hours.' })).value;
    await teams.desk.act({
      act: 'answer',
      ticket: ticket.id,
      agent: 'sam@oak.org',
      words: 'From the page: 90 minutes.',
    });
    const met = (await sam(button(preview, 'Send'))).value;
    expect(words(met)).toContain('Somebody changed the ticket meanwhile');
    expect(words(met)).toContain('From the page: 90 minutes.');
    expect(words(met)).toContain('Two hours.');
    await sam(button(met, 'Send'));
    await posted('Two hours.');
    expect((await now(ticket))?.answer).toBe('Two hours.');
  });

  test.each([
    ['is in the organization, but not an agent of the ticket', KIM],
    ['is known to Teams and not to the organization', STRANGER],
    ['is not known to Teams', { id: '29:nobody', name: 'Sam Rivera', aadObjectId: 'somebody-else' }],
  ])('a person who %s can do nothing and sees nothing', async (_, from) => {
    const { card, ticket } = await given(
      `Is ${(from as { id: string }).id.replaceAll(/\W/g, '')} parking allowed for proctors number nine?`,
    );
    const them = pressAs(from, AGENTS);
    for (const data of [
      button(card, 'Take it'),
      button(card, 'Answer'),
      { ...button(card, 'Answer'), step: 'do', words: 'Forged.' },
      { ...button(card, 'Answer'), step: 'show' },
    ]) {
      const answer = await them(data);
      expect(answer.type).toBe('application/vnd.microsoft.activity.message');
      expect(words(answer.value)).toContain('Only the agents of this ticket');
    }
    expect(await now(ticket)).toMatchObject({ state: 'open', version: ticket.version });
  });

  test('what is changed elsewhere is seen on the card at once: the agent’s page, the asker, another instance', async () => {
    const { ticket, id } = await given('When do scores of transferred pupils arrive?');
    await teams.desk.act({ act: 'claim', ticket: ticket.id, agent: 'sam@oak.org' });
    expect((await changed('being looked at')).path).toContain(id);
    await teams.post(activity(connector, { text: `withdraw ${ticket.number}` }));
    await changed('Withdrawn by the asker.');
    await changed('closed, with Sam Rivera');
    // Each change is drawn once, however often it is asked for.
    const puts = () => taken().filter((t) => t.method === 'PUT').length;
    const before = puts();
    await aWhile(1_500);
    expect(puts()).toBe(before);
  });

  test('one more who asks the same is seen on the card', async () => {
    const { ticket } = await given('Are headphones handed out by the office?');
    const more = {
      number: ticket.number,
      question: ticket.question,
      topic: 'policy',
      assignee: 'sam@oak.org',
      backups: [],
    };
    const other = { person: 'teams:bob', conversation: 'teams:a:bob' };
    await teams.store.transact(async (records) => {
      const { openTicket } = await import('../../../src/escalation/tickets.ts');
      await openTicket(teams.desk.context(records, Date.now()), { ...more, ...other });
    });
    await changed('2 people wait for this answer.');
  });

  test('a client that knows no replies to presses has its card changed in place', async () => {
    const { card, ticket, id } = await given('Are snacks allowed between the parts?');
    const value = button(card, 'Take it');
    const pressed = { value, text: undefined, from: SAM, conversation: AGENTS, replyToId: id };
    await teams.post(activity(connector, pressed));
    expect((await changed('being looked at, with Sam Rivera')).path).toContain(`/activities/${id}`);
    expect((await now(ticket))?.state).toBe('claimed');
  });

  test('what others asked is not listed where somebody reads along', async () => {
    await given('Do twins sit in one room?', 'kim@oak.org');
    const inTown = { ...AGENTS, id: '19:town@thread.tacv2;messageid=1' };
    await teams.post(activity(connector, { from: KIM, conversation: inTown, ...mention('my tickets') }));
    const said = await look((t) => t.method === 'POST' && t.conversation === inTown.id);
    expect(words(said.body)).toContain('in a private message');
    expect(words(said.body)).not.toContain('twins');
  });

  test('agents see their open tickets by “my tickets”, and have a card brought to where they work', async () => {
    const { ticket } = await given('What is the code for make-up sessions?', 'kim@oak.org');
    fresh();
    await teams.post(activity(connector, { text: 'my tickets', from: KIM, conversation: KIMS }));
    const list = await posted('Waiting for your answer');
    expect(words(list.body)).toContain('What is the code for make-up sessions?');
    const kim = pressAs(KIM, KIMS);
    await kim(button(cardIn(list.body), `Show ticket ${ticket.number}`));
    const card = await posted('as you asked');
    expect(card.conversation).toBe(KIMS.id);
    expect(buttonsOf(cardIn(card.body)).map((b) => b.title)).toContain('Take it');
    // Nobody else's.
    fresh();
    await teams.post(
      activity(connector, {
        text: `show ticket ${ticket.number}`,
        from: SAM,
        conversation: AGENTS,
        entities: [],
      }),
    );
    await teams.post(activity(connector, { text: 'my tickets' }));
    const anns = await look((t) => t.conversation === ANNS.id && words(t.body).includes('Your questions'));
    expect(words(anns.body)).not.toContain('Waiting for your answer');
    await aWhile();
    expect(taken().some((t) => words(t.body).includes('as you asked'))).toBe(false);
  });
});
