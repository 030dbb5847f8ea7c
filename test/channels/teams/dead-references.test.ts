import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  ANN,
  activity,
  type FakeConnector,
  type Issuer,
  startConnector,
  startIssuer,
  type Trouble,
} from '../../support/teams.ts';
import { buttonsOf } from './support/buttons.ts';
import {
  AGENTS,
  ANNS,
  aWhile,
  button,
  cardIn,
  chatOf,
  find,
  installIn,
  KIM,
  KIMS,
  SAM,
  startTeamsOffice,
  type TeamsOffice,
  until,
  words,
} from './support/ticket-office.ts';

const GONE = { status: 403, body: { error: { code: 'BotNotInConversationRoster' } } };
const BLOCKED = { status: 403, body: { error: { code: 'ConversationBlockedByUser' } } };
const SAMS = chatOf('a:sam');
const PLACE = `teams:${AGENTS.id}`;

describe('a place in Teams that is closed to the bot', () => {
  let issuer: Issuer;
  let connector: FakeConnector;
  let teams: TeamsOffice;
  let since = 0;

  beforeAll(async () => {
    issuer = await startIssuer();
    connector = await startConnector();
    connector.members[ANN.id] = { id: ANN.id, name: 'Ann Oak', email: 'ann@oak.org' };
    teams = await startTeamsOffice(issuer, connector);
    await teams.post(installIn(connector, AGENTS, SAM));
    await teams.post(activity(connector, { text: 'hello', conversation: ANNS }));
    await until(async () => (await teams.store.people.byEmail('ann@oak.org')).length);
    await connector.until(2);
  }, 60_000);
  afterAll(async () => {
    await teams.stop();
    await connector.stop();
    await issuer.stop();
  });
  beforeEach(() => {
    since = connector.taken.length;
    connector.refuse = undefined;
  });

  const letters = (to: string, text: string) =>
    teams.office.mailbox.letters.filter((l) => l.to === to && l.raw.includes(text));
  const letter = (to: string, text: string) =>
    teams.office.mailbox.letter((l) => l.to === to && l.raw.includes(text));
  const look = (text: string, method = 'POST') =>
    find(connector, (t) => t.method === method && words(t.body).includes(text), text, since);

  /** As when somebody deleted the card that the thread is about. */
  const refuseInThreads = (trouble: Trouble) => {
    connector.refuse = (one) =>
      one.method === 'POST' && one.conversation.startsWith(`${AGENTS.id};`) ? trouble : undefined;
  };

  test('is marked; the ticket goes by mail, with its link, and an administrator hears of it once', async () => {
    connector.trouble.push(GONE);
    await teams.open('May parents watch the practice test?');
    const mail = await letter('sam@oak.org', 'May parents watch the practice test?');
    expect(mail.raw).toMatch(/\/agent\//);
    const word = await letter('lee@oak.org', 'Microsoft Teams');
    expect(word.raw).toContain('BotNotInConversationRoster');
    expect(word.raw.replace(/\s+/g, ' ')).toContain('went out by email instead');
    expect((await teams.store.references.get(PLACE))?.deadAt).toBeGreaterThan(0);

    const tried = connector.tried.length;
    await teams.open('Is chewing gum allowed in the room?');
    await letter('sam@oak.org', 'Is chewing gum allowed in the room?');
    await aWhile();
    expect(connector.tried.length).toBe(tried);
    expect(letters('lee@oak.org', 'Microsoft Teams')).toHaveLength(1);
    expect((await teams.store.outbox.count()).waiting).toBe(0);
  });

  test('is used again after the next install', async () => {
    await teams.post(installIn(connector, AGENTS, SAM));
    await teams.open('Who prints the roster of rooms?');
    const card = await look('Who prints the roster of rooms?');
    expect(card.conversation).toBe(AGENTS.id);
    expect(letters('sam@oak.org', 'roster of rooms')).toEqual([]);
  });

  test('gives way to the agent’s private chat, where there is one, and the card works there', async () => {
    await teams.post(activity(connector, { text: 'hello', from: SAM, conversation: SAMS }));
    await until(async () => (await teams.store.references.get(`teams:${SAMS.id}`)) !== undefined);
    await teams.post({ ...installIn(connector, AGENTS, SAM), action: 'remove' });
    await teams.open('Can a substitute teacher proctor?');
    const card = await look('Can a substitute teacher proctor?');
    expect(card.conversation).toBe(SAMS.id);
    expect(letters('sam@oak.org', 'substitute teacher')).toEqual([]);
    await teams.press(button(cardIn(card.body), 'Take it'), { from: SAM, conversation: SAMS });
    expect((await look('being looked at', 'PUT')).conversation).toBe(SAMS.id);
    await teams.post(installIn(connector, AGENTS, SAM));
  });

  test('of an agent who never wrote to the bot is no place: mail', async () => {
    await teams.open('Where is the list of rooms kept?', 'kim@oak.org');
    const mail = await letter('kim@oak.org', 'Where is the list of rooms kept?');
    expect(mail.raw).toMatch(/\/agent\//);
  });

  test('to the asker keeps no answer from them: it goes by mail', async () => {
    const ticket = await teams.open('When does the office open in June?');
    await look('When does the office open in June?');
    await aWhile(1_500);
    connector.trouble.push(BLOCKED);
    await teams.desk.act({
      act: 'answer',
      ticket: ticket.id,
      agent: 'sam@oak.org',
      words: 'At seven sharp.',
    });
    const mail = await letter('ann@oak.org', 'At seven sharp.');
    expect(mail.raw).toContain('When does the office open in June?');
    expect(mail.raw).not.toContain('/agent/');
  });

  test('is not meant by a card that somebody deleted: the ticket goes on, and nothing stands among the failures', async () => {
    await teams.post(installIn(connector, ANNS));
    const failed = (await teams.store.outbox.count()).failed;
    const ticket = await teams.open('Is there a form for lost badges?');
    await look('Is there a form for lost badges?');
    const kept = await until(async () => (await teams.store.references.ofPerson(`ticket:${ticket.id}`))[0]);
    await aWhile(1_500);
    connector.trouble.push({ status: 404 });
    const note = { act: 'note', ticket: ticket.id, agent: 'sam@oak.org', words: 'Seen.' } as const;
    await teams.desk.act(note);
    await until(async () => (await teams.store.references.get(kept.conversation))?.deadAt);
    expect((await teams.store.outbox.count()).failed).toBe(failed);
    expect((await teams.store.references.get(PLACE))?.deadAt).toBeUndefined();
  });

  test('is not meant by a thread that went with its card: the news is a card anew, and the channel stays open', async () => {
    const ticket = await teams.open('Who keeps the seating charts?');
    await look('Who keeps the seating charts?');
    const first = await until(async () => (await teams.store.references.ofPerson(`ticket:${ticket.id}`))[0]);
    await aWhile(1_500);
    since = connector.taken.length;
    refuseInThreads({ status: 404, body: { error: { code: 'ConversationNotFound' } } });
    await teams.post(activity(connector, { text: `withdraw ${ticket.number}` }));
    const card = await find(
      connector,
      (t) => t.method === 'POST' && t.conversation === AGENTS.id && words(t.body).includes('seating charts'),
      'a card anew',
      since,
    );
    expect(buttonsOf(cardIn(card.body)).length).toBeGreaterThan(0);
    expect((await teams.store.references.get(first.conversation))?.deadAt).toBeGreaterThan(0);
    expect((await teams.store.references.get(PLACE))?.deadAt).toBeUndefined();
    expect(letters('sam@oak.org', 'seating charts')).toEqual([]);
  });

  test('is meant when the bot is no member any more, though it was found out in a thread', async () => {
    const ticket = await teams.open('Who counts the pencils?');
    await look('Who counts the pencils?');
    await aWhile(1_500);
    refuseInThreads(GONE);
    await teams.post(activity(connector, { text: `withdraw ${ticket.number}` }));
    await until(async () => (await teams.store.references.get(PLACE))?.deadAt);
    await teams.post(installIn(connector, AGENTS, SAM));
  });

  test('is open again to whoever presses there: an agent’s next ticket comes to their chat, not by mail', async () => {
    await teams.post(activity(connector, { text: 'hello', from: KIM, conversation: KIMS }));
    await until(async () => (await teams.store.people.byEmail('kim@oak.org')).length);
    await teams.open('Who repairs the projector?', 'kim@oak.org');
    const card = await look('Who repairs the projector?');
    expect(card.conversation).toBe(KIMS.id);
    await aWhile(1_500);
    connector.trouble.push(BLOCKED);
    await teams.open('Who sweeps the hall?', 'kim@oak.org');
    await letter('kim@oak.org', 'Who sweeps the hall?');
    const taken = await teams.press(button(cardIn(card.body), 'Take it'), { from: KIM, conversation: KIMS });
    expect(words(taken)).toContain('being looked at');
    await teams.open('Who feeds the fish?', 'kim@oak.org');
    expect((await look('Who feeds the fish?')).conversation).toBe(KIMS.id);
    expect(letters('kim@oak.org', 'feeds the fish')).toEqual([]);
  });
});
