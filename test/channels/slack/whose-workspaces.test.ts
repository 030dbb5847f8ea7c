import type { webApi } from '@slack/bolt';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { checkSlack } from '../../../src/channels/slack/doctor.ts';
import { createPeople } from '../../../src/channels/slack/people.ts';
import { readSettings } from '../../../src/config/settings.ts';
import { DEFAULT_HOURS, type Organization } from '../../../src/escalation/organization.ts';
import { createLog } from '../../../src/log.ts';
import { openStore } from '../../../src/store/store.ts';
import { databases, type TestDatabase } from '../../support/databases.ts';
import { aWhile, SECRET } from './support/app.ts';
import { type FakeSlack, startFakeSlack, TEAM } from './support/fake-slack.ts';
import { installApp, OAUTH } from './support/installing.ts';
import { type KeptApp, startKeptApp } from './support/kept.ts';

const [kind] = await databases();
const ELSEWHERE = 'T0ELSEWHERE';

describe('workspaces that are not in SLACK_TEAMS', () => {
  let slack: FakeSlack;
  let database: TestDatabase;
  let app: KeptApp;

  beforeAll(async () => {
    slack = await startFakeSlack();
  });
  afterAll(() => slack.stop());
  afterEach(async () => {
    await app.stop();
    await database.drop();
    slack.calls.length = 0;
  });

  const start = async (teams: string) => {
    const environment = { ...OAUTH, SLACK_TEAMS: teams };
    app = await startKeptApp({ slack, database, environment });
  };

  test('cannot install the app: nothing is kept, and whoever tried reads why', async () => {
    database = await kind!.create();
    await start(ELSEWHERE);
    const refused = await installApp(app, slack, await slack.userId('ann'));
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain('for the workspaces of one organization');
    expect(await app.store.installations.list('slack')).toEqual([]);
  });

  test('are not let in by what was kept before: their events are acknowledged, and nothing is answered', async () => {
    database = await kind!.create();
    await start(TEAM);
    const ann = await slack.userId('ann');
    expect((await installApp(app, slack, ann)).status).toBe(200);
    await app.stop();
    await start(ELSEWHERE);
    const channel = await slack.privateChannel(ann);
    const asked = { type: 'message', channel_type: 'im', channel, user: ann, ts: '1.5', text: 'hello' };
    expect((await app.event(asked)).status).toBe(200);
    await aWhile(300);
    expect(slack.ofMethod('chat.postMessage')).toEqual([]);
  });

  test('are named by the doctor as those that may not', async () => {
    database = await kind!.create();
    await start(TEAM);
    const found = await checkSlack(
      readSettings({ ...OAUTH, SLACK_SIGNING_SECRET: SECRET, SLACK_API_URL: slack.api }),
    );
    expect(found.find((f) => f.what === 'Slack: workspaces')?.say).toContain(`Only ${TEAM} may install`);
  });
});

describe('an email makes somebody an agent or a coordinator', () => {
  const organization: Organization = {
    leas: [
      {
        name: 'Oak Unified',
        cds: '1',
        hours: DEFAULT_HOURS,
        backups: [],
        coordinators: [{ name: 'Ann Lee', email: 'ann@oak.org' }],
        schools: [],
      },
    ],
    administrators: [],
    topics: {},
    answerWithinHours: 8,
  };
  const log = createLog({ logLevel: 'silent', logMessageText: false });
  const told = (more: object = {}) => ({ team_id: 'T1', profile: { email: 'ann@oak.org' }, ...more });
  const DAY = 24 * 60 * 60 * 1000;

  const peopleBy = (user: () => object, more: Partial<Parameters<typeof createPeople>[0]> = {}) => {
    const client = { users: { info: async () => ({ user: user() }) } } as unknown as webApi.WebClient;
    const isOurs = async (team: string) => team === 'T1';
    return createPeople({ log, organization, clientOf: async () => client, isOurs, ...more });
  };

  test.each([
    ['who belongs to our workspace', told()],
    ['whose email is confirmed', told({ is_email_confirmed: true })],
    [
      'who is in our workspace of an Enterprise Grid',
      told({ team_id: 'E1', enterprise_user: { teams: ['T1'] } }),
    ],
  ])('of one %s', async (_, user) => {
    const person = await peopleBy(() => user).person('T1', 'U1');
    expect(person).toMatchObject({ email: 'ann@oak.org', role: 'lea_coordinator' });
  });

  test.each([
    ['whose email nobody has confirmed', 'T1', told({ is_email_confirmed: false })],
    ['who comes by Slack Connect', 'T1', told({ team_id: 'T2' })],
    ['whose workspace is not ours', 'T2', told({ team_id: 'T2' })],
    ['of whom Slack does not say where they belong', 'T1', told({ team_id: undefined })],
  ])('but not of one %s', async (_, team, user) => {
    const { email, role } = await peopleBy(() => user).person(team, 'U1');
    expect([email, role]).toEqual([undefined, undefined]);
  });

  test('and no longer once Slack says so: it is not kept, so nothing of theirs is sent there', async () => {
    const database = await kind!.create();
    const store = await openStore(database.options());
    let now = 1_800_000_000_000;
    let user = told();
    const people = peopleBy(() => user, { store, now: () => now });
    await people.person('T1', 'U1');
    expect(await store.people.byEmail('ann@oak.org')).toHaveLength(1);
    user = told({ is_email_confirmed: false });
    now += DAY + 1;
    await people.person('T1', 'U1');
    await expect.poll(async () => (await people.person('T1', 'U1')).email).toBeUndefined();
    expect(await store.people.byEmail('ann@oak.org')).toEqual([]);
    await store.close();
    await database.drop();
  });

  test('not by what was kept before anybody looked: Slack is asked first', async () => {
    const database = await kind!.create();
    const store = await openStore(database.options());
    const kept = { id: 'slack:T1:U1', channel: 'slack', email: 'ann@oak.org' };
    await store.people.save({ ...kept, fields: { askedSlackAt: Date.now() } }, Date.now());
    const people = peopleBy(() => told({ team_id: 'T2' }), { store });
    expect((await people.person('T1', 'U1')).email).toBeUndefined();
    await store.close();
    await database.drop();
  });
});
