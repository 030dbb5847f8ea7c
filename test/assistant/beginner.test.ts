import { describe, expect, it } from 'vitest';
import { createAssistant, memoryConversations } from '../../src/assistant/assistant.ts';
import { createWorld } from '../../src/assistant/create-world.ts';
import { renderText } from '../../src/assistant/text.ts';
import { ROLES } from '../../src/knowledge/schema.ts';

const world = createWorld();
async function last(...said: string[]): Promise<string> {
  const assistant = createAssistant(world, memoryConversations());
  let reply = '';
  for (const [i, text] of said.entries())
    reply = renderText(
      await assistant.reply({
        id: String(i),
        conversation: 'c',
        person: { id: 'p' },
        text,
        at: '2026-11-21T10:00:00-08:00',
      }),
    );
  return reply;
}
const WHO = 'who do I contact for help with testing';

describe('somebody new in a role', () => {
  it.each([
    ['Day one as LEA coordinator', 'LEA coordinator', 'welcome letter'],
    ['started today as LEA coordinator', 'LEA coordinator', 'New Coordinator Training Webinars'],
    ["I'm new, just became site coordinator", 'Site coordinator', 'security form'],
    ['I am the new site coordinator', 'Site coordinator', 'security form'],
    ['I was just appointed site coordinator at our school', 'Site coordinator', 'security form'],
    ['brand new test administrator here, where do I begin', 'Test administrator', 'Tutorial'],
    ['new test examiner here', 'Test examiner', 'TE Tutorial'],
  ])('is told what to begin with: %s', async (said, role, step) => {
    const reply = await last(said);
    expect(reply).toContain(`Noted. Your role: ${role}.`);
    expect(reply).toContain(step);
    expect(reply).toContain('To begin with');
  });

  it('keeps the role', async () => {
    expect(await last("I'm new, just became site coordinator", WHO)).toContain('Your LEA CAASPP coordinator');
  });

  it('has what to begin with in every role, and every first step is an entry', () => {
    for (const role of ROLES) {
      const ids = (world.intents.voice[`first_steps_${role}`] ?? '').split('\n');
      expect(ids.length).toBeGreaterThan(1);
      for (const id of ids) expect(world.library.entry(id, '2026-11-21')?.id, id).toBeDefined();
    }
  });

  it('who only names the role is offered the same', async () => {
    const reply = await last('im a test examiner');
    expect(reply).toContain('Noted. Your role: Test examiner.');
    expect(reply).toContain('Who must complete the TE Tutorial');
  });
});

describe('a new person spoken of', () => {
  it.each([
    'training for a new site coordinator',
    'new test administrator account',
    'can I add a new LEA coordinator in TOMS',
    'who is the new lea coordinator',
    'what should a new site coordinator do first',
    "I'm a new site coordinator, who signs the affidavit?",
  ])('is not the writer, and a question is answered: %s', async (said) => {
    expect(await last(said)).not.toContain('Noted');
  });
});
