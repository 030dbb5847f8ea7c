import { describe, expect, test } from 'vitest';
import { type Connector, createConnector } from '../../../src/channels/teams/connector.ts';
import { sendingError } from '../../../src/channels/teams/errors.ts';
import { createPeople } from '../../../src/channels/teams/people.ts';
import { NO_ORGANIZATION } from '../../../src/escalation/organization.ts';
import { createLog } from '../../../src/log.ts';
import { ANN, activity, type FakeConnector, type Teams } from '../../support/teams.ts';
import { teamsForEach } from './support/each.ts';

const ID = `teams:${ANN.aadObjectId}`;
const TOLD = { name: 'Ann Oak', email: 'Ann@Oak.org' };
const DAY = 24 * 60 * 60 * 1000;

let connector: FakeConnector;
let teams: Teams;
let asked: number;
/** What Teams answers when it is asked who somebody is. */
let member: Connector['member'];

const counted: Connector['member'] = (...who) => {
  asked++;
  return member(...who);
};

teamsForEach(
  (there) => ({ connector, teams } = there),
  () => {
    asked = 0;
    member = async () => TOLD;
    const scripted: Connector = { ...createConnector(async () => 'a-token'), member: counted };
    return {
      organization: { ...NO_ORGANIZATION, administrators: ['ann@oak.org'] },
      options: { connector: scripted },
    };
  },
);

/** The words of the answer to a message. */
async function answerTo(text: string): Promise<string> {
  const before = connector.messages().length;
  await teams.post(activity(connector, { text }));
  return JSON.stringify((await connector.until(before + 1))[before]);
}
const kept = () => teams.store!.people.get(ID);

const fails = (status?: number) => async () => {
  throw sendingError({ status });
};

describe('the rights of a person in Teams', () => {
  test('are those of the email that Teams tells, from the first message on', async () => {
    member = async () => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      return TOLD;
    };
    expect(await answerTo('downtime add TOMS')).toContain('Noted: TOMS is down');
    expect(await kept()).toMatchObject({ name: 'Ann Oak', email: 'Ann@Oak.org' });
  });

  test.each([
    ['404', fails(404)],
    ['429', fails(429)],
    ['503', fails(503)],
    ['a line that was cut', fails()],
    ['a member without an email', async () => ({ name: 'Ann Oak' })],
  ])('are asked for again with the next message, when the first answer was %s', async (_, first) => {
    member = first;
    expect(await answerTo('downtime add TOMS')).toContain('Only administrators');
    member = async () => TOLD;
    expect(await answerTo('downtime add TOMS')).toContain('Noted: TOMS is down');
  });

  test('are not waited for longer than a moment, and known as soon as Teams tells', async () => {
    let tell: (told: typeof TOLD) => void = () => {};
    member = () => new Promise((resolve) => (tell = resolve));
    const started = performance.now();
    expect(await answerTo('downtime add TOMS')).toContain('Only administrators');
    expect(performance.now() - started).toBeLessThan(3_500);
    tell(TOLD);
    await expect.poll(async () => (await kept())?.email).toBe('Ann@Oak.org');
    expect(await answerTo('downtime add TOMS')).toContain('Noted: TOMS is down');
    expect(asked).toBe(1);
  });

  test('are asked for anew after a day, and the email of before serves meanwhile', async () => {
    const fields = { askedTeamsAt: Date.now() - DAY - 1 };
    await teams.store?.people.save({ id: ID, channel: 'teams', email: 'ann@oak.org', fields }, Date.now());
    let tell: (told: typeof TOLD) => void = () => {};
    member = () => new Promise((resolve) => (tell = resolve));
    expect(await answerTo('downtime add TOMS')).toContain('Noted: TOMS is down');
    tell({ name: 'Ann Elm', email: 'ann.elm@oak.org' });
    await expect.poll(async () => (await kept())?.email).toBe('ann.elm@oak.org');
    expect(await answerTo('downtime add TOMS')).toContain('Only administrators');
    expect(asked).toBe(1);
  });

  test('are not asked for again on the same day, not even after a restart', async () => {
    const fields = { askedTeamsAt: Date.now() - DAY / 2 };
    await teams.store?.people.save({ id: ID, channel: 'teams', email: 'ann@oak.org', fields }, Date.now());
    expect(await answerTo('downtime add TOMS')).toContain('Noted: TOMS is down');
    expect(asked).toBe(0);
  });
});

describe('a person whom Teams does not know', () => {
  let now: number;
  const log = createLog({ logLevel: 'silent', logMessageText: false });

  function known() {
    now = Date.now();
    return createPeople({
      tools: { store: teams.store, log },
      connector: { member: counted },
      now: () => now,
    });
  }

  test('is asked for with the first messages, and then at times: not with each', async () => {
    const people = known();
    member = fails(404);
    for (let n = 0; n < 20; n++) await people.meet(activity(connector));
    expect(asked).toBe(3);
    now += 10_000;
    for (let n = 0; n < 20; n++) await people.meet(activity(connector));
    expect(asked).toBe(4);
    now += DAY;
    member = async () => TOLD;
    await people.meet(activity(connector));
    expect((await kept())?.email).toBe('Ann@Oak.org');
  });

  test('is asked for once by messages that come together', async () => {
    const people = known();
    await Promise.all(Array.from({ length: 5 }, () => people.meet(activity(connector))));
    expect(asked).toBe(1);
    expect(await people.email(activity(connector))).toBe('ann@oak.org');
  });
});
