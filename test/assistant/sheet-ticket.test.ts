import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createWorld } from '../../src/assistant/create-world.ts';
import { renderText } from '../../src/assistant/text.ts';
import type { World } from '../../src/assistant/world.ts';
import { NO_ORGANIZATION, type Organization } from '../../src/escalation/organization.ts';
import type { Role } from '../../src/knowledge/schema.ts';
import { databases, type TestDatabase } from '../support/databases.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { ALWAYS, agent, organization } from '../support/organization.ts';

const SSID = '9988776655';
const RUN = [
  'please prepare my call to CalTAC',
  'dell desktop',
  'err 88 "no route", student Maria Lopez sees it',
  'windows 11, secure browser 17',
  'wired, firewall',
  'pat@oak.org 916-555-0123',
  'CA-12AB-9',
  `SSID ${SSID}, grade 4, math, PT`,
];
const SEND_SITE = 'Send this to your site CAASPP coordinator';
const SEND_LEA = 'Send this to your LEA CAASPP coordinator';

let world: World;
let database: TestDatabase;
let desk: TestDesk;
beforeAll(() => {
  world = createWorld();
}, 60_000);
const [kind] = await databases();
beforeEach(async () => {
  database = await kind!.create();
});
afterEach(async () => {
  await desk.close();
  await database.drop();
});

async function open(among: Organization): Promise<void> {
  desk = await openTestDesk(world, database.options(), among);
}

type Who = { role: Role; lea?: string; school?: string };
async function say(who: Who, ...texts: string[]): Promise<string> {
  let last = '';
  for (const text of texts)
    last = renderText(await desk.ask({ id: 'pat', email: 'pat@oak.org', ...who }, text));
  return last;
}

const AT_HILL = { lea: 'Oak Unified', school: 'Hill School' };

describe('the sheet of somebody who does not call', () => {
  test.each([
    ['site_coordinator', SEND_LEA, 'sam@oak.org', 'Sam Rivera'],
    ['test_administrator', SEND_SITE, 'jo@oak.org', 'Jo Patel'],
    ['test_examiner', SEND_SITE, 'jo@oak.org', 'Jo Patel'],
  ] as const)(
    'of a %s is shown, then sent as a ticket to the one above',
    async (role, label, email, name) => {
      await open(organization());
      const who = { role, ...AT_HILL };
      expect(await say(who, ...RUN)).toContain(label);
      const preview = await say(who, label);
      expect(preview).toMatch(new RegExp(`would go to ${name}[\\s\\S]*Device: Dell desktop[\\s\\S]*Send it`));
      expect(await desk.store.tickets.list()).toEqual([]);
      expect(await say(who, 'Send it')).toMatch(new RegExp(`Sent to ${name} as ticket 1001[\\s\\S]*finish`));
      const [ticket] = await desk.store.tickets.list();
      expect(ticket).toMatchObject({ assignee: email, lea: 'Oak Unified', role, subject: 'form:caltac' });
      expect(ticket?.question).toContain('Test session ID: CA-12AB-9');
      // Whoever sent it still gets the contact log.
      expect(await say(who, 'finish')).toContain('contact log');
    },
  );

  test('holds no student information, neither on the ticket nor in what is delivered', async () => {
    await open(organization());
    const who = { role: 'test_examiner' as const, ...AT_HILL };
    await say(who, ...RUN);
    expect(await say(who, SEND_SITE)).toContain('I replaced what looked like student information');
    await say(who, 'Send it');
    const [ticket] = await desk.store.tickets.list();
    const all = JSON.stringify([ticket, await desk.store.tickets.askers(ticket!.id), await desk.sent()]);
    expect(all).toContain('Student information: not sent');
    expect(all).not.toMatch(/9988776655|•655|Maria|Lopez|Grade: 4|mathematics/);
  });

  test('pressed twice is one ticket, and two people with like sheets have one each', async () => {
    await open(organization());
    const who = { role: 'test_examiner' as const, ...AT_HILL };
    const press = (id: string) => desk.ask({ id, ...who }, 'Send it', { action: 'form:caltac:send-now' });
    for (const id of ['pat', 'kim']) {
      for (const text of RUN.slice(0, 7)) await desk.ask({ id, ...who }, text);
      await press(id);
      await press(id);
    }
    const tickets = await desk.store.tickets.list();
    expect(tickets).toHaveLength(2);
    for (const { id } of tickets) expect(await desk.store.tickets.askers(id)).toHaveLength(1);
  });

  test('is kept when it is not to be sent', async () => {
    await open(organization());
    const who = { role: 'test_examiner' as const, ...AT_HILL };
    expect(await say(who, ...RUN, SEND_SITE, 'Do not send')).toContain('Dell desktop');
    expect(await desk.store.tickets.list()).toEqual([]);
  });

  test('asks for the LEA and the school where they are not known', async () => {
    await open(organization());
    const who = { role: 'test_examiner' as const };
    expect(await say(who, ...RUN, SEND_SITE)).toContain('Which LEA');
    expect(await say(who, 'Oak Unified')).toContain('Which school');
    expect(await say(who, 'hill')).toContain('would go to Jo Patel');
  });

  test('takes the typed name where there are too many schools to press', async () => {
    const one = organization();
    const schools = Array.from({ length: 30 }, (_, i) => ({
      name: `School ${i + 100}`,
      coordinators: [agent(`Coordinator${i} Lee`)],
    }));
    await open({ ...one, leas: [{ ...one.leas[0]!, hours: ALWAYS, schools }] });
    const who = { role: 'test_examiner' as const, lea: 'Oak Unified' };
    expect(await say(who, ...RUN, SEND_SITE)).toContain('Which school');
    expect(await say(who, 'School 117')).toContain('would go to Coordinator17 Lee');
  });

  test('is a text to copy where nobody is configured', async () => {
    await open(NO_ORGANIZATION);
    const reply = await say({ role: 'test_examiner' }, ...RUN, SEND_SITE);
    expect(reply).toMatch(
      /text to send to your site CAASPP coordinator[\s\S]*Dell desktop[\s\S]*Nothing has been sent/,
    );
    expect(await desk.store.tickets.list()).toEqual([]);
  });
});

describe('an abandoned form', () => {
  test('is dropped from its conversation too after 14 days, and the conversation stays', async () => {
    await open(organization());
    await say({ role: 'lea_coordinator' }, ...RUN);
    const stateOf = async () => JSON.stringify(await desk.store.conversations.load('web:pat'));
    expect(await stateOf()).toContain('Dell desktop');
    desk.clock.now += 14 * 86_400_000 - 1;
    expect(await desk.store.purge(400)).not.toHaveProperty('dialogues');
    expect(await stateOf()).toContain('sealed');
    desk.clock.now += 1;
    expect(await desk.store.purge(400)).toMatchObject({ drafts: 1, dialogues: 1 });
    expect(await stateOf()).not.toMatch(/Dell desktop|sealed|dialogue/);
    expect(await say({ role: 'lea_coordinator' }, 'continue')).toContain('There is no form to go on with.');
  });
});
