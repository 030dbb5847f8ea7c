import { describe, expect, it } from 'vitest';
import { createAssistant, memoryConversations } from '../../src/assistant/assistant.ts';
import { createWorld } from '../../src/assistant/create-world.ts';
import { renderText } from '../../src/assistant/text.ts';

const world = createWorld();
async function say(...texts: string[]): Promise<string> {
  const assistant = createAssistant(world, memoryConversations());
  const at = '2026-11-21T10:00:00-08:00';
  let said = '';
  for (const [i, text] of texts.entries())
    said = renderText(
      await assistant.reply({ id: `${i}`, conversation: 'c', person: { id: 'p' }, text, at }),
    );
  return said;
}

describe('a short form', () => {
  it.each([
    ['what does K-2 mean', 'kindergarten through grade two'],
    ['K-2 means', 'kindergarten through grade two'],
    ["what's K-2", 'kindergarten through grade two'],
    ['K–2?', 'kindergarten through grade two'],
    ['k2 meaning', 'kindergarten through grade two'],
    ['hi, what does non-PT stand for', 'non-PT:'],
    ['whats nonpt', 'non-PT:'],
    ["what's Pre-ID", 'Pre-ID:'],
    ['preid stands for', 'Pre-ID:'],
    ['what is R-FEP', 'RFEP:'],
    ['what does 504 mean', 'Section 504 plan'],
    ['what does a CDS code mean', 'CDS code:'],
    ['btw what does THSS mean', 'Teacher Hand Scoring System'],
    ['quick question, what does DEI stand for please', 'Data Entry Interface'],
  ])('with digits or hyphens, or asked for in passing, is found: %s', async (asked, answer) => {
    expect(await say(asked)).toContain(answer);
  });

  it.each([
    ['do K-2 teachers sign the affidavit', 'kindergarten through'],
    ['which students in K-2 are tested', 'kindergarten through'],
    ['how do we upload the pre-id file', 'Pre-ID:'],
  ])('is not explained where something else is asked: %s', async (asked, not) => {
    expect(await say(asked)).not.toContain(not);
  });

  it.each(['and CAST?', 'what about CAST', 'for CAST?'])(
    'of a test goes on with the question before: %s',
    async (next) => {
      expect(await say('when do CSA results come out', next)).not.toContain('CAST: California Science Test');
      expect(await say(next)).toContain('California Science Test');
    },
  );
});
