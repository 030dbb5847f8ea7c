import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Assistant, createAssistant, memoryConversations } from '../../src/assistant/assistant.ts';
import { createWorld } from '../../src/assistant/create-world.ts';
import type { Reply } from '../../src/assistant/reply.ts';
import { renderText } from '../../src/assistant/text.ts';
import type { World } from '../../src/assistant/world.ts';
import { NO_ORGANIZATION } from '../../src/escalation/organization.ts';
import { createLog } from '../../src/log.ts';
import { openPlanner, type Planner } from '../../src/planner.ts';
import { openStore, type Store } from '../../src/store/store.ts';

const AT = '2026-11-21T10:00:00-08:00';
const ORGANIZATION = { ...NO_ORGANIZATION, administrators: ['bob@oak.org'] };

let world: World;
let folder: string;
let store: Store;
let planner: Planner;
let assistant: Assistant;
let number = 0;

beforeAll(() => {
  world = createWorld();
});
beforeEach(async () => {
  await close();
  folder = mkdtempSync(join(tmpdir(), 'caaspp-told-'));
  store = await openStore({ dataDir: folder, effects: {} });
  const log = createLog({ logLevel: 'silent', logMessageText: false });
  planner = openPlanner({ world, store, organization: ORGANIZATION, log });
  const { announce } = planner;
  assistant = createAssistant(world, memoryConversations(), [planner.skill], { announce });
});
afterAll(() => close());

async function close() {
  await planner?.close();
  await store?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
}

const BOB = { id: 'web:bob', email: 'bob@oak.org' };

/** Each message is a conversation of its own, unless told otherwise. */
function ask(text: string, more: Partial<Parameters<Assistant['reply']>[0]> = {}): Promise<Reply> {
  const id = `m${++number}`;
  return assistant.reply({ id, conversation: id, person: { id: 'web:ann' }, text, at: AT, ...more });
}
const enter = (words: string) => ask(`downtime add ${words}`, { person: BOB });
const noticesOf = ({ parts }: Reply) => parts.flatMap((p) => (p.type === 'notice' ? [p.text] : []));

describe('while TOMS is down', () => {
  beforeEach(async () => {
    await enter('TOMS until 2026-11-22 17:00 Upgrade');
  });
  const TOLD = /^TOMS is down: since Saturday.*until Sunday, November 22, 5:00 PM\. Upgrade\.$/;

  test.each([
    'is TOMS down',
    'Is TOMS down right now?',
    'is toms up?',
    'is TOSM down?',
    'are the systems down at the moment',
    'is there an outage today',
    'TOMS down?',
  ])('"%s" is answered from it', async (question) => {
    const reply = await ask(question);
    expect(reply.kind).toBe('answer');
    expect(reply.parts[0]).toMatchObject({ type: 'notice', level: 'warning' });
    expect(noticesOf(reply)[0]).toMatch(TOLD);
    expect(renderText(reply)).toContain('Yes, TOMS is down');
    expect(renderText(reply)).not.toContain('I cannot see');
  });

  test.each([
    "TOMS isn't loading",
    'when is the next downtime',
    'How do I add a user account in TOMS?',
    'nothing loads for any of our kids',
  ])('the answer to "%s" begins with the notice', async (question) => {
    const reply = await ask(question);
    expect(noticesOf({ ...reply, parts: reply.parts.slice(0, 1) })[0]).toMatch(TOLD);
    expect(reply.parts.length).toBeGreaterThan(1);
  });

  test.each([
    'what does STAIRS mean?',
    'Who signs the security affidavit?',
    'is CERS down?',
    'hello',
    'write that down',
  ])('the answer to "%s" is as ever', async (question) => {
    expect(noticesOf(await ask(question)).filter((words) => TOLD.test(words))).toEqual([]);
  });

  test('the answer behind a pressed title that names it begins with the notice, too', async () => {
    const reply = await ask('', { action: 'open:entry:rollover-july' });
    expect(noticesOf(reply)[0]).toMatch(TOLD);
  });

  test('a form goes on as it was, and a command is obeyed in the middle of it', async () => {
    const conversation = 'form';
    const asked = await ask('prepare a call to CalTAC', { conversation });
    const question = asked.parts.find((p) => p.type === 'question');
    const listed = await ask('my reminders', { conversation });
    expect(renderText(listed)).toContain('You have no reminders');
    expect(listed.parts).toContainEqual(question);
    const next = await ask('Chromebook', { conversation });
    expect(next.parts.find((p) => p.type === 'question')).not.toEqual(question);
  });

  test('refusals stay as they are', async () => {
    const reply = await ask('my TOMS password is hunter2');
    expect(noticesOf(reply).some((words) => TOLD.test(words))).toBe(false);
  });

  test('a long answer with its notice is no longer than any other', async () => {
    await enter(`CERS ${'very long '.repeat(40)}`);
    const reply = await ask('what are the tasks of July, and are TOMS and CERS down?');
    expect(renderText(reply).length).toBeLessThanOrEqual(1_800);
  });
});

test('a planned downtime is told as planned, and nobody is told that it is under way', async () => {
  await enter('CERS from 2026-12-05 18:00 until 2026-12-06 06:00');
  const asked = await ask('is CERS down?');
  expect(renderText(asked)).not.toContain('Yes, CERS');
  const reply = await ask('when is the next downtime?');
  expect(reply.parts[0]).toMatchObject({ type: 'notice', level: 'info' });
  expect(noticesOf(reply)[0]).toMatch(/^CERS will be down from Saturday, December 5, 6:00 PM until Sunday/);
});

test('a system that the documents do not know is told by the name that was entered', async () => {
  await enter('EduPortal');
  const reply = await ask('is EduPortal down?');
  expect(renderText(reply)).toContain('Yes, EduPortal is down');
});

test('after its end everything is as before it', async () => {
  const before = await ask('is TOMS down?');
  await enter('TOMS');
  await ask('downtime end TOMS', { person: BOB });
  expect((await ask('is TOMS down?')).parts).toEqual(before.parts);
});

test('a faulty command says how it is said, and enters nothing', async () => {
  for (const words of ['', 'TOMS until yesterdayish 2026-13-40', 'TOMS until 2026-11-20'])
    expect(renderText(await enter(words))).toContain('downtime add TOMS until');
  expect(renderText(await ask('downtime end', { person: BOB }))).toContain('downtime end TOMS');
});

test('everybody may ask for them, and see which are entered', async () => {
  expect(renderText(await ask('downtime?'))).not.toContain('Only administrators');
  expect(renderText(await ask('downtimes'))).toContain('No downtime is entered');
  await enter('TOMS');
  expect(renderText(await ask('show downtimes'))).toContain('TOMS is down');
});
