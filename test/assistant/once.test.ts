import { beforeAll, describe, expect, test } from 'vitest';
import { createAssistant } from '../../src/assistant/assistant.ts';
import { type Conversations, memoryConversations, type Turned } from '../../src/assistant/conversations.ts';
import { createWorld } from '../../src/assistant/create-world.ts';
import { createInTurn } from '../../src/assistant/in-turn.ts';
import type { World } from '../../src/assistant/world.ts';
import { message } from '../support/messages.ts';

let world: World;
beforeAll(() => {
  world = createWorld();
}, 60_000);

/** Memory that tells what was committed. */
function watched(): Conversations & { turns: Turned[] } {
  const memory = memoryConversations();
  const turns: Turned[] = [];
  return {
    ...memory,
    turns,
    async commit(turned) {
      const committed = await memory.commit(turned);
      if (committed.outcome === 'kept') turns.push(turned);
      return committed;
    },
  };
}

describe('each message is answered once', () => {
  test('a message that comes again has its reply again, and nothing else happens', async () => {
    const conversations = watched();
    const assistant = createAssistant(world, conversations);
    const first = await assistant.answer(message('m1'));
    const second = await assistant.answer(message('m1', { text: 'Something else?' }));
    expect(first.repeated).toBe(false);
    expect(second).toEqual({ ...first, repeated: true });
    expect(conversations.turns).toHaveLength(1);
  });

  test('messages of one conversation that come at once are answered one after another', async () => {
    const conversations = watched();
    const assistant = createAssistant(world, conversations);
    await Promise.all(Array.from({ length: 6 }, (_, i) => assistant.reply(message(`m${i}`))));
    expect(conversations.turns.map((t) => [t.message.id, t.version])).toEqual(
      Array.from({ length: 6 }, (_, i) => [`m${i}`, i]),
    );
  });

  test('a turn that was overtaken is taken again, on what is remembered by then', async () => {
    const conversations = watched();
    let overtakings = 2;
    const elsewhere = createAssistant(world, conversations);
    const assistant = createAssistant(world, {
      ...conversations,
      async commit(turned) {
        if (overtakings-- > 0)
          await elsewhere.reply(message(`other${overtakings}`, { action: 'role:test_examiner', text: '' }));
        return conversations.commit(turned);
      },
    });
    await assistant.reply(message('mine'));
    expect(conversations.turns.map((t) => t.message.id)).toEqual(['other1', 'other0', 'mine']);
    expect(conversations.turns.at(-1)?.state.role).toBe('test_examiner');
  });

  test('what is to be done with a reply is committed with it', async () => {
    const conversations = watched();
    const assistant = createAssistant(world, conversations);
    await assistant.answer(message('m'), (reply) => [{ type: 'deliver', kind: reply.kind }]);
    expect(conversations.turns[0]?.effects).toEqual([
      { type: 'deliver', kind: conversations.turns[0]?.reply.kind },
    ]);
  });
});

describe('what is kept of the words', () => {
  const kept = async (text: string) => {
    const conversations = watched();
    await createAssistant(world, conversations).reply(message('m', { text }));
    return conversations.turns[0]!;
  };

  test('a question is kept as it was asked', async () => {
    expect((await kept('What does STAIRS mean?')).text).toBe('What does STAIRS mean?');
  });

  test('a message with a password is not kept', async () => {
    const turned = await kept('my password is Tiger22, I cannot log in');
    expect(JSON.stringify([turned.text, turned.state])).not.toContain('Tiger22');
  });

  test('an answer from an entry says which entry, and how it stood', async () => {
    const entry = world.library.knowledge.entries.find((e) => e.outcome === 'answer' && !e.ask_role)!;
    const conversations = watched();
    const pressed = message('m', { text: '', action: `open:entry:${entry.id}` });
    await createAssistant(world, conversations).reply(pressed);
    expect(conversations.turns[0]?.given?.version).toMatch(/^[0-9a-f]{16}$/);
    expect((await kept('hello')).given).toBeUndefined();
  });
});

describe('tasks in turn', () => {
  test('those of one name wait for each other, also after one that failed', async () => {
    const inTurn = createInTurn();
    const said: string[] = [];
    const task =
      (name: string, ms: number, fails = false) =>
      async () => {
        await new Promise((resolve) => setTimeout(resolve, ms));
        said.push(name);
        if (fails) throw new Error('failed');
      };
    const failed = inTurn('c', task('slow', 30, true));
    const rest = Promise.all([inTurn('c', task('quick', 1)), inTurn('other', task('other', 1))]);
    await expect(failed).rejects.toThrow('failed');
    await rest;
    expect(said).toEqual(['other', 'slow', 'quick']);
  });
});
