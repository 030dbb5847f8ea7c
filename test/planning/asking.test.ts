/** What people say for a reminder, and what only looks like it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Assistant, createAssistant, memoryConversations } from '../../src/assistant/assistant.ts';
import { createWorld } from '../../src/assistant/create-world.ts';
import type { Reply } from '../../src/assistant/reply.ts';
import { renderText } from '../../src/assistant/text.ts';
import { NO_ORGANIZATION } from '../../src/escalation/organization.ts';
import { createLog } from '../../src/log.ts';
import { openPlanner, type Planner } from '../../src/planner.ts';
import { openStore, type Store } from '../../src/store/store.ts';

let folder: string;
let store: Store;
let planner: Planner;
let assistant: Assistant;
let number = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'caaspp-asking-'));
  store = await openStore({ dataDir: folder, effects: {} });
  const log = createLog({ logLevel: 'silent', logMessageText: false });
  const world = createWorld();
  planner = openPlanner({ world, store, organization: NO_ORGANIZATION, log });
  assistant = createAssistant(world, memoryConversations(), [planner.skill]);
});
afterAll(async () => {
  await planner.close();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Each in a conversation and by a person of its own, unless told otherwise. */
function ask(text: string, conversation = `c${number + 1}`, action?: string): Promise<Reply> {
  const person = { id: `web:${conversation}` };
  const at = '2026-11-21T10:00:00-08:00';
  return assistant.reply({ id: `m${++number}`, conversation, person, text, action, at });
}
const kept = async (conversation: string) => [
  ...new Set((await store.reminders.ofPerson(`web:${conversation}`)).map(({ about }) => about.date)),
];

describe('a reminder', () => {
  test.each([
    ['remind me of the window deadline', '2026-12-01 '],
    ['Please remind me about setting the testing window', '2026-12-01 '],
    ['remind me on December 10 to order the packs', '2026-12-10 order the packs'],
    ['can you remind me to order the packs by 12/10/2026?', '2026-12-10 order the packs'],
    ['set a reminder for January 20: STAIRS training', '2027-01-20 STAIRS training'],
    ['remind me that the STAIRS training is on January 20', '2027-01-20 the STAIRS training'],
    ['remind me to verify the school calendars', '2026-11-30 Verify school calendars'],
    ['remind me about 2027-01-15', '2027-01-15 a date you set'],
  ])('"%s"', async (words, item) => {
    const conversation = `set${++number}`;
    expect(renderText(await ask(words, conversation))).toContain('I will remind you');
    const all = await kept(conversation);
    expect(all).toHaveLength(1);
    expect(String(all[0])).toMatch(new RegExp(`^${item}`));
  });

  test('can be of what was just answered', async () => {
    await ask('When must our testing window be set?', 'that');
    await ask('remind me of that', 'that');
    expect(await kept('that')).toMatchObject([expect.stringMatching(/^2026-12-01 /)]);
  });

  test.each([
    'remind me what STAIRS means',
    'remind me again who signs the affidavit',
    'Remind me how to add a user',
  ])('"%s" is a question', async (words) => {
    expect(renderText(await ask(words))).not.toMatch(/remind you/);
  });

  test('of what has no date is asked about, with what lies ahead to choose from', async () => {
    const reply = await ask('remind me of the security affidavit');
    expect(renderText(reply)).toContain('I find no date for that');
    expect(reply.parts.at(-1)).toMatchObject({
      type: 'choices',
      choices: expect.arrayContaining([
        {
          label: expect.stringContaining('December 1, 2026'),
          action: expect.stringMatching(/^planning:remind:2026-12-01 /),
        },
      ]),
    });
  });

  test.each([
    ['remind me tomorrow', 'too near'],
    ['remind me on 2026-11-01 of the party', 'That day is over'],
  ])('"%s" is %s', async (words, said) => {
    expect(renderText(await ask(words))).toContain(said);
  });

  test('is set once by a button pressed twice, and canceled by number, one or all', async () => {
    await ask('', 'twice', 'planning:remind:2026-12-10 order the packs');
    await ask('', 'twice', 'planning:remind:2026-12-10 order the packs');
    expect(await store.reminders.ofPerson('web:twice')).toHaveLength(2);
    expect(renderText(await ask('cancel reminder 7', 'twice'))).toContain('no such reminder');
    expect(renderText(await ask('cancel reminder 2', 'twice'))).toContain('Canceled: order the packs');
    expect(await store.reminders.ofPerson('web:twice')).toHaveLength(1);
    await ask('cancel all reminders', 'twice');
    expect(renderText(await ask('my reminders', 'twice'))).toContain('You have no reminders');
  });

  test.each([
    'planning:remind:2026-13-45 x',
    'planning:unremind:elsewhere',
    'planning:constructor',
    'planning:',
  ])('a forged press (%s) does nothing', async (action) => {
    const conversation = `forged${number}`;
    await ask('', conversation, action);
    expect(await kept(conversation)).toEqual([]);
  });

  test('is offered beside the dates ahead and the tasks of a month', async () => {
    for (const words of ["what's coming up?", 'what should I do this month?'])
      expect(renderText(await ask(words))).toContain('Remind me of a date');
    expect(renderText(await ask('', 'offer', 'planning:offer'))).toContain('Of what shall I remind you?');
  });
});

test('administrators’ lists are refused to everybody else', async () => {
  for (const words of ['stats', 'misses', 'failed deliveries', 'downtime end TOMS'])
    expect(renderText(await ask(words))).toContain('Only administrators');
  expect(renderText(await ask('', 'x', 'planning:resend'))).toContain('Only administrators');
});
