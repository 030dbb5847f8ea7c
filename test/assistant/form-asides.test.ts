import { describe, expect, it } from 'vitest';
import { createAssistant, memoryConversations } from '../../src/assistant/assistant.ts';
import { createWorld } from '../../src/assistant/create-world.ts';
import { renderText } from '../../src/assistant/text.ts';

const world = createWorld();
/** Answers that lead to each question of the form. */
const BEFORE = {
  device: [],
  error: ['Chromebook'],
  system: ['Chromebook', 'error 2014, session timed out'],
  network: ['Chromebook', 'error 2014, session timed out', 'Windows 11, secure browser 17'],
  phone: [
    'Chromebook',
    'error 2014, session timed out',
    'Windows 11, secure browser 17',
    'wired, firewall',
    'jane@k12.ca.us',
  ],
};
const QUESTION = {
  device: 'What type of device',
  error: 'Which error message appeared?',
  system: 'Which operating system and browser',
  network: 'How is the network set up?',
  phone: 'And the phone?',
};

async function at(field: keyof typeof BEFORE, ...said: string[]): Promise<string[]> {
  const assistant = createAssistant(world, memoryConversations());
  const replies: string[] = [];
  for (const [i, text] of ['caltac prep', ...BEFORE[field], ...said].entries())
    replies.push(
      renderText(
        await assistant.reply({
          id: String(i),
          conversation: 'c',
          person: { id: 'p', role: 'lea_coordinator' },
          text,
          at: '2026-11-21T10:00:00-08:00',
        }),
      ),
    );
  return replies.slice(-said.length);
}

describe('a question in the middle of the form', () => {
  it.each([
    ['device', "what are caltac's hours?", '7 a.m. to 5 p.m.'],
    ['error', 'who signs the affidavit', 'All TOMS users'],
    ['system', 'when must our testing window be set?', 'December 1, 2026'],
    ['network', 'btw what does THSS mean', 'Teacher Hand Scoring System'],
    ['phone', 'who do i contact for help with testing', 'Success Agent'],
  ] as const)('is answered, then the same field is asked again: %s, %s', async (field, asked, answer) => {
    const [said] = await at(field, asked);
    expect(said).toContain(answer);
    expect(said).toContain(QUESTION[field]);
    expect(said).not.toContain('Noted');
  });
});

describe('a remark in passing', () => {
  it.each(
    (['device', 'error', 'system', 'network'] as const).flatMap((field) =>
      [
        'lol this is taking forever',
        'hold on a sec',
        'wow so many questions',
        'sorry my kid is calling, brb',
        'this is so annoying',
        'hmm let me think',
        'ugh',
        'haha ok',
        'how are you',
        'thanks!',
      ].map((remark) => [field, remark] as const),
    ),
  )('is not taken for an answer: %s, %s', async (field, remark) => {
    const [said] = await at(field, remark);
    expect(said).toContain(QUESTION[field]);
    expect(said).not.toContain('Noted');
  });

  it.each([
    ['device', 'lol its a chromebook', 'Chromebook'],
    ['network', 'ugh, the wifi with a proxy', 'wifi with a proxy'],
    ['error', 'hold on, it says session timed out', 'session timed out'],
    ['network', 'the new building has its own line', 'its own line'],
    ['device', 'Promethean board', 'Promethean board'],
  ] as const)('does not hide an answer: %s, %s', async (field, remark, value) => {
    const [said] = await at(field, remark);
    expect(said).toContain('Noted');
    expect(said).toContain(value);
  });
});

describe('the phone question', () => {
  it.each([
    'SSID 812-345-6789',
    'his student id is 912 345 6789',
    '812-345-6789 is the ssid',
    'student number: 8123 456 789',
    'her SSID (916 555 0123)',
    '8123 456 789',
    '123 456 7890',
    '555-123-4567',
    '4001234567',
  ])('does not take a student’s number: %s', async (said) => {
    const [reply] = await at('phone', said);
    expect(reply).toContain('And the phone?');
    expect(reply).not.toContain('Noted');
    expect(reply!.replace('916-555-0123', '')).not.toMatch(/\d{3}[- ]?\d{3}[- ]?\d{4}/);
  });

  it.each([
    ['916-555-0123', '916-555-0123'],
    ['call (310) 555 0142', '310-555-0142'],
    ['my number is 9165550123', '916-555-0123'],
    ['916.555.0123 ext 12', '916-555-0123 ext. 12'],
  ])('takes a phone number as people write it: %s', async (said, value) => {
    const [reply] = await at('phone', said);
    expect(reply).toContain(`Phone: ${value}`);
  });

  it('gives no part of a student’s number to the session', async () => {
    const [, reply] = await at('phone', '916-555-0123', 'it was 912 345 6789');
    expect(reply).not.toContain('Test session ID: 912');
  });
});
