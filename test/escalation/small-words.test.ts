import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createWorld } from '../../src/assistant/create-world.ts';
import { renderText } from '../../src/assistant/text.ts';
import type { World } from '../../src/assistant/world.ts';
import { DEFAULT_HOURS } from '../../src/escalation/organization.ts';
import { databases, type TestDatabase } from '../support/databases.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { organization } from '../support/organization.ts';

const pat = { id: 'pat', role: 'site_coordinator', lea: 'Oak Unified', school: 'Hill School' } as const;
const nobody = { id: 'nobody' } as const;
let world: World;
beforeAll(() => {
  world = createWorld();
}, 60_000);

const [first] = await databases();

describe('while a question to a person is written', () => {
  let database: TestDatabase;
  let d: TestDesk;
  beforeEach(async () => {
    database = await first!.create();
    d = await openTestDesk(world, database.options(), organization({ ...DEFAULT_HOURS }));
  });
  afterEach(async () => {
    await d.close();
    await database.drop();
  });
  const say = async (person: typeof pat | typeof nobody, text: string) =>
    renderText(await d.ask(person, text));

  it.each([
    ['hi', 'Hello!'],
    ['thanks', "You're welcome"],
    ['who are you', 'a program and not a person'],
    ['what can you do', 'I can:'],
  ])(
    '"%s" is no question to send: it has its reply, and the question is asked again',
    async (word, reply) => {
      expect(await say(pat, 'talk to a person')).toContain('What would you like to ask?');
      const said = await say(pat, word);
      expect(said).toContain(reply);
      expect(said).toContain('What would you like to ask?');
      expect(await say(pat, 'Which color should the flag be?')).toContain('Shall I send it?');
    },
  );

  it.each(['stop', 'cancel', 'never mind', 'start over'])(
    '"%s" ends it, and nothing is sent',
    async (word) => {
      await say(pat, 'talk to a person');
      expect(await say(pat, word)).toMatch(/Nothing was sent|Canceled|start afresh/);
      expect(await say(pat, 'yes')).not.toContain('ticket');
      expect(await d.store.tickets.list()).toEqual([]);
    },
  );

  it.each(['thanks', 'hi'])('"%s" is no name of a place or role', async (word) => {
    await say(nobody, 'talk to a person');
    const asked = await say(nobody, 'Which color should the flag be?');
    const said = await say(nobody, word);
    expect(said).not.toContain('I do not know');
    expect(said).toContain(asked.split('\n')[0]!.slice(0, 40));
  });

  it('"thanks" while it is shown sends nothing', async () => {
    await say(pat, 'talk to a person');
    await say(pat, 'Which color should the flag be?');
    expect(await say(pat, 'hi')).toContain('Shall I send it?');
    expect(await d.store.tickets.list()).toEqual([]);
  });
});
