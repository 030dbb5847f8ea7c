import { describe, expect, it } from 'vitest';
import { createAssistant, memoryConversations } from '../../src/assistant/assistant.ts';
import { createWorld } from '../../src/assistant/create-world.ts';
import { renderText } from '../../src/assistant/text.ts';

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

/** What was said before, and what the reply to a word in passing must still ask. */
const STATES: Record<string, { before: string[]; asks: string }> = {
  'at the beginning': { before: [], asks: '' },
  'after an answer': { before: ['Who signs the security affidavit?'], asks: '' },
  'after a result': { before: ['are 30 instructional days enough for a window'], asks: '' },
  'while choices are offered': { before: ['When must the window be set?'], asks: '' },
  'while the role is asked for': { before: ['who do i contact for help with testing'], asks: '' },
  'in a calculation': { before: ['calculate our score report deadline'], asks: 'date received' },
  'in a form': { before: ['caltac prep', 'Chromebook'], asks: 'Which error message appeared?' },
};
const WORDS: [string, RegExp][] = [
  ['thanks', /You're welcome/],
  ['ok thanks!', /You're welcome/],
  ['hi', /Hello!/],
  ['good morning', /Hello!/],
  ['hiya', /Hello!/],
  ['who are you', /I am CAASPP Help, a program and not a person/],
  ['no really, who are you??', /I am CAASPP Help/],
  ['are you a bot?', /I am CAASPP Help, a program and not a person/],
  ['what can you do', /I can:\s+• answer questions about deadlines/],
];

describe.each(Object.entries(STATES))('%s', (_, { before, asks }) => {
  it.each(WORDS)('"%s" has its own reply, and what was asked is asked again', async (word, reply) => {
    const said = await last(...before, word);
    expect(said).toMatch(reply);
    expect(said).toContain(asks);
  });

  it.each(['start over', 'start again please', "ok let's start over"])('"%s" begins afresh', async (word) => {
    expect(await last(...before, word)).toMatch(/start afresh|we start over/);
  });
});

describe('"stop" and "cancel"', () => {
  it.each([
    'stop',
    'cancel',
    'please cancel',
    'never mind',
    'quit',
    'ok stop now',
    'can we cancel this please',
  ])('end what is under way, and say so: %s', async (word) => {
    expect(await last(...STATES['in a calculation']!.before, word)).toMatch(/^Canceled: /);
    expect(await last(...STATES['in a form']!.before, word)).toMatch(/form is canceled/);
    expect(await last(...STATES['while the role is asked for']!.before, word)).toMatch(/^Canceled\./);
  });

  it.each(['at the beginning', 'after an answer', 'after a result', 'while choices are offered'])(
    'say that nothing is under way: %s',
    async (state) => {
      expect(await last(...STATES[state]!.before, 'stop')).toMatch(/nothing under way to cancel/);
      expect(await last(...STATES[state]!.before, 'cancel')).toMatch(/nothing under way to cancel/);
    },
  );
});

describe('"go back"', () => {
  it.each(['go back', 'back', 'undo', 'previous question', 'can we go back please'])(
    'has nothing before it: %s',
    async (word) => {
      expect(await last(word)).toContain('no step to go back to');
      expect(await last('are you a bot', 'hi', word)).toContain('no step to go back to');
    },
  );

  it('shows the choices again that are on the table', async () => {
    const said = await last('When must the window be set?', 'go back');
    expect(said).toMatch(/^These were the choices\.\n\n\[1\] .*window/);
    expect(await last('who do i contact for help with testing', 'go back')).toContain('LEA coordinator');
    expect(await last('who do i contact for help with testing', 'go back', '2')).toContain(
      'Your LEA CAASPP coordinator',
    );
  });

  it('asks for the value before in a calculation', async () => {
    const first = 'calculate our score report deadline';
    expect(await last(first, 'go back')).toMatch(/^This is the first question/);
    const said = await last(first, 'May 18', 'go back');
    expect(said).toContain('date received');
    expect(await last(first, 'May 18', 'go back', 'May 20')).toContain('received on May 20');
  });

  it('asks the question before in a form', async () => {
    expect(await last('caltac prep', 'Chromebook', 'go back')).toContain('What type of device');
    expect(await last('caltac prep', 'go back')).toContain('This is the first question');
  });
});

describe('a remark in passing', () => {
  it.each([
    'lol hold on',
    'haha this is taking forever',
    'ugh so many questions',
    'one sec, my boss is calling',
  ])('leaves the question of a calculation open: %s', async (remark) => {
    const said = await last('calculate our score report deadline', remark);
    expect(said).toMatch(/^No hurry/);
    expect(said).toContain('date received');
  });

  it('does not hide a value', async () => {
    const said = await last('calculate our score report deadline', 'hold on, I think it was May 18');
    expect(said).toContain('received on May 18');
  });
});
