import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_HOURS, type Organization } from '../../../src/escalation/organization.ts';
import { openTicket } from '../../../src/escalation/tickets.ts';
import { databases, type TestDatabase } from '../../support/databases.ts';
import { until } from './support/app.ts';
import { type FakeSlack, startFakeSlack, TEAM } from './support/fake-slack.ts';
import { type KeptApp, startKeptApp } from './support/kept.ts';

interface Block {
  text?: { text: string };
  accessory?: { action_id: string; value: string };
}

describe.each(await databases())('the Home tab on $name', (kind) => {
  let slack: FakeSlack;
  let database: TestDatabase;
  let app: KeptApp;
  let ann: string;
  let bob: string;
  let agents: string;
  let now: string;

  beforeAll(async () => {
    slack = await startFakeSlack();
    [ann, bob] = [await slack.userId('ann'), await slack.userId('bob')];
    agents = await slack.channelId('agents');
  });
  afterAll(() => slack.stop());
  afterEach(async () => {
    await app.stop();
    await database.drop();
    slack.calls.length = 0;
  });

  async function start(at = '2026-11-21T10:00:00-08:00'): Promise<void> {
    now = at;
    database = await kind.create();
    const organization: Organization = {
      leas: [
        {
          name: 'Oak Unified',
          cds: '1234567',
          hours: DEFAULT_HOURS,
          successAgent: { name: 'Bob Ruiz', email: 'bob@oak.org', chat: `slack:${TEAM}:${agents}:` },
          backups: [],
          coordinators: [{ name: 'Ann Lee', email: 'ann@oak.org' }],
          schools: [],
        },
      ],
      administrators: [],
      topics: {},
      answerWithinHours: 8,
    };
    app = await startKeptApp({ slack, database, organization, now: () => now });
  }

  const posts = () => slack.ofMethod('chat.postMessage').filter((c) => c.answer.ok);
  const words = (what: unknown) => JSON.stringify(what);
  /** What is shown to somebody who opens the tab. */
  async function home(user: string): Promise<Block[]> {
    const before = slack.ofMethod('views.publish').length;
    await app.event({ type: 'app_home_opened', user, tab: 'home' });
    const { answer, body } = await until(() => slack.ofMethod('views.publish')[before]);
    expect(answer.ok).toBe(true);
    return (body.view as { blocks: Block[] }).blocks;
  }
  const press = (user: string, action: Partial<Block['accessory']>) =>
    app.interact({
      type: 'block_actions',
      user: { id: user, team_id: TEAM },
      container: { type: 'view' },
      view: { id: 'V1', type: 'home' },
      actions: [{ type: 'button', ...action }],
    });

  test('names the role as a role', async () => {
    await start();
    expect((await home(ann))[0]?.text?.text).toBe('Your role: LEA coordinator');
  });

  test('offers to remind of a day only while a reminder would still come', async () => {
    const ofWindow = ({ text }: Block) => text?.text.includes('Testing windows set in TOMS');
    await start();
    expect((await home(ann)).find(ofWindow)?.accessory?.value).toContain('2026-12-01');
    // On the morning of the day before the last reminder has gone.
    now = '2026-11-30T10:00:00-08:00';
    const near = (await home(ann)).find(ofWindow);
    expect(near?.text?.text).toContain('December 1, 2026');
    expect(near?.accessory).toBeUndefined();
    // Tasks of the month, too.
    expect(words(await home(ann))).not.toContain('2026-11-30 ');
  });

  test('says that a draft goes on in Messages, where it then does', async () => {
    await start();
    const dm = await slack.privateChannel(ann);
    const say = (text: string, ts: string) =>
      app.event({ type: 'message', channel_type: 'im', channel: dm, user: ann, ts, text });
    await say('prepare a call to CalTAC', '1799100000.000100');
    await until(() => posts()[0]);
    await say('Chromebook', '1799100001.000100');
    await until(() => posts()[1]);
    const draft = (await home(ann)).find(({ accessory }) => accessory?.action_id === 'draft');
    expect(draft?.text?.text).toContain('It goes on in the Messages tab');
    await press(ann, draft?.accessory);
    expect((await until(() => posts()[2])).body.channel).toBe(dm);
  });

  test('has a button for each of an agent’s tickets, which brings it to where the agent gets tickets', async () => {
    await start();
    const dm = await slack.privateChannel(ann);
    await app.store.transact((records) =>
      openTicket(app.desk!.context(records, Date.now()), {
        number: 1001,
        question: 'May we test on a Saturday?',
        topic: 'technical_or_administration',
        assignee: 'bob@oak.org',
        backups: [],
        person: `slack:${TEAM}:${ann}`,
        conversation: `slack:${TEAM}:${dm}:1798000000.000100`,
      }),
    );
    app.wake();
    const card = await until(() => posts()[0]);
    const shown = (await home(bob)).find(({ accessory }) => accessory?.action_id.startsWith('show:'));
    expect(shown?.text?.text).toBe('Ticket 1001: May we test on a Saturday?');
    await press(bob, shown?.accessory);
    const again = await until(() => posts().find((p) => words(p.body).includes('as you asked')));
    expect(again.body).toMatchObject({ channel: agents, thread_ts: card.answer.ts });
    await until(() => posts().find((p) => words(p.body).includes('Ticket 1001 is on its way')));

    // Who is no agent has no such button; one that is made up shows nothing.
    expect(words(await home(ann))).not.toContain('"show:');
    const before = posts().length;
    await press(ann, { action_id: 'show:0', value: '1001' });
    const refused = await until(() => posts()[before]);
    expect(refused.body.channel).toBe(dm);
    expect(words(refused.body)).not.toContain('Saturday');
    expect(words(refused.body)).not.toContain('on its way');
  });
});
