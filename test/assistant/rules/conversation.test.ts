import { beforeAll, describe, expect, it } from 'vitest';
import { type Assistant, createAssistant, memoryConversations } from '../../../src/assistant/assistant.ts';
import { createWorld } from '../../../src/assistant/create-world.ts';
import type { Reply } from '../../../src/assistant/reply.ts';
import { renderText } from '../../../src/assistant/text.ts';
import { losAngelesMoment } from '../../../src/clock.ts';

let assistant: Assistant;
let conversations = 0;
beforeAll(() => {
  assistant = createAssistant(createWorld(), memoryConversations());
}, 60_000);

async function talk(now: string, ...turns: string[]): Promise<Reply[]> {
  const conversation = `c${++conversations}`;
  const replies: Reply[] = [];
  for (const [i, text] of turns.entries())
    replies.push(
      await assistant.reply({
        id: `${conversation}-${i}`,
        conversation,
        person: { id: 'p', role: 'lea_coordinator' },
        text,
        at: losAngelesMoment(now, '10:00'),
      }),
    );
  return replies;
}
async function last(
  now: string,
  ...turns: string[]
): Promise<{ kind: string; text: string; subject?: string }> {
  const reply = (await talk(now, ...turns)).at(-1)!;
  return { kind: reply.kind, text: renderText(reply), subject: reply.subject };
}

describe('a calculation in one message', () => {
  it.each([
    [
      '2026-11-21',
      'our school teaches 184 days, on which instructional day can testing begin',
      'day 122 of 184',
    ],
    ['2026-11-21', 'is april 12 to may 7 long enough for our window', 'fewer|20 instructional days'],
    ['2026-11-21', 'are 30 instructional days enough for a window', 'Yes, 30'],
    ['2026-11-21', 'school lets out june 4, what is the last day we can test', 'June 4, 2027'],
    [
      '2027-05-20',
      'we received the score reports on may 19 2027, last day june 4, closed may 31. when are they due to parents',
      'June 17, 2027',
    ],
    [
      '2027-05-20',
      'ssrs arrived yesterday, our last day is june 10, no days off until memorial day. deadline?',
      'June 17, 2027',
    ],
    ['2026-11-21', 'sis credentials were created on october 5, 2026, when do they expire', 'October 5, 2027'],
    [
      '2027-01-20',
      'my student is an english learner who entered a us school on 5/4/2026, does she take ela',
      'is exempt',
    ],
    ['2027-01-20', 'reclassified student arrived in june 2026, exempt from ela?', 'not exempt'],
    ['2027-02-10', 'unlisted resource: his first test is on april 28, when must i ask', 'April 14, 2027'],
    [
      '2027-03-17',
      'the incident happened yesterday at 3:10 pm, latest for stairs?',
      'March 17, 2027, 3:10 p.m.',
    ],
    ['2027-04-20', 'our window ends may 14, when should appeals be in', 'May 7, 2027'],
    [
      '2026-11-21',
      'packs for 16 students grade 7 braille math and 4 students grade 3 large print ela',
      '5 packs',
    ],
  ])('%s: %s', async (now, question, expected) => {
    const { kind, text } = await last(now, question);
    expect(kind).toBe('calculation');
    expect(text).toMatch(new RegExp(expected.replaceAll('.', '\\.')));
  });

  it('gives the result first, then the working, then the source', async () => {
    const [reply] = await talk('2026-11-21', '66 percent of 172 instructional days is day what');
    expect(
      reply?.parts.map((p) => p.type).filter((t) => t === 'text' || t === 'working' || t === 'sources'),
    ).toEqual(['text', 'working', 'sources']);
  });
});

