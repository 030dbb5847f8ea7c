import { beforeAll, describe, expect, test } from 'vitest';
import { type Assistant, createAssistant, memoryConversations } from '../../src/assistant/assistant.ts';
import type { Conversations } from '../../src/assistant/conversations.ts';
import { createWorld } from '../../src/assistant/create-world.ts';
import type { World } from '../../src/assistant/world.ts';

const at = '2026-11-21T10:00:00-08:00';
const WINDOW = 'When must our testing window be set?';
const SSR = 'when are the SSRs due, received 2027-05-12, last day of instruction 2027-06-18, calculate';

describe('what is said among others, after a question of theirs was answered,', () => {
  let world: World;
  let conversations: Conversations;
  let assistant: Assistant;
  let count = 0;

  beforeAll(() => {
    world = createWorld();
    conversations = memoryConversations();
    assistant = createAssistant(world, conversations);
  });

  const say = (conversation: string, text: string, more = {}) =>
    assistant.answer({
      id: `m${++count}`,
      conversation,
      person: { id: 'ann' },
      inCompany: true,
      text,
      at,
      ...more,
    });
  async function overhear(first: string, text: string) {
    const conversation = `c${++count}`;
    await say(conversation, first);
    return { conversation, ...(await say(conversation, text, { overheard: true })) };
  }

  test.each(
    [WINDOW, SSR].flatMap((first) =>
      [
        'Kim please check with Bob',
        'lol',
        'ok thanks Bob, will do',
        'see you at 3',
        'thanks!',
        'good morning all',
        'I will ask the principal tomorrow',
        'I set ours yesterday',
        'ok I will do it on Monday',
        'can you call me later?',
        'lunch at 12?',
        'who is bringing the donuts',
        'the meeting is moved to Tuesday',
        'Kim can you set the window in TOMS by Friday',
        'my password is Tiger22',
        'talk to a person',
        'help',
      ].map((text) => ({ first, text })),
    ),
  )('is not answered: "$text", after "$first"', async ({ first, text }) => {
    expect(await overhear(first, text)).toMatchObject({ silent: true, repeated: false });
  });

  test.each([
    [WINDOW, 'and for the science one?', 'answer'],
    [WINDOW, 'what about site coordinators?', 'answer'],
    [WINDOW, 'can we change it later', 'answer'],
    [WINDOW, 'what does STAIRS mean', 'answer'],
    [WINDOW, 'when do scores come out?', 'answer'],
    [WINDOW, 'why', 'answer'],
    [WINDOW, 'when are the SSRs due, calculate', 'ask'],
    [SSR, 'actually June 10', 'calculation'],
    [SSR, 'what if it came a week later?', 'calculation'],
  ])('is answered where it asks for that: after "%s", "%s"', async (first, text, kind) => {
    const { reply, silent } = await overhear(first, text);
    expect({ kind: reply.kind, silent }).toEqual({ kind, silent: undefined });
  });

  test('is an answer to a question that waits for one', async () => {
    const { silent, reply } = await overhear('when are the SSRs due, calculate', 'hm, not sure');
    expect(silent).toBeUndefined();
    expect(reply.kind).toBe('ask');
  });

  test('is a pick where choices are on the table', async () => {
    const conversation = 'choices';
    await say(conversation, 'what does THSS mean');
    expect((await say(conversation, 'science?')).reply.kind).toBe('choices');
    expect((await say(conversation, 'see you at 3', { overheard: true })).silent).toBe(true);
    const { reply, silent } = await say(conversation, '1', { overheard: true });
    expect({ kind: reply.kind, silent }).toEqual({ kind: 'answer', silent: undefined });
  });

  test('changes nothing in the conversation where it is not answered, and is heard once', async () => {
    const { conversation } = await overhear(WINDOW, 'start over');
    const before = await conversations.load(conversation);
    const message = { id: 'same', conversation, person: { id: 'ann' }, inCompany: true, overheard: true, at };
    expect(await assistant.answer({ ...message, text: 'talk to a person' })).toMatchObject({ silent: true });
    expect(await assistant.answer({ ...message, text: 'talk to a person' })).toMatchObject({
      repeated: true,
    });
    expect(await conversations.load(conversation)).toEqual(before);
    expect(before.last?.subject).toBe('entry:window-deadline');
  });
});
