/** One server with Slack, Teams and mail: whoever asks and whoever answers, each stays where they are. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTicket } from '../../src/escalation/tickets.ts';
import type { Ticket } from '../../src/records/tickets.ts';
import { linkIn } from '../support/office.ts';
import {
  ANN,
  activity,
  type FakeConnector,
  type Issuer,
  startConnector,
  startIssuer,
  type Taken,
} from '../support/teams.ts';
import { SECRET, sender } from './slack/support/app.ts';
import { BOT_TOKEN, type FakeSlack, startFakeSlack, TEAM } from './slack/support/fake-slack.ts';
import {
  AGENTS,
  ANNS,
  button,
  cardIn,
  find,
  installIn,
  SAM,
  startTeamsOffice,
  type TeamsOffice,
  until,
  words,
} from './teams/support/ticket-office.ts';

describe('a question is answered where the agent is, and heard where it was asked', () => {
  let issuer: Issuer;
  let connector: FakeConnector;
  let slack: FakeSlack;
  let teams: TeamsOffice;
  let speak: ReturnType<typeof sender>;
  let bob: string;
  let ann: string;
  let dm: string;
  let agents: string;
  let since = 0;

  beforeAll(async () => {
    issuer = await startIssuer();
    connector = await startConnector();
    slack = await startFakeSlack();
    bob = await slack.userId('bob');
    ann = await slack.userId('ann');
    dm = await slack.privateChannel(ann);
    agents = await slack.channelId('agents');
    teams = await startTeamsOffice(issuer, connector, {
      organization: `
leas:
  - name: Oak Unified
    cds: "1964212"
    coordinators:
      - { name: Bob Ruiz, email: bob@oak.org, chat: "slack:${TEAM}:${agents}:" }
      - { name: Sam Rivera, email: sam@oak.org, chat: "teams:${AGENTS.id}" }
      - { name: Lee Nguyen, email: lee@oak.org }
`,
      environment: { SLACK_BOT_TOKEN: BOT_TOKEN, SLACK_SIGNING_SECRET: SECRET, SLACK_API_URL: slack.api },
    });
    speak = sender(teams.office.address);
    await teams.post(installIn(connector, AGENTS, SAM));
    await teams.post(installIn(connector, ANNS));
    await connector.until(2);
  }, 60_000);
  afterAll(async () => {
    await teams.stop();
    await connector.stop();
    await slack.stop();
    await issuer.stop();
  });
  beforeEach(() => {
    since = connector.taken.length;
    slack.calls.length = 0;
  });

  const inTeams = (method: string, text: string, more: (t: Taken) => boolean = () => true) =>
    find(connector, (t) => t.method === method && words(t.body).includes(text) && more(t), text, since);
  const inSlack = (method: string, text: string) =>
    until(() => slack.ofMethod(method).find((c) => c.answer.ok && JSON.stringify(c.body).includes(text)));

  /** What a button of a Slack card does: the modal, its preview, and the sending. */
  async function answerInSlack(ticket: Ticket, ts: string, said: string): Promise<void> {
    const { trigger_id } = await slack.call('views.generateTriggerId', { user_id: bob });
    await speak.interact({
      type: 'block_actions',
      user: { id: bob, team_id: TEAM },
      channel: { id: agents },
      container: { message_ts: ts },
      message: { ts, blocks: [] },
      actions: [{ type: 'button', action_id: 'ticket:answer', value: ticket.id }],
      trigger_id,
    });
    const opened = await inSlack('views.open', ticket.question);
    const submit = async (view: object, text?: string) =>
      speak.interact({
        type: 'view_submission',
        user: { id: bob },
        view: {
          id: 'V1',
          root_view_id: 'V1',
          ...view,
          state: { values: text ? { words: { words: { value: text } } } : {} },
        },
      });
    const preview = JSON.parse((await submit(opened.body.view as object, said)).text) as { view: object };
    await submit({ ...preview.view, id: 'V2' });
  }

  test('asked in Teams, answered in Slack: the whole way, from “talk to a person” to “that helped”', async () => {
    await teams.post(activity(connector, { text: 'talk to a person' }));
    await inTeams('POST', 'What would you like to ask?');
    await teams.post(activity(connector, { text: 'May the choir sing during the field test?' }));
    const role = await inTeams('POST', 'What is yours?');
    await teams.press(button(cardIn(role.body), 'Site coordinator'), { conversation: ANNS });
    const shown = await inTeams('POST', 'Shall I send it?');
    await teams.press(button(cardIn(shown.body), 'Send it'), { conversation: ANNS });
    await inTeams('POST', 'Sent to Bob Ruiz');

    const card = await inSlack('chat.postMessage', 'May the choir sing during the field test?');
    expect(card.body.channel).toBe(agents);
    const [ticket] = await teams.store.tickets.ofPerson(`teams:${ANN.aadObjectId}`);
    await answerInSlack(ticket!, card.answer.ts as string, 'Only outside.');
    const answer = await inTeams('POST', 'Only outside.');
    expect(answer.conversation).toBe(ANNS.id);
    expect(words(answer.body)).toContain('May the choir sing during the field test?');
    await inSlack('chat.update', 'Answer: Only outside.');
    await teams.press(button(cardIn(answer.body), 'That helped'), { conversation: ANNS });
    // Nobody in Slack has pressed anything: their card closes by itself.
    await inSlack('chat.update', 'closed, with Bob Ruiz');
  });

  test('asked in Slack, answered in Teams: into the thread where it was asked', async () => {
    const asked = {
      number: 7_001,
      question: 'Who fetches the sealed boxes?',
      topic: 'technical_or_administration',
      assignee: 'sam@oak.org',
      backups: [],
      lea: 'Oak Unified',
      person: `slack:${TEAM}:${ann}`,
      conversation: `slack:${TEAM}:${dm}:1798000000.000100`,
    };
    const { store, desk } = teams;
    await store.transact((records) => openTicket(desk.context(records, Date.now()), asked));
    const card = await inTeams('POST', asked.question);
    expect(card.conversation).toBe(AGENTS.id);
    const sam = (data: unknown, typed: object = {}) =>
      teams.press({ ...(data as object), ...typed }, { from: SAM, conversation: AGENTS });
    const form = (await sam(button(cardIn(card.body), 'Answer'))).value;
    const preview = (await sam(button(form, 'Preview'), { words: 'The driver does.' })).value;
    await sam(button(preview, 'Send'));
    const answer = await inSlack('chat.postMessage', 'The driver does.');
    expect(answer.body).toMatchObject({ channel: dm, thread_ts: '1798000000.000100' });
    expect(JSON.stringify(answer.body)).toContain(asked.question);
    await inTeams('PUT', 'Answer: The driver does.');
  });

  test('asked in Teams, passed on in Teams, answered on the page that a mail leads to: the card in Teams follows', async () => {
    await teams.open('Which door is for late pupils?');
    const card = await inTeams('POST', 'Which door is for late pupils?');
    const sam = (data: unknown, typed: object = {}) =>
      teams.press({ ...(data as object), ...typed }, { from: SAM, conversation: AGENTS });
    const form = (await sam(button(cardIn(card.body), 'Pass on'))).value;
    await sam(button(form, 'Save'), { to: 'lee@oak.org' });
    const mail = await teams.office.mailbox.letter(
      (l) => l.to === 'lee@oak.org' && l.raw.includes('late pupils'),
    );
    await inTeams('PUT', 'waiting, with Lee Nguyen');

    const link = linkIn(mail.raw);
    const page = await fetch(link);
    const cookie = page.headers.get('set-cookie')!.split(';')[0]!;
    const html = await page.text();
    const field = (name: string) => html.match(new RegExp(`name="${name}" value="([^"]*)"`))![1]!;
    const body = new URLSearchParams({
      key: field('key'),
      once: field('once'),
      seen: field('seen'),
      act: 'answer',
      words: 'The blue one.',
    });
    const sent = await fetch(link, {
      method: 'POST',
      body,
      headers: { cookie, Origin: teams.office.address },
    });
    expect(sent.status).toBe(200);
    const answer = await inTeams('POST', 'The blue one.');
    expect(answer.conversation).toBe(ANNS.id);
    await inTeams('PUT', 'Answer: The blue one.');
  });
});
