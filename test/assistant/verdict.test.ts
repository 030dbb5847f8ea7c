import { describe, expect, it } from 'vitest';
import { createAssistant, memoryConversations } from '../../src/assistant/assistant.ts';
import { createWorld } from '../../src/assistant/create-world.ts';
import { renderText } from '../../src/assistant/text.ts';

const world = createWorld();

async function opening(...said: string[]): Promise<string> {
  const assistant = createAssistant(world, memoryConversations());
  let n = 0;
  let last = '';
  for (const text of said) {
    const at = '2026-11-21T10:00:00-08:00';
    last = renderText(
      await assistant.reply({
        id: `${n++}`,
        conversation: 'c',
        person: { id: 'p', role: 'lea_coordinator' },
        text,
        at,
      }),
    );
  }
  return last;
}

describe('an answer to a question of yes and no', () => {
  it.each([
    ['Can schools have different windows?', /^Yes, schools may have different windows/],
    ['hi, may our schools have different testing windows', /^Yes, schools may/],
    ['Do charter school students take CAASPP?', /^Yes, charter school students take/],
    ['are 30 instructional days enough for a window', /^Yes, 30/],
    ['are 20 instructional days enough for a window?', /^No, 20/],
  ])('begins with the yes or no of a plain question: %s', async (asked, begins) => {
    expect(await opening(asked)).toMatch(begins);
  });

  it.each([
    ['Is it not allowed for schools to have different windows?', /^Schools may have different windows/],
    ["Can't schools have different windows?", /^Schools may have different windows/],
    ['So schools cannot have different windows?', /^Schools may have different windows/],
    ['Do all schools need to have the same window?', /^Schools may have different windows/],
    ['Must every school have the same testing window?', /^Schools may have different windows/],
    ['so charter schools dont take CAASPP?', /^Charter school students take CAASPP/],
    ['Are charter schools excluded from CAASPP?', /^Charter school students take CAASPP/],
    ["Don't I need a new opt out letter each year?", /^It does not carry over/],
    ['Does the parent have to submit the opt-out again every year?', /^It does not carry over/],
    ["Shouldn't I wait for the training before I set the window?", /^Do not wait for it/],
    ["Isn't 24 days too short for a window?", /^24 instructional days are not enough/],
    ['Is 20 instructional days not enough for a window?', /^20 instructional days are not enough/],
    [
      'Does he have to take ELA? He is an English learner and came to the US on October 3, 2026',
      /^The student is exempt/,
    ],
    ["Isn't my EL student who entered US schools May 3 2026 exempt from ELA?", /^The student is exempt/],
  ])('leaves the yes or no out where the question is put the other way round: %s', async (asked, begins) => {
    expect(await opening(asked)).toMatch(begins);
  });

  it('remembers how the question was put while it asks for what it needs', async () => {
    const said = await opening(
      "Doesn't my English learner newcomer have to take ELA? work it out",
      'she entered US schools on May 3, 2026',
    );
    expect(said).toContain('exempt');
    expect(said).not.toMatch(/^(Yes|No)\b/);
  });

  it.each([
    ['Is the 2023-24 data already removed from TOMS?', /^The 2023-24 data is no longer in TOMS/],
    ['is grade locked now? the student has started testing', /^Grade is locked/],
    ['is live support closed on saturdays at 10 am?', /^Live support is closed then/],
    ['Can interims only be given standardized?', /^Either way/],
    ['Is it forbidden to add more LEA coordinators?', /^An LEA may have more than one/],
  ])('says no "no" to what it confirms: %s', async (asked, begins) => {
    expect(await opening(asked)).toMatch(begins);
  });

  it('is a "no" in no entry: which question it denies, only the question can tell', () => {
    for (const { id, answer, past, by_role } of world.library.knowledge.entries)
      for (const said of [answer, past, ...Object.values(by_role ?? {})])
        expect(said ?? '', id).not.toMatch(/^No[,.:;]/);
  });
});
