import { beforeAll, describe, expect, test } from 'vitest';
import { createAssistant } from '../../src/assistant/assistant.ts';
import { memoryConversations } from '../../src/assistant/conversations.ts';
import { createWorld } from '../../src/assistant/create-world.ts';
import type { Part } from '../../src/assistant/reply.ts';
import { formSkills } from '../../src/assistant/skills/form.ts';
import { renderText } from '../../src/assistant/text.ts';
import type { World } from '../../src/assistant/world.ts';
import { memoryCalls, memoryDrafts } from '../../src/forms/memory.ts';
import { dataKey } from '../../src/forms/secret.ts';
import type { Role } from '../../src/knowledge/schema.ts';

const SSID = '9988776655';
let world: World;
beforeAll(() => {
  world = createWorld();
}, 60_000);

/** A person with a keyed installation; `restart` forgets all but drafts and calls. */
function person({ role = 'lea_coordinator' as Role | undefined, key = dataKey('k'.repeat(20)) } = {}) {
  const drafts = memoryDrafts();
  const calls = memoryCalls();
  let conversations = memoryConversations();
  let id = 0;
  const speak = async (
    text: string,
    {
      at = '2026-11-23T09:00:00-08:00',
      conversation = 'c',
      action = undefined as string | undefined,
      email = 'lee@oak.org',
    } = {},
  ) => {
    const assistant = createAssistant(world, conversations, formSkills(world, { drafts, calls, key }));
    const reply = await assistant.reply({
      id: `m${++id}`,
      conversation,
      person: { id: `in-${conversation}`, email, role, name: 'Ann Lee' },
      text,
      action,
      at,
    });
    return { ...reply, text: renderText(reply) };
  };
  return {
    speak,
    calls,
    drafts,
    run: async (...messages: string[]) => {
      let last = await speak(messages[0]!);
      for (const m of messages.slice(1)) last = await speak(m);
      return last;
    },
    restart: () => {
      conversations = memoryConversations();
    },
    state: async () => JSON.stringify([await conversations.load('c'), await drafts.ofPerson('lee@oak.org')]),
  };
}

const OPEN = 'please prepare my call to CalTAC';
const SIX = [
  OPEN,
  'dell desktop',
  'err 88 "no route"',
  'windows 11, secure browser 17',
  'fiber, firewall',
  'lee@oak.org 916-555-0123',
  'CA-12AB-9',
];

describe('the CalTAC form in a conversation', () => {
  test('begins with the device and says until when the draft is kept', async () => {
    const reply = await person().run(OPEN);
    expect(reply.kind).toBe('ask');
    expect(reply.text).toContain('type of device');
    expect(reply.text).toContain('December 7, 2026');
  });

  test('answers a question in between and asks the same field again', async () => {
    const reply = await person().run(OPEN, 'dell desktop', 'hold on, what hours does caltac have');
    expect(reply.kind).toBe('answer');
    expect(reply.text).toMatch(/7 a\.m\. to 5 p\.m\.[\s\S]*\(2 of 7\) Which error message/);
  });

  test.each([["what is CalTAC's phone number"], ['can site coordinators call CalTAC']])(
    'leaves "%s" to the entries',
    async (question) => {
      const reply = await person().run(question);
      expect(reply.subject).toMatch(/^entry:/);
    },
  );

  test('asks the seventh thing with the words that it must be authorized, and shows the sheet on skip', async () => {
    const p = person();
    const seventh = await p.run(...SIX);
    expect(seventh.text).toMatch(/authorized[\s\S]*SSID/);
    const sheet = await p.speak('skip');
    expect(sheet.kind).toBe('answer');
    for (const part of [
      'Dell desktop',
      'CA-12AB-9',
      'lee@oak.org',
      '800-955-2954',
      'open now',
      'Success Agent',
      'What is it about?',
    ])
      expect(sheet.text).toContain(part);
    expect(sheet.text.length).toBeLessThanOrEqual(1_800);
  });

  test('takes an SSID at its own question only, masks it, and keeps it sealed', async () => {
    const p = person();
    await p.run(...SIX.slice(0, 3));
    const refused = await p.speak(`the ssid is ${SSID}`);
    expect(refused.kind).toBe('decline');
    expect(refused.text).toContain('Which operating system');
    for (const m of SIX.slice(3)) await p.speak(m);
    const sheet = await p.speak(`SSID ${SSID}, grade 4, math, PT`);
    expect(sheet.text).toContain('•••••••655');
    expect(sheet.text).not.toContain(SSID);
    expect(await p.state()).not.toContain(SSID);
    expect(await p.state()).toContain('"sealed"');
    const done = await p.speak('finish');
    expect(done.text).toContain('deleted');
    expect(JSON.stringify([await p.calls.list(), await p.state()])).not.toMatch(/9988776655|sealed/);
  });

  test('says so where nothing can be encrypted, and keeps nothing', async () => {
    const p = person({ key: undefined as unknown as Buffer });
    const noKey = createAssistant(
      world,
      memoryConversations(),
      formSkills(world, { drafts: p.drafts, calls: p.calls }),
    );
    let last = '';
    for (const [i, text] of [...SIX, `grade 4, ${SSID}`].entries())
      last = renderText(
        await noKey.reply({
          id: `n${i}`,
          conversation: 'n',
          person: { id: 'n', role: 'lea_coordinator' },
          text,
          at: '2026-11-23T09:00:00-08:00',
        }),
      );
    expect(last).toContain('not kept here; have it ready');
    expect(JSON.stringify(await p.drafts.ofPerson('n'))).not.toContain(SSID);
  });

  test('a login problem is an error message, not a refused credential', async () => {
    const reply = await person().run(
      OPEN,
      'ipads',
      'students can log in but login failed password screen comes back',
    );
    expect(reply.text).toContain('(3 of 7)');
  });

  test('cancels with a word that says so, and keeps nothing', async () => {
    const p = person();
    const reply = await p.run(OPEN, 'ipads', 'cancel');
    expect(reply.kind).toBe('decline');
    expect(reply.text).toContain('canceled');
    expect(await p.state()).toBe(JSON.stringify([JSON.parse(await p.state())[0], []]));
    expect(await p.state()).not.toContain('iPad');
  });

  test('the number of a situation picks it', async () => {
    const p = person();
    await p.run(...SIX, 'skip');
    expect((await p.speak('8')).text).toContain('About: Password resets for LEA users');
  });

  test('"something else" asks for words', async () => {
    const p = person();
    await p.run(...SIX, 'skip');
    expect((await p.speak('10')).text).toContain('What is it about?');
    expect((await p.speak('our proctor screen is upside down')).text).toContain(
      'About: our proctor screen is upside down',
    );
  });
});

