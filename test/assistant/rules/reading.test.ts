import { describe, expect, it } from 'vitest';
import { createAssistant, memoryConversations } from '../../../src/assistant/assistant.ts';
import { createWorld } from '../../../src/assistant/create-world.ts';
import { renderText } from '../../../src/assistant/text.ts';

const world = createWorld();

async function last(today: string, ...turns: string[]) {
  const assistant = createAssistant(world, memoryConversations());
  let reply: Awaited<ReturnType<typeof assistant.reply>> | undefined;
  for (const [i, text] of turns.entries())
    reply = await assistant.reply({
      id: String(i),
      conversation: 'c',
      person: { id: 'p', role: 'lea_coordinator' },
      text,
      at: `${today}T10:00:00-08:00`,
    });
  return { kind: reply!.kind, text: renderText(reply!) };
}
const NOVEMBER = '2026-11-21';
const AUGUST = '2026-08-15';

describe('a number', () => {
  it.each([
    'second scoring form 2 grades',
    'which 3 grades need second scoring for form 2',
    'second scoring caa ela form 2 for 11 students',
    'we have 7 days left, do we need second scoring for form 2',
    'check second scoring for form 2, there are 8 of us',
  ])('that names a form, days or people is no grade: %s', async (said) => {
    const { kind, text } = await last(NOVEMBER, said);
    expect(kind).toBe('ask');
    expect(text).toContain('In which grade is the student?');
  });

  it.each(['form 2', 'for 11 students', '7 days'])(
    'typed as "%s" does not answer the question for the grade',
    async (said) => {
      const { kind, text } = await last(NOVEMBER, 'check second scoring for caa ela form 2', said);
      expect(kind).toBe('ask');
      expect(text).toContain('In which grade is the student?');
    },
  );

  it.each(['8', '8th', 'grade 8', 'eighth... I mean 8th grade', '8 form 2'])(
    'typed as "%s" answers it',
    async (said) => {
      const { text } = await last(NOVEMBER, 'check second scoring for caa ela form 2', said);
      expect(text).toContain('Form 2, grade 8');
    },
  );

  it('stands with the word before it rather than with the one after it', async () => {
    expect((await last(NOVEMBER, 'form 1 grade 5 second scoring?')).text).toContain('Form 1, grade 5');
    expect((await last(NOVEMBER, 'grade 7 form 2 second scoring?')).text).toContain('Form 2, grade 7');
  });

  it.each([
    '25 days holidays in our window, is it long enough?',
    'we have 25 days of vacation, is our testing window long enough',
    'is our window long enough with 30 days off',
  ])('of days off is no length of a window: %s', async (said) => {
    expect((await last(NOVEMBER, said)).text).not.toMatch(/\d+ instructional days are/);
  });

  it('of days off leaves the date before it to the window', async () => {
    const { text } = await last(NOVEMBER, 'is March 1 to April 10 long enough, 5 days holidays');
    expect(text).toContain('Which weekdays in that time have no school');
  });
});

describe('a day told from another', () => {
  it.each(['before Christmas', 'by Thanksgiving', 'after Easter Monday', 'some time before May 14'])(
    'is asked for: %s',
    async (said) => {
      const { kind, text } = await last(NOVEMBER, 'calculate our score report deadline', said);
      expect(kind).toBe('ask');
      expect(text).toContain('On which day exactly?');
    },
  );

  it.each(['after spring break', 'before winter break'])(
    'is asked for where no date is known: %s',
    async (said) => {
      const { kind, text } = await last(NOVEMBER, 'calculate our score report deadline', said);
      expect(kind).toBe('ask');
      expect(text).toContain('date received');
    },
  );

  it.each([
    'our first test is before Christmas, when do I request an unlisted resource',
    'when is the ssr deadline if we received them before Christmas',
    'received the results by Thanksgiving, notify deadline?',
  ])('is not taken for that day: %s', async (said) => {
    expect((await last(NOVEMBER, said)).text).not.toMatch(/December 25|November 26/);
  });

  it.each([
    ['the Friday before Thanksgiving', 'November 20, 2026'],
    ['the day before Thanksgiving', 'November 25, 2026'],
    ['two weeks after Thanksgiving', 'December 10, 2026'],
    ['3 days after Veterans Day', 'November 14, 2026'],
  ])('is worked out where it is exact: %s', async (said, date) => {
    const { text } = await last(NOVEMBER, 'calculate our score report deadline', said);
    expect(text).toContain(`received on ${date}`);
  });

  it('is the last school day before it where a last day is meant, and that is said', async () => {
    const { kind, text } = await last(
      NOVEMBER,
      'calculate the latest start of the window',
      'school ends before Memorial Day',
      'no days off',
    );
    expect(kind).toBe('calculation');
    expect(text).toContain('I took "before Memorial Day" as Friday, May 28, 2027');
  });

  it('is enough where any such day gives the same result', async () => {
    const { kind, text } = await last(
      NOVEMBER,
      'student is EL, entered US schools before April 15, 2026, exempt from ela?',
    );
    expect(kind).toBe('calculation');
    expect(text).toContain('not exempt');
    expect(text).toContain('The result is the same for every day it can be');
  });
});

describe('a date without its year', () => {
  it.each([
    [AUGUST, 'score reports came in June 25, when is the deadline', 'June 25, 2026'],
    [AUGUST, 'we got the reports June 25, when is the score report deadline', 'June 25, 2026'],
    [AUGUST, 'if the score reports arrive June 25, when is the deadline', 'June 25, 2027'],
    [AUGUST, 'the score reports will be in TOMS on June 25, work out the deadline', 'June 25, 2027'],
    [NOVEMBER, 'we received the score reports May 14, when is the deadline', 'May 14, 2026'],
  ])('is past where the words are, and else to come: on %s, %s', async (today, said, date) => {
    expect((await last(today, said)).text).toContain(`received on ${date}`);
  });

  it('is the last day of the year that has ended where the words say so', async () => {
    const { text } = await last(
      AUGUST,
      'last day of school was June 5, what was the latest start of the window',
      'none',
    );
    expect(text).toContain('June 5, 2026');
    const coming = await last(AUGUST, 'our last day is June 4, latest start of the window', 'none');
    expect(coming.text).toContain('June 4, 2027');
  });
});

describe('a question for the reason', () => {
  it.each([
    'why does toms grey out accommodations for my student',
    'TOMS greys out the text to speech setting for my student, why?',
    'how come the accommodation fields are greyed out in TOMS for our school',
    "what's the reason TOMS greys out accommodations for one of my students",
  ])('is answered and nothing is asked back: %s', async (said) => {
    const { kind, text } = await last(NOVEMBER, said);
    expect(kind).toBe('answer');
    expect(text).toContain('Demographics');
  });
});
