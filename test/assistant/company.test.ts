/** What people say where others read along: each has a talk of their own, and what is personal is said elsewhere. */
import { beforeEach, describe, expect, test } from 'vitest';
import { type Assistant, createAssistant } from '../../src/assistant/assistant.ts';
import { choicesOf } from '../../src/assistant/choices.ts';
import { ownState, withOwn } from '../../src/assistant/company.ts';
import { memoryConversations } from '../../src/assistant/conversations.ts';
import { createWorld } from '../../src/assistant/create-world.ts';
import type { Reply } from '../../src/assistant/reply.ts';
import type { ConversationState, Effect } from '../../src/assistant/skill.ts';
import { renderText } from '../../src/assistant/text.ts';

const world = createWorld();
let assistant: Assistant;
let effects: Effect[];
let number = 0;

beforeEach(() => {
  effects = [];
  const conversations = memoryConversations();
  const watched = {
    ...conversations,
    commit: (turned: Parameters<typeof conversations.commit>[0]) => {
      effects.push(...turned.effects);
      return conversations.commit(turned);
    },
  };
  assistant = createAssistant(world, watched, [], {
    privately: (person) => (person === 'stranger' ? undefined : `private:${person}`),
  });
});

/** Somebody says something in the channel, or alone. */
function say(person: string, text: string, { action, alone }: { action?: string; alone?: true } = {}) {
  return assistant.reply({
    id: String(++number),
    conversation: alone ? `private:${person}` : 'channel',
    person: { id: person },
    inCompany: !alone,
    text,
    action,
    at: '2026-11-21T10:00:00-08:00',
  });
}

/** What went to people's own places. */
const sentAlone = () =>
  effects.map((e) => {
    const { target, payload } = e.delivery as { target: string; payload: { reply: Reply } };
    return { target, reply: payload.reply, words: renderText(payload.reply) };
  });

describe('where others read along', () => {
  test("one person's role is nobody else's", async () => {
    await say('ann', "I'm a site coordinator");
    const asked = await say('bob', 'who do I contact?');
    expect(asked.kind).toBe('ask');
    expect(choicesOf(asked).length).toBeGreaterThan(2);
    expect((await say('ann', 'who do I contact?')).kind).toBe('answer');
  });

  test("nobody answers another's question, and whoever was asked still can", async () => {
    const asked = await say('ann', 'when are the SSRs due if results came on May 12, 2027?');
    expect(asked.kind).toBe('ask');
    const other = await say('bob', 'June 10, 2027');
    expect(other.kind).not.toBe('calculation');
    expect((await say('ann', 'June 10, 2027')).kind).toBe('calculation');
  });

  test('a number picks among the choices that were offered to that person', async () => {
    const offered = choicesOf(await say('ann', 'what can you do'));
    expect(offered.length).toBeGreaterThan(1);
    const bob = await say('bob', '1');
    const ann = await say('ann', '1');
    expect(ann.kind).toBe('answer');
    expect(renderText(bob)).not.toBe(renderText(ann));
  });

  test('what was said last may be gone on with by anybody', async () => {
    const [question, more] = ['when is the window deadline', 'and for CAST?'];
    await say('ann', question, { alone: true });
    const alone = renderText(await say('ann', more, { alone: true }));
    await say('ann', question);
    expect(renderText(await say('bob', more))).toBe(alone);
    expect(renderText(await say('kim', more, { alone: true }))).not.toBe(alone);
  });

  test('the form begins in the own place, with nothing of its draft in the channel', async () => {
    await say('ann', 'prepare a call to CalTAC', { alone: true });
    await say('ann', 'SECRETWORD on every device', { alone: true });
    effects = [];
    const said = renderText(await say('ann', 'prepare a call to CalTAC'));
    expect(said).toContain('private message');
    expect(said).not.toContain('SECRETWORD');
    const [sent] = sentAlone();
    expect(sent?.target).toBe('private:ann');
    expect(sent?.words).not.toContain('SECRETWORD');
    const [begin] = choicesOf(sent!.reply);
    const begun = await say('ann', '', { action: begin!.action, alone: true });
    expect(begun.subject).toBe('form:caltac');
    expect(begun.kind).toBe('ask');
  });

  test.each(['my calls', 'log: case 123456, spoke with Kim'])(
    '"%s" is answered in the own place',
    async (words) => {
      expect(renderText(await say('ann', words))).toContain('private message');
      expect(sentAlone().map(({ target }) => target)).toEqual(['private:ann']);
    },
  );

  test('whoever has no such place is told to ask in private', async () => {
    const said = renderText(await say('stranger', 'my calls'));
    expect(said).toContain('Please ask me in a private message');
    expect(effects).toEqual([]);
  });

  test('an old button of the form does nothing in the channel', async () => {
    for (const action of ['form:caltac:continue', 'form:caltac:new', 'open:form:caltac'])
      expect(renderText(await say('ann', '', { action }))).toContain('private message');
  });
});

describe('the state of a conversation in company', () => {
  const who = (id: string) => ({ inCompany: true, person: { id } });

  test('is one for each, but for what was said last', () => {
    const last = { text: 'q', facets: {} } as ConversationState['last'];
    const kept = withOwn({}, { role: 'lea_coordinator', last }, who('ann'));
    expect(ownState(kept, who('bob'))).toEqual({ last });
    expect(ownState(kept, who('ann'))).toEqual({ role: 'lea_coordinator', last });
  });

  test('forgets those who were silent longest when there are many', () => {
    let kept: ConversationState = {};
    for (let i = 0; i < 40; i++) kept = withOwn(kept, { role: 'lea_coordinator' }, who(`p${i}`));
    expect(Object.keys(kept.each ?? {})).toHaveLength(30);
    expect(ownState(kept, who('p39'))).toEqual({ role: 'lea_coordinator' });
    expect(ownState(kept, who('p0'))).toEqual({});
  });

  test('alone is as it was', () => {
    const state: ConversationState = { role: 'test_examiner' };
    const alone = { person: { id: 'ann' } };
    expect(withOwn({}, state, alone)).toBe(state);
    expect(ownState(state, alone)).toBe(state);
  });
});