describe('drafts', () => {
  test('go on at the same field after a restart, the next day, in another channel', async () => {
    const p = person();
    await p.run(...SIX.slice(0, 4));
    p.restart();
    const reply = await p.speak('continue', { at: '2026-11-24T08:00:00-08:00', conversation: 'elsewhere' });
    expect(reply.text).toContain('(4 of 7)');
    const sheet = await p.speak('done', { at: '2026-11-24T08:01:00-08:00', conversation: 'elsewhere' });
    expect(sheet.text).toContain('Dell desktop');
  });

  test('are offered when the form is asked for again', async () => {
    const p = person();
    await p.run(...SIX.slice(0, 3));
    p.restart();
    const offer = await p.speak(OPEN);
    expect(offer.text).toMatch(/began this on November 23, 2026[\s\S]*December 7, 2026/);
    expect((await p.speak('1')).text).toContain('(3 of 7)');
  });

  test('are gone after 14 days, in the conversation too', async () => {
    const p = person();
    await p.run(OPEN, 'ipads');
    const late = { at: '2026-12-07T09:00:01-08:00' };
    expect((await p.speak('continue', late)).text).toContain('There is no form to go on with.');
    expect((await p.speak(OPEN, late)).text).toContain('(1 of 7)');
  });

  test('end in every channel when they are finished in one', async () => {
    const p = person();
    await p.run(OPEN, 'ipads');
    await p.speak('continue', { conversation: 'other', at: '2026-11-23T10:00:00-08:00' });
    await p.speak('cancel', { conversation: 'other', at: '2026-11-23T10:01:00-08:00' });
    const reply = await p.speak('caltac hours', { at: '2026-11-23T10:02:00-08:00' });
    expect(reply.text).not.toContain('of 7)');
  });
});

describe('calls', () => {
  test('are logged as a Word document, completed, and listed', async () => {
    const p = person();
    const done = await p.run(...SIX, 'skip', '5', 'finish');
    const file = done.parts.find((part) => part.type === 'file');
    expect(file).toMatchObject({ name: 'caltac-contact-log-2026-11-23.docx', encoding: 'base64' });
    const logged = await p.speak('log: spoke with Kim, case 445566, clear the cache');
    expect(logged.text).toMatch(/Kim[\s\S]*445566[\s\S]*clear the cache/);
    expect((await p.speak('calls')).text).toContain('STAIRS or Appeals; Case number 445566');
  });

  test('are listed with their contact logs, each to be had again, and by nobody else', async () => {
    const p = person();
    const done = await p.run(...SIX, 'skip', '5', 'finish');
    const log = (parts: Part[]) => parts.find((part) => part.type === 'file');
    const listed = await p.speak('can you send me the contact log again?');
    const choice = listed.parts.flatMap((part) => (part.type === 'choices' ? part.choices : []))[0];
    expect(choice?.label).toMatch(/^Contact log of Monday, November 23/);
    const again = await p.speak('', { action: choice?.action });
    expect(log(again.parts)).toMatchObject({ name: 'caltac-contact-log-2026-11-23.docx' });
    expect(log(done.parts)).toMatchObject({ title: 'CalTAC contact log' });
    const other = await p.speak('', { action: choice?.action, email: 'kim@oak.org' });
    expect(log(other.parts)).toBeUndefined();
    expect(other.text).toContain('not among yours');
  });

  test('cannot be completed before one was prepared', async () => {
    expect((await person().run('log: spoke with Kim')).text).toContain('There is no call');
  });
});

describe('who calls', () => {
  test.each([
    ['site_coordinator', 'your LEA CAASPP coordinator'],
    ['test_administrator', 'your site CAASPP coordinator'],
  ] as const)('a %s sends the sheet on', async (role, who) => {
    const p = person({ role });
    expect((await p.run(OPEN)).text).toContain(who);
    const sheet = await p.run(...SIX.slice(1), 'skip');
    expect(sheet.text).toContain(`Send this to ${who}`);
    const sent = await p.speak(`Send this to ${who}`);
    expect(sent.text).toMatch(/text to send[\s\S]*Dell desktop[\s\S]*Nothing has been sent yet/);
  });
});