describe('what is missing', () => {
  it('is asked one at a time, and several answers in one message are taken', async () => {
    const [first, second, third] = await talk(
      '2027-05-20',
      'calculate our score report deadline',
      'may 18',
      'last day is june 4, memorial day is off',
    );
    expect([first?.kind, second?.kind, third?.kind]).toEqual(['ask', 'ask', 'calculation']);
    expect(renderText(first!)).toContain('date received');
    expect(renderText(second!)).toContain('last day of instruction');
    expect(renderText(third!)).toContain('June 16, 2027');
  });

  it('is asked again after an unrelated question has been answered', async () => {
    const [, aside, done] = await talk(
      '2027-02-10',
      'work out my deadline for an unlisted resource request',
      'who signs the affidavit?',
      'april 12',
    );
    expect(aside?.kind).toBe('answer');
    expect(renderText(aside!)).toContain('first test');
    expect(renderText(done!)).toContain('March 29, 2027');
  });

  it('is not asked when it does not matter', async () => {
    const { kind, text } = await last(
      '2027-02-10',
      'can this student get an accommodation, there is no iep and no 504',
    );
    expect(kind).toBe('calculation');
    expect(text).toContain('only for students with an IEP');
  });

  it('is the day, when a month alone does not decide', async () => {
    const { kind, text } = await last('2027-01-20', 'check an ela exemption', 'EL', 'april 2026');
    expect(kind).toBe('ask');
    expect(text).toContain('which day');
  });

  it('says that it is needed when somebody does not know it', async () => {
    const { kind, text } = await last(
      '2026-11-21',
      'calculate when my sis credentials expire',
      "i don't know",
    );
    expect(kind).toBe('ask');
    expect(text).toContain('cannot work it out');
  });

  it('comes from the question before a button was pressed', async () => {
    const { kind, text } = await last(
      '2026-11-21',
      'what can you calculate',
      'Score reports and data',
      'When your SIS vendor credentials expire',
      '9/1/26',
    );
    expect(kind).toBe('calculation');
    expect(text).toContain('September 1, 2027');
  });
});

describe('after the result', () => {
  const START = [
    'calculate our score report deadline',
    'received may 18 2027, last day june 4, closed may 31 only',
  ];

  it('a correction computes anew', async () => {
    expect((await last('2027-05-20', ...START, 'actually we got them may 19')).text).toContain(
      'June 17, 2027',
    );
  });
  it('a supposition computes anew', async () => {
    expect((await last('2027-05-20', ...START, 'what if they came a week later')).text).toContain(
      'June 23, 2027',
    );
  });
  it('a further day off joins the ones known', async () => {
    expect((await last('2027-05-20', ...START, 'june 1 is off too')).text).toContain('June 17, 2027');
  });
  it('another question is not swallowed, and the calculation is still there', async () => {
    const replies = await talk('2027-05-20', ...START, 'what does TOMS stand for', 'actually may 19');
    expect(replies[2]?.subject).not.toBe('rule:ssr-notification-deadline');
    expect(renderText(replies[3]!)).toContain('June 17, 2027');
  });
  it('"cancel" ends a question under way', async () => {
    const replies = await talk('2027-05-20', 'calculate our score report deadline', 'never mind');
    expect(replies[1]?.kind).toBe('decline');
    expect(renderText(replies[1]!)).toContain('Canceled');
  });
});

describe('after a general answer', () => {
  it('a message that only gives the facts is computed', async () => {
    const { kind, text } = await last(
      '2027-05-20',
      'what is the deadline for giving parents the score reports',
      'they showed up may 13 2027, school ends june 11, memorial day off',
    );
    expect(kind).toBe('calculation');
    expect(text).toContain('June 11, 2027');
  });
  it('offers to work it out', async () => {
    const [reply] = await talk('2027-05-20', 'what is the deadline for giving parents the score reports');
    expect(renderText(reply!)).toContain('Work it out');
  });
  it('"calculate it for me" asks for what it needs', async () => {
    const { kind, text } = await last(
      '2027-05-20',
      'what is the deadline for giving parents the score reports',
      'calculate it for me',
    );
    expect(kind).toBe('ask');
    expect(text).toContain('date received');
  });
});

describe('bad input', () => {
  it.each([
    ['february 30', 'not a real date'],
    ['4/31/2027', 'not a real date'],
  ])('%s is refused in plain words and asked again', async (date, said) => {
    const { kind, text } = await last(
      '2027-02-10',
      'work out my deadline for an unlisted resource request',
      date,
    );
    expect(kind).toBe('ask');
    expect(text).toContain(said);
  });
  it.each([
    '0 instructional days, 66 percent is which day',
    '400 instructional days, 66 percent is which day',
  ])('%s', async (text) => {
    const reply = await last('2026-11-21', text);
    expect(reply.kind).toBe('ask');
    expect(reply.text).toContain('from 1 to 366');
  });
  it('a window that ends before it starts is sent back', async () => {
    const { kind, text } = await last('2026-11-21', 'is a window from may 14 to march 3 long enough');
    expect(kind).toBe('ask');
    expect(text).toContain('ends before it starts');
  });
  it('a clock time that does not exist is sent back', async () => {
    const { kind, text } = await last('2027-03-17', 'incident on march 14 2027 at 2:30am, stairs deadline?');
    expect(kind).toBe('ask');
    expect(text).toContain('does not exist');
  });
  it('a birth date is gently refused', async () => {
    const { text } = await last('2027-01-20', 'check an ela exemption', 'EL, birth date 4/3/2015');
    expect(text).toContain('not needed');
  });
});
