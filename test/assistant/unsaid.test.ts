import { describe, expect, it } from 'vitest';
import { createAssistant, memoryConversations } from '../../src/assistant/assistant.ts';
import { createWorld } from '../../src/assistant/create-world.ts';

const world = createWorld();
const kindOf = async (text: string) => {
  const assistant = createAssistant(world, memoryConversations());
  const at = '2026-11-21T10:00:00-08:00';
  return (await assistant.reply({ id: '1', conversation: 'c', person: { id: 'p' }, text, at })).kind;
};

describe('what an entry says nothing of', () => {
  it.each([
    'is there a fee when we ask for extra large print booklets',
    'who at the CDE approves unlisted resources, got a name?',
    'how many questions are in one embedded PT of the CAA for Science',
    'does the state reimburse substitutes for second scorers',
    'what mic specs do the headsets for the CSA need',
  ])('is handed over: %s', async (text) => {
    expect(await kindOf(text)).toBe('escalate');
  });

  it.each([
    'how many instructional days does the window need',
    'how many hours do we have to report an incident',
    'how many digits does an SSID have',
    'what is the name of the form for braille graphics',
    'are score reports made in Korean',
  ])('does not keep from an answer: %s', async (text) => {
    expect(['answer', 'calculation']).toContain(await kindOf(text));
  });

  it('hands over to entries that exist', () => {
    const missing = world.intents.unsaid.filter(
      (u) => u.to && world.library.entry(u.to, '2026-11-21')?.outcome !== 'handover',
    );
    expect(missing).toEqual([]);
  });
});
