/** A process that answers messages from its standard input, one JSON line each, until it is killed. */
import { createInterface } from 'node:readline';
import { createAssistant } from '../../src/assistant/assistant.ts';
import { createWorld } from '../../src/assistant/create-world.ts';
import { formSkills } from '../../src/assistant/skills/form.ts';
import { renderText } from '../../src/assistant/text.ts';
import { openStore } from '../../src/store/store.ts';

const store = await openStore(JSON.parse(process.env.STORE ?? ''));
const world = createWorld();
const key = Buffer.alloc(32, 7);
const skills = formSkills(world, { drafts: store.drafts, calls: store.calls, key });
const assistant = createAssistant(world, store.conversations, skills);

for await (const line of createInterface({ input: process.stdin })) {
  const { id, text } = JSON.parse(line) as { id: string; text: string };
  const reply = await assistant.reply({
    id,
    conversation: 'c',
    person: { id: 'p', role: 'lea_coordinator' },
    text,
    at: '2026-11-23T09:00:00-08:00',
  });
  // Acknowledged: from here on nothing of it may be lost.
  process.stdout.write(`${JSON.stringify(renderText(reply))}\n`);
}
